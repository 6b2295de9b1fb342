//! The text of a file whose encoding nobody wrote down.

use super::ReadProblem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030};
use std::borrow::Cow;

/// The text: by its byte order mark, else UTF-8 where it is valid, else the Chinese encoding that fits.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadProblem> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        whole(encoding, bytes.get(mark..).unwrap_or_default())?
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        Cow::Borrowed(text)
    } else if has_binary(bytes) {
        return Err(ReadProblem::NotASpreadsheet);
    } else {
        guess(bytes)?
    };
    if has_binary(text.as_bytes()) || is_markup(&text) { Err(ReadProblem::NotASpreadsheet) } else { Ok(text) }
}

fn whole<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, ReadProblem> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ReadProblem::Encoding)
}

fn guess(bytes: &[u8]) -> Result<Cow<'_, str>, ReadProblem> {
    // GB18030 holds GBK, and nearly all bytes are some GB18030 text: one with characters of no language is really another encoding.
    let sensible = |encoding| whole(encoding, bytes).ok().filter(|text| !text.contains(|c| matches!(c, '\u{E000}'..='\u{F8FF}')));
    if let Some(text) = sensible(GB18030).or_else(|| sensible(BIG5)) {
        return Ok(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    whole(detector.guess(Some(b"cn"), Utf8Detection::Deny), bytes)
}

/// Control characters that no text holds. NUL and its like mark pictures, PDFs and archives.
fn has_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)) || bytes.starts_with(b"%PDF")
}

/// Web pages and XML that other systems hand out under the name of a spreadsheet.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    ["<html", "<!doctype", "<?xml", "<table", "<meta"].iter().any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{GBK, SHIFT_JIS, UTF_8, WINDOWS_1252};

    const HEADINGS: &str = "公司名称,统一社会信用代码,联系人,手机\n成都嘉业文化传播有限公司,91310115TH3BJ1XG6C,马磊,13816613186\n";

    #[test]
    fn chinese_text_is_read_in_its_usual_encodings() {
        for encoding in [UTF_8, GBK, GB18030] {
            let (bytes, _, _) = encoding.encode(HEADINGS);
            assert_eq!(decode(&bytes).as_deref(), Ok(HEADINGS), "{}", encoding.name());
        }
    }

    #[test]
    fn a_few_chinese_characters_are_enough() {
        for text in ["名称,手机\n马磊,1\n", "公司名称\n晋中德润\n", "客户\n张三\n"] {
            let (bytes, _, _) = GBK.encode(text);
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn characters_outside_gbk_are_read_too() {
        let text = "公司名称\n𠮷野家有限公司\n";
        let (bytes, _, _) = GB18030.encode(text);
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
    }

    #[test]
    fn traditional_chinese_is_read() {
        let text = "公司名稱,統一編號,聯絡人,行動電話,地址,來源,級別\n臺北嘉業文化傳播有限公司,12345678,馬磊,0912345678,臺北市信義區,展覽,重要客戶\n";
        let (bytes, _, _) = BIG5.encode(text);
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
    }

    #[test]
    fn byte_order_marks_decide() {
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend_from_slice(HEADINGS.as_bytes());
        assert_eq!(decode(&marked).as_deref(), Ok(HEADINGS));
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(HEADINGS.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&little).as_deref(), Ok(HEADINGS));
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(HEADINGS.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&big).as_deref(), Ok(HEADINGS));
    }

    #[test]
    fn a_broken_text_is_refused_and_not_guessed_at() {
        let mut broken = vec![0xEF, 0xBB, 0xBF];
        broken.extend_from_slice(b"a,\xFF\xFE,b");
        assert_eq!(decode(&broken), Err(ReadProblem::Encoding));
    }

    #[test]
    fn western_text_is_read_where_it_is_no_chinese() {
        let (bytes, _, _) = WINDOWS_1252.encode("name,city\nCafé\u{a0}é,Zürich\n");
        assert!(decode(&bytes).is_ok());
        let (bytes, _, _) = SHIFT_JIS.encode("会社名,電話\nｶﾌﾞｼｷ\n");
        assert!(decode(&bytes).is_ok());
    }

    #[test]
    fn binary_files_and_web_pages_are_no_text() {
        for bytes in [
            &b"a\0b"[..],
            b"\x1f\x8b\x08\x00",
            b"GIF89a\x01\x00",
            b"%PDF-1.7",
            b"  <HTML><body>",
            b"<?xml version=\"1.0\"?><Workbook>",
            b"<table>",
        ] {
            assert_eq!(decode(bytes), Err(ReadProblem::NotASpreadsheet), "{bytes:?}");
        }
    }
}
