//! Tasks that people give each other (DAY-03): list, form, and the task with its checklist and answer.

mod edit;
mod list;
mod of_record;
mod show;
mod watchers;

pub use edit::{edit, new};
pub use list::list;
pub use of_record::of_record;
pub use show::show;

use crate::ui::badge::{Tone, tag};
use contract::assignments::{AssignmentStatus, Priority};
use leptos::prelude::*;

const PATH: &str = "/tasks";

/// How a task stands; late ones say so.
fn standing(status: AssignmentStatus, overdue: bool) -> AnyView {
    let (tone, path) = match status {
        AssignmentStatus::Open if overdue => return tag(Tone::Cinnabar, crate::i18n::t(locale::assignments_ui::OVERDUE)).into_any(),
        AssignmentStatus::Open => (Tone::Jade, status.text_path()),
        AssignmentStatus::Done => (Tone::Bamboo, status.text_path()),
        AssignmentStatus::Cancelled => (Tone::Calm, status.text_path()),
    };
    tag(tone, crate::i18n::word(path)).into_any()
}

/// A priority worth a word: the normal one needs none.
fn pressing(priority: Priority) -> Option<AnyView> {
    let tone = match priority {
        Priority::Urgent => Tone::Cinnabar,
        Priority::High => Tone::Ochre,
        Priority::Low => Tone::Calm,
        Priority::Normal => return None,
    };
    Some(tag(tone, crate::i18n::word(priority.text_path())).into_any())
}
