//! What can be done with the case now, each as its small form; the server says which (`actions`).

use super::remedies;
use crate::areas::finders;
use crate::i18n::{t, tell, word, word_now};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::Icon;
use crate::ui::picker::Picker;
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::toast::{Toasts, use_toasts};
use client::ClientError;
use contract::PersonRef;
use contract::campaigns::Reason;
use contract::complaints::{
    ActOnComplaint, Complaint, ComplaintAct, ComplaintActKind, Execution, Feedback, InvestigatorChoice, MergeInto, NewPause, PauseReason,
    SATISFIED_FROM, ShowComplaint,
};
use leptos::prelude::*;
use locale::{Key, cases_ui as text, complaints_ui as complaints};
use std::rc::Rc;
use uuid::Uuid;

const INVESTIGATORS: &[&str] = &["service_manager", "service_agent"];
const MARKS: [(&str, &str); 5] = [
    ("1", "complaints_ui.mark_1"),
    ("2", "complaints_ui.mark_2"),
    ("3", "complaints_ui.mark_3"),
    ("4", "complaints_ui.mark_4"),
    ("5", "complaints_ui.mark_5"),
];

/// The case as it was seen, and where its newer state goes.
#[derive(Clone, Copy)]
pub struct Case {
    id: Uuid,
    version: i64,
    session: Session,
    toasts: Toasts,
    remote: Remote<Complaint>,
}

impl Case {
    /// The case on this page.
    pub fn of(complaint: &Complaint, remote: Remote<Complaint>) -> Self {
        Self { id: complaint.id, version: complaint.version, session: use_session(), toasts: use_toasts(), remote }
    }

    /// Sends an act. Where somebody was faster, says who and shows what they made of the case; what was typed stays as a draft.
    async fn send(self, act: ComplaintAct, key: Uuid) -> Result<Complaint, ClientError> {
        let answer = self.session.write::<ActOnComplaint>(&[&self.id], Some(self.version), key, &act).await;
        if answer.as_ref().is_err_and(|error| error.status() == 412)
            && let Ok(now) = self.session.get::<ShowComplaint>(&[&self.id], &()).await
        {
            let last = now.steps.last();
            let who = last.and_then(|step| step.person.as_ref()).map_or("—", |person: &PersonRef| person.name.as_str());
            self.toasts.say(tell(complaints::STALE, &[("name", who), ("status", word_now(now.status.text_path()))]));
            self.remote.set(now);
        }
        answer
    }

    fn done(self, now: Complaint) {
        let status = word_now(now.status.text_path());
        self.toasts.say(tell(complaints::ACTED_SAID, &[("number", &now.number), ("status", status)]));
        self.remote.set(now);
    }

    /// A form that acts: its draft carries the act's name, so that a newer state of the case does not lose it.
    pub fn form<'a>(self, act: ComplaintActKind, start: impl IntoIterator<Item = (&'a str, String)>) -> Form {
        Form::kept(format!("complaint/{}/{}", self.id, act.word()), start)
    }

    pub fn submit(self, form: Form, read: fn(&Reader) -> ComplaintAct) -> impl Fn(()) + Copy + Send + Sync + 'static {
        move |()| form.submit(read, move |act, key| self.send(act, key), move |now| self.done(now))
    }
}

