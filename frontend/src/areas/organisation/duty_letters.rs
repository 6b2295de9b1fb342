//! Duty letters: drafted, signed by three, printed, renewed (ORG-04).

use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::figures::{Station, StationState, along, steps};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::{Picker, name_of};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment, since, subject_link};
use crate::ui::toast::use_toasts;
use contract::PersonRef;
use contract::duty_letters::{
    ActOnDutyLetter, DraftDutyLetter, DutyLetter, DutyLetterAct, DutyLetterActKind, DutyLetterForm, DutyLetterRow, DutyLetterStatus,
    EditDutyLetter, LetterScope, ListDutyLetters, RenewDutyLetter, ShowDutyLetter,
};
use contract::hand_overs::Signature;
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{duty_letters_ui as text, ui};
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

const WAY: [DutyLetterStatus; 5] =
    [DutyLetterStatus::Draft, DutyLetterStatus::Authorised, DutyLetterStatus::Accepted, DutyLetterStatus::InForce, DutyLetterStatus::Ended];

/// Duty letters that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListDutyLetters, DutyLetterRow>(ListPage {
        list: "duty-letters",
        title: text::TITLE,
        columns: vec![
            Column { field: "number", label: text::SCOPE, place: Place::First, cell: named },
            Column { field: "", label: text::PERSON, place: Place::Line, cell: |row| person(&row.person.name).into_any() },
            Column { field: "", label: text::AUTHORISER, place: Place::Desk, cell: |row| person(&row.authoriser.name).into_any() },
            Column {
                field: "ends_on",
                label: text::ENDS_ON,
                place: Place::Line,
                cell: |row| view! { <span class="one-line">{day(row.ends_on)}</span> }.into_any(),
            },
            Column { field: "created_at", label: text::DRAFTED, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "status", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/duty-letters/{}", row.id)),
        quick: &["status", "scope_kind"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let button = move || {
                let new = || view! { <a class="button primary" href="/duty-letters/new">{icon(Icon::Plus)}{t(text::NEW)}</a> };
                session.may(Permission::DutyLetterManage).then(new)
            };
            button.into_any()
        },
    })
}

fn named(row: &DutyLetterRow) -> AnyView {
    view! { {row.scope.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

fn read(read: &Reader) -> DutyLetterForm {
    let id = |at| read.must(at, read.value(at), Uuid::nil());
    let on = |at| read.must(at, read.value(at), crate::clock::today());
    DutyLetterForm {
        person_id: id("/person_id"),
        authoriser_id: id("/authoriser_id"),
        supervisor_id: id("/supervisor_id"),
        scope_kind: read.must("/scope_kind", read.value("/scope_kind"), LetterScope::Post),
        scope: read.text("/scope"),
        powers: read.text("/powers"),
        starts_on: on("/starts_on"),
        ends_on: on("/ends_on"),
    }
}

/// What is saved: a new letter, a draft that changes, the letter after one that ended.
#[derive(Clone, Copy)]
enum Saving {
    New,
    Edit(Uuid, i64),
    Renewal(Uuid),
}

/// Draft a duty letter.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/duty-letters", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::LEAD)}</p></header>
            {form_view(Form::kept("duty-letter/new".to_owned(), []), Saving::New)}
        </div>
    }
}

/// Change a draft.
pub fn edit() -> impl IntoView {
    of_letter(text::EDIT, |it| {
        let mut texts = texts(it);
        texts.extend([("/starts_on".to_owned(), it.starts_on.to_string()), ("/ends_on".to_owned(), it.ends_on.to_string())]);
        (format!("duty-letter/{}", it.id), texts, Saving::Edit(it.id, it.version))
    })
}

/// The blank letter after one that ended: the same people and scope, a time of its own.
pub fn renew() -> impl IntoView {
    of_letter(text::RENEW, |it| (format!("duty-letter/{}/renewal", it.id), texts(it), Saving::Renewal(it.id)))
}

/// The form's name, its texts at the start, and where it is sent.
type Start = (String, Vec<(String, String)>, Saving);

fn of_letter(title: locale::Key, start: fn(&DutyLetter) -> Start) -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowDutyLetter>(&[&id], &()).await }
    });
    page_title(move || t(title)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/duty-letters", text::TITLE)}
            {it.view(move |it| {
                let (name, texts, saving) = start(it);
                let form = Form::kept(name, texts.iter().map(|(at, text)| (at.as_str(), text.clone())));
                view! {
                    <header class="page-head"><h1>{t(title)}</h1><p class="lead-in">{it.number.clone()}</p></header>
                    {form_view(form, saving)}
                }
                .into_any()
            })}
        </div>
    }
}

