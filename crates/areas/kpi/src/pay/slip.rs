//! What a slip is made of (KPI-16). Pure: the same inputs give the same slip.

use contract::kpi::Grade;
use contract::kpi::pay::{PayLineKind, PayPartKind};
use contract::kpi::rule_book::{AccountGrade, GradedPay};
use contract::people::Employment;
use rust_decimal::Decimal;
use scoring::Presence;
use scoring::pay::{performance, share};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A part as it is added: deductions are below zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub kind: PayPartKind,
    pub amount: Decimal,
    pub how: How,
    /// What a whole month would bring, where a part of it is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Decimal>,
}

/// Of the working days of a month, how many are paid: those with the company, less what leave costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// In full.
    pub paid: u32,
    pub of: u32,
    /// What is paid of days that are paid in part, in hundredths of a day.
    #[serde(default, skip_serializing_if = "is_none")]
    pub partly: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_none(hundredths: &u32) -> bool {
    *hundredths == 0
}

impl Days {
    fn presence(self) -> Presence {
        match self.partly {
            0 => Presence { worked: self.paid, of: self.of },
            partly => Presence { worked: self.paid * 100 + partly, of: self.of * 100 },
        }
    }
}

/// How a part came about; told in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum How {
    /// By the terms of pay.
    Terms,
    /// By grade and employment.
    Grade,
    /// So many full years.
    Years { years: u32 },
    /// `(own + benefit × of_grade) × of_result`
    Performance { own: Decimal, benefit: Decimal, of_grade: Decimal, of_result: Decimal },
    /// Entered with this evidence.
    Entered { line: Uuid, reason: String, for_month: Option<String> },
}

/// The result of somebody's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// None was published.
    None,
    /// Published, but an appeal is possible or open.
    Waits,
    Final(Grade),
}

/// A slip, as it is stored once it is checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slip {
    pub person: Uuid,
    pub post: String,
    pub employment: Option<Employment>,
    pub grade: Option<AccountGrade>,
    pub outcome: Outcome,
    pub coefficient: Decimal,
    /// Absent in slips older than pay by days: all of them.
    #[serde(default)]
    pub days: Option<Days>,
    pub parts: Vec<Part>,
}

impl Slip {
    /// All parts added up: each was rounded to fen, half up, when it came about.
    pub fn total(&self) -> Decimal {
        self.parts.iter().map(|part| part.amount).sum()
    }
}

/// A line that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub id: Uuid,
    pub kind: PayLineKind,
    pub amount: Decimal,
    pub reason: String,
    pub for_month: Option<String>,
}

/// All that a slip follows from.
pub struct Inputs<'a> {
    pub person: Uuid,
    pub post: String,
    pub employment: Option<Employment>,
    /// Full years with the company at the end of the month.
    pub years: u32,
    pub grade: Option<AccountGrade>,
    /// Basic pay and own base of the performance pay.
    pub terms: (Decimal, Decimal),
    pub outcome: Outcome,
    /// Of the outcome; 1 where there is no final result.
    pub coefficient: Decimal,
    /// `None` where the person was not there: then only lines count.
    pub days: Option<Days>,
    pub tables: &'a GradedPay,
    pub lines: Vec<Counted>,
}

impl Slip {
    /// Basic + post pay + seniority + performance + commission + awards − deductions + corrections. Whoever holds a grade has post pay and
    /// a benefit base; where the file does not say how somebody is employed, they count as regular staff. All but the lines is for a whole
    /// month: of it is paid what falls to the paid days.
    pub fn of(inputs: Inputs<'_>) -> Self {
        let part = |kind, whole, how| by_days(kind, whole, how, inputs.days);
        let employment = inputs.employment.unwrap_or(Employment::Regular);
        let (basic, own) = inputs.terms;
        let mut parts = vec![part(PayPartKind::Basic, basic, How::Terms)];
        let (benefit, of_grade) = match inputs.grade {
            Some(grade) => {
                parts.push(part(PayPartKind::PostPay, inputs.tables.post(employment, grade), How::Grade));
                let service = inputs.tables.seniority(employment, inputs.years);
                if !service.is_zero() {
                    parts.push(part(PayPartKind::Seniority, service, How::Years { years: inputs.years }));
                }
                (inputs.tables.benefit(employment, grade), inputs.tables.coefficient(grade))
            }
            None => (Decimal::ZERO, Decimal::ONE),
        };
        let of_result = inputs.coefficient;
        let how = How::Performance { own, benefit, of_grade, of_result };
        parts.push(part(PayPartKind::Performance, performance(own, benefit, of_grade, of_result), how));
        parts.extend(inputs.lines.into_iter().map(entered));
        Self {
            person: inputs.person,
            post: inputs.post,
            employment: inputs.employment,
            grade: inputs.grade,
            outcome: inputs.outcome,
            coefficient: of_result,
            days: inputs.days,
            parts,
        }
    }
}

/// A part for a whole month as it is paid for these days.
fn by_days(kind: PayPartKind, whole: Decimal, how: How, days: Option<Days>) -> Part {
    let days = days.map_or(Presence::FULL, Days::presence);
    Part { kind, amount: share(whole, days), how, whole: (!days.is_full()).then_some(whole) }
}

