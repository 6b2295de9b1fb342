//! Templates with single-letter slots: `{c}`.

/// The template with its slots filled in; a slot without a value stays as it is, which a test would show.
pub(crate) fn fill(template: &str, values: &[(char, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 48);
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, slot) = rest.split_at(at);
        out.push_str(before);
        let name = slot[1..].chars().next();
        match values.iter().find(|(known, _)| Some(*known) == name) {
            Some((_, value)) if slot[2..].starts_with('}') => {
                out.push_str(value);
                rest = &slot[3..];
            }
            _ => {
                out.push('{');
                rest = &slot[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn slots_are_filled_and_unknown_ones_stay() {
        assert_eq!(fill("约{c}看{p}，{c}同意", &[('c', "马经理"), ('p', "样品")]), "约马经理看样品，马经理同意");
        assert_eq!(fill("{x}{", &[('c', "马经理")]), "{x}{");
        assert_eq!(fill("{c", &[('c', "马经理")]), "{c");
        assert_eq!(fill("", &[]), "");
    }
}
