//! Amounts of money as people write them, in the unit that a column heading gives.

use super::AMOUNT_LIMIT;
use super::width::fold;
use rust_decimal::{Decimal, RoundingStrategy};

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountProblem {
    NotANumber,
    /// More than [`AMOUNT_LIMIT`] yuan, in either direction.
    TooLarge,
}

impl AmountProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "amount_invalid",
            Self::TooLarge => "amount_too_large",
        }
    }
}

/// What one stands for in a column of amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AmountUnit {
    #[default]
    Yuan,
    Thousand,
    /// 万.
    TenThousand,
    Million,
    /// 亿.
    HundredMillion,
}

/// Suffixes, longest first, so that 百万 is not read as 万.
const SUFFIXES: &[(&str, AmountUnit)] = &[
    ("百万", AmountUnit::Million),
    ("百萬", AmountUnit::Million),
    ("万", AmountUnit::TenThousand),
    ("萬", AmountUnit::TenThousand),
    ("亿", AmountUnit::HundredMillion),
    ("億", AmountUnit::HundredMillion),
    ("千", AmountUnit::Thousand),
];

impl AmountUnit {
    /// How many yuan one of it is.
    pub fn yuan(self) -> Decimal {
        Decimal::from(match self {
            Self::Yuan => 1_u32,
            Self::Thousand => 1_000,
            Self::TenThousand => 10_000,
            Self::Million => 1_000_000,
            Self::HundredMillion => 100_000_000,
        })
    }

    /// The unit that a heading such as `年营业额（万元）` or `金额:亿元` gives; yuan where it gives none.
    pub fn of_heading(heading: &str) -> Self {
        let heading: String = fold(heading).chars().filter(|c| !c.is_whitespace()).collect();
        let ends = heading.trim_end_matches([')', ']', '】', '〕']);
        let ends = ends.strip_suffix("人民币").unwrap_or(ends);
        let unit = ends.strip_suffix(['元', '圆']).unwrap_or(ends);
        SUFFIXES.iter().find(|(suffix, _)| unit.ends_with(suffix)).map_or(Self::Yuan, |(_, unit)| *unit)
    }
}

/// The yuan that a text names, rounded half up to the fen.
///
/// A bare number counts in `unit`; a number with its own unit (`8.49亿`, `500万元`, `300元`) counts in that. Thousands separators,
/// full-width digits, spaces and a currency sign are understood.
///
/// # Errors
/// Where the text is no number or is larger than any amount in the product.
pub fn parse(text: &str, unit: AmountUnit) -> Result<Decimal, AmountProblem> {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let bare = ["¥", "RMB", "CNY", "人民币"].iter().find_map(|sign| folded.strip_prefix(sign)).unwrap_or(&folded);
    let (bare, in_yuan) = match bare.strip_suffix(['元', '圆']) {
        Some(rest) => (rest, true),
        None => (bare, false),
    };
    let own = SUFFIXES.iter().find_map(|(suffix, unit)| bare.strip_suffix(suffix).map(|rest| (rest, *unit)));
    let (digits, unit) = own.unwrap_or((bare, if in_yuan { AmountUnit::Yuan } else { unit }));
    let amount = number(digits)?.checked_mul(unit.yuan()).ok_or(AmountProblem::TooLarge)?;
    let amount = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    if amount.abs() > Decimal::from(AMOUNT_LIMIT) { Err(AmountProblem::TooLarge) } else { Ok(amount.normalize()) }
}

