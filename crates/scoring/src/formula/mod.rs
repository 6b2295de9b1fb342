//! Formulas (KPI-01): points as a company writes them down, in a language that can do nothing but count. Numbers, the names of
//! [`Name`], `+ - * / ( )`, comparisons, `if`, `min`, `max` and `round`; no loop, no recursion, bounded in length and depth, exact on
//! decimals. What is divided by zero is zero.

mod evaluate;
mod parse;

use crate::{Inputs, Presence};
use rust_decimal::Decimal;
use std::fmt;

/// The most characters of a formula.
pub const MOST_CHARACTERS: usize = 300;
/// How deep brackets and functions may be nested.
pub const MOST_DEPTH: u32 = 16;

/// A formula that was read and holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Formula {
    text: String,
    root: Node,
}

// What was written, so that a hash over rules hangs on nothing else.
impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Formula").field(&self.text).finish()
    }
}

/// What a formula is worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The measured value.
    pub value: Decimal,
    pub inputs: Inputs,
    pub presence: Presence,
}

/// What a formula can name, in English or Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The measured value.
    Value,
    /// How many records.
    Count,
    /// All values of the records.
    Sum,
    /// All weights of the records.
    Due,
    /// Weights less values, never negative.
    Missed,
    /// The largest value of a record.
    Most,
    /// Working days that the person was there.
    Days,
    /// Working days of the period.
    Workdays,
}

impl Name {
    /// All of them, as they are written.
    pub const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::Value, "value", "数值"),
        (Self::Count, "count", "条数"),
        (Self::Sum, "sum", "合计"),
        (Self::Due, "due", "应计"),
        (Self::Missed, "missed", "未做到"),
        (Self::Most, "most", "最大值"),
        (Self::Days, "days", "在职天数"),
        (Self::Workdays, "workdays", "全月天数"),
    ];

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, english, chinese)| word == *english || word == *chinese).map(|(name, ..)| name)
    }

    /// What it stands for.
    pub fn given(self, given: &Given) -> Decimal {
        let inputs = &given.inputs;
        match self {
            Self::Value => given.value,
            Self::Count => inputs.count.into(),
            Self::Sum => inputs.value,
            Self::Due => inputs.weight,
            Self::Missed => inputs.weight.saturating_sub(inputs.value).max(Decimal::ZERO),
            Self::Most => inputs.most,
            Self::Days => given.presence.worked.into(),
            Self::Workdays => given.presence.of.into(),
        }
    }
}

/// Why a text is no formula, and at which character, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    pub at: usize,
    pub trouble: Trouble,
}

/// What is wrong with a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It ends, and something is missing.
    Unfinished,
    TooLong,
    TooDeep,
    /// A character that the language does not have.
    Character,
    /// Something that does not belong there.
    Misplaced,
    /// A bracket is not closed.
    Unclosed,
    /// No such name or function.
    Unknown,
    /// Too many or too few arguments, or digits that are no small whole number.
    Arguments,
    /// A comparison where a number belongs.
    NoNumber,
    /// A number where a comparison belongs.
    NoComparison,
    /// More digits than can be counted exactly.
    Digits,
}

impl Trouble {
    /// Everything that can be wrong.
    pub const ALL: [Self; 11] = [
        Self::Unfinished,
        Self::TooLong,
        Self::TooDeep,
        Self::Character,
        Self::Misplaced,
        Self::Unclosed,
        Self::Unknown,
        Self::Arguments,
        Self::NoNumber,
        Self::NoComparison,
        Self::Digits,
    ];

