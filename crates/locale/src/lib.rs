//! Every text of the product in its three languages, checked when the crate is built.
//!
//! A text is a constant (`locale::shell::SIGN_IN`), so a misspelt key does not compile and an unused text is dropped from the
//! WASM file. Codes that are only known at run time (problem codes, words of a vocabulary) are looked up with [`find`].

use std::str::FromStr;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A language of the product; the discriminant is its place in [`Key`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文, the default.
    #[default]
    ZhCn = 0,
    /// English.
    En = 1,
    /// 繁體中文.
    ZhTw = 2,
}

impl Language {
    /// All languages in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::En, Self::ZhTw];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        ["zh-CN", "en", "zh-TW"][self as usize]
    }

    /// The language's own name, as shown in the switch.
    pub fn own_name(self) -> &'static str {
        ["简体中文", "English", "繁體中文"][self as usize]
    }

    /// The best language for an `Accept-Language` header; the default where none fits.
    pub fn negotiate(header: &str) -> Self {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let language = pieces.next()?.parse().ok()?;
                let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                Some((weight, language))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map_or_else(Self::default, |(_, language)| *language)
    }
}

/// A tag that names none of our languages.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let tag = tag.to_ascii_lowercase();
        match tag.split('-').next() {
            Some("en") => Ok(Self::En),
            Some("zh") if ["tw", "hk", "mo", "hant"].iter().any(|region| tag.contains(region)) => Ok(Self::ZhTw),
            Some("zh") => Ok(Self::ZhCn),
            _ => Err(UnknownLanguage),
        }
    }
}

/// One text in all languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key([&'static str; 3]);

impl Key {
    /// The text as written, `{arguments}` included.
    pub fn text(self, language: Language) -> &'static str {
        self.0[language as usize]
    }

    /// The text with its `{arguments}` filled in.
    pub fn with(self, language: Language, arguments: &[(&str, &str)]) -> String {
        let mut text = self.text(language).to_owned();
        for (name, value) in arguments {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }
}

/// The path of a text, for keeping it in a database: [`find`] gives the text back. Looks through all texts.
pub fn path_of(key: Key) -> Option<&'static str> {
    INDEX.iter().find(|(_, known)| *known == key).map(|(path, _)| *path)
}

/// The text of a code known only at run time: `find("problems.complaint_already_closed")`.
pub fn find(path: &str) -> Option<Key> {
    INDEX.binary_search_by(|(known, _)| (*known).cmp(path)).ok().map(|at| INDEX[at].1)
}

/// The text of a rule's code: where its arguments have bounds and there is a text that names them, such as
/// `problems.length_between`, that one.
pub fn find_rule(path: &str, arguments: &[(&str, &str)]) -> Option<Key> {
    let knows = |name: &str| arguments.iter().any(|(known, _)| *known == name);
    let bounds = match (knows("min"), knows("max")) {
        (true, true) => "_between",
        (true, false) => "_min",
        (false, true) => "_max",
        (false, false) => "",
    };
    find(&format!("{path}{bounds}")).or_else(|| find(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_language_wins_whatever_its_place() {
        assert_eq!(Language::negotiate("fr, en;q=0.5, zh-Hant;q=0.9"), Language::ZhTw);
        assert_eq!(Language::negotiate("de"), Language::ZhCn);
        assert_eq!(Language::negotiate(""), Language::ZhCn);
    }

    #[test]
    fn run_time_codes_are_found_and_others_are_not() {
        assert_eq!(find("shell.sign_in"), Some(shell::SIGN_IN));
        assert_eq!(find("shell.no_such_text"), None);
    }

    #[test]
    fn arguments_are_filled_in() {
        assert!(shell::GREETING.with(Language::En, &[("name", "林晓")]).contains("林晓"));
    }

    #[test]
    fn a_rule_names_the_bounds_that_it_knows() {
        let told = |arguments: &[(&str, &str)]| find_rule("problems.length", arguments).unwrap().with(Language::En, arguments);
        assert_eq!(told(&[]), "Too short or too long");
        assert_eq!(told(&[("max", "60")]), "At most 60 characters or entries");
        assert_eq!(told(&[("min", "1"), ("max", "60")]), "Between 1 and 60 characters or entries");
        assert_eq!(find_rule("problems.required", &[("min", "1")]), find("problems.required"), "no text of its own");
    }
}
