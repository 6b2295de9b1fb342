//! From records to the value of an indicator.

use crate::ScoringProblem;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A record that counts for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Tells the record from every other one, e.g. `follow_up:018f…`.
    pub id: String,
    pub at: DateTime<Utc>,
    /// What it adds to the numerator: 1 where it was on time, 0 where it was late.
    pub value: Decimal,
    /// What it adds to the denominator.
    pub weight: Decimal,
}

/// How records add up to one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The sum of values as percentage of the sum of weights. Nothing to measure where the weights add to nothing.
    Ratio,
    /// The sum of values divided by the sum of weights: a mean mark. Nothing to measure where the weights add to nothing.
    Mean,
    /// The sum of values; zero without records.
    Sum,
    /// The number of records; zero without any.
    Count,
}

/// What was measured, with the records that it was measured from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// The sum of the records' values; for a count their number.
    pub numerator: Decimal,
    /// The sum of the records' weights; absent where the measure divides by nothing.
    pub denominator: Option<Decimal>,
    /// Absent: there was nothing to measure.
    pub value: Option<Decimal>,
    /// By time, then by id: the same whatever the order in which they came.
    pub records: Vec<Record>,
}

impl Measure {
    /// Measures.
    ///
    /// # Errors
    /// Where a sum has more than 28 digits.
    pub fn of(self, records: &[Record]) -> Result<Measured, ScoringProblem> {
        let mut records = records.to_vec();
        records.sort_by(|a, b| (a.at, &a.id, a.value, a.weight).cmp(&(b.at, &b.id, b.value, b.weight)));
        let sum = |part: fn(&Record) -> Decimal| {
            records.iter().try_fold(Decimal::ZERO, |sum, record| sum.checked_add(part(record))).ok_or(ScoringProblem::Overflow)
        };
        let numerator = match self {
            Self::Count => Decimal::from(records.len()),
            Self::Ratio | Self::Mean | Self::Sum => sum(|record| record.value)?,
        };
        let denominator = match self {
            Self::Ratio | Self::Mean => Some(sum(|record| record.weight)?),
            Self::Sum | Self::Count => None,
        };
        let value = match denominator {
            None => Some(numerator),
            Some(weights) if weights <= Decimal::ZERO => None,
            Some(weights) => {
                let times = if self == Self::Ratio { Decimal::ONE_HUNDRED } else { Decimal::ONE };
                // Multiplied first: a third of 300 is 100, three times a rounded third is not.
                let scaled = numerator.checked_mul(times).ok_or(ScoringProblem::Overflow)?;
                Some(scaled.checked_div(weights).ok_or(ScoringProblem::Overflow)?.normalize())
            }
        };
        Ok(Measured { numerator, denominator, value, records })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn record(id: &str, value: &str, weight: &str) -> Record {
        Record { id: id.to_owned(), at: DateTime::UNIX_EPOCH, value: value.parse().unwrap(), weight: weight.parse().unwrap() }
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn two_of_three_on_time_are_two_thirds() {
        let measured = Measure::Ratio.of(&[record("a", "1", "1"), record("b", "0", "1"), record("c", "1", "1")]).unwrap();
        assert_eq!((measured.numerator, measured.denominator), (decimal("2"), Some(decimal("3"))));
        assert_eq!(measured.value.unwrap().round_dp(4), decimal("66.6667"));
        assert_eq!(measured.records.len(), 3);
    }

    #[test]
    fn a_ratio_is_one_of_sums_and_not_a_mean_of_ratios() {
        // 30 of 40 and 10 of 10: 40 of 50, not the mean of 75 and 100.
        let measured = Measure::Ratio.of(&[record("a", "30", "40"), record("b", "10", "10")]).unwrap();
        assert_eq!(measured.value, Some(decimal("80")));
        assert_eq!(Measure::Ratio.of(&[record("a", "300", "300")]).unwrap().value, Some(decimal("100")));
    }

    #[test]
    fn marks_have_a_mean() {
        let measured =
            Measure::Mean.of(&[record("a", "5", "1"), record("b", "4", "1"), record("c", "3", "1"), record("d", "5", "1")]).unwrap();
        assert_eq!(measured.value, Some(decimal("4.25")));
    }

    #[test]
    fn sums_and_counts_are_zero_without_records_and_ratios_are_nothing() {
        assert_eq!(Measure::Sum.of(&[]).unwrap().value, Some(Decimal::ZERO));
        assert_eq!(Measure::Count.of(&[]).unwrap().value, Some(Decimal::ZERO));
        assert_eq!(Measure::Ratio.of(&[]).unwrap().value, None);
        assert_eq!(Measure::Mean.of(&[]).unwrap().value, None);
        assert_eq!(Measure::Ratio.of(&[record("a", "0", "0")]).unwrap().value, None);
        assert_eq!(Measure::Count.of(&[record("a", "0", "1"), record("b", "7", "0")]).unwrap().value, Some(decimal("2")));
        assert_eq!(Measure::Sum.of(&[record("a", "1000.50", "1"), record("b", "-0.50", "1")]).unwrap().value, Some(decimal("1000")));
    }

    #[test]
    fn numbers_out_of_every_measure_are_refused() {
        let huge = Decimal::MAX.to_string();
        let records = [record("a", &huge, "1"), record("b", &huge, "1")];
        assert_eq!(Measure::Sum.of(&records), Err(ScoringProblem::Overflow));
        assert_eq!(Measure::Ratio.of(&records[..1]), Err(ScoringProblem::Overflow));
    }
}
