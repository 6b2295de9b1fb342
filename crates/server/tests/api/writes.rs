//! What the other tests of this run have shown of every write: an audit entry, and that only the current version is taken. They show it
//! by the way (`support/written.rs`); this one, last by its name, looks that no operation was left out.

use crate::support::App;
use crate::support::written::{SETTLED, SILENT, seen, writes};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Writes that no API test does with success, and why.
const UNTRIED: &[(&str, &str)] = &[];

/// Operations with `If-Match` of which no API test has shown that they refuse a wrong version, and why.
const UNVERSIONED: &[(&str, &str)] = &[];

/// Only a run of all tests can say what is missing; one of some tests holds each write that it sees.
fn all_tests_run() -> bool {
    let chosen =
        |argument: &String| !argument.starts_with('-') || ["--skip", "--exact", "--ignored"].iter().any(|name| argument.starts_with(name));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value_of = |at: usize| at > 0 && ["--test-threads", "--format", "--color"].contains(&arguments[at - 1].as_str());
    !arguments.iter().enumerate().any(|(at, argument)| !value_of(at) && chosen(argument))
}

/// Until no other test has a server any more: those before this one by name have all begun when it begins.
async fn others_end() {
    const PATIENCE: Duration = Duration::from_secs(1800);
    let begun = Instant::now();
    let mut quiet = 0;
    while quiet < 20 && begun.elapsed() < PATIENCE {
        quiet = if App::running() == 0 { quiet + 1 } else { 0 };
        actix_web::rt::time::sleep(Duration::from_millis(250)).await;
    }
}

fn missing(all: impl Iterator<Item = String>, shown: &BTreeSet<String>) -> BTreeSet<String> {
    all.filter(|id| !shown.contains(id)).collect()
}

fn names(list: &[(&str, &str)]) -> BTreeSet<String> {
    list.iter().map(|(id, _)| (*id).to_owned()).collect()
}

#[actix_web::test]
async fn every_write_leaves_an_audit_entry_and_refuses_a_wrong_version() {
    if !all_tests_run() {
        return;
    }
    others_end().await;
    let seen = seen();
    let ids = || writes().into_iter().map(|o| o.id);
    let versioned = writes().into_iter().filter(|o| o.has_parameter("If-Match")).map(|o| o.id);
    assert_eq!(missing(ids(), &seen.done), names(UNTRIED), "not tried with success by any test");
    let silent: BTreeSet<_> = names(SILENT).union(&names(UNTRIED)).cloned().collect();
    assert_eq!(missing(ids(), &seen.audited), silent, "never left an audit entry");
    assert_eq!(missing(versioned, &seen.versioned), names(UNVERSIONED), "never shown to refuse a wrong version");
    assert!(names(SETTLED).is_subset(&seen.audited));
}

#[test]
fn the_exceptions_name_operations_that_exist_and_say_why() {
    let all: BTreeSet<_> = writes().into_iter().map(|o| o.id).collect();
    for (id, why) in [SILENT, SETTLED, UNTRIED, UNVERSIONED].concat() {
        assert!(all.contains(id), "{id}");
        assert!(!why.is_empty(), "{id}");
    }
    assert!(SILENT.len() + SETTLED.len() < 30, "exceptions are few");
}
