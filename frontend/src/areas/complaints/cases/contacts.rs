//! What was said to the customer and what they said (CPL-05); the code for their own page, and the survey (CPL-06).

use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::text::{due, moment};
use crate::ui::timeline::{Event, timeline};
use crate::ui::toast::use_toasts;
use contract::complaints::care::{CaseCode, IssueCaseCode, IssueSurvey, SurveyLink};
use contract::complaints::contacts::{ContactMatter, NewCustomerContact, NoteCustomerContact};
use contract::complaints::{Complaint, ComplaintActKind, ComplaintChannel, CustomerContact};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{cases_ui as text, ui};
use uuid::Uuid;

const MATTERS: [(&str, &str); 3] = [
    ("progress", "words.contact_matter_progress"),
    ("result", "words.contact_matter_result"),
    ("customer", "words.contact_matter_customer"),
];
const SHOWN: [(&str, &str); 2] = [("yes", "cases_ui.shown_yes"), ("no", "cases_ui.shown_no")];

/// All contacts, the newest first, with the way to note another.
pub fn contacts(complaint: &Complaint, remote: Remote<Complaint>) -> AnyView {
    let open = RwSignal::new(false);
    let id = complaint.id;
    let note = complaint.in_hand.then(|| {
        view! {
            <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(Icon::Phone)}{t(text::NOTE)}</button>
            <Dialog open title=text::NOTE>{move || note(id, remote, open)}</Dialog>
        }
    });
    let due = complaint.tell_due_at.map(|at| view! { <p class="mb-3 text-[13px] text-ink-2">{t(text::TELL_BY)}" "{due(at)}</p> });
    let events: Vec<Event> = complaint.contacts.iter().rev().map(event).collect();
    sheet(text::CONTACTS, note, view! { {due}{timeline(events)} })
}

fn event(contact: &CustomerContact) -> Event {
    let tone = match contact.matter {
        ContactMatter::Customer => Tone::Indigo,
        ContactMatter::Apology | ContactMatter::Progress | ContactMatter::Result => Tone::Jade,
    };
    let shown = contact.shown.then(|| view! { " "{tag(Tone::Calm, t(text::SEEN_BY_CUSTOMER))} });
    Event {
        at: contact.at,
        tone,
        title: view! { {word(contact.matter.text_path())}" · "{word(contact.channel.text_path())}{shown} }.into_any(),
        body: contact.text.clone(),
        who: contact.person.as_ref().map(|person| person.name.clone()),
    }
}