/// The forms of everything that can be done now, in the order of the way.
pub fn acts(complaint: &Complaint, case: Case) -> AnyView {
    let answered = [ComplaintActKind::Close, ComplaintActKind::Reopen].iter().any(|act| complaint.actions.contains(act));
    let forms: Vec<_> = complaint
        .actions
        .iter()
        .filter_map(|act| match act {
            ComplaintActKind::Assign => Some(assign(complaint, case)),
            ComplaintActKind::Propose => Some(remedies::propose(complaint, case)),
            ComplaintActKind::Submit => Some(submit(case)),
            ComplaintActKind::CarryOut => Some(carry_out(case)),
            ComplaintActKind::Resume => Some(resume(complaint, case)),
            ComplaintActKind::Split => Some(split(complaint, case)),
            // Withdrawing, pausing and merging stand in the head; the rest is the system's, the approver's, or one form for both answers.
            ComplaintActKind::Approve
            | ComplaintActKind::Return
            | ComplaintActKind::Close
            | ComplaintActKind::Reopen
            | ComplaintActKind::Withdraw
            | ComplaintActKind::Pause
            | ComplaintActKind::Escalate
            | ComplaintActKind::Lapse
            | ComplaintActKind::Merge
            | ComplaintActKind::Follow
            | ComplaintActKind::Accept
            | ComplaintActKind::Dispute
            | ComplaintActKind::Recuse => None,
        })
        .chain(answered.then(|| feedback(case)))
        .collect();
    forms.into_any()
}

fn assign(complaint: &Complaint, case: Case) -> AnyView {
    let form = case.form(ComplaintActKind::Assign, []);
    let send = case.submit(form, |read| {
        let investigator_id = read.must("/investigator_id", read.value("/investigator_id"), Uuid::nil());
        ComplaintAct::Assign(InvestigatorChoice { investigator_id })
    });
    let not = complaint.about_person.as_ref().map(|person| {
        let name = person.name.clone();
        view! { <p class="text-ink-3 text-[13px]">{move || tell(complaints::NOT_THE_CONCERNED, &[("name", &name)])}</p> }
    });
    let body = view! {
        <FormFrame form on_submit=send>
            <Picker at="/investigator_id" label=complaints::INVESTIGATOR find=finders::people(case.session, INVESTIGATORS) must=true />
            {not}
            <FormFoot save=complaints::ASSIGN />
        </FormFrame>
    };
    sheet(complaints::ASSIGN, (), body)
}

fn submit(case: Case) -> AnyView {
    let send = Rc::new(move |key| Box::pin(case.send(ComplaintAct::Submit, key)) as std::pin::Pin<Box<dyn Future<Output = _>>>);
    let button = act_button(ComplaintActKind::Submit.text_path(), "primary", Icon::Check, send, move |now| case.done(now));
    let body = view! { <p class="mb-3 text-ink-2">{t(complaints::SUBMIT_HINT)}</p>{button} };
    sheet(complaints::SUBMIT, (), body)
}

/// The case stands still: why, and the way on.
fn resume(complaint: &Complaint, case: Case) -> AnyView {
    let send = Rc::new(move |key| Box::pin(case.send(ComplaintAct::Resume, key)) as std::pin::Pin<Box<dyn Future<Output = _>>>);
    let button = act_button(ComplaintActKind::Resume.text_path(), "primary", Icon::Clock, send, move |now| case.done(now));
    let lasting = complaint.pauses.iter().find(|pause| pause.ended_at.is_none());
    let why = lasting.map(|pause| {
        let note = pause.note.clone();
        view! { <p class="mb-3 text-ink-2">{word(pause.reason.text_path())}"："{note}</p> }
    });
    sheet(complaints::PAUSED_TITLE, (), view! { {why}<p class="mb-3 text-ink-3 text-[13px]">{t(complaints::RESUME_HINT)}</p>{button} })
}

/// Stop the clocks, with the reason; shown in a dialog.
pub fn pause(case: Case, open: RwSignal<bool>) -> AnyView {
    let form = case.form(ComplaintActKind::Pause, [("/reason", PauseReason::Customer.word().to_owned())]);
    let send = case.submit(form, |read| {
        let reason = read.must("/reason", read.value("/reason"), PauseReason::Customer);
        ComplaintAct::Pause(NewPause { reason, note: read.text("/note") })
    });
    view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(complaints::PAUSE_HINT)}</p>
            <Pick at="/reason" label=complaints::PAUSE_REASON choices=crate::choices!(PauseReason) must=true />
            <Field at="/note" label=complaints::PAUSE_NOTE kind=Kind::Lines must=true placeholder=complaints::PAUSE_NOTE_HINT />
            <FormFoot save=complaints::PAUSE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn carry_out(case: Case) -> AnyView {
    let form = case.form(ComplaintActKind::CarryOut, []);
    let send = case.submit(form, |read| ComplaintAct::CarryOut(Execution { result: read.text("/result") }));
    let body = view! {
        <FormFrame form on_submit=send>
            <Field at="/result" label=complaints::RESULT kind=Kind::Lines must=true placeholder=complaints::RESULT_HINT />
            <FormFoot save=complaints::CARRY_OUT />
        </FormFrame>
    };
    sheet(complaints::CARRY_OUT, (), body)
}