fn entered(line: Counted) -> Part {
    let (kind, amount) = match line.kind {
        PayLineKind::Commission => (PayPartKind::Commission, line.amount),
        PayLineKind::Award => (PayPartKind::Award, line.amount),
        PayLineKind::Deduction => (PayPartKind::Deduction, -line.amount),
        PayLineKind::Correction => (PayPartKind::Correction, line.amount),
    };
    Part { kind, amount, how: How::Entered { line: line.id, reason: line.reason, for_month: line.for_month }, whole: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::kpi::rule_book::RuleBook;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn inputs(tables: &GradedPay) -> Inputs<'_> {
        Inputs {
            person: Uuid::nil(),
            post: String::new(),
            employment: Some(Employment::Contract),
            years: 12,
            grade: Some(AccountGrade::IntermediateB),
            terms: (d("3000"), d("1000")),
            outcome: Outcome::Final(Grade::Good),
            coefficient: d("1.1"),
            days: Some(Days { paid: 21, of: 21, partly: 0 }),
            tables,
            lines: Vec::new(),
        }
    }

    fn line(kind: PayLineKind, amount: &str) -> Counted {
        Counted { id: Uuid::nil(), kind, amount: d(amount), reason: String::new(), for_month: None }
    }

    /// 3000 + 650 + 52 + (1000 + 400 × 1.30) × 1.1 = 1672 + 880.55 + 200 − 150.25 − 20 = 6284.30.
    #[test]
    fn kpi_16_a_statement_worked_by_hand() {
        let tables = RuleBook::default().pay;
        let lines = vec![
            line(PayLineKind::Commission, "880.55"),
            line(PayLineKind::Award, "200"),
            line(PayLineKind::Deduction, "150.25"),
            line(PayLineKind::Correction, "-20"),
        ];
        let slip = Slip::of(Inputs { lines, ..inputs(&tables) });
        let amounts: Vec<String> = slip.parts.iter().map(|part| part.amount.normalize().to_string()).collect();
        assert_eq!(amounts, ["3000", "650", "52", "1672", "880.55", "200", "-150.25", "-20"]);
        assert_eq!(slip.total(), d("6284.30"));
    }

    /// Eleven of 21 days: 3000, 650 and 52 come to 1571.43, 340.48 and 27.24; (1000 + 400 × 1.30) × 1.1 = 1672 to 875.81. The award
    /// stays whole: 1571.43 + 340.48 + 27.24 + 875.81 + 200 = 3014.96.
    #[test]
    fn kpi_16_a_joiner_is_paid_for_the_days_there() {
        let tables = RuleBook::default().pay;
        let days = Some(Days { paid: 11, of: 21, partly: 0 });
        let slip = Slip::of(Inputs { lines: vec![line(PayLineKind::Award, "200")], days, ..inputs(&tables) });
        let amounts: Vec<String> = slip.parts.iter().map(|part| part.amount.normalize().to_string()).collect();
        assert_eq!(amounts, ["1571.43", "340.48", "27.24", "875.81", "200"]);
        assert_eq!((slip.parts[0].whole, slip.parts[4].whole), (Some(d("3000")), None));
        assert_eq!(slip.total(), d("3014.96"));
    }

    /// Two of 21 days are sick leave that costs 40 %: 19 + 2 × 0.6 = 20.2 days. 3000 × 20.2 ÷ 21 = 2885.71; 1100 × 20.2 ÷ 21 = 1058.10.
    #[test]
    fn kpi_16_days_that_are_paid_in_part() {
        let tables = RuleBook::default().pay;
        let days = Some(Days { paid: 19, of: 21, partly: 120 });
        let slip = Slip::of(Inputs { grade: None, days, ..inputs(&tables) });
        let amounts: Vec<String> = slip.parts.iter().map(|part| part.amount.to_string()).collect();
        assert_eq!(amounts, ["2885.71", "1058.1"]);
        let old: Days = serde_json::from_str(r#"{"paid":19,"of":21}"#).unwrap();
        assert_eq!(old, Days { paid: 19, of: 21, partly: 0 }, "a slip that was kept before");
    }

    #[test]
    fn kpi_16_without_a_grade_there_is_neither_post_pay_nor_a_benefit_base() {
        let tables = RuleBook::default().pay;
        let slip = Slip::of(Inputs { grade: None, coefficient: Decimal::ONE, outcome: Outcome::None, ..inputs(&tables) });
        assert_eq!(slip.parts.iter().map(|part| part.kind).collect::<Vec<_>>(), [PayPartKind::Basic, PayPartKind::Performance]);
        assert_eq!(slip.total(), d("4000"));
    }

    #[test]
    fn kpi_15_regular_staff_have_no_seniority_pay() {
        let tables = RuleBook::default().pay;
        let slip = Slip::of(Inputs { employment: Some(Employment::Regular), ..inputs(&tables) });
        // 3000 + 750 + (1000 + 800 × 1.30) × 1.1
        assert_eq!(slip.total(), d("5994"));
        assert!(slip.parts.iter().all(|part| part.kind != PayPartKind::Seniority));
    }
}