fn note(id: Uuid, remote: Remote<Complaint>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let start = [("/matter", "progress".to_owned()), ("/channel", "phone".to_owned()), ("/shown", "yes".to_owned())];
    let form = Form::kept(format!("complaint/{id}/contact"), start);
    let submit = move |()| {
        form.submit(
            |read| NewCustomerContact {
                matter: read.must("/matter", read.value("/matter"), ContactMatter::Progress),
                channel: read.must("/channel", read.value("/channel"), ComplaintChannel::Phone),
                text: read.text("/text"),
                shown: read.text("/shown") == "yes",
            },
            move |body, key| async move { session.write::<NoteCustomerContact>(&[&id], None, key, &body).await },
            move |_| {
                toasts.say(t(text::NOTED)());
                open.set(false);
                remote.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Pick at="/matter" label=text::MATTER choices=MATTERS.to_vec() must=true />
            <Select at="/channel" label=text::CHANNEL choices=crate::choices!(ComplaintChannel) must=true />
            <Field at="/text" label=text::SAID kind=Kind::Lines must=true placeholder=text::SAID_HINT />
            <Pick at="/shown" label=text::SHOWN choices=SHOWN.to_vec() must=true />
            <FormFoot save=text::SAVE_NOTE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// What the customer is given: number and code for their own page, and while their answer is waited for the survey.
pub fn given(complaint: &Complaint, fresh: bool) -> Option<AnyView> {
    if !complaint.in_hand {
        return None;
    }
    let answers = complaint.actions.iter().any(|act| matches!(act, ComplaintActKind::Close | ComplaintActKind::Reopen));
    let survey = answers.then(|| survey(complaint.id));
    let body = view! { <div class="grid gap-4">{code(complaint.id, fresh)}{survey}</div> };
    Some(sheet(text::FOR_CUSTOMER, (), body))
}

/// The code is shown once; straight after intake it is made at once, to be read out with the number.
fn code(id: Uuid, at_once: bool) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let made = RwSignal::new(None::<CaseCode>);
    let busy = RwSignal::new(false);
    let make = move || {
        busy.set(true);
        spawn_local(async move {
            match session.write::<IssueCaseCode>(&[&id], None, Uuid::now_v7(), &()).await {
                Ok(code) => made.try_set(Some(code)),
                Err(error) => {
                    toasts.fail(&error);
                    None
                }
            };
            busy.try_set(false);
        });
    };
    if at_once {
        make();
    }
    let body = move || {
        match made.get() {
        Some(made) => view! {
            <p class="text-ink-3 text-[13px]">{t(text::CODE_SAY)}</p>
            <p><b class="font-mono text-[20px] tracking-wider" data-test="code">{made.code}</b></p>
            <p class="text-[13px] text-ink-2">{origin()}{made.path}</p>
        }
        .into_any(),
        None => view! {
            <button type="button" class="button small" aria-busy=move || busy.get().to_string() on:click=move |_| make()>{icon(Icon::Eye)}{t(text::MAKE_CODE)}</button>
            <p class="mt-1 text-ink-3 text-[13px]">{t(text::MAKE_CODE_HINT)}</p>
        }
        .into_any(),
    }
    };
    view! { <div>{body}</div> }.into_any()
}

fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The survey's link and QR code, shown once.
fn survey(id: Uuid) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let made = RwSignal::new(None::<SurveyLink>);
    let busy = RwSignal::new(false);
    let make = move |_| {
        busy.set(true);
        spawn_local(async move {
            match session.write::<IssueSurvey>(&[&id], None, Uuid::now_v7(), &()).await {
                Ok(link) => made.try_set(Some(link)),
                Err(error) => {
                    toasts.fail(&error);
                    None
                }
            };
            busy.try_set(false);
        });
    };
    let body = move || {
        match made.get() {
        Some(link) => {
            let picture = format!("data:image/svg+xml,{}", client::percent(&link.qr_svg));
            let (ends, address) = (link.ends_at, link.address);
            view! {
                <img class="qr" src=picture width="208" height="208" alt=t(text::QR) />
                <p class="text-[13px] break-all"><a class="link" href=address.clone() rel="external" data-test="survey">{address.clone()}</a></p>
                <p class="text-ink-3 text-[13px]">{t(text::GOOD_UNTIL)}" "{moment(ends)}</p>
            }
            .into_any()
        }
        None => view! {
            <button type="button" class="button small" aria-busy=move || busy.get().to_string() on:click=make>{icon(Icon::Globe)}{t(text::MAKE_SURVEY)}</button>
            <p class="mt-1 text-ink-3 text-[13px]">{t(text::MAKE_SURVEY_HINT)}</p>
        }
        .into_any(),
    }
    };
    view! { <div>{body}</div> }.into_any()
}

/// How the complainant is reached: a hint, and the value once somebody who works on the case asks for it.
pub fn reached(complaint: &Complaint) -> Vec<AnyView> {
    use contract::complaints::intake::ComplainantField;
    let entries = [
        (ComplainantField::Phone, locale::complaints_ui::PHONE, complaint.phone.as_ref()),
        (ComplainantField::Email, locale::complaints_ui::EMAIL, complaint.email.as_ref()),
    ];
    let (id, may) = (complaint.id, complaint.in_hand);
    let shown = |(field, label, masked): (ComplainantField, locale::Key, Option<&contract::Masked>)| {
        Some(crate::ui::record::fact(label, hidden(id, field, masked?.hint.clone(), may)))
    };
    entries.into_iter().filter_map(shown).collect()
}

fn hidden(id: Uuid, field: contract::complaints::intake::ComplainantField, hint: String, may: bool) -> AnyView {
    use contract::complaints::intake::{RevealComplainant, RevealComplainantEntry};
    let session = use_session();
    let toasts = use_toasts();
    let shown = RwSignal::new(None::<String>);
    let ask = move |_| {
        spawn_local(async move {
            match session.write::<RevealComplainantEntry>(&[&id], None, Uuid::now_v7(), &RevealComplainant { field }).await {
                Ok(revealed) => {
                    shown.try_set(Some(revealed.value));
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let body = move || {
        match shown.get() {
        Some(value) => value.into_any(),
        None => view! {
            <span>{hint.clone()}</span>
            {may.then(|| view! {
                <button type="button" class="button quiet bare small" aria-label=t(text::REVEAL) title=t(text::REVEAL) on:click=ask>{icon(Icon::Eye)}</button>
            })}
        }
        .into_any(),
    }
    };
    view! { <span class="masked">{body}</span> }.into_any()
}

/// A case that came without a known customer: whose it is (CPL-01).
pub fn whose(complaint: &Complaint, remote: Remote<Complaint>) -> Option<AnyView> {
    use crate::areas::finders;
    use crate::ui::picker::Picker;
    use contract::complaints::{ChooseComplaintCustomer, CustomerChoice};
    if complaint.customer.is_some() || !complaint.in_hand {
        return None;
    }
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (complaint.id, complaint.version);
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| CustomerChoice { customer_id: read.must("/customer_id", read.value("/customer_id"), Uuid::nil()) },
            move |body, key| async move { session.write::<ChooseComplaintCustomer>(&[&id], Some(version), key, &body).await },
            move |now: Complaint| {
                toasts.say(tell(text::MATCHED, &[("number", &now.number)]));
                remote.set(now);
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <p class="text-ink-2">{t(text::WHOSE_HINT)}</p>
            <Picker at="/customer_id" label=locale::complaints_ui::CUSTOMER find=finders::customers(session) must=true />
            <FormFoot save=ui::SAVE />
        </FormFrame>
    };
    Some(sheet(text::WHOSE, (), body))
}
