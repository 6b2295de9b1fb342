//! From tree to number. The depth of a tree is bounded when it is read, so this is, too.

use super::{Compared, Given, Node, Sign, Test};
use rust_decimal::{Decimal, RoundingStrategy};

/// How many decimals of a number are told in a step; it is counted on with all of them.
const TOLD: u32 = 4;

pub(super) fn value(root: &Node, given: &Given, facts: &[Option<Decimal>]) -> Decimal {
    Evaluation { given, facts, steps: None }.number(root)
}

pub(super) fn steps(root: &Node, given: &Given, facts: &[Option<Decimal>]) -> Vec<String> {
    let mut evaluation = Evaluation { given, facts, steps: Some(Vec::new()) };
    evaluation.number(root);
    evaluation.steps.unwrap_or_default()
}

struct Evaluation<'a> {
    given: &'a Given,
    facts: &'a [Option<Decimal>],
    steps: Option<Vec<String>>,
}

impl Evaluation<'_> {
    fn tell(&mut self, step: impl FnOnce() -> String) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    fn number(&mut self, node: &Node) -> Decimal {
        match node {
            Node::Number(number) => *number,
            Node::Name(name) => name.given(self.given),
            Node::Fact(at) => self.facts.get(*at).copied().flatten().unwrap_or_default(),
            Node::Minus(inside) => -self.number(inside),
            Node::Sum(sign, left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                let result = calculated(*sign, left, right);
                self.tell(|| format!("{} {} {} = {}", told(left), spoken(*sign), told(right), told(result)));
                result
            }
            Node::If(test, then, otherwise) => {
                let holds = self.holds(test);
                self.number(if holds { then } else { otherwise })
            }
            Node::Least(all) => self.chosen("min", all, Decimal::min),
            Node::Greatest(all) => self.chosen("max", all, Decimal::max),
            Node::Round(inside, digits) => {
                let exact = self.number(inside);
                let result = exact.round_dp_with_strategy(*digits, RoundingStrategy::MidpointAwayFromZero);
                self.tell(|| format!("round({}, {digits}) = {}", told(exact), told(result)));
                result
            }
        }
    }

    fn chosen(&mut self, word: &str, all: &[Node], better: fn(Decimal, Decimal) -> Decimal) -> Decimal {
        let all: Vec<Decimal> = all.iter().map(|node| self.number(node)).collect();
        let result = all.iter().copied().reduce(better).unwrap_or_default();
        self.tell(|| format!("{word}({}) = {}", all.iter().map(|one| told(*one)).collect::<Vec<_>>().join(", "), told(result)));
        result
    }

    fn holds(&mut self, test: &Test) -> bool {
        let (left, right) = (self.number(&test.left), self.number(&test.right));
        let (holds, sign) = match test.how {
            Compared::Less => (left < right, "<"),
            Compared::AtMost => (left <= right, "≤"),
            Compared::More => (left > right, ">"),
            Compared::AtLeast => (left >= right, "≥"),
            Compared::Same => (left == right, "="),
            Compared::Other => (left != right, "≠"),
        };
        self.tell(|| format!("{} {sign} {} {}", told(left), told(right), if holds { "✓" } else { "✗" }));
        holds
    }
}

/// Beyond what can be counted the result is the largest number of its sign; what is divided by zero is zero.
fn calculated(sign: Sign, left: Decimal, right: Decimal) -> Decimal {
    match sign {
        Sign::Plus => left.saturating_add(right),
        Sign::Minus => left.saturating_sub(right),
        Sign::Times => left.saturating_mul(right),
        Sign::By if right.is_zero() => Decimal::ZERO,
        Sign::By => left
            .checked_div(right)
            .unwrap_or_else(|| if left.is_sign_negative() == right.is_sign_negative() { Decimal::MAX } else { Decimal::MIN }),
    }
}

fn spoken(sign: Sign) -> char {
    match sign {
        Sign::Plus => '+',
        Sign::Minus => '−',
        Sign::Times => '×',
        Sign::By => '÷',
    }
}

fn told(number: Decimal) -> String {
    number.round_dp_with_strategy(TOLD, RoundingStrategy::MidpointAwayFromZero).normalize().to_string()
}
