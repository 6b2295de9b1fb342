//! Numbers as a spreadsheet shows them, from the floating point that it stores.

use crate::cell::{Cell, Kind};

/// From here on not every whole number can be told from its neighbour.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The cell of a stored number: 15 significant digits as the programs show them, no `.0`, and an exponent only where digits were
/// lost.
pub(super) fn cell(value: f64) -> Cell {
    if !value.is_finite() {
        return Cell::of(Kind::Error, "#NUM!");
    }
    let size = value.abs();
    if size >= EXACT {
        return Cell::of(Kind::ImpreciseNumber, format!("{:E}", significant(value)).replacen('E', "E+", 1));
    }
    if value.fract() == 0.0 {
        // Adding zero turns -0 into 0.
        return Cell::of(Kind::Number, format!("{:.0}", value + 0.0));
    }
    let rounded = significant(value);
    let text = if size < 1e-9 { format!("{rounded:e}") } else { format!("{rounded}") };
    Cell::of(Kind::Number, text)
}

/// Rounded to 15 significant digits.
fn significant(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_they_do_in_the_sheet() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (350.0, "350"),
            (-12.0, "-12"),
            (13_816_613_186.0, "13816613186"),
            (0.1 + 0.2, "0.3"),
            (3.07, "3.07"),
            (-1.5, "-1.5"),
            (1e-10, "1e-10"),
            (9_007_199_254_740_991.0, "9007199254740991"),
        ] {
            assert_eq!(cell(value), Cell::of(Kind::Number, text));
        }
    }

    #[test]
    fn numbers_that_lost_their_last_digits_say_so() {
        assert_eq!(cell(9_007_199_254_740_992.0).kind, Kind::ImpreciseNumber);
        assert_eq!(cell(310_101_199_001_011_234.0), Cell::of(Kind::ImpreciseNumber, "3.10101199001011E+17"));
        assert_eq!(cell(-1e18), Cell::of(Kind::ImpreciseNumber, "-1E+18"));
        assert_eq!(cell(1e300), Cell::of(Kind::ImpreciseNumber, "1E+300"));
    }

    #[test]
    fn what_is_no_number_is_an_error() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(cell(value).kind, Kind::Error);
        }
    }
}
