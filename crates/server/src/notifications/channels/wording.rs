//! What messages say: who is told of which kind of thing, and where it is; never what is in it (PLT-07).

use super::super::entity::Model;
use chrono::{DateTime, TimeDelta, Utc};
use contract::SubjectKind;
use contract::notifications::NotificationKind;
use contract::values::Subject;
use locale::{Key, Language, mails};

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub subject: String,
    pub body: String,
}

/// Who is spoken to, and how addresses and times are written.
pub struct Tone<'a> {
    pub name: &'a str,
    pub language: Language,
    pub public_url: Option<&'a str>,
    pub utc_offset_minutes: i32,
}

impl Tone<'_> {
    fn link(&self, page: &str) -> String {
        format!("{}{page}", self.public_url.unwrap_or_default())
    }

    fn time(&self, at: DateTime<Utc>) -> String {
        (at + TimeDelta::minutes(self.utc_offset_minutes.into())).format("%Y-%m-%d %H:%M").to_string()
    }

    /// What happened, e.g. "an approval waits for you (complaint)".
    fn what(&self, row: &Model) -> String {
        let record = subject(row).kind;
        let word = locale::find(record.text_path()).map_or(record.word(), |key| key.text(self.language));
        key(row.kind).with(self.language, &[("record", word)])
    }

    /// One notification as a mail.
    pub fn mail(&self, row: &Model, from: Option<&str>) -> Text {
        let what = self.what(row);
        let mut lines = vec![mails::GREETING.with(self.language, &[("name", self.name)]), String::new(), what.clone()];
        lines.extend(from.map(|name| mails::FROM.with(self.language, &[("name", name)])));
        lines.push(mails::AT.with(self.language, &[("time", &self.time(row.created_at))]));
        lines.push(mails::OPEN.with(self.language, &[("link", &self.link(&page(row)))]));
        Text { subject: mails::SUBJECT.with(self.language, &[("what", &what)]), body: self.signed(lines) }
    }

    /// The mail of the day. `more` were not listed.
    pub fn digest(&self, rows: &[Model], more: usize) -> Text {
        let count = (rows.len() + more).to_string();
        let what = mails::DIGEST.with(self.language, &[("n", &count)]);
        let mut lines = vec![mails::GREETING.with(self.language, &[("name", self.name)]), String::new(), what.clone(), String::new()];
        for row in rows {
            lines.push(format!("{}  {}", self.time(row.created_at), self.what(row)));
            lines.push(format!("  {}", self.link(&page(row))));
        }
        if more > 0 {
            lines.push(mails::MORE.with(self.language, &[("n", &more.to_string()), ("link", &self.link("/notifications"))]));
        }
        Text { subject: mails::SUBJECT.with(self.language, &[("what", &what)]), body: self.signed(lines) }
    }

    /// What a robot says in a group.
    pub fn robot(&self, row: &Model) -> String {
        mails::ROBOT.with(self.language, &[("name", self.name), ("what", &self.what(row)), ("link", &self.link(&page(row)))])
    }

    fn signed(&self, mut lines: Vec<String>) -> String {
        lines.extend([String::new(), "-- ".to_owned(), mails::WHY.with(self.language, &[("link", &self.link("/me/notifications"))])]);
        lines.join("\n")
    }
}

fn subject(row: &Model) -> Subject {
    Subject { kind: row.subject_kind.parse().unwrap_or(SubjectKind::Task), id: row.subject_id, title: String::new() }
}

fn page(row: &Model) -> String {
    subject(row).page().unwrap_or_else(|| "/notifications".to_owned())
}

fn key(kind: NotificationKind) -> Key {
    match kind {
        NotificationKind::Approval => mails::APPROVAL,
        NotificationKind::Task => mails::TASK,
        NotificationKind::Decided => mails::DECIDED,
        NotificationKind::Late => mails::LATE,
        NotificationKind::Remind => mails::REMIND,
        NotificationKind::Voided => mails::VOIDED,
        NotificationKind::Letter => mails::LETTER,
        NotificationKind::Mention => mails::MENTION,
        NotificationKind::Progress => mails::PROGRESS,
        NotificationKind::Copied => mails::COPIED,
        NotificationKind::Delegated => mails::DELEGATED,
        NotificationKind::Flagged => mails::FLAGGED,
        NotificationKind::Announcement => mails::ANNOUNCEMENT,
        NotificationKind::Unread => mails::UNREAD,
        NotificationKind::PoolWarning => mails::POOL_WARNING,
        NotificationKind::Pooled => mails::POOLED,
        NotificationKind::Received => mails::RECEIVED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn told() -> Model {
        Model {
            id: Uuid::nil(),
            person_id: Uuid::nil(),
            kind: NotificationKind::Approval,
            title: "启明装饰的保密事项".to_owned(),
            subject_kind: "complaint".to_owned(),
            subject_id: Uuid::from_u128(7),
            from_id: None,
            cause_id: Uuid::nil(),
            created_at: "2026-11-23T01:30:00Z".parse().unwrap(),
            read_at: None,
        }
    }

    /// PLT-07: who, what and where, never the record's own words.
    #[test]
    fn no_message_names_the_record() {
        let tone = Tone { name: "林晓", language: Language::ZhCn, public_url: Some("https://yc.example.com"), utc_offset_minutes: 480 };
        let (mail, digest) = (tone.mail(&told(), Some("程思源")), tone.digest(&[told()], 2));
        for text in [&mail.subject, &mail.body, &digest.subject, &digest.body, &tone.robot(&told())] {
            assert!(!text.contains("启明装饰") && !text.contains('{'), "{text}");
        }
        assert!(mail.body.contains("https://yc.example.com/complaints/00000000-0000-0000-0000-000000000007"), "{}", mail.body);
        assert!(mail.body.contains("程思源") && mail.body.contains("2026-11-23 09:30"), "{}", mail.body);
        assert!(digest.subject.contains('3'), "{}", digest.subject);
    }

    #[test]
    fn everybody_reads_their_own_language() {
        let tone = |language| Tone { name: "Lin", language, public_url: None, utc_offset_minutes: 480 };
        let subjects: Vec<String> = Language::ALL.iter().map(|l| tone(*l).mail(&told(), None).subject).collect();
        assert!(subjects[0] != subjects[1] && subjects[0] != subjects[2] && subjects[1] != subjects[2], "{subjects:?}");
    }
}
