//! Tokens of the search index.

/// Width-folded, lower-case text.
pub fn normalise(text: &str) -> String {
    text.to_lowercase()
}

/// All tokens of a text.
pub fn grams(_text: &str) -> Vec<String> {
    Vec::new()
}

/// The tokens that a text must have to contain `q`.
pub fn query_grams(_q: &str) -> Vec<String> {
    Vec::new()
}
