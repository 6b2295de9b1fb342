//! Phone numbers as people write them.

use super::width::half_width;

/// Why a text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    TooShort,
    TooLong,
    NotANumber,
    /// A good number, but not of a mobile phone.
    NotMobile,
}

impl PhoneProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "phone_too_short",
            Self::TooLong => "phone_too_long",
            Self::NotANumber => "phone_invalid",
            Self::NotMobile => "phone_not_mobile",
        }
    }
}

/// The digits of a mobile or landline number: full-width digits, spaces, hyphens and `+86` are understood.
///
/// A mobile number has 11 digits and starts with 1; a landline has 7 to 12 digits with its area code.
///
/// # Errors
/// Where the text holds something else, or too few or too many digits.
pub fn parse(text: &str) -> Result<String, PhoneProblem> {
    let mut digits = String::new();
    for c in text.trim().chars().map(half_width) {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '-' | '(' | ')' | '—' | '–' | '+' => {}
            _ => return Err(PhoneProblem::NotANumber),
        }
    }
    for prefix in ["0086", "86"] {
        if let Some(rest) = digits.strip_prefix(prefix)
            && rest.len() == 11
            && rest.starts_with('1')
        {
            digits = rest.to_owned();
            break;
        }
    }
    match digits.len() {
        0 => Err(PhoneProblem::NotANumber),
        1..=6 => Err(PhoneProblem::TooShort),
        n if digits.starts_with('1') && n < 11 => Err(PhoneProblem::TooShort),
        13.. => Err(PhoneProblem::TooLong),
        12 if digits.starts_with('1') => Err(PhoneProblem::TooLong),
        _ => Ok(digits),
    }
}

/// The 11 digits of a mobile number.
///
/// # Errors
/// As [`parse`]; and where it is the number of a landline.
pub fn parse_mobile(text: &str) -> Result<String, PhoneProblem> {
    let digits = parse(text)?;
    if is_mobile(&digits) { Ok(digits) } else { Err(PhoneProblem::NotMobile) }
}

/// Whether digits as [`parse`] gives them are those of a mobile phone.
pub fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_understood_however_they_are_written() {
        for text in [
            "13816613186",
            "138 1661 3186",
            "138-1661-3186",
            "+86 13816613186",
            "+8613816613186",
            "0086 138 1661 3186",
            "86-13816613186",
            "（+86）138－1661－3186",
            "１３８１６６１３１８６",
            "＋８６　１３８　１６６１　３１８６",
            "\u{3000}13816613186\u{a0}\t\n",
        ] {
            assert_eq!(parse(text).as_deref(), Ok("13816613186"), "{text}");
            assert_eq!(parse_mobile(text).as_deref(), Ok("13816613186"), "{text}");
        }
    }

    #[test]
    fn landlines_keep_their_area_code() {
        for (text, digits) in [
            ("021-53922648", "02153922648"),
            ("(0755) 8267 1234", "075582671234"),
            ("0655-94212661", "065594212661"),
            ("82671234", "82671234"),
            ("400-800-1234", "4008001234"),
            ("０１０－６２５５８８９９", "01062558899"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(digits), "{text}");
            assert_eq!(parse_mobile(text), Err(PhoneProblem::NotMobile), "{text}");
        }
    }

    #[test]
    fn too_few_and_too_many_digits_are_told_apart() {
        for text in ["186935181", "1381661318", "123456", "1"] {
            assert_eq!(parse(text), Err(PhoneProblem::TooShort), "{text}");
        }
        for text in ["138166131861", "1381661318613816613186", "0755826712345"] {
            assert_eq!(parse(text), Err(PhoneProblem::TooLong), "{text}");
        }
    }

    #[test]
    fn other_text_is_no_number() {
        for text in [
            "",
            " ",
            "无",
            "--",
            "13816613186x",
            "138.1661.3186",
            "13816613186/13816613187",
            "1.38167E+10",
            "=1+1",
            "１３８１６６１３１８六",
            "٠٢١٥٣٩٢٢٦٤٨",
        ] {
            assert_eq!(parse(text), Err(PhoneProblem::NotANumber), "{text}");
        }
    }

    #[test]
    fn codes_are_stable() {
        let codes =
            [PhoneProblem::TooShort, PhoneProblem::TooLong, PhoneProblem::NotANumber, PhoneProblem::NotMobile].map(PhoneProblem::code);
        assert_eq!(codes, ["phone_too_short", "phone_too_long", "phone_invalid", "phone_not_mobile"]);
    }
}