/// Digits with an optional sign, thousands separators in their places and decimals.
fn number(text: &str) -> Result<Decimal, AmountProblem> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-Decimal::ONE, rest),
        None => (Decimal::ONE, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut joined = first.to_owned();
    let mut grouped = true;
    for group in groups {
        grouped &= group.len() == 3 && first.len() <= 3;
        joined.push_str(group);
    }
    if !grouped || !all_digits(first) || !all_digits(&joined) || !all_digits(decimals) {
        return Err(AmountProblem::NotANumber);
    }
    let significant = joined.trim_start_matches('0');
    if significant.len() > 18 {
        return Err(AmountProblem::TooLarge);
    }
    // Ten decimals are far more than a fen of any unit.
    let decimals = &decimals[..decimals.len().min(10)];
    let magnitude: Decimal = format!("0{significant}.{decimals}").parse().map_err(|_| AmountProblem::NotANumber)?;
    Ok(magnitude * sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_bare_number_counts_in_the_unit_of_its_column() {
        assert_eq!(parse("8158", AmountUnit::TenThousand), Ok(yuan("81580000")));
        assert_eq!(parse("8158", AmountUnit::Yuan), Ok(yuan("8158")));
        assert_eq!(parse("1.5", AmountUnit::Million), Ok(yuan("1500000")));
        assert_eq!(parse("2", AmountUnit::Thousand), Ok(yuan("2000")));
        assert_eq!(parse("0", AmountUnit::TenThousand), Ok(yuan("0")));
        assert_eq!(parse("007", AmountUnit::Yuan), Ok(yuan("7")));
    }

    #[test]
    fn a_number_with_its_own_unit_counts_in_that() {
        for unit in [AmountUnit::Yuan, AmountUnit::TenThousand] {
            assert_eq!(parse("8.49亿", unit), Ok(yuan("849000000")));
            assert_eq!(parse("8.49 億元", unit), Ok(yuan("849000000")));
            assert_eq!(parse("500万", unit), Ok(yuan("5000000")));
            assert_eq!(parse("500万元", unit), Ok(yuan("5000000")));
            assert_eq!(parse("3百万", unit), Ok(yuan("3000000")));
            assert_eq!(parse("300元", unit), Ok(yuan("300")));
            assert_eq!(parse("300.25 元", unit), Ok(yuan("300.25")));
        }
    }

    #[test]
    fn separators_full_width_digits_and_currency_signs_are_understood() {
        assert_eq!(parse("32,620", AmountUnit::TenThousand), Ok(yuan("326200000")));
        assert_eq!(parse("1,234,567.89", AmountUnit::Yuan), Ok(yuan("1234567.89")));
        assert_eq!(parse("１２，３４５．６", AmountUnit::Yuan), Ok(yuan("12345.6")));
        assert_eq!(parse("￥ 1 200", AmountUnit::Yuan), Ok(yuan("1200")));
        assert_eq!(parse("人民币500万元", AmountUnit::Yuan), Ok(yuan("5000000")));
        assert_eq!(parse("-12.50", AmountUnit::Yuan), Ok(yuan("-12.5")));
        assert_eq!(parse("＋3", AmountUnit::Yuan), Ok(yuan("3")));
    }

    #[test]
    fn fen_are_rounded_half_up() {
        assert_eq!(parse("0.005", AmountUnit::Yuan), Ok(yuan("0.01")));
        assert_eq!(parse("0.004999", AmountUnit::Yuan), Ok(yuan("0")));
        assert_eq!(parse("3.14159265", AmountUnit::TenThousand), Ok(yuan("31415.93")));
        assert_eq!(parse("-0.005", AmountUnit::Yuan), Ok(yuan("-0.01")));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            "元",
            "万",
            "亿元",
            "约500万",
            "1,23",
            "1234,567",
            "12,34,567",
            ",123",
            "1,,234",
            "1.2.3",
            "1e5",
            "--5",
            "-",
            ".5",
            "5.",
            "1万2",
            "３件",
            "1.2万亿",
            "١٢",
        ] {
            assert_eq!(parse(text, AmountUnit::Yuan), Err(AmountProblem::NotANumber), "{text:?}");
        }
    }

    #[test]
    fn what_exceeds_every_amount_is_refused() {
        assert_eq!(parse("9999999999999", AmountUnit::Yuan), Ok(yuan("9999999999999")));
        assert_eq!(parse("99999.99999999亿", AmountUnit::Yuan), Ok(yuan("9999999999999")));
        for text in ["10000000000000", "100000亿", "99999999999999999999999999999999999999亿", "-10000000000000", "9999999999999.01"] {
            assert_eq!(parse(text, AmountUnit::Yuan), Err(AmountProblem::TooLarge), "{text:?}");
        }
        assert_eq!(parse("0000000000000000000000000000000000012", AmountUnit::Yuan), Ok(yuan("12")));
        assert_eq!(parse("1.00000000000000000000000000000000000001", AmountUnit::Yuan), Ok(yuan("1")));
    }

    #[test]
    fn headings_give_the_unit() {
        for (heading, unit) in [
            ("年营业额（万元）", AmountUnit::TenThousand),
            ("年营业额(万)", AmountUnit::TenThousand),
            ("营业额 万元", AmountUnit::TenThousand),
            ("营业额（　亿元　）", AmountUnit::HundredMillion),
            ("营业额【百万元】", AmountUnit::Million),
            ("营业额（千元）", AmountUnit::Thousand),
            ("營業額（萬元）", AmountUnit::TenThousand),
            ("营业额（万元人民币）", AmountUnit::TenThousand),
            ("营业额（元）", AmountUnit::Yuan),
            ("营业额", AmountUnit::Yuan),
            ("", AmountUnit::Yuan),
        ] {
            assert_eq!(AmountUnit::of_heading(heading), unit, "{heading}");
        }
    }

    #[test]
    fn codes_are_stable() {
        assert_eq!(AmountProblem::NotANumber.code(), "amount_invalid");
        assert_eq!(AmountProblem::TooLarge.code(), "amount_too_large");
    }
}
