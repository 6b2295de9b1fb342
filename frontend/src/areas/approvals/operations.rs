//! What the person may do with a request: the decision in sight, everything else one press away.

use crate::areas::finders::people;
use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::fields::{Field, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::toast::use_toasts;
use contract::approvals::{
    ActOnApproval, Approval, ApprovalAct, ApprovalActKind as Act, Colleague, Colleagues, Consent, Refusal, RemovedSigner, ReturnTo,
    SignerStatus, StepStatus, Words,
};
use leptos::prelude::*;
use locale::{approvals_ui as approvals, ui};
use std::rc::Rc;
use uuid::Uuid;

/// The side column of a request; nothing for who may only read it.
pub fn operations(approval: &Approval, remote: Remote<Approval>) -> Option<AnyView> {
    if approval.acts.is_empty() {
        return None;
    }
    let deciding = [Act::Approve, Act::Return, Act::Reject, Act::Answer];
    let first = approval.acts.iter().copied().find(|act| deciding.contains(act));
    let open = RwSignal::new(first);
    let stored = StoredValue::new(approval.clone());
    let buttons: Vec<_> = approval.acts.iter().map(|act| button(*act, stored, open, remote)).collect();
    let form = move || open.get().map(|act| form(act, stored, remote));
    let title = if first.is_some() { approvals::DECISION } else { approvals::OPERATIONS };
    Some(sheet(title, (), view! { {form} <div class="flex flex-wrap gap-2 mt-4 no-print">{buttons}</div> }))
}

fn picture(act: Act) -> Icon {
    match act {
        Act::Approve | Act::Answer => Icon::Check,
        Act::Return | Act::Withdraw => Icon::Undo,
        Act::Reject | Act::RemoveSigner => Icon::Close,
        Act::Transfer => Icon::Right,
        Act::Entrust | Act::AddBefore | Act::AddAfter => Icon::Plus,
        Act::Remind => Icon::Clock,
        Act::Copy => Icon::Eye,
        Act::Comment => Icon::Complaint,
    }
}

fn button(act: Act, stored: StoredValue<Approval>, open: RwSignal<Option<Act>>, remote: Remote<Approval>) -> AnyView {
    if act == Act::Remind {
        let session = use_session();
        let toasts = use_toasts();
        let (id, version) = stored.with_value(|approval| (approval.id, approval.version));
        let send: crate::ui::act::SendAct<Approval> = Rc::new(move |key| {
            Box::pin(async move { session.write::<ActOnApproval>(&[&id], Some(version), key, &ApprovalAct::Remind).await })
        });
        let done = move |now: Approval| {
            toasts.say(t(approvals::REMINDED_SAID)());
            remote.set(now);
        };
        return act_button(act.text_path(), "small", picture(act), send, done);
    }
    let shown = move || {
        (open.get() != Some(act)).then(|| {
            view! {
                <button type="button" class="button small" on:click=move |_| open.set(Some(act))>{icon(picture(act))}{word(act.text_path())}</button>
            }
        })
    };
    shown.into_any()
}

fn form(act: Act, stored: StoredValue<Approval>, remote: Remote<Approval>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    let (id, version, title) = stored.with_value(|approval| (approval.id, approval.version, approval.subject.title.clone()));
    let title = StoredValue::new(title);
    let submit = move |()| {
        form.submit(
            move |read| body(act, read),
            move |body, key| async move { session.write::<ActOnApproval>(&[&id], Some(version), key, &body).await },
            move |now: Approval| {
                let title = title.get_value();
                toasts.say(match act {
                    Act::Approve => tell(approvals::APPROVED_SAID, &[("title", &title)]),
                    Act::Return => tell(approvals::RETURNED_SAID, &[("title", &title)]),
                    _ => tell(approvals::DONE_SAID, &[("what", word_now(act.text_path())), ("title", &title)]),
                });
                remote.set(now);
            },
        );
    };
    let colleague = matches!(act, Act::Transfer | Act::Entrust | Act::AddBefore | Act::AddAfter | Act::Copy);
    let decision = matches!(act, Act::Approve | Act::Return | Act::Reject);
    let must = matches!(act, Act::Return | Act::Reject | Act::Withdraw | Act::Answer | Act::Comment);
    let class = match act {
        Act::Return | Act::Reject | Act::Withdraw | Act::RemoveSigner => "button danger",
        _ => "button primary",
    };
    view! {
        <FormFrame form on_submit=submit>
            {whom(form, stored, act)}
            {(act == Act::Return).then(|| earlier(form, stored))}
            {(act == Act::RemoveSigner).then(|| added(form, stored))}
            {colleague.then(|| view! { <Picker at="/person_id" label=approvals::COLLEAGUE find=people(session, &[]) must=true /> })}
            <Field at="/remark" label=if must { ui::RETURN_REASON } else { ui::REMARK } kind=Kind::Lines must=must />
            {decision.then(|| view! { <Field at="/rule" label=approvals::CITE hint=approvals::CITE_HINT /> })}
            <div class="form-foot">
                <button type="submit" class=class aria-busy=move || form.busy().to_string()>{icon(picture(act))}{word(act.text_path())}</button>
            </div>
        </FormFrame>
    }
    .into_any()
}

fn body(act: Act, read: &Reader) -> ApprovalAct {
    let (remark, rule, for_id) = (read.text("/remark"), read.given("/rule"), read.value::<Uuid>("/for_id"));
    let must = || {
        read.must("/remark", read.given("/remark"), String::new());
    };
    let person = || read.must("/person_id", read.value::<Uuid>("/person_id"), Uuid::nil());
    match act {
        Act::Approve => ApprovalAct::Approve(Consent { remark, rule, for_id }),
        Act::Return => {
            must();
            ApprovalAct::Return(ReturnTo { step: read.value("/step"), remark, rule, for_id })
        }
        Act::Reject => {
            must();
            ApprovalAct::Reject(Refusal { remark, rule, for_id })
        }
        Act::Transfer => ApprovalAct::Transfer(Colleague { person_id: person(), remark, for_id }),
        Act::Entrust => ApprovalAct::Entrust(Colleague { person_id: person(), remark, for_id }),
        Act::AddBefore => ApprovalAct::AddBefore(Colleagues { people: vec![person()], remark, for_id }),
        Act::AddAfter => ApprovalAct::AddAfter(Colleagues { people: vec![person()], remark, for_id }),
        Act::Copy => ApprovalAct::Copy(Colleagues { people: vec![person()], remark, for_id }),
        Act::RemoveSigner => {
            let signer_id = read.must("/signer_id", read.value("/signer_id"), Uuid::nil());
            ApprovalAct::RemoveSigner(RemovedSigner { signer_id, remark })
        }
        Act::Answer => ApprovalAct::Answer(Words { remark }),
        Act::Withdraw => ApprovalAct::Withdraw(Words { remark }),
        Act::Comment => ApprovalAct::Comment(Words { remark }),
        Act::Remind => ApprovalAct::Remind,
    }
}

/// A menu of things that are no words of a vocabulary.
pub fn menu(form: Form, at: &'static str, label: locale::Key, options: Vec<(String, String)>) -> AnyView {
    form.register(at);
    let id = format!("f{}", at.replace('/', "-"));
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let this = value.clone();
            view! { <option value=value selected=move || form.get(at) == this>{text}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <select class="input" id=id on:change=move |event| form.set(at, event_target_value(&event))>{options}</select>
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}

/// For whom, where one decides for several.
fn whom(form: Form, stored: StoredValue<Approval>, act: Act) -> Option<AnyView> {
    let signing = !matches!(act, Act::Withdraw | Act::Comment | Act::Copy | Act::RemoveSigner | Act::Answer);
    let people = stored.with_value(|approval| approval.decides_for.clone());
    let first = people.first()?.id;
    let me = use_session().me.with_untracked(|me| me.as_ref().map(|me| me.id));
    if !signing || (people.len() < 2 && Some(first) == me) {
        return None;
    }
    form.set("/for_id", first.to_string());
    Some(menu(form, "/for_id", approvals::FOR, people.into_iter().map(|one| (one.id.to_string(), one.name)).collect()))
}

/// Where to return to: the applicant, or a step that is done.
fn earlier(form: Form, stored: StoredValue<Approval>) -> AnyView {
    let mut options = vec![(String::new(), t(approvals::TO_APPLICANT)().to_owned())];
    stored.with_value(|approval| {
        let done = approval.steps.iter().filter(|s| s.position < approval.current_step && s.status == StepStatus::Done);
        options.extend(done.map(|s| (s.position.to_string(), format!("{}. {}", s.position, s.name))));
    });
    menu(form, "/step", approvals::RETURN_TO, options)
}

/// The signers whom the person added and who have not answered.
fn added(form: Form, stored: StoredValue<Approval>) -> AnyView {
    let me = use_session().me.with_untracked(|me| me.as_ref().map(|me| me.id));
    let options: Vec<(String, String)> = stored.with_value(|approval| {
        let signers = approval.steps.iter().flat_map(|s| &s.signers);
        let open = signers.filter(|s| matches!(s.status, SignerStatus::Open | SignerStatus::Waiting));
        open.filter(|s| s.added_by.as_ref().map(|by| by.id) == me).map(|s| (s.id.to_string(), s.person.name.clone())).collect()
    });
    if let Some((first, _)) = options.first() {
        form.set("/signer_id", first.clone());
    }
    menu(form, "/signer_id", approvals::SIGNER, options)
}
