//! What a file is, by its content (PLT-05). Pure.

use contract::attachments::AttachmentKind;

/// What the containers of office documents hold near their beginning.
const OFFICE: [&[u8]; 3] = [b"[Content_Types].xml", b"_rels/.rels", b"mimetypeapplication/vnd.oasis.opendocument"];
/// zip, rar, 7z.
const ARCHIVES: [&[u8]; 4] = [b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"];

/// The endings that a name of each kind may have: whoever saves the file must not get a program or a web page under another name.
fn endings(kind: AttachmentKind) -> &'static [&'static str] {
    match kind {
        AttachmentKind::Pdf => &["pdf"],
        AttachmentKind::Png => &["png"],
        AttachmentKind::Jpeg => &["jpg", "jpeg"],
        AttachmentKind::Gif => &["gif"],
        AttachmentKind::Webp => &["webp"],
        AttachmentKind::Office => &["docx", "xlsx", "pptx", "odt", "ods", "odp"],
        AttachmentKind::OldOffice => &["doc", "xls", "ppt", "wps", "et", "dps"],
        AttachmentKind::Archive => &["zip", "rar", "7z"],
        AttachmentKind::Text => &["txt", "md", "csv", "log"],
    }
}

/// Whether the name of a file fits what its content is. A name without an ending does.
pub fn is_named_so(file_name: &str, kind: AttachmentKind) -> bool {
    let Some((_, ending)) = file_name.rsplit_once('.') else { return true };
    let ending = ending.to_ascii_lowercase();
    endings(kind).contains(&ending.as_str())
}

/// What a file that begins like this is; `None`: nothing that is known, or empty.
pub fn kind(beginning: &[u8]) -> Option<AttachmentKind> {
    let starts = |mark: &[u8]| beginning.starts_with(mark);
    let holds = |mark: &[u8]| beginning.windows(mark.len()).any(|window| window == mark);
    match () {
        () if starts(b"%PDF-") => Some(AttachmentKind::Pdf),
        () if starts(b"\x89PNG\r\n\x1a\n") => Some(AttachmentKind::Png),
        () if starts(b"\xff\xd8\xff") => Some(AttachmentKind::Jpeg),
        () if starts(b"GIF87a") || starts(b"GIF89a") => Some(AttachmentKind::Gif),
        () if starts(b"RIFF") && beginning.get(8..12) == Some(b"WEBP") => Some(AttachmentKind::Webp),
        () if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Some(AttachmentKind::OldOffice),
        () if starts(b"PK\x03\x04") && OFFICE.iter().any(|mark| holds(mark)) => Some(AttachmentKind::Office),
        () if ARCHIVES.iter().any(|mark| starts(mark)) => Some(AttachmentKind::Archive),
        () if !beginning.is_empty() && is_text(beginning) => Some(AttachmentKind::Text),
        () => None,
    }
}

/// UTF-8 without control characters; the last character may be cut by the end of what was looked at.
fn is_text(bytes: &[u8]) -> bool {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        Err(_) => return false,
    };
    text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_the_content_is() {
        for (name, kind) in [("合同.PDF", AttachmentKind::Pdf), ("现场.jpeg", AttachmentKind::Jpeg), ("会议纪要", AttachmentKind::Text)]
        {
            assert!(is_named_so(name, kind), "{name}");
        }
        let wrong = [
            ("网页.html", AttachmentKind::Text),
            ("图.svg", AttachmentKind::Text),
            ("宏.xlsm", AttachmentKind::Office),
            ("图.png", AttachmentKind::Jpeg),
            ("安装.apk", AttachmentKind::Archive),
            ("报价.pdf.exe", AttachmentKind::Text),
        ];
        for (name, kind) in wrong {
            assert!(!is_named_so(name, kind), "{name}");
        }
    }

    #[test]
    fn content_decides_what_a_file_is() {
        let known: [(&[u8], Option<AttachmentKind>); 11] = [
            (b"%PDF-1.7 ...", Some(AttachmentKind::Pdf)),
            (b"\x89PNG\r\n\x1a\n\0\0", Some(AttachmentKind::Png)),
            (b"\xff\xd8\xff\xe0", Some(AttachmentKind::Jpeg)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(AttachmentKind::Webp)),
            (b"RIFF\x10\0\0\0WAVEfmt ", None),
            (b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", Some(AttachmentKind::Office)),
            (b"PK\x03\x04\x14\0\x06\0a.txt", Some(AttachmentKind::Archive)),
            ("会议纪要".as_bytes(), Some(AttachmentKind::Text)),
            (&"会议".as_bytes()[..4], Some(AttachmentKind::Text)),
            (b"MZ\x90\0\x03", None),
            (b"", None),
        ];
        for (beginning, expected) in known {
            assert_eq!(kind(beginning), expected, "{beginning:?}");
        }
    }
}
