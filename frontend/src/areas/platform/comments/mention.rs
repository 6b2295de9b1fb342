//! Mentions within a text. Pure.

use contract::PersonRef;

/// Letters of a name; more is no name.
const LONGEST: usize = 20;

/// What was typed of a name before the caret: after an `@` that does not stand in an address.
pub fn wanted(before: &str) -> Option<&str> {
    let (ahead, typed) = before.rsplit_once(['@', '＠'])?;
    let in_address = ahead.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let fits = !in_address && typed.chars().count() <= LONGEST && !typed.contains(char::is_whitespace);
    fits.then_some(typed)
}

/// Text before and after the caret, which browsers count in UTF-16.
pub fn around(text: &str, caret: u32) -> (String, String) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (before, after) = units.split_at(usize::try_from(caret).unwrap_or_default().min(units.len()));
    (String::from_utf16_lossy(before), String::from_utf16_lossy(after))
}

/// The text before the caret once a name was chosen for what was typed.
pub fn filled(before: &str, name: &str) -> String {
    let typed = wanted(before).map_or(0, str::len);
    let ahead = before[..before.len() - typed].trim_end_matches(['@', '＠']);
    format!("{ahead}@{name} ")
}

/// People as a form keeps them: one `id name` a line.
pub fn text_of(people: &[PersonRef]) -> String {
    people.iter().map(|person| format!("{} {}", person.id, person.name)).collect::<Vec<_>>().join("\n")
}

/// The people that a form keeps.
pub fn people_in(kept: &str) -> Vec<PersonRef> {
    let person = |line: &str| {
        let (id, name) = line.split_once(' ')?;
        Some(PersonRef { id: id.parse().ok()?, name: name.to_owned() })
    };
    kept.lines().filter_map(person).collect()
}

/// Whether a person is still named in the text.
pub fn is_named(text: &str, name: &str) -> bool {
    text.contains(&format!("@{name}"))
}

/// The text in pieces, with whether each is a mention.
pub fn pieces(text: &str, names: &[&str]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let first = names.iter().filter_map(|name| Some((rest.find(&format!("@{name}"))?, name.len() + 1)));
        // Of names that begin alike, the longer one is meant.
        let Some((at, length)) = first.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length))) else { break };
        if at > 0 {
            pieces.push((rest[..at].to_owned(), false));
        }
        pieces.push((rest[at..at + length].to_owned(), true));
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        pieces.push((rest.to_owned(), false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_after_an_at_sign() {
        assert_eq!(wanted("请 @何"), Some("何"));
        assert_eq!(wanted("请＠hexiu"), Some("hexiu"));
        assert_eq!(wanted("@"), Some(""));
        assert_eq!(wanted("@何秀兰 好的"), None);
        assert_eq!(wanted("写到 a@b"), None);
        assert_eq!(wanted("没有"), None);
    }

    #[test]
    fn the_caret_counts_as_browsers_do() {
        assert_eq!(around("👍@何好", 4), ("👍@何".to_owned(), "好".to_owned()));
        assert_eq!(around("短", 9), ("短".to_owned(), String::new()));
        assert_eq!(filled("请＠he", "何秀兰"), "请@何秀兰 ");
    }

    #[test]
    fn a_text_shows_its_mentions() {
        let parts = pieces("@林晓 和 @林晓月 看", &["林晓", "林晓月"]);
        assert_eq!(parts, [("@林晓".into(), true), (" 和 ".into(), false), ("@林晓月".into(), true), (" 看".into(), false)]);
        assert_eq!(pieces("@谁", &[]), [("@谁".to_owned(), false)]);
    }

    #[test]
    fn people_come_back_from_the_draft() {
        let people = [PersonRef { id: uuid::Uuid::from_u128(7), name: "何 秀兰".to_owned() }];
        assert_eq!(people_in(&text_of(&people)), people);
    }
}
