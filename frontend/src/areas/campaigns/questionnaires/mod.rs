//! Questionnaires (MKT-08, CMP-09): the builder, what came back, the form on paper, and the page on which people answer without an account.

mod build;
mod codes;
mod cross;
mod fill;
mod frame;
mod line;
mod list;
mod paper;
mod public;
mod results;
mod show;

pub use build::{edit, new};
pub use list::{feedback, list};
pub use paper::paper;
pub use public::answer;
pub use results::results;
pub use show::show;

/// `795` as `79.5%`.
fn tenths(value: impl Into<i64>) -> String {
    let value: i64 = value.into();
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{}%", value.abs() / 10, value.abs() % 10)
}

/// A rate, or a dash where there is none.
fn rate(value: Option<u32>) -> String {
    value.map_or_else(|| "—".to_owned(), tenths)
}

#[cfg(test)]
mod tests {
    use super::{rate, tenths};

    #[test]
    fn rates_have_one_decimal_and_nothing_is_a_dash() {
        assert_eq!((tenths(795_u32).as_str(), tenths(-333_i32).as_str(), tenths(-5).as_str()), ("79.5%", "-33.3%", "-0.5%"));
        assert_eq!((rate(Some(1000)).as_str(), rate(None).as_str()), ("100.0%", "—"));
    }
}
