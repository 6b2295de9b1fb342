//! 统一社会信用代码, GB 32100-2015.

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Why a text is no credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditCodeProblem {
    Length,
    Character,
    CheckDigit,
}

impl CreditCodeProblem {
    /// The stable code of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length => "credit_code_length",
            Self::Character => "credit_code_character",
            Self::CheckDigit => "credit_code_check_digit",
        }
    }
}

/// The code in its written form: 18 characters, upper case, without spaces.
///
/// # Errors
/// Where length, a character or the check digit (GB 32100-2015, modulus 31) is wrong.
pub fn parse(text: &str) -> Result<String, CreditCodeProblem> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if code.chars().count() != 18 {
        return Err(CreditCodeProblem::Length);
    }
    let mut sum = 0;
    let mut weight = 1;
    let mut last = 0;
    for (at, c) in code.chars().enumerate() {
        let value = ALPHABET.find(c).ok_or(CreditCodeProblem::Character)?;
        if at < 17 {
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        last = value;
    }
    if (31 - sum % 31) % 31 == last { Ok(code) } else { Err(CreditCodeProblem::CheckDigit) }
}
