//! Text that a spreadsheet would take for a formula, made harmless and back.

use std::borrow::Cow;

/// Marks a cell as text for every spreadsheet program.
const MARK: char = '\'';

/// What makes a spreadsheet program read a cell as a formula; the full-width twins do so in Chinese and Japanese editions.
fn starts_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// The text as it may be written into a file that others open: with an apostrophe before it where it would be read as a formula.
///
/// A plain negative number is none.
pub fn neutralise(text: &str) -> Cow<'_, str> {
    if text.starts_with(starts_formula) && !is_negative_number(text) { Cow::Owned(format!("{MARK}{text}")) } else { Cow::Borrowed(text) }
}

/// The text as it was before [`neutralise`], so that what was exported can be imported again.
pub fn restore(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if rest.starts_with(starts_formula) => rest,
        _ => text,
    }
}

fn is_negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_formula_is_marked_as_text() {
        for text in [
            "=1+1",
            "=HYPERLINK(\"http://x\")",
            "+86 13816613186",
            "-1+1",
            "-",
            "--5",
            "-1.2.3",
            "-5%",
            "-１",
            "@北京佳和有限公司",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
        ] {
            assert_eq!(neutralise(text), format!("'{text}"));
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in ["", "成都嘉业", " =1", "'=1", "a=1", "-5", "-12.50", "13816613186", "1+1", "a@b.cn"] {
            assert_eq!(neutralise(text), text);
        }
    }

    #[test]
    fn what_was_marked_is_restored() {
        for text in ["=1+1", "@北京佳和有限公司", "-", "-5", "'", "'它'", "成都", "\tx", ""] {
            assert_eq!(restore(&neutralise(text)), text);
        }
    }
}
