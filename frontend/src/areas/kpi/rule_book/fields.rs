//! The fields of the rule book: where each stands, what it is called, what kind of value it holds.

use locale::{Key, rule_book_ui as text};
use serde_json::Value;

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Decimals,
    Numbers,
    Word,
}

/// A field of the rule book; lists are typed with spaces between their values.
#[derive(Clone, Copy)]
pub struct BookField {
    /// As problems name it.
    pub at: &'static str,
    pub label: Key,
    pub hint: Option<Key>,
    pub holds: Holds,
}

const fn field(at: &'static str, label: Key, hint: Option<Key>, holds: Holds) -> BookField {
    BookField { at, label, hint, holds }
}

use Holds::{Decimals, Numbers, Word};

pub const GRADING: &[BookField] = &[
    field("/book/grading/education", text::EDUCATION, Some(text::EDUCATION_HINT), Decimals),
    field("/book/grading/first_year", text::FIRST_YEAR, None, Decimals),
    field("/book/grading/each_year", text::EACH_YEAR, None, Decimals),
    field("/book/grading/years_most", text::YEARS_MOST, None, Decimals),
    field("/book/grading/exam_percent", text::EXAM_PERCENT, None, Decimals),
    field("/book/grading/review_percents", text::REVIEW_PERCENTS, Some(text::REVIEW_PERCENTS_HINT), Decimals),
    field("/book/grading/items", text::ITEMS, Some(text::ITEMS_HINT), Numbers),
    field("/book/grading/raters_least", text::RATERS_LEAST, None, Numbers),
    field("/book/grading/customers_least", text::CUSTOMERS_LEAST, None, Numbers),
    field("/book/grading/by", text::BY, None, Word),
    field("/book/grading/bounds", text::BOUNDS, Some(text::NINE_HINT), Decimals),
    field("/book/grading/quota", text::QUOTA, Some(text::NINE_HINT), Numbers),
    field("/book/grading/certificate_years", text::CERTIFICATE_YEARS, None, Numbers),
];

pub const RECRUITMENT: &[BookField] = &[
    field("/book/recruitment/paper_percents", text::PAPER_PERCENTS, Some(text::PAPER_PERCENTS_HINT), Decimals),
    field("/book/recruitment/written_percent", text::WRITTEN_PERCENT, None, Decimals),
    field("/book/recruitment/interview_percent", text::INTERVIEW_PERCENT, None, Decimals),
    field("/book/recruitment/examiners_least", text::EXAMINERS_LEAST, None, Numbers),
    field("/book/recruitment/eligible_years", text::ELIGIBLE_YEARS, None, Numbers),
];

pub const PAY: &[BookField] = &[
    field("/book/pay/regular_post", text::REGULAR_POST, None, Decimals),
    field("/book/pay/contract_post", text::CONTRACT_POST, None, Decimals),
    field("/book/pay/level_post", text::LEVEL_POST, Some(text::THREE_HINT), Decimals),
    field("/book/pay/regular_benefit", text::REGULAR_BENEFIT, None, Decimals),
    field("/book/pay/contract_benefit", text::CONTRACT_BENEFIT, Some(text::THREE_HINT), Decimals),
    field("/book/pay/coefficients", text::COEFFICIENTS, Some(text::NINE_HINT), Decimals),
    field("/book/pay/seniority_after", text::SENIORITY_AFTER, None, Numbers),
    field("/book/pay/seniority_to", text::SENIORITY_TO, Some(text::SENIORITY_TO_HINT), Numbers),
    field("/book/pay/seniority_a_year", text::SENIORITY_A_YEAR, Some(text::SENIORITY_A_YEAR_HINT), Decimals),
    field("/book/pay/seniority_reading", text::SENIORITY_READING, Some(text::SENIORITY_READING_HINT), Word),
];

/// The three parts with their titles.
pub const PARTS: [(Key, &[BookField]); 3] = [(text::GRADING, GRADING), (text::RECRUITMENT, RECRUITMENT), (text::PAY, PAY)];

impl BookField {
    /// The value in a rule book as people write it.
    pub fn read(self, book: &Value) -> String {
        let one = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match book.pointer(self.inside()) {
            Some(Value::Array(list)) => list.iter().map(one).collect::<Vec<_>>().join(" "),
            Some(value) => one(value),
            None => String::new(),
        }
    }

    /// Puts a typed text into a rule book; `false` where it cannot be read.
    pub fn write(self, book: &mut Value, typed: &str) -> bool {
        let Some(slot) = book.pointer_mut(self.inside()) else { return false };
        let parts: Vec<&str> = typed.split([' ', ',', '，', '、', '\u{3000}']).filter(|part| !part.is_empty()).collect();
        let one = |part: &&str| match self.holds {
            Holds::Numbers => part.parse::<u32>().ok().map(Value::from),
            Holds::Decimals => part.parse::<rust_decimal::Decimal>().ok().map(|number| Value::from(number.to_string())),
            Holds::Word => Some(Value::from(*part)),
        };
        let Some(mut values) = parts.iter().map(one).collect::<Option<Vec<_>>>() else { return false };
        match slot {
            Value::Array(list) if list.len() == values.len() => *list = values,
            Value::Array(_) => return false,
            single if values.len() == 1 => *single = values.remove(0),
            _ => return false,
        }
        true
    }

    fn inside(self) -> &'static str {
        self.at.strip_prefix("/book").unwrap_or(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kpi::rule_book::RuleBook;

    #[test]
    fn every_field_is_read_and_written_back() {
        let mut book = serde_json::to_value(RuleBook::default()).unwrap();
        let before = book.clone();
        for field in PARTS.iter().flat_map(|(_, fields)| *fields) {
            let typed = field.read(&book);
            assert!(!typed.is_empty(), "{}", field.at);
            assert!(field.write(&mut book, &typed), "{}", field.at);
        }
        assert_eq!(serde_json::from_value::<RuleBook>(book).unwrap(), serde_json::from_value::<RuleBook>(before).unwrap());
    }

    #[test]
    fn lists_need_all_their_values() {
        let mut book = serde_json::to_value(RuleBook::default()).unwrap();
        let levels = PAY.iter().find(|field| field.at.ends_with("level_post")).unwrap();
        assert!(levels.write(&mut book, "60、120，240") && !levels.write(&mut book, "60 120") && !levels.write(&mut book, "a b c"));
        assert_eq!(levels.read(&book), "60 120 240");
    }
}
