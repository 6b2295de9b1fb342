//! Which passwords are refused (ORG-06), after NIST SP 800-63B and OWASP ASVS 5: length counts, no rules about kinds of characters, nothing
//! that is commonly used, nothing that names its owner. The length itself is a rule of the contract.

use std::collections::HashSet;
use std::sync::LazyLock;

static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// A shorter user name stands in too many words to be looked for.
const SHORTEST_NAME: usize = 3;
/// A shorter rest between digits and signs says nothing.
const SHORTEST_STEM: usize = 5;
/// A password of so few different characters is a pattern.
const FEWEST_CHARACTERS: usize = 5;

/// Why a password is refused: the code of the violation.
pub(crate) fn weakness(password: &str, username: &str) -> Option<&'static str> {
    let (password, username) = (password.to_lowercase(), username.to_lowercase());
    if username.chars().count() >= SHORTEST_NAME && password.contains(&username) {
        return Some("password_has_name");
    }
    let stem = password.trim_matches(|c: char| !c.is_alphabetic());
    let common = |text: &str| text.chars().count() >= SHORTEST_STEM && COMMON.contains(text);
    let different = password.chars().collect::<HashSet<_>>().len();
    let weak = common(&password) || common(stem) || different < FEWEST_CHARACTERS || is_a_run(&password);
    weak.then_some("password_common")
}

/// Characters that follow one another all the way: `123456789012`, `abcdefghijkl`, `987654321098`.
fn is_a_run(password: &str) -> bool {
    let codes: Vec<i64> = password.chars().map(|c| i64::from(u32::from(c))).collect();
    let follows = |step: i64| codes.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step || (b - a).abs() == 9));
    follows(1) || follows(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn org_06_common_passwords_are_refused_with_digits_and_signs_around_them_too() {
        for password in ["123456789012", "qwerty123456", "Password2026!", "!!iloveyou2026", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl"]
        {
            assert_eq!(weakness(password, "rep"), Some("password_common"), "{password}");
        }
    }

    #[test]
    fn org_06_the_user_name_is_no_part_of_a_password() {
        assert_eq!(weakness("my Sales.Manager word", "sales.manager"), Some("password_has_name"));
        assert_eq!(weakness("gm is in many words", "gm"), None, "a name of two letters is everywhere");
    }

    #[test]
    fn long_phrases_of_any_kind_pass() {
        for password in ["correct horse battery", "运筹帷幄之中决胜千里之外", "vK3-quiet-harbour"] {
            assert_eq!(weakness(password, "rep"), None, "{password}");
        }
    }
}
