//! How figures are written for people, the same in every language of the product.

use super::Money;
use std::fmt;

/// `12345` → `12,345`; for the digits of a whole number without its sign.
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `¥12,500.50`; whole amounts without decimals.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.amount.normalize();
        let digits = if amount.scale() == 0 { amount.to_string() } else { format!("{:.2}", self.amount) };
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(w, f)| (w, f));
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}¥{}{point}{fraction}", grouped(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_by_thousands() {
        assert_eq!(Money::from_cents(1_250_050).to_string(), "¥12,500.50");
        assert_eq!(Money::from_cents(-1_250_000).to_string(), "-¥12,500");
        assert_eq!(Money::from_cents(8_000_000).to_string(), "¥80,000");
        assert_eq!(grouped("1234567"), "1,234,567");
    }
}
