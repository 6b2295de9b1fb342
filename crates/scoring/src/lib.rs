//! How records become points and points a score (KPI-01, KPI-03, KPI-07). Pure arithmetic on decimals: no clock, no database,
//! no words. What is measured and for whom is the caller's business.

mod curve;
pub mod formula;
pub mod grading;
mod measure;
pub mod pay;
mod quota;
pub mod raters;
pub mod recruitment;
mod scheme;

pub use curve::{Curve, Step, band};
pub use formula::{Formula, Given};
pub use measure::{Inputs, Measure, Part, Period, Presence};
pub use quota::ranks;
pub use scheme::{Gain, Item, Kind, Rule, Share, Total, gains, gains_over, is_complete, items, total};

use rust_decimal::{Decimal, RoundingStrategy};

/// A whole number, for tables of constants.
pub const fn whole(number: u32) -> Decimal {
    Decimal::from_parts(number, 0, 0, false, 0)
}

/// One decimal, half up, `14.0` included: how every point and score is told.
pub fn rounded(value: Decimal) -> Decimal {
    // Points are never negative, and away from zero is up for them.
    let mut told = value.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    told.rescale(1);
    told
}

/// Two decimals, half up: how amounts and the parts of a grading are told.
pub fn cents(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// `a ÷ b` to 28 digits; `None` where `b` is zero.
fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_div(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        for (exact, told) in [("66.65", "66.7"), ("66.649", "66.6"), ("0.05", "0.1"), ("89.95", "90.0"), ("14", "14.0")] {
            assert_eq!(rounded(exact.parse().unwrap()).to_string(), told);
        }
    }
}
