//! Phone numbers as people write them.

/// Why a text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    TooShort,
    TooLong,
    NotANumber,
}

impl PhoneProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "phone_too_short",
            Self::TooLong => "phone_too_long",
            Self::NotANumber => "phone_invalid",
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
    for c in text.trim().chars() {
        match c {
            '0'..='9' => digits.push(c),
            '０'..='９' => digits.extend(char::from_u32(c as u32 - '０' as u32 + '0' as u32)),
            ' ' | '-' | '\u{a0}' | '\u{3000}' | '(' | ')' | '（' | '）' | '－' | '—' | '+' | '＋' => {}
            _ => return Err(PhoneProblem::NotANumber),
        }
    }
    for prefix in ["0086", "86"] {
        if let Some(rest) = digits.strip_prefix(prefix)
            && rest.len() == 11
            && rest.starts_with('1')
        {
            digits = rest.to_owned();
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
