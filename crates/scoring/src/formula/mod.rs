//! Formulas (KPI-01): points as a company writes them down, in a language that can do nothing but count. Numbers, the names of
//! [`Name`] and of further facts, `+ - * / ( )`, comparisons, `if`, `min`, `max` and `round`; no loop, no recursion, bounded in length and depth, exact on
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
    /// The names of further facts.
    names: Vec<String>,
    /// What each of them comes to, as far as it is known.
    facts: Vec<Option<Decimal>>,
}

// What was written and what the further facts come to, so that a hash over rules hangs on nothing else.
impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = f.debug_tuple("Formula");
        told.field(&self.text);
        for (name, fact) in self.named() {
            told.field(&(name, fact.map(|value| value.normalize())));
        }
        told.finish()
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

/// The most characters of a name of a further fact.
pub const MOST_NAME: usize = 20;

/// Whether a formula can call a further fact so: one word that means nothing else.
pub fn is_free_name(word: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '_';
    let begins = word.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    begins && word.chars().all(fits) && word.chars().count() <= MOST_NAME && Name::of(word).is_none() && !parse::FUNCTIONS.contains(&word)
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
    /// Of a further fact, counted from zero.
    Fact(usize),
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
        Self::parse_naming(text, &[])
    }

    /// Reads a formula that can name further facts.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse_naming(text: &str, names: &[String]) -> Result<Self, Problem> {
        let text = text.trim();
        Ok(Self { text: text.to_owned(), root: parse::read(text, names)?, names: names.to_vec(), facts: vec![None; names.len()] })
    }

    /// A formula that gives nothing: in place of a stored one that cannot be read, which a checked scheme never holds.
    pub fn nothing() -> Self {
        Self { text: "0".to_owned(), root: Node::Number(Decimal::ZERO), names: Vec::new(), facts: Vec::new() }
    }

    /// The same formula, knowing what its further facts come to, in the order of their names. Where one has nothing to measure, it counts
    /// as zero.
    #[must_use]
    pub fn knowing(&self, facts: &[Option<Decimal>]) -> Self {
        let facts = (0..self.names.len()).map(|at| facts.get(at).copied().flatten()).collect();
        Self { facts, ..self.clone() }
    }

    /// The further facts and what they come to.
    pub fn named(&self) -> impl Iterator<Item = (&str, Option<Decimal>)> {
        self.names.iter().map(String::as_str).zip(self.facts.iter().copied())
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it comes to.
    pub fn value(&self, given: &Given) -> Decimal {
        evaluate::value(&self.root, given, &self.facts)
    }

    /// How it comes to that, one operation after the other, with numbers in the place of names.
    pub fn steps(&self, given: &Given) -> Vec<String> {
        evaluate::steps(&self.root, given, &self.facts)
    }
}

#[cfg(test)]
mod tests;
