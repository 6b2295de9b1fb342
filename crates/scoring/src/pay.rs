//! Graded pay and the pay statement (KPI-15, KPI-16). Amounts are yuan with two decimals; each is rounded once, half up, where it is told.

use crate::{Presence, cents};
use rust_decimal::Decimal;

/// What a year of service is worth from a year on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The last year of the band; `None`: all further years.
    pub to: Option<u32>,
    pub a_year: Decimal,
}

/// How the bands are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Each year counts by the band that it lies in.
    EachYear,
    /// All years count by the band of the last one.
    AllYears,
}

/// Seniority pay of contract staff (KPI-15): nothing until `after` full years are over; from then on every full year counts, the first
/// ones too. The rule "4 a year up to 10 years, 6 for 11–15, 8 above 15" is read year by year unless the company says otherwise: the
/// first ten years are worth 4 each, the eleventh to the fifteenth 6 each, all further ones 8 each, so twelve years are 40 + 12.
pub fn seniority(full: u32, after: u32, bands: &[Band], reading: Reading) -> Decimal {
    if full < after {
        return Decimal::ZERO;
    }
    let worth = |year: u32| bands.iter().find(|band| band.to.is_none_or(|to| year <= to)).map_or(Decimal::ZERO, |band| band.a_year);
    match reading {
        Reading::EachYear => (1..=full.min(100)).map(worth).sum(),
        Reading::AllYears => worth(full) * Decimal::from(full),
    }
}

/// Performance pay of a whole month, exact: one's own base and the benefit base by the coefficient of one's grade, both by the
/// coefficient of the month's result.
pub fn performance(own: Decimal, benefit: Decimal, of_grade: Decimal, of_result: Decimal) -> Decimal {
    (own + benefit * of_grade) * of_result
}

/// What of an amount for a whole month falls to the days that are paid: `amount × paid ÷ working days of the month`. Multiplied first and
/// rounded once, so that the days of two halves of a month never come to more than a fen beside the whole.
pub fn share(amount: Decimal, days: Presence) -> Decimal {
    if days.is_full() || days.of == 0 {
        return cents(amount);
    }
    cents(amount * Decimal::from(days.worked) / Decimal::from(days.of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whole;
    use proptest::prelude::*;

    const BANDS: [Band; 3] =
        [Band { to: Some(10), a_year: whole(4) }, Band { to: Some(15), a_year: whole(6) }, Band { to: None, a_year: whole(8) }];

    /// KPI-15: 10 × 4 = 40; 40 + 5 × 6 = 70; 70 + 8 = 78.
    #[test]
    fn kpi_15_each_year_of_service_counts_by_its_band() {
        let of = |full| seniority(full, 3, &BANDS, Reading::EachYear);
        for (full, amount) in [(0, 0), (2, 0), (3, 12), (4, 16), (10, 40), (11, 46), (12, 52), (15, 70), (16, 78), (20, 110)] {
            assert_eq!(of(full), whole(amount), "{full} years");
        }
    }

    #[test]
    fn kpi_15_the_other_reading_counts_all_years_by_the_last_band() {
        let of = |full| seniority(full, 3, &BANDS, Reading::AllYears);
        for (full, amount) in [(2, 0), (3, 12), (10, 40), (11, 66), (15, 90), (16, 128)] {
            assert_eq!(of(full), whole(amount), "{full} years");
        }
    }

    /// KPI-16: (1000 + 800 × 1.25) × 1.1 = 2200; (0 + 300 × 1.15) × 0.8 = 276; 333.33 × 1.1 = 366.663.
    #[test]
    fn kpi_16_performance_pay_worked_by_hand() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        let of = |own, benefit, of_grade, of_result| share(performance(own, benefit, of_grade, of_result), Presence::FULL);
        assert_eq!(of(whole(1000), whole(800), d("1.25"), d("1.1")), whole(2200));
        assert_eq!(of(Decimal::ZERO, whole(300), d("1.15"), d("0.8")), whole(276));
        assert_eq!(of(d("333.33"), Decimal::ZERO, Decimal::ONE, d("1.1")), d("366.66"));
        assert_eq!(of(d("333.35"), Decimal::ZERO, Decimal::ONE, d("1.1")), d("366.69"), "half up");
    }

    /// 3000 × 11 ÷ 21 = 1571.428…; 3000 × 10 ÷ 21 = 1428.571…; 333.35 × 1.1 × 11 ÷ 21 = 192.073….
    #[test]
    fn kpi_16_a_part_of_the_working_days_is_a_part_of_the_pay() {
        let d = |text: &str| text.parse::<Decimal>().unwrap();
        let days = |worked| Presence { worked, of: 21 };
        assert_eq!(share(whole(3000), days(11)), d("1571.43"));
        assert_eq!(share(whole(3000), days(10)), d("1428.57"));
        assert_eq!(share(performance(d("333.35"), Decimal::ZERO, Decimal::ONE, d("1.1")), days(11)), d("192.07"), "rounded once");
        assert_eq!(share(whole(3000), days(0)), Decimal::ZERO);
        assert_eq!(share(whole(3000), days(21)), whole(3000));
        assert_eq!(share(whole(3000), Presence { worked: 0, of: 0 }), whole(3000), "a month without working days is paid in full");
    }

    proptest! {
        /// Whoever is paid for more days is never paid less, and two parts of a month come to the whole within a fen.
        #[test]
        fn parts_of_a_month_come_to_the_whole(fen in 0u32..5_000_000, worked in 0u32..23, of in 1u32..23) {
            let (amount, worked) = (Decimal::new(fen.into(), 2), worked.min(of));
            let part = |worked| share(amount, Presence { worked, of });
            prop_assert!((part(worked) + part(of - worked) - amount).abs() <= Decimal::new(1, 2));
            prop_assert!(worked == of || part(worked) <= part(worked + 1));
        }

        #[test]
        fn more_service_is_never_worth_less(a in 0u32..60, b in 0u32..60) {
            for reading in [Reading::EachYear, Reading::AllYears] {
                prop_assert!(a > b || seniority(a, 3, &BANDS, reading) <= seniority(b, 3, &BANDS, reading));
            }
        }
    }
}
