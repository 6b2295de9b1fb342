//! How wide text is, and where its lines break.

/// Advance widths of Helvetica for the characters 32 to 126, in thousandths of the size (Adobe's font metrics).
const LATIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Punctuation that begins no line 避头.
const NO_START: &str = "，。、；：？！）》」』】〉”’%％…·,.;:?!)]}";
/// Punctuation that ends no line 避尾.
const NO_END: &str = "（《「『【〈“‘([{¥￥";

/// Signs beyond ASCII that are set as narrow as in Helvetica, with their widths.
const SIGNS: [(char, u16); 6] = [('¥', 556), ('°', 400), ('±', 584), ('·', 278), ('×', 584), ('÷', 584)];

/// Width in Helvetica, in thousandths of the size; nothing for what is set in the Chinese face.
pub fn latin_width(c: char) -> Option<u16> {
    if (' '..='~').contains(&c) { Some(LATIN[c as usize - 32]) } else { SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, width)| *width) }
}

/// Width of one character at a size, in points. A Chinese character takes a full square.
fn advance(c: char, size: f32) -> f32 {
    f32::from(latin_width(c).unwrap_or(1000)) * size / 1000.0
}

/// Width of a text at a size, in points.
pub fn width(text: &str, size: f32) -> f32 {
    text.chars().map(|c| advance(c, size)).sum()
}

/// The lines of a text that is `room` points wide: Latin words stay whole where they fit, Chinese breaks anywhere but before
/// closing and after opening punctuation. At least one line; what control characters stand in it count as blanks.
pub fn wrap(text: &str, size: f32, room: f32) -> Vec<String> {
    text.lines().flat_map(|paragraph| wrap_paragraph(paragraph, size, room)).collect::<Vec<_>>().or_one_empty()
}

fn wrap_paragraph(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines = vec![];
    let mut line = String::new();
    let mut used = 0.0;
    for piece in pieces(text) {
        let wide = width(&piece, size);
        if used + wide > room && !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0.0;
            if piece.trim().is_empty() {
                continue;
            }
        }
        if wide <= room {
            line.push_str(&piece);
            used += wide;
            continue;
        }
        for c in piece.chars() {
            let wide = advance(c, size);
            if used + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// What may not be parted: a Latin word, a blank, or a Chinese character with the punctuation that clings to it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![];
    let mut last: Option<char> = None;
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        let word = |c: char| latin_width(c).is_some() && c != ' ';
        let clings = last.is_some_and(|l| (word(l) && word(c)) || (l != ' ' && NO_START.contains(c)) || NO_END.contains(l));
        match pieces.last_mut() {
            Some(piece) if clings => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        last = Some(c);
    }
    pieces
}

trait OrOneEmpty {
    fn or_one_empty(self) -> Self;
}

impl OrOneEmpty for Vec<String> {
    fn or_one_empty(mut self) -> Self {
        if self.is_empty() {
            self.push(String::new());
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::{width, wrap};

    #[test]
    fn a_chinese_character_is_as_wide_as_high_and_latin_is_narrower() {
        assert_eq!(width("投诉", 10.0), 20.0);
        assert_eq!(width("10", 10.0), 11.12);
    }

    #[test]
    fn latin_words_stay_whole_and_closing_punctuation_begins_no_line() {
        assert_eq!(wrap("hello world", 10.0, 30.0), ["hello", "world"]);
        assert_eq!(wrap("客户满意。", 10.0, 40.0), ["客户满", "意。"]);
        assert_eq!(wrap("他说（好）", 10.0, 35.0), ["他说", "（好）"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_and_nothing_is_still_a_line() {
        assert_eq!(wrap("aaaaaa", 10.0, 12.0), ["aa", "aa", "aa"]);
        assert_eq!(wrap("", 10.0, 12.0), [""]);
    }

    proptest::proptest! {
        #[test]
        fn no_character_is_lost_but_blanks(text in "\\PC{0,80}", room in 12.0_f32..200.0) {
            let kept = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            proptest::prop_assert_eq!(kept(&wrap(&text, 10.0, room).concat()), kept(&text));
        }
    }
}
