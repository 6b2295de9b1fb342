//! When two customers are the same one (CRM-09).

use super::CheckedRow;
use contract::customers::RowOutcome;
use contract::values::width::fold;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// By what a customer is told from others: the credit code where there is one, else the name.
///
/// Two companies with different codes may bear the same name, so a name tells nothing of a customer that has a code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identity {
    CreditCode(String),
    /// As [`name_key`] gives it.
    NameKey(String),
}

impl Identity {
    /// As kept beside a row, to be compared without reading the row: `code:…` or `name:…`.
    pub fn key(&self) -> String {
        match self {
            Self::CreditCode(code) => format!("code:{code}"),
            Self::NameKey(name) => format!("name:{name}"),
        }
    }

    /// The other way round; `None` for what is no such key.
    pub fn of_key(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("code", code) => Some(Self::CreditCode(code.to_owned())),
            ("name", name) => Some(Self::NameKey(name.to_owned())),
            _ => None,
        }
    }
}

/// Legal forms, longest first. They are left out of the key, whether in brackets or not, at the end or before a branch.
const LEGAL_FORMS: [&str; 8] =
    ["股份有限责任公司", "股份有限責任公司", "有限责任公司", "有限責任公司", "股份有限公司", "责任有限公司", "責任有限公司", "有限公司"];
/// Those of English names, at the end only.
const ENGLISH_FORMS: [&str; 5] = ["coltd", "limited", "ltd", "corp", "inc"];

/// The key by which names are compared: half-width, lower case, without spaces, punctuation and legal form.
///
/// `成都嘉业文化传播（有限公司）`, `成都嘉业文化传播有限责任公司` and `成都嘉业 文化传播` have the same key; a branch keeps its own:
/// `甲有限公司成都分公司` is not `甲有限公司`.
pub fn name_key(name: &str) -> String {
    let folded: String = fold(name).chars().flat_map(char::to_lowercase).collect();
    let kept: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = LEGAL_FORMS.iter().fold(kept.clone(), |key, form| if key.contains(form) { key.replace(form, "") } else { key });
    let bare = ENGLISH_FORMS.iter().find_map(|form| bare.strip_suffix(form)).map_or_else(|| bare.clone(), str::to_owned);
    // A name of nothing but signs or a legal form is still a name.
    [bare, kept, folded.split_whitespace().collect()].into_iter().find(|key: &String| !key.is_empty()).unwrap_or_default()
}

/// Marks each row that repeats an earlier importable one; rows with problems neither repeat nor are repeated.
///
/// Call it again after a row was corrected: it forgets what it found before.
pub fn find_duplicates(rows: &mut [CheckedRow]) {
    let mut first: HashMap<Identity, u32> = HashMap::new();
    for row in rows {
        row.duplicate_of_row = None;
        let Some(customer) = &row.parsed else {
            row.outcome = RowOutcome::Error;
            continue;
        };
        row.outcome = RowOutcome::Ok;
        match first.entry(customer.identity()) {
            Entry::Vacant(place) => {
                place.insert(row.row);
            }
            Entry::Occupied(earlier) => {
                row.duplicate_of_row = Some(*earlier.get());
                row.outcome = RowOutcome::Duplicate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_brackets_spaces_and_legal_form_do_not_matter() {
        let key = name_key("成都嘉业文化传播有限公司");
        assert_eq!(key, "成都嘉业文化传播");
        for name in [
            "成都嘉业文化传播（有限公司）",
            "成都嘉业文化传播(有限公司)",
            "成都嘉业文化传播有限责任公司",
            "成都嘉业文化传播股份有限公司",
            "\u{3000}成都嘉业 文化传播有限公司 ",
            "成都·嘉业文化传播有限公司",
            "成都嘉业文化传播",
        ] {
            assert_eq!(name_key(name), key, "{name}");
        }
        assert_eq!(name_key("ＡＢＣ科技有限公司"), name_key("abc科技"));
        assert_eq!(name_key("Yunchou Co., Ltd."), name_key("ＹＵＮＣＨＯＵ"));
        assert_eq!(name_key("@北京佳和同心医疗器械有限公司"), name_key("北京佳和同心医疗器械（有限公司）"));
    }

    #[test]
    fn branches_and_other_companies_keep_their_own_key() {
        assert_ne!(name_key("甲有限公司成都分公司"), name_key("甲有限公司"));
        assert_eq!(name_key("甲有限公司成都分公司"), name_key("甲（有限公司）成都分公司"));
        assert_ne!(name_key("甲集团有限公司"), name_key("甲有限公司"));
    }

    #[test]
    fn a_key_tells_codes_from_names() {
        for identity in [Identity::CreditCode("91510100MA61T2X00A".into()), Identity::NameKey("code:嘉业:成都".into())] {
            assert_eq!(Identity::of_key(&identity.key()), Some(identity));
        }
        assert_eq!(Identity::of_key("嘉业"), None);
    }

    #[test]
    fn every_visible_name_has_a_key() {
        for name in ["有限公司", "@", "（）", "🎉", "Limited"] {
            assert!(!name_key(name).is_empty(), "{name}");
        }
        assert_eq!(name_key(" "), "");
    }
}
