//! What every write has in common, held at each write of each test: it leaves an audit entry, and it takes the current version only.

use super::checked::{Answer, Operation, find, operations};
use platform::audit::entry;
use platform::http::State;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Operations that are no change of anything that the company answers for, and why. One that does leave an entry fails.
pub const SILENT: &[(&str, &str)] = &[
    ("try_flow", "a trial writes nothing"),
    ("follow_public_complaint", "reads, with number and code in the body"),
    ("open_survey", "reads, with the code in the body"),
    ("open_uploads", "a ticket that ends by itself; the file sent with it leaves an entry"),
    ("answer_public_questionnaire", "nothing may tell who answered when"),
    ("enter_paper_answer", "nothing may tell who answered when"),
    ("plan_bulk", "a plan changes no customer, its run does"),
    ("mark_notifications", "one's own marks of having read"),
    ("test_robot", "the message stands in the log of messages"),
    ("replay_webhook", "nothing changes but that calls go out again, each in the log of deliveries"),
];

/// Operations that may be repeated and then find that all is done. The first time they leave an entry.
pub const SETTLED: &[(&str, &str)] = &[
    ("check_in_guests", "a guest counts once, however often a device sends the note"),
    ("import_guests", "who is on the list already stays as they are"),
    ("invite_customers_as_guests", "who is on the list already stays as they are"),
    ("sign_up_for_campaign", "a number that is signed up gets the same answer"),
    ("read_announcement", "read is read"),
    ("end_own_session", "what has ended has ended"),
    ("end_other_sessions", "where there is no other session none ends"),
    ("end_calendar_feed", "where there is no feed none ends"),
    ("set_preferences", "the wishes that one had already change nothing"),
    ("run_bulk", "where every customer is left out none is changed"),
    ("undo_bulk", "where every customer stays as they are none is changed"),
    ("publish_month", "where nobody has a result to publish nothing is"),
    ("take_complaint_mail", "a mail that is known, or a program's, leaves nothing"),
    ("use_knowledge", "counted once for each record"),
];

/// So far that it is no version that a test, stale on purpose itself, could meet.
const FAR: i64 = 1_000_000;

static SEEN: LazyLock<Mutex<Seen>> = LazyLock::new(Mutex::default);

/// What the tests of this run have shown, by operation.
#[derive(Clone, Default)]
pub struct Seen {
    /// Answered with success.
    pub done: BTreeSet<String>,
    /// Left an audit entry.
    pub audited: BTreeSet<String>,
    /// Refused wrong versions of a record, and then took the right one.
    pub versioned: BTreeSet<String>,
}

/// What was shown until now.
pub fn seen() -> Seen {
    note(|seen| seen.clone())
}

fn note<T>(change: impl FnOnce(&mut Seen) -> T) -> T {
    change(&mut SEEN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Every operation that writes.
pub fn writes() -> Vec<Operation> {
    operations().into_iter().filter(|o| o.method != "GET").collect()
}

/// One write on its way: it is tried with wrong versions first, once for each operation.
pub struct Attempt {
    operation: String,
    /// What `If-Match` says.
    version: Option<i64>,
    keyed: bool,
    refused: Vec<(String, Answer)>,
}

impl Attempt {
    /// `None` for what does not write.
    pub fn of(method: &str, path: &str, headers: &[(&str, &str)]) -> Option<Self> {
        if method == "GET" {
            return None;
        }
        let (_, document) = find(method, path.split('?').next()?)?;
        let header = |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
        let takes_version = document["parameters"].as_array().is_some_and(|list| list.iter().any(|p| p["name"] == "If-Match"));
        Some(Self {
            operation: document["operationId"].as_str()?.to_owned(),
            version: header("if-match").filter(|_| takes_version).and_then(|v| v.trim_matches('"').parse().ok()),
            keyed: header("idempotency-key").is_some(),
            refused: Vec::new(),
        })
    }

    /// What to send instead of the version before the request itself is sent: one before it, one after it, none.
    pub fn wrong(&self) -> Vec<Option<String>> {
        match self.version {
            Some(version) if !note(|seen| seen.versioned.contains(&self.operation)) => {
                vec![Some(format!("\"{}\"", version - FAR)), Some(format!("\"{}\"", version + FAR)), None]
            }
            _ => Vec::new(),
        }
    }

    /// The answer to a wrong version.
    pub fn refused(&mut self, version: Option<String>, answer: Answer) {
        assert!(answer.status >= 400, "{} took the version {version:?} where {:?} was seen", self.operation, self.version);
        self.refused.push((version.unwrap_or_default(), answer));
    }

    /// Judges a success; what failed says nothing about versions and entries.
    pub async fn judge(self, state: &State, answer: &Answer) {
        if !(200..300).contains(&answer.status) {
            return;
        }
        let operation = &self.operation;
        for (version, refusal) in &self.refused {
            let expected = if version.is_empty() { 428 } else { 412 };
            assert_eq!(refusal.status, expected, "{operation} with the version {version:?}: {:#}", refusal.json);
            assert_eq!(entries(state, refusal).await, 0, "{operation} refused the version {version:?} and wrote all the same");
        }
        let entries = entries(state, answer).await;
        let among = |list: &[(&str, &str)]| list.iter().any(|(id, _)| id == operation);
        note(|seen| {
            seen.done.insert(operation.clone());
            if entries > 0 {
                seen.audited.insert(operation.clone());
            }
            if !self.refused.is_empty() {
                seen.versioned.insert(operation.clone());
            }
        });
        if among(SILENT) {
            assert_eq!(entries, 0, "{operation} stands among the silent ones and leaves an audit entry");
            return;
        }
        // A key may be a repeated request's; a body that changes nothing leaves the version as it was.
        let changed_nothing = self.keyed || self.version.is_some_and(|seen| answer.json["version"] == seen);
        assert!(entries > 0 || changed_nothing || among(SETTLED), "{operation} left no audit entry");
    }
}

async fn entries(state: &State, answer: &Answer) -> u64 {
    let id = answer.headers["x-request-id"].to_str().unwrap();
    entry::Entity::find().filter(entry::Column::RequestId.eq(id)).count(state.database.reader().conn()).await.unwrap()
}