/// What a mark will bring about, told before it is sent.
fn consequence(mark: &str) -> Option<Key> {
    let mark: i64 = mark.parse().ok()?;
    Some(if mark >= SATISFIED_FROM { complaints::WILL_CLOSE } else { complaints::WILL_REOPEN })
}

fn feedback(case: Case) -> AnyView {
    let form = case.form(ComplaintActKind::Close, []);
    let send = case.submit(form, |read| {
        let satisfaction = read.must("/satisfaction", read.number("/satisfaction"), 0);
        ComplaintAct::answer(Feedback { satisfaction, words: read.text("/words") })
    });
    let then = move || consequence(&form.get("/satisfaction")).map(|key| t(key)());
    let body = view! {
        <FormFrame form on_submit=send>
            <Pick at="/satisfaction" label=complaints::SATISFACTION choices=MARKS.to_vec() must=true />
            <p class="text-ink-3 text-[13px]" aria-live="polite">{then}</p>
            <Field at="/words" label=complaints::WORDS kind=Kind::Lines />
            <FormFoot save=complaints::SAVE_FEEDBACK />
        </FormFrame>
    };
    sheet(complaints::FEEDBACK, (), body)
}

/// The case is part of another one: how to handle it on its own again.
fn split(complaint: &Complaint, case: Case) -> AnyView {
    let send = Rc::new(move |key| Box::pin(case.send(ComplaintAct::Split, key)) as std::pin::Pin<Box<dyn Future<Output = _>>>);
    let button = act_button(ComplaintActKind::Split.text_path(), "", Icon::Retry, send, move |now| case.done(now));
    let lead = complaint.merged_into.as_ref().map(crate::ui::text::subject_link);
    sheet(text::PART_OF, (), view! { <p class="mb-3">{lead}</p><p class="mb-3 text-ink-3 text-[13px]">{t(text::PART_OF_HINT)}</p>{button} })
}

/// Handle the case as part of another one about the same matter; shown in a dialog.
pub fn merge(case: Case, open: RwSignal<bool>) -> AnyView {
    let form = case.form(ComplaintActKind::Merge, []);
    let send =
        case.submit(form, |read| ComplaintAct::Merge(MergeInto { into_id: read.must("/into_id", read.value("/into_id"), Uuid::nil()) }));
    view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(text::MERGE_HINT)}</p>
            <Picker at="/into_id" label=text::LEAD find=finders::complaints(case.session) must=true />
            <FormFoot save=text::MERGE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Withdraw the case, with its reason; shown in a dialog.
pub fn withdraw(case: Case, open: RwSignal<bool>) -> AnyView {
    let form = case.form(ComplaintActKind::Withdraw, []);
    let send = case.submit(form, |read| ComplaintAct::Withdraw(Reason { reason: read.text("/reason") }));
    view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(complaints::WITHDRAW_HINT)}</p>
            <Field at="/reason" label=complaints::REASON kind=Kind::Lines must=true />
            <FormFoot save=complaints::WITHDRAW cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_and_five_close_the_case() {
        let text = |mark| consequence(mark).map(|key| key.text(locale::Language::ZhCn));
        assert_eq!(text("4"), Some(complaints::WILL_CLOSE.text(locale::Language::ZhCn)));
        assert_eq!(text("3"), Some(complaints::WILL_REOPEN.text(locale::Language::ZhCn)));
        assert_eq!(text(""), None);
    }
}
