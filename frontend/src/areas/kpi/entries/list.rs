use super::evidence::evidence;
use crate::areas::kpi::scores::{month_name, month_options};
use crate::clock;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::remote::remote;
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::kpi::entries::{EnterValue, Entry, EntryOption, EntryOptions, EntryStatus, ListEntries, ListEntryOptions, NewEntry};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::entries_ui as text;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Months back that values can still be entered for.
const BACK: i32 = 2;

/// Entered values; what was put right is there, too.
pub fn list() -> impl IntoView {
    list_page::<ListEntries, Entry>(ListPage {
        list: "kpi-entries",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::PERSON, place: Place::First, cell: |entry| person(&entry.person.name).into_any() },
            Column { field: "", label: text::MONTH, place: Place::Line, cell: |entry| month_name(&entry.month).into_any() },
            Column { field: "", label: text::INDICATOR, place: Place::Line, cell: |entry| entry.label.clone().into_any() },
            Column { field: "", label: text::VALUE, place: Place::Corner, cell: value },
            Column { field: "", label: text::REASON, place: Place::Line, cell: |entry| entry.reason.clone().into_any() },
            Column { field: "", label: text::EVIDENCE, place: Place::Line, cell: evidence },
            Column { field: "", label: text::BY, place: Place::Line, cell: |entry| person(&entry.entered_by.name).into_any() },
            Column { field: "entered_at", label: text::AT, place: Place::Desk, cell: |entry| since(entry.entered_at).into_any() },
            Column { field: "", label: text::CORRECT, place: Place::Line, cell: correct },
        ],
        href: |_| None,
        quick: &["month", "person"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| actions(),
    })
}

fn value(entry: &Entry) -> AnyView {
    let told = entry.value.map_or_else(|| t(text::TAKEN_BACK)().to_owned(), |value| value.normalize().to_string());
    match entry.status {
        EntryStatus::Counts => {}
        EntryStatus::Waiting => {
            let state = word(entry.status.text_path());
            let href = entry.approval.map(|id| format!("/approvals/{id}"));
            let link = href.map(|href| view! { " "<a class="link text-[13px]" href=href>{t(text::SEE_APPROVAL)}</a> });
            return view! { {tag(Tone::Ochre, told)}" "<small class="text-ink-3">{state}</small>{link} }.into_any();
        }
        EntryStatus::Refused => {
            return view! { <s class="text-ink-3">{told}</s>" "<small class="text-ink-3">{word(entry.status.text_path())}</small> }
                .into_any();
        }
    }
    match (entry.value, entry.replaced_by) {
        (Some(value), None) => tag(Tone::Bamboo, value.normalize().to_string()).into_any(),
        (Some(value), Some(_)) => {
            view! { <s class="text-ink-3">{value.normalize().to_string()}</s>" "<small class="text-ink-3">{t(text::PUT_RIGHT)}</small> }
                .into_any()
        }
        (None, _) => tag(Tone::Calm, t(text::TAKEN_BACK)).into_any(),
    }
}

fn actions() -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let again = refetch();
    let may = move || session.may(Permission::KpiEnter);
    view! {
        <a class="button" href="/kpi">{icon(Icon::Left)}{t(locale::kpi_ui::TITLE)}</a>
        {move || may().then(|| view! { <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::NEW)}</button> })}
        <Dialog open title=text::NEW>{move || new(open, again)}</Dialog>
    }
    .into_any()
}

fn refetch() -> Callback<()> {
    let list = use_context::<RefetchList>();
    Callback::new(move |()| {
        if let Some(RefetchList(again)) = list {
            again.run(());
        }
    })
}

fn new(open: RwSignal<bool>, saved: Callback<()>) -> AnyView {
    let session = use_session();
    let this = clock::today().format("%Y-%m").to_string();
    let month = RwSignal::new(this.clone());
    let options = remote(move || {
        let month = month.get();
        async move { session.get::<ListEntryOptions>(&[&month], &()).await }
    });
    let months = month_options((0..=BACK).map(|back| -back), move || month.get());
    view! {
        <div class="field">
            <label for="entry-month">{t(text::MONTH)}</label>
            <select class="input" id="entry-month" on:change=move |event| month.set(event_target_value(&event))>{months}</select>
        </div>
        {options.view(move |options| choose(options, open, saved))}
    }
    .into_any()
}

