//! Attribution and rates (CMP-10, CMP-11). Pure.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::campaigns::outcomes::Attribution;
use uuid::Uuid;

/// A customer came to a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Touch {
    pub campaign: Uuid,
    pub at: DateTime<Utc>,
}

/// What of an amount in fen counts for which campaign; fen that do not divide go to the earliest.
pub(super) fn shares(model: Attribution, touches: &[Touch], cents: i64) -> Vec<(Uuid, i64)> {
    let mut campaigns: Vec<Touch> = Vec::with_capacity(touches.len());
    let mut sorted = touches.to_vec();
    sorted.sort_by_key(|touch| (touch.at, touch.campaign));
    for touch in sorted {
        if !campaigns.iter().any(|known| known.campaign == touch.campaign) {
            campaigns.push(touch);
        }
    }
    let whole = |touch: Option<&Touch>| touch.map(|touch| (touch.campaign, cents)).into_iter().collect();
    match model {
        Attribution::First => whole(campaigns.first()),
        Attribution::Last => whole(campaigns.last()),
        Attribution::Even => {
            let n = i64::try_from(campaigns.len()).unwrap_or(i64::MAX).max(1);
            let (each, over) = (cents / n, cents % n);
            campaigns.iter().zip(0_i64..).map(|(touch, at)| (touch.campaign, each + i64::from(at < over))).collect()
        }
    }
}

/// What an amount is above the cost, of the cost, in tenths of a per cent, halves away from zero; `None` where nothing was spent.
pub(super) fn roi(amount: i64, cost: i64) -> Option<i64> {
    let (gain, cost) = (i128::from(amount) - i128::from(cost), i128::from(cost));
    if cost <= 0 {
        return None;
    }
    let size = (gain.abs() * 2000 + cost) / (cost * 2);
    i64::try_from(size * gain.signum()).ok()
}

/// A part of a whole in tenths of a per cent, halves upwards; `None` of nothing.
pub(super) fn rate(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 2000 + whole) / (whole * 2))
}

/// Whether something was signed within so many days after somebody came; not before.
pub(super) fn is_within(came_on: NaiveDate, signed_on: NaiveDate, days: i64) -> bool {
    (came_on..=came_on + TimeDelta::days(days)).contains(&signed_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAIR: Uuid = Uuid::from_u128(1);
    const OPEN_DAY: Uuid = Uuid::from_u128(2);
    const SEMINAR: Uuid = Uuid::from_u128(3);

    fn touch(campaign: Uuid, day: &str) -> Touch {
        Touch { campaign, at: format!("{day}T02:00:00Z").parse().unwrap() }
    }

    /// A customer came to the fair in March, the open day in May, the seminar in June, and signed for 100 000.00.
    fn touches() -> [Touch; 3] {
        [touch(SEMINAR, "2026-06-10"), touch(FAIR, "2026-03-01"), touch(OPEN_DAY, "2026-05-20")]
    }

    #[test]
    fn cmp_11_each_model_gives_the_whole_amount_away_and_no_more() {
        assert_eq!(shares(Attribution::First, &touches(), 10_000_000), [(FAIR, 10_000_000)]);
        assert_eq!(shares(Attribution::Last, &touches(), 10_000_000), [(SEMINAR, 10_000_000)]);
        // 100 000.00 by three is 33 333.33 and one fen left for the first.
        let even = shares(Attribution::Even, &touches(), 10_000_000);
        assert_eq!(even, [(FAIR, 3_333_334), (OPEN_DAY, 3_333_333), (SEMINAR, 3_333_333)]);
        assert_eq!(even.iter().map(|(_, cents)| cents).sum::<i64>(), 10_000_000);
    }

    #[test]
    fn who_came_twice_to_one_campaign_came_to_one_campaign() {
        let twice = [touch(FAIR, "2026-03-02"), touch(FAIR, "2026-03-01"), touch(SEMINAR, "2026-06-10")];
        assert_eq!(shares(Attribution::Even, &twice, 100), [(FAIR, 50), (SEMINAR, 50)]);
        assert_eq!(shares(Attribution::Even, &[], 100), []);
        assert_eq!(shares(Attribution::Last, &[], 100), []);
    }

    /// 58 000 came of 18 600 that were spent: 39 400 more, 211.83 %.
    #[test]
    fn cmp_10_roi_is_the_gain_of_the_cost() {
        assert_eq!(roi(5_800_000, 1_860_000), Some(2_118));
        assert_eq!(roi(0, 1_860_000), Some(-1_000), "all is lost");
        assert_eq!(roi(1_860_000, 1_860_000), Some(0));
        assert_eq!(roi(10_005, 10_000), Some(1), "0.05 is a half and goes away from zero");
        assert_eq!(roi(9_995, 10_000), Some(-1));
        assert_eq!(roi(100, 0), None);
    }

    #[test]
    fn cmp_10_conversion_counts_the_thirtieth_day_and_not_the_next() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(is_within(day("2026-11-01"), day("2026-12-01"), 30));
        assert!(!is_within(day("2026-11-01"), day("2026-12-02"), 30));
        assert!(!is_within(day("2026-11-01"), day("2026-10-31"), 30), "that was before");
        assert_eq!((rate(3, 48), rate(0, 48), rate(1, 0)), (Some(63), Some(0), None), "6.25 %");
    }
}
