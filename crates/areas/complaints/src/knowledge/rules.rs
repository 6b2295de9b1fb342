//! Which templates fit a matter (CPL-12): pure functions over the tokens of the search index.

use engines::search::text::{grams, normalise};

/// A word of the template that the matter has counts as much as so many pairs of characters they share.
const WORD: i64 = 10;
const CATEGORY: i64 = 5;
/// Less than this is chance.
const LEAST: i64 = 10;

/// How well a template fits; 0: not at all.
pub fn fit(title: &str, words: &str, same_category: bool, matter: &str) -> i64 {
    let matter_text = normalise(matter);
    let words: Vec<String> = words.split([' ', '\u{3000}', ',', '，', '、', ';', '；']).map(normalise).filter(|w| !w.is_empty()).collect();
    let named = words.iter().filter(|word| matter_text.contains(word.as_str())).count();
    let shared = shared_pairs(&format!("{title} {}", words.join(" ")), &matter_text);
    let score = i64::try_from(named).unwrap_or_default() * WORD + shared;
    if score == 0 || score + i64::from(same_category) * CATEGORY < LEAST { 0 } else { score + i64::from(same_category) * CATEGORY }
}

/// Pairs of neighbouring characters that both texts have; single characters are in every text.
fn shared_pairs(template: &str, matter: &str) -> i64 {
    let matter = grams(matter);
    let pairs = grams(template).into_iter().filter(|gram| is_pair(gram) && matter.binary_search(gram).is_ok());
    i64::try_from(pairs.count()).unwrap_or_default()
}

/// A token is the UTF-8 of one or two characters in hexadecimal digits.
fn is_pair(gram: &str) -> bool {
    let length = match gram.as_bytes().first() {
        Some(b'0'..=b'7') => 2,
        Some(b'c' | b'd') => 4,
        Some(b'e') => 6,
        _ => 8,
    };
    gram.len() > length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_two_characters_is_a_pair() {
        let pairs: Vec<String> = grams("a柜门").into_iter().filter(|gram| is_pair(gram)).collect();
        assert_eq!(pairs.len(), 2);
    }

    /// CPL-12: words decide, the category helps, nothing in common is no suggestion.
    #[test]
    fn templates_fit_by_their_words_and_category() {
        let matter = "上个月装的衣柜，柜门开裂了，合页也松";
        let cracked = fit("柜门开裂的处理", "开裂 柜门", true, matter);
        let other_category = fit("柜门开裂的处理", "开裂 柜门", false, matter);
        let late = fit("送货延期怎么答复", "延期 送货", true, matter);
        assert!(cracked > other_category && other_category > 0, "{cracked} {other_category}");
        assert_eq!(late, 0);
        assert_eq!(fit("柜门", "", true, ""), 0);
    }
}