fn choose(options: &EntryOptions, open: RwSignal<bool>, saved: Callback<()>) -> AnyView {
    if options.options.is_empty() {
        return notice("calm", t(text::NOTHING_TO_ENTER));
    }
    let all = StoredValue::new(options.options.clone());
    let form = Form::new([("/which", String::new())]);
    form.register("/which");
    let shown: Vec<_> = options
        .options
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let at = at.to_string();
            let this = at.clone();
            view! { <option value=at selected=move || form.get("/which") == this>{format!("{} · {}", one.person.name, one.label)}</option> }
        })
        .collect();
    let chosen = move || -> Option<EntryOption> {
        let at: usize = form.get("/which").parse().ok()?;
        all.with_value(|all| all.get(at).cloned())
    };
    let definition = move || chosen().map(|one| view! { <p class="hint">{one.definition}</p> });
    let month = options.month.clone();
    let owner = Owner::current();
    let submit = move |()| {
        let month = month.clone();
        let which = untrack(chosen);
        let build = move |read: &Reader| {
            let which = read.must("/which", which, nobody());
            NewEntry {
                person_id: which.person.id,
                month,
                indicator: which.indicator,
                value: Some(read.must("/value", read.value::<Decimal>("/value"), Decimal::ZERO)),
                reason: read.text("/reason"),
                replaces: None,
            }
        };
        if let Some(owner) = &owner {
            owner.with(|| send(form, open, saved, build));
        }
    };
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="entry-which">{t(text::WHO_AND_WHAT)}</label>
                <select class="input" id="entry-which" aria-invalid=move || form.problem("/which").is_some().to_string()
                    on:change=move |event| form.set("/which", event_target_value(&event))>
                    <option value="">{t(locale::schemes_ui::CHOOSE)}</option>
                    {shown}
                </select>
                {definition}
                {move || form.problem("/which").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <Field at="/value" label=text::VALUE kind=Kind::Number must=true />
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::REASON_HINT />
            <FormFoot save=text::ENTER cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Stands for the choice that is missing.
fn nobody() -> EntryOption {
    EntryOption {
        person: contract::PersonRef { id: Uuid::nil(), name: String::new() },
        post: String::new(),
        indicator: "-".to_owned(),
        label: String::new(),
        definition: String::new(),
    }
}

fn send(form: Form, open: RwSignal<bool>, saved: Callback<()>, build: impl FnOnce(&Reader) -> NewEntry) {
    let session = use_session();
    let toasts = use_toasts();
    form.submit(
        build,
        move |body, key| async move { session.write::<EnterValue>(&[], None, key, &body).await },
        move |entry: Entry| {
            open.set(false);
            toasts.say(tell(text::ENTERED_SAID, &[("name", &entry.person.name), ("label", &entry.label)]));
            saved.run(());
        },
    );
}

fn correct(entry: &Entry) -> AnyView {
    if !entry.correctable {
        return ().into_any();
    }
    let open = RwSignal::new(false);
    let again = refetch();
    let entry = StoredValue::new(entry.clone());
    view! {
        <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::CORRECT)}</button>
        <Dialog open title=text::CORRECT>{move || correction(entry.get_value(), open, again)}</Dialog>
    }
    .into_any()
}

fn correction(entry: Entry, open: RwSignal<bool>, saved: Callback<()>) -> AnyView {
    let form = Form::new([("/value", entry.value.map(|value| value.normalize().to_string()).unwrap_or_default())]);
    let what = format!("{} · {}", entry.person.name, entry.label);
    let owner = Owner::current();
    let submit = move |()| {
        let entry = entry.clone();
        let build = move |read: &Reader| NewEntry {
            person_id: entry.person.id,
            month: entry.month,
            indicator: entry.indicator,
            value: read.value("/value"),
            reason: read.text("/reason"),
            replaces: Some(entry.id),
        };
        if let Some(owner) = &owner {
            owner.with(|| send(form, open, saved, build));
        }
    };
    view! {
        <FormFrame form on_submit=submit>
            <p>{what}</p>
            <p class="text-[13px] text-ink-3">{t(text::WAITS)}</p>
            <Field at="/value" label=text::VALUE kind=Kind::Number hint=text::TAKE_BACK_HINT />
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::REASON_HINT />
            <FormFoot save=text::CORRECT cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