    /// The stable code of it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unfinished => "formula_unfinished",
            Self::TooLong => "formula_too_long",
            Self::TooDeep => "formula_too_deep",
            Self::Character => "formula_character",
            Self::Misplaced => "formula_misplaced",
            Self::Unclosed => "formula_unclosed",
            Self::Unknown => "formula_unknown",
            Self::Arguments => "formula_arguments",
            Self::NoNumber => "formula_no_number",
            Self::NoComparison => "formula_no_comparison",
            Self::Digits => "formula_digits",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Number(Decimal),
    Name(Name),
    Minus(Box<Node>),
    Sum(Sign, Box<Node>, Box<Node>),
    If(Box<Test>, Box<Node>, Box<Node>),
    Least(Vec<Node>),
    Greatest(Vec<Node>),
    Round(Box<Node>, u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Times,
    By,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Test {
    left: Node,
    how: Compared,
    right: Node,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    Less,
    AtMost,
    More,
    AtLeast,
    Same,
    Other,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        Ok(Self { text: text.to_owned(), root: parse::read(text)? })
    }

    /// A formula that gives nothing: in place of a stored one that cannot be read, which a checked scheme never holds.
    pub fn nothing() -> Self {
        Self { text: "0".to_owned(), root: Node::Number(Decimal::ZERO) }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it comes to.
    pub fn value(&self, given: &Given) -> Decimal {
        evaluate::value(&self.root, given)
    }

    /// How it comes to that, one operation after the other, with numbers in the place of names.
    pub fn steps(&self, given: &Given) -> Vec<String> {
        evaluate::steps(&self.root, given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Part, whole};
    use proptest::prelude::*;

    /// Eight of ten kept, 21 of 21 days.
    fn given() -> Given {
        let parts: Vec<Part> = (0..10).map(|n| Part { value: whole(u32::from(n < 8)), weight: Decimal::ONE }).collect();
        Given { value: whole(80), inputs: Inputs::of(&parts), presence: Presence { worked: 21, of: 21 } }
    }

    fn worth(text: &str) -> String {
        Formula::parse(text).map_or_else(|p| format!("{:?} at {}", p.trouble, p.at), |f| f.value(&given()).normalize().to_string())
    }

    #[test]
    fn kpi_01_a_formula_is_arithmetic_as_at_school() {
        for (text, told) in [
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("10 - 4 - 3", "3"),
            ("24 / 4 / 2", "3"),
            ("-2 * -3", "6"),
            ("0.1 + 0.2", "0.3"),
            ("sum / due * 100", "80"),
            ("100 - missed * 15", "70"),
            ("if(missed > 2, 0, 100 - missed * 10)", "80"),
            ("if(count >= 10, 100, value)", "100"),
            ("min(120, count * 20, 150)", "120"),
            ("max(0, 100 - missed * 60)", "0"),
            ("round(1 / 3, 2)", "0.33"),
            ("round(2.5)", "3"),
            ("round(-2.5)", "-3"),
            ("count / (20 * days / workdays) * 100", "50"),
            ("如果（未做到＞2，0，100－未做到×10）", "80"),
            ("合计÷应计×100", "80"),
        ] {
            assert_eq!(worth(text), told, "{text}");
        }
    }

    #[test]
    fn what_is_divided_by_zero_is_zero() {
        assert_eq!(worth("5 / 0"), "0");
        assert_eq!(worth("sum / (due - 10) * 100"), "0");
    }

    #[test]
    fn numbers_beyond_all_counting_stop_at_the_largest() {
        let huge = "9".repeat(28);
        assert_eq!(worth(&format!("{huge} * {huge}")), Decimal::MAX.to_string());
        assert_eq!(worth(&format!("0 - {huge} * {huge}")), Decimal::MIN.to_string());
        assert_eq!(worth(&format!("{huge} / 0.0000000000000000001 / 0.0000000000000000001")), Decimal::MAX.to_string());
    }

    /// The person who writes it is told where it goes wrong.
    #[test]
    fn kpi_01_an_error_names_its_place() {
        for (text, told) in [
            ("", "Unfinished at 1"),
            ("1 +", "Unfinished at 4"),
            ("1 + ) 2", "Misplaced at 5"),
            ("1 2", "Misplaced at 3"),
            ("(1 + 2", "Unclosed at 1"),
            ("min(1, 2", "Unclosed at 4"),
            ("1 + luck", "Unknown at 5"),
            ("sqrt(4)", "Unknown at 1"),
            ("count & 2", "Character at 7"),
            ("count = 3", "NoNumber at 7"),
            ("1 + (count > 2)", "NoNumber at 12"),
            ("if(count, 1, 2)", "NoComparison at 4"),
            ("if(count > 1, 2)", "Arguments at 1"),
            ("if(count > 1, value > 2, 3)", "NoNumber at 21"),
            ("min()", "Misplaced at 5"),
            ("min(3)", "Arguments at 1"),
            ("round(value, 9)", "Arguments at 14"),
            ("round(value, count)", "Arguments at 14"),
            ("if(1 < 2 < 3, 1, 2)", "Misplaced at 10"),
            ("1.2.3", "Misplaced at 4"),
            ("99999999999999999999999999999999", "Digits at 1"),
        ] {
            assert_eq!(worth(text), told, "{text}");
        }
        assert_eq!(worth(&"(".repeat(40)), "TooDeep at 17");
        assert_eq!(worth(&format!("{}1", "-".repeat(40))), "TooDeep at 17");
        assert_eq!(worth(&"1+".repeat(200)), "TooLong at 301");
    }

    /// Eight of ten: two missed, 100 − 2 × 10 = 80.
    #[test]
    fn kpi_09_each_step_can_be_followed_on_paper() {
        let steps = |text: &str| Formula::parse(text).map(|formula| formula.steps(&given())).unwrap_or_default();
        assert_eq!(steps("if(missed > 2, 0, 100 - missed * 10)"), ["2 > 2 ✗", "2 × 10 = 20", "100 − 20 = 80"]);
        assert_eq!(
            steps("min(100, round(sum / due, 1) * 120)"),
            ["8 ÷ 10 = 0.8", "round(0.8, 1) = 0.8", "0.8 × 120 = 96", "min(100, 96) = 96"]
        );
        assert_eq!(steps("value"), Vec::<String>::new());
    }

    fn some_formula() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            (0u32..1000).prop_map(|n| n.to_string()),
            (0u32..1000, 0u32..100).prop_map(|(a, b)| format!("{a}.{b}")),
            (0usize..Name::ALL.len()).prop_map(|at| Name::ALL[at].1.to_owned()),
        ];
        leaf.prop_recursive(4, 24, 3, |inner| {
            prop_oneof![
                (inner.clone(), "[-+*/]", inner.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
                (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("if({a} > {b}, {b}, {c})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b})")),
                inner.prop_map(|a| format!("round({a}, 2)")),
            ]
        })
    }

    fn some_given() -> impl Strategy<Value = Given> {
        let parts = proptest::collection::vec((0u32..500, 0u32..500), 0..12);
        (parts, 0u32..1_000_000, 0u32..=23).prop_map(|(parts, value, worked)| {
            let parts: Vec<Part> = parts.into_iter().map(|(v, w)| Part { value: whole(v), weight: whole(w) }).collect();
            Given { value: Decimal::new(value.into(), 2), inputs: Inputs::of(&parts), presence: Presence { worked, of: 23 } }
        })
    }

    proptest! {
        /// Whatever the bytes, an answer and never a panic; what is read is read again from its own text.
        #[test]
        fn any_text_is_a_formula_or_a_problem_within_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = String::from_utf8_lossy(&bytes);
            match Formula::parse(&text) {
                Ok(formula) => prop_assert_eq!(Formula::parse(formula.text()), Ok(formula.clone())),
                Err(problem) => prop_assert!(problem.at >= 1 && problem.at <= text.trim().chars().count() + 1),
            }
        }

        /// The same from texts that nearly are formulas.
        #[test]
        fn nearly_a_formula_never_panics(text in "[-+*/()<>=,. 0-9a-z如果合计]{0,60}", given in some_given()) {
            if let Ok(formula) = Formula::parse(&text) {
                prop_assert_eq!(formula.value(&given), formula.value(&given));
            }
        }

        /// What is well formed is read, and comes to the same each time, with the steps or without.
        #[test]
        fn evaluation_is_deterministic(text in some_formula(), given in some_given()) {
            match Formula::parse(&text) {
                Ok(formula) => {
                    let once = formula.value(&given);
                    let steps = formula.steps(&given);
                    prop_assert_eq!(once, formula.clone().value(&given));
                    prop_assert_eq!(steps, formula.steps(&given));
                }
                Err(problem) => prop_assert!(matches!(problem.trouble, Trouble::TooLong | Trouble::TooDeep), "{text}: {problem:?}"),
            }
        }
    }
}
