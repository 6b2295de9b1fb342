//! Full-width characters, as Chinese input methods produce them, folded to their half-width twins.

/// The half-width twin of a full-width character; every other character as it is.
///
/// `Ａ` becomes `A`, `（` becomes `(`, the ideographic and the no-break space become a plain space. One character stays one
/// character, so that a fold never moves the place of another.
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{FFE5}' => '¥',
        _ => c,
    }
}

/// [`half_width`] for every character of a text.
pub fn fold(text: &str) -> String {
    text.chars().map(half_width).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_digits_and_brackets_become_half_width() {
        assert_eq!(fold("ＡＢｃ１２３（），．：￥＠～"), "ABc123(),.:¥@~");
        assert_eq!(fold("a\u{3000}b\u{a0}c"), "a b c");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(fold("云筹，王小明 é 🎉 、。"), "云筹,王小明 é 🎉 、。");
    }
}
