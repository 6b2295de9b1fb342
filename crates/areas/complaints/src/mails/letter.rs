//! A mail as people mean it: who writes, what is new in it, what hangs on it. Pure.

use contract::complaints::ComplaintCategory;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};

/// As much of a mail as a case holds.
const LONGEST: usize = 4000;

/// What was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Letter {
    /// Absent: the sender's program gave none.
    pub id: Option<String>,
    /// The mails that it answers.
    pub thread: Vec<String>,
    pub from: String,
    pub name: String,
    pub subject: String,
    /// Without what it quotes.
    pub text: String,
    pub files: Vec<(String, Vec<u8>)>,
    pub automatic: bool,
}

impl Letter {
    /// What the case is about: the subject, and below it the text.
    pub fn matter(&self) -> String {
        let subject = plain_subject(&self.subject);
        let whole = [subject, self.text.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
        whole.chars().take(LONGEST).collect()
    }

    /// What in the subject may be the number of a case.
    pub fn numbers(&self) -> Vec<String> {
        let words = self.subject.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let fits = |word: &&str| word.contains('-') && word.chars().filter(char::is_ascii_digit).count() >= 4;
        words.filter(fits).map(str::to_uppercase).take(5).collect()
    }
}

/// Reads a mail; `None` where nobody could be answered.
pub fn read(bytes: &[u8]) -> Option<Letter> {
    let mail = MessageParser::default().parse(bytes)?;
    let sender = mail.from().and_then(|from| from.first())?;
    let from = sender.address().map(str::trim).filter(|address| address.contains('@') && address.len() <= 120)?.to_owned();
    let name = clean(sender.name().unwrap_or_default()).replace('\n', " ");
    let name = if name.trim().is_empty() { from.split('@').next().unwrap_or_default().to_owned() } else { name.trim().to_owned() };
    let text = (0..mail.text_body_count()).filter_map(|at| mail.body_text(at)).collect::<Vec<_>>().join("\n");
    let files = mail.attachments().map(|part| {
        let name = part.attachment_name().map(file_name).filter(|name| !name.is_empty());
        (name.unwrap_or_else(|| "attachment".to_owned()), part.contents().to_vec())
    });
    Some(Letter {
        id: mail.message_id().map(str::to_owned),
        thread: ids(mail.in_reply_to()).chain(ids(mail.references())).collect(),
        name: name.chars().take(80).collect(),
        subject: clean(mail.subject().unwrap_or_default()).replace('\n', " ").trim().chars().take(200).collect(),
        text: fresh(&clean(&text)),
        files: files.collect(),
        automatic: is_automatic(&mail, &from),
        from,
    })
}

fn ids<'a>(value: &'a HeaderValue<'_>) -> impl Iterator<Item = String> + 'a {
    value.as_text_list().unwrap_or_default().iter().map(|id| id.to_string())
}

/// RFC 3834: what a program wrote, or a list handed on, is not answered.
fn is_automatic(mail: &Message<'_>, from: &str) -> bool {
    let said = |name: &'static str| mail.header_raw(name).map(|value| value.trim().to_lowercase());
    let by_program = said("Auto-Submitted").is_some_and(|value| !value.starts_with("no"));
    let in_bulk = said("Precedence").is_some_and(|value| ["bulk", "list", "junk"].contains(&value.as_str()));
    let bounced = said("Return-Path").is_some_and(|value| value == "<>");
    let nobody = ["mailer-daemon@", "postmaster@", "no-reply@", "noreply@"].iter().any(|start| from.to_lowercase().starts_with(start));
    by_program || in_bulk || bounced || nobody || said("List-Id").is_some()
}

/// Without characters that no form would take.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// A name without folders, as the upload of a file has it.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    clean(last).replace('\n', "").trim().chars().take(200).collect()
}

/// What was written anew: everything before the mail that is quoted.
fn fresh(text: &str) -> String {
    const BEGINS: [&str; 6] = [
        "-----Original Message",
        "-----原始邮件",
        "-----原始郵件",
        "------------------ 原始",
        "________________________________",
        "发件人：",
    ];
    let mut kept = Vec::new();
    for line in text.lines() {
        let bare = line.trim();
        let introduces = (bare.starts_with("On ") && bare.ends_with("wrote:")) || bare.ends_with("写道：") || bare.ends_with("寫道：");
        if introduces || BEGINS.iter().any(|begin| bare.starts_with(begin)) {
            break;
        }
        if !bare.starts_with('>') {
            kept.push(line.trim_end());
        }
    }
    kept.join("\n").trim().chars().take(LONGEST).collect()
}

