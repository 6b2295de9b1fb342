//! 统一社会信用代码, GB 32100-2015.

use super::width::half_width;

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

/// The code in its written form: 18 characters, upper case, without spaces; full-width characters are understood.
///
/// # Errors
/// Where length, a character or the check digit (GB 32100-2015, modulus 31) is wrong.
pub fn parse(text: &str) -> Result<String, CreditCodeProblem> {
    let code: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    if code.chars().count() != 18 {
        return Err(CreditCodeProblem::Length);
    }
    let last = code.chars().next_back();
    let stem: String = code.chars().take(17).collect();
    let expected = check_digit(&stem).ok_or(CreditCodeProblem::Character)?;
    if last == Some(expected) {
        return Ok(code);
    }
    Err(if last.is_some_and(|c| ALPHABET.contains(c)) { CreditCodeProblem::CheckDigit } else { CreditCodeProblem::Character })
}

/// The check digit (GB 32100-2015, modulus 31) for the 17 characters before it; `None` where one of them is not of the alphabet
/// or there are not 17.
pub fn check_digit(stem: &str) -> Option<char> {
    let mut sum = 0;
    let mut weight = 1;
    let mut length = 0;
    for c in stem.chars() {
        sum += ALPHABET.find(c)? * weight;
        // Kept below 31, so that no text, however long, overflows.
        sum %= 31;
        weight = weight * 3 % 31;
        length += 1;
    }
    if length == 17 { ALPHABET.chars().nth((31 - sum) % 31) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_with_the_right_check_digit_are_kept_in_their_written_form() {
        for code in ["91350100M000100Y43", "91310115TH3BJ1XG6C", "91440300708461136T", "9144030071526726XG"] {
            assert_eq!(parse(code).as_deref(), Ok(code));
        }
    }

    #[test]
    fn spaces_case_and_width_do_not_matter() {
        for text in [
            "91350100m000100y43",
            " 91350100 M000100Y43 ",
            "９１３５０１００Ｍ０００１００Ｙ４３",
            "91350100\u{3000}M000100Y43\n",
            "９１３５０１００ｍ０００１００ｙ４３",
        ] {
            assert_eq!(parse(text).as_deref(), Ok("91350100M000100Y43"), "{text}");
        }
    }

    #[test]
    fn every_single_wrong_character_is_noticed() {
        let right = "91350100M000100Y43";
        for at in 0..18 {
            for c in ALPHABET.chars().filter(|c| right.chars().nth(at) != Some(*c)) {
                let wrong: String = right.chars().enumerate().map(|(i, old)| if i == at { c } else { old }).collect();
                assert_eq!(parse(&wrong), Err(CreditCodeProblem::CheckDigit), "{wrong}");
            }
        }
    }

    #[test]
    fn neighbours_that_changed_places_are_noticed() {
        let right: Vec<char> = "91350100M000100Y43".chars().collect();
        for at in 0..17 {
            let mut wrong = right.clone();
            wrong.swap(at, at + 1);
            if wrong != right {
                assert_eq!(parse(&wrong.iter().collect::<String>()), Err(CreditCodeProblem::CheckDigit));
            }
        }
    }

    #[test]
    fn length_and_alphabet_are_told_apart() {
        for text in ["", " ", "9135", "91350100M000100Y4", "91350100M000100Y433", "无"] {
            assert_eq!(parse(text), Err(CreditCodeProblem::Length), "{text}");
        }
        // I, O, S, V and Z are no characters of a code, as they look like digits.
        for text in [
            "9135010OM000100Y43",
            "91350100I000100Y43",
            "91350100M000100YS3",
            "91350100M000100YV3",
            "91350100M000100Y4Z",
            "91350100M000-00Y43",
            "中国企业统一社会信用代码一共十八个字",
        ] {
            assert_eq!(parse(text), Err(CreditCodeProblem::Character), "{text}");
        }
        assert_eq!(parse("91350100M000100Y44"), Err(CreditCodeProblem::CheckDigit));
    }

    #[test]
    fn the_check_digit_of_a_stem_completes_it() {
        assert_eq!(check_digit("91350100M000100Y4"), Some('3'));
        assert_eq!(check_digit("91350100M000100Y"), None);
        assert_eq!(check_digit("91350100M000100Yo"), None);
    }

    #[test]
    fn codes_are_stable() {
        let codes = [CreditCodeProblem::Length, CreditCodeProblem::Character, CreditCodeProblem::CheckDigit].map(CreditCodeProblem::code);
        assert_eq!(codes, ["credit_code_length", "credit_code_character", "credit_code_check_digit"]);
    }
}