fn texts(it: &DutyLetter) -> Vec<(String, String)> {
    let mut texts = vec![
        ("/scope_kind".to_owned(), it.scope_kind.word().to_owned()),
        ("/scope".to_owned(), it.scope.clone()),
        ("/powers".to_owned(), it.powers.clone()),
    ];
    for (at, who) in [("/person_id", &it.person), ("/authoriser_id", &it.authoriser), ("/supervisor_id", &it.supervisor)] {
        texts.extend([(at.to_owned(), who.id.to_string()), (name_of(at), who.name.clone())]);
    }
    texts
}

fn form_view(form: Form, saving: Saving) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            read,
            move |body, key| async move {
                match saving {
                    Saving::New => session.write::<DraftDutyLetter>(&[], None, key, &body).await,
                    Saving::Edit(id, version) => session.write::<EditDutyLetter>(&[&id], Some(version), key, &body).await,
                    Saving::Renewal(id) => session.write::<RenewDutyLetter>(&[&id], None, key, &body).await,
                }
            },
            move |it: DutyLetter| {
                let said = if matches!(saving, Saving::Edit(..)) { text::SAVED } else { text::DRAFTED_SAID };
                toasts.say(tell(said, &[("number", &it.number)]));
                navigate(&format!("/duty-letters/{}", it.id), Default::default());
            },
        );
    };
    let back = use_navigate();
    let cancel = Callback::new(move |()| {
        form.reset();
        let to = match saving {
            Saving::New => "/duty-letters".to_owned(),
            Saving::Edit(id, _) | Saving::Renewal(id) => format!("/duty-letters/{id}"),
        };
        back(&to, NavigateOptions { replace: true, ..Default::default() });
    });
    let chosen = move |at| untrack(|| form.get(&name_of(at)));
    let people = move || finders::people(session, &[]);
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair">
                    <Picker at="/person_id" label=text::PERSON find=people() must=true chosen=chosen("/person_id") />
                    <Picker at="/authoriser_id" label=text::AUTHORISER find=people() must=true chosen=chosen("/authoriser_id") />
                </div>
                <div class="pair">
                    <Picker at="/supervisor_id" label=text::SUPERVISOR find=people() must=true chosen=chosen("/supervisor_id") />
                    <Pick at="/scope_kind" label=text::SCOPE_KIND choices=crate::choices!(LetterScope) must=true />
                </div>
                <Field at="/scope" label=text::SCOPE must=true hint=text::SCOPE_HINT />
                <Field at="/powers" label=text::POWERS kind=Kind::Lines must=true hint=text::POWERS_HINT />
                <div class="pair">
                    <Field at="/starts_on" label=text::STARTS_ON kind=Kind::Date must=true />
                    <Field at="/ends_on" label=text::ENDS_ON kind=Kind::Date must=true />
                </div>
                <FormFoot save=ui::SAVE cancel />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// A duty letter; it prints on A4.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowDutyLetter>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| format!("{} {}", it.number, it.scope)).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/duty-letters", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &DutyLetter, remote: Remote<DutyLetter>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let may = |act: DutyLetterActKind| it.actions.contains(&act);
    let sign = [DutyLetterActKind::Authorise, DutyLetterActKind::Accept, DutyLetterActKind::Supervise].into_iter().find(|act| may(*act));
    let sign = sign.map(|act| {
        let send = Rc::new(move |key: Uuid| {
            let body = DutyLetterAct { act, reason: String::new() };
            Box::pin(async move { session.write::<ActOnDutyLetter>(&[&id], Some(version), key, &body).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        act_button(act.text_path(), "primary", Icon::Edit, send, move |now: DutyLetter| remote.set(now))
    });
    let edit = || view! { <a class="button" href=format!("/duty-letters/{id}/edit")>{icon(Icon::Edit)}{t(ui::EDIT)}</a> };
    let renew = || view! { <a class="button primary" href=format!("/duty-letters/{id}/renew")>{icon(Icon::Retry)}{t(text::RENEW)}</a> };
    let print = move |_| {
        let _shown = window().print();
    };
    let actions = view! {
        {may(DutyLetterActKind::Revoke).then(|| revoke(session, id, version, remote))}
        {may(DutyLetterActKind::Edit).then(edit)}
        <button type="button" class="button" on:click=print>{icon(Icon::Sheet)}{t(text::PRINT)}</button>
        {may(DutyLetterActKind::Renew).then(renew)}
        {sign}
    };
    let under = view! { <span class="number">{it.number.clone()}</span> {badge(it.status)} <span>{word(it.scope_kind.text_path())}</span> };
    let waits = it.waits_for.clone().map(|who| notice("ochre", move || tell(text::WAITS_FOR, &[("name", &who.name)])));
    let ended = may(DutyLetterActKind::Renew).then(|| notice("indigo", t(text::ENDED_HINT)));
    let revoked = it
        .revoked
        .clone()
        .map(|one| notice("cinnabar", move || tell(text::REVOKED_BECAUSE, &[("name", &one.person.name), ("reason", &one.note)])));
    let stations = along(&WAY, it.status)
        .into_iter()
        .map(|(status, state)| Station {
            label: word(status.text_path()).into_any(),
            under: None,
            state: if it.status == status && status == DutyLetterStatus::Ended { StationState::Done } else { state },
        })
        .collect();
    let way = (it.status != DutyLetterStatus::Revoked).then(|| steps(stations));
    view! {
        {record_head(it.scope.clone(), under, actions)}
        <div class="no-print">{way}{waits}{ended}</div>
        {revoked}
        <div class="grid gap-4">{letter(it)}{signatures(it)}</div>
    }
    .into_any()
}

fn letter(it: &DutyLetter) -> AnyView {
    let (name, from, until) = (it.person.name.clone(), it.starts_on, it.ends_on);
    let statement = move || tell(text::STATEMENT, &[("person", &name)]);
    let period = move || tell(text::PERIOD_IS, &[("from", &from.to_string()), ("until", &until.to_string())]);
    let body = view! {
        <p class="mb-3">{statement}</p>
        <dl class="facts">
            {fact(text::PERSON, it.person.name.clone())}
            {fact(text::POST, it.post.clone())}
            {fact(text::UNIT, it.unit.clone())}
            {fact(text::SCOPE_KIND, word(it.scope_kind.text_path()))}
            {wide_fact(text::SCOPE, it.scope.clone())}
            {wide_fact(text::POWERS, view! { <span class="whitespace-pre-line">{it.powers.clone()}</span> })}
            {wide_fact(text::PERIOD, period)}
            {it.renews.as_ref().map(|one| wide_fact(text::RENEWS, subject_link(one)))}
            {it.renewed_by.as_ref().map(|one| wide_fact(text::RENEWED_BY, subject_link(one)))}
        </dl>
    };
    sheet(text::TEXT, (), body)
}

fn signatures(it: &DutyLetter) -> AnyView {
    let line = |label, who: &PersonRef, signed: &Option<Signature>| {
        let at = match signed {
            Some(signed) => moment(signed.at).into_any(),
            None => view! { <span class="unset">{t(text::UNSIGNED)}</span> }.into_any(),
        };
        fact(label, view! { {who.name.clone()}<small class="block">{at}</small> })
    };
    let body = view! {
        <dl class="facts">
            {line(text::AUTHORISER, &it.authoriser, &it.authorised)}
            {line(text::PERSON, &it.person, &it.accepted)}
            {line(text::SUPERVISOR, &it.supervisor, &it.supervised)}
            {fact(text::DRAFTED, view! { {it.drafted_by.name.clone()}<small class="block">{moment(it.created_at)}</small> })}
        </dl>
    };
    sheet(text::SIGNATURES, (), body)
}

/// Takes the letter back, with a reason.
fn revoke(session: Session, id: Uuid, version: i64, remote: Remote<DutyLetter>) -> AnyView {
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                |read| DutyLetterAct { act: DutyLetterActKind::Revoke, reason: read.text("/reason") },
                move |act, key| async move { session.write::<ActOnDutyLetter>(&[&id], Some(version), key, &act).await },
                move |now| {
                    open.set(false);
                    remote.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
                <FormFoot save=text::REVOKE cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button quiet" on:click=move |_| open.set(true)>{icon(Icon::Undo)}{t(text::REVOKE)}</button>
        <Dialog open title=text::REVOKE>{body()}</Dialog>
    }
    .into_any()
}
