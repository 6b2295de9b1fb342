//! The tokens of the search index, the same on both databases: single characters and pairs of neighbours, so that one Chinese
//! character is enough to find by.
//!
//! Tokens narrow down, [`matches`] decides: a text that contains what is looked for always has all of its tokens, the reverse need
//! not be so.

mod pinyin;

pub use pinyin::pinyin_texts;

use contract::values::width::half_width;

/// Text as it is indexed and compared: half-width, lower case, white space as single spaces.
///
/// A part of a text is a part of the normalised text, too: each character is folded by itself.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().map(half_width) {
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// All tokens of a text, sorted, each once: every character and every pair of neighbours in a word, as lower-case hexadecimal digits
/// of its UTF-8, which every tokenizer keeps whole.
pub fn grams(text: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    for word in normalise(text).split(' ') {
        let mut last = None;
        for c in word.chars() {
            pairs.push((c, None));
            pairs.extend(last.map(|last| (last, Some(c))));
            last = Some(c);
        }
    }
    tokens(pairs)
}

/// The tokens that every text has that contains `q`, sorted, each once: the pairs of each word, and of words of one character that
/// character. None for a blank `q`.
pub fn query_grams(q: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    for word in normalise(q).split(' ') {
        let start = pairs.len();
        pairs.extend(word.chars().zip(word.chars().skip(1)).map(|(a, b)| (a, Some(b))));
        if pairs.len() == start {
            pairs.extend(word.chars().map(|c| (c, None)));
        }
    }
    tokens(pairs)
}

/// Whether a text contains `q`, as people see it: width, case and the amount of white space do not matter.
pub fn matches(text: &str, q: &str) -> bool {
    normalise(text).contains(&normalise(q))
}

fn tokens(mut pairs: Vec<(char, Option<char>)>) -> Vec<String> {
    // By code points is by UTF-8 is by its digits: the tokens come out sorted.
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(first, second)| [Some(first), second].into_iter().flatten().map(hexadecimal).collect()).collect()
}

fn hexadecimal(c: char) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut utf8 = [0; 4];
    c.encode_utf8(&mut utf8).bytes().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found_by_its_tokens(text: &str, q: &str) -> bool {
        let grams = grams(text);
        query_grams(q).iter().all(|token| grams.binary_search(token).is_ok())
    }

    #[test]
    fn width_case_and_white_space_are_folded() {
        assert_eq!(normalise("  ＡＢｃ　１２３\t\n科技（有限公司） "), "abc 123 科技(有限公司)");
        assert_eq!(normalise(""), "");
        assert_eq!(normalise("\u{3000}"), "");
        assert_eq!(normalise("ΣΑΣ İ ẞ"), "σασ i\u{307} ß");
    }

    #[test]
    fn tokens_are_characters_and_pairs_of_neighbours_in_hexadecimal() {
        assert_eq!(grams("中文"), ["e4b8ad", "e4b8ade69687", "e69687"]);
        assert_eq!(grams("aBa"), ["61", "6162", "62", "6261"]);
        assert_eq!(grams("a b"), ["61", "62"]);
        assert_eq!(grams("  "), Vec::<String>::new());
    }

    #[test]
    fn one_character_is_looked_up_by_itself_and_more_by_their_pairs() {
        assert_eq!(query_grams("中"), ["e4b8ad"]);
        assert_eq!(query_grams("中文"), ["e4b8ade69687"]);
        assert_eq!(query_grams("6186"), ["3138", "3631", "3836"]);
        assert_eq!(query_grams("中 文a"), ["e4b8ad", "e6968761"]);
        assert_eq!(query_grams(" "), Vec::<String>::new());
    }

    #[test]
    fn part_of_a_name_finds_it_and_another_does_not() {
        let name = "成都嘉业文化传播（有限公司）";
        for q in ["嘉业", "嘉", "成都嘉业文化传播(有限公司)", "传播(", "化传"] {
            assert!(found_by_its_tokens(name, q) && matches(name, q), "{q}");
        }
        for q in ["业嘉", "成业", "重庆", "a"] {
            assert!(!found_by_its_tokens(name, q) && !matches(name, q), "{q}");
        }
        assert!(found_by_its_tokens("abab ba", "aba") && found_by_its_tokens("ab ba", "aba") && !matches("ab ba", "aba"));
    }

    /// Texts of few different characters, so that parts of them occur again and again.
    const TEXT: &str = "[a-cＡ-Ｃ中文字 　\t0-2１%_'\\\\İς🎉]{0,40}|\\PC{0,30}";

    proptest! {
        #[test]
        fn everything_that_contains_a_text_is_found_by_its_tokens(text in TEXT, q in "[a-cＡ中文 　1１🎉]{0,4}|\\PC{1,3}") {
            if matches(&text, &q) {
                prop_assert!(found_by_its_tokens(&text, &q), "{:?} {:?}", text, q);
            }
        }

        #[test]
        fn every_part_of_a_text_matches_and_is_found(text in TEXT, from in any::<prop::sample::Index>(), length in 0..8_usize) {
            let chars: Vec<char> = text.chars().collect();
            let start = from.index(chars.len() + 1);
            let q: String = chars[start..(start + length).min(chars.len())].iter().collect();
            prop_assert!(matches(&text, &q), "{:?} {:?}", text, q);
            prop_assert!(found_by_its_tokens(&text, &q), "{:?} {:?}", text, q);
        }

        #[test]
        fn tokens_are_sorted_unique_and_plain(text in TEXT) {
            let tokens = grams(&text);
            prop_assert!(tokens.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(tokens.iter().all(|token| !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))));
            prop_assert_eq!(grams(&normalise(&text)), tokens);
        }

        #[test]
        fn normalising_twice_changes_nothing(text in TEXT) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