/// Without the marks of answers and copies.
fn plain_subject(subject: &str) -> &str {
    const MARKS: [&str; 8] = ["re:", "re：", "fw:", "fwd:", "回复:", "回复：", "答复:", "转发:"];
    let mut rest = subject.trim();
    while let Some(mark) = MARKS.iter().find(|mark| rest.get(..mark.len()).is_some_and(|start| start.to_lowercase() == **mark)) {
        rest = rest[mark.len()..].trim_start();
    }
    rest
}

/// What a mail seems to be about; the desk says better.
pub fn category(matter: &str) -> ComplaintCategory {
    const WORDS: [(ComplaintCategory, &[&str]); 5] = [
        (ComplaintCategory::Contract, &["合同", "合約", "条款", "發票", "发票", "contract", "invoice"]),
        (ComplaintCategory::Price, &["价格", "價格", "多收", "差价", "差價", "费用", "費用", "price", "charge"]),
        (ComplaintCategory::Delivery, &["送货", "送貨", "延期", "物流", "没到", "到货", "到貨", "delivery", "late"]),
        (ComplaintCategory::Service, &["态度", "態度", "师傅", "師傅", "客服", "迟到", "遲到", "service", "rude"]),
        (
            ComplaintCategory::Quality,
            &["开裂", "開裂", "损坏", "損壞", "破损", "异响", "掉漆", "质量", "品質", "broken", "crack", "defect"],
        ),
    ];
    let matter = matter.to_lowercase();
    // Defects weigh most, so they are looked for first.
    let found = WORDS.iter().rev().find(|(_, words)| words.iter().any(|word| matter.contains(word)));
    found.map_or(ComplaintCategory::Other, |(category, _)| *category)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: =?UTF-8?B?546L5pWP?= <wang@example.com>\r\nTo: service@qiming.example\r\nMessage-ID: <a1@example.com>\r\n\
        In-Reply-To: <b2@qiming.example>\r\nReferences: <c3@x> <b2@qiming.example>\r\nSubject: =?UTF-8?B?5Zue5aSN77yaIFRTLTAwMDAxMiDmn5zpl6jlvIDoo4I=?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        又裂了一扇。\r\n> 您好，我们已收到\r\n\r\nOn Fri, 27 Nov 2026 service wrote:\r\n> old\r\n--x\r\nContent-Type: image/png; name=\"a.png\"\r\n\
        Content-Disposition: attachment; filename=\"../a.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n";

    #[test]
    fn a_mail_is_read_with_its_thread_its_new_words_and_its_files() {
        let letter = read(MAIL.as_bytes()).unwrap();
        assert_eq!(
            (letter.id.as_deref(), letter.from.as_str(), letter.name.as_str()),
            (Some("a1@example.com"), "wang@example.com", "王敏")
        );
        assert_eq!(letter.thread, ["b2@qiming.example", "c3@x", "b2@qiming.example"]);
        assert_eq!((letter.text.as_str(), letter.numbers()), ("又裂了一扇。", vec!["TS-000012".to_owned()]));
        assert_eq!(letter.matter(), "TS-000012 柜门开裂\n又裂了一扇。");
        assert_eq!(letter.files, [("a.png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec())]);
        assert!(!letter.automatic);
    }

    #[test]
    fn what_programs_write_is_known() {
        let with = |header: &str| read(format!("{header}\r\n{MAIL}").as_bytes()).unwrap().automatic;
        for header in ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <news>", "Return-Path: <>"] {
            assert!(with(header), "{header}");
        }
        assert!(!with("Auto-Submitted: no"));
        assert!(read(MAIL.replace("wang@", "MAILER-DAEMON@").as_bytes()).unwrap().automatic);
        assert_eq!(read(b"Subject: nobody\r\n\r\ntext"), None);
    }

    #[test]
    fn any_bytes_get_an_answer() {
        for bytes in [&b""[..], b"\0\xff\xfe", b"From: <a@b.c>\r\n\r\n\xd6\xd0", b"From: @\r\n\r\n"] {
            let _read = read(bytes);
        }
    }

    #[test]
    fn a_matter_is_sorted_by_its_words() {
        for (matter, expected) in [
            ("柜门开裂，师傅迟到", ComplaintCategory::Quality),
            ("说好周五送货，没到", ComplaintCategory::Delivery),
            ("客服态度差", ComplaintCategory::Service),
            ("多收了两百", ComplaintCategory::Price),
            ("合同与实际不符", ComplaintCategory::Contract),
            ("您好", ComplaintCategory::Other),
        ] {
            assert_eq!(category(matter), expected, "{matter}");
        }
    }
}
