//! What came of a campaign (CMP-10, CMP-11): figures from the records, contracts, the frozen summary.

mod contract;
mod lessons;
mod show;

pub use contract::contract;
pub use lessons::lessons;
pub use show::show;

/// Tenths of a per cent as people read them.
fn percent(tenths: Option<i64>) -> String {
    let Some(tenths) = tenths else { return "—".to_owned() };
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}%", tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn tenths_are_read_as_per_cent() {
        assert_eq!([Some(2118), Some(-5), Some(0), None].map(percent), ["211.8%", "-0.5%", "0.0%", "—"]);
    }
}
