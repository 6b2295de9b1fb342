use super::fields::{Holds, PARTS};
use crate::areas::kpi::scores::month_options;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::Remote;
use crate::ui::toast::use_toasts;
use contract::kpi::rule_book::{BookInForce, GradeBy, NewRuleBook, RuleBook, SeniorityReading, SetRuleBook};
use leptos::prelude::*;
use locale::rule_book_ui as text;

/// Another rule book from a month on, for those who may set one.
pub fn change(remote: Remote<BookInForce>) -> AnyView {
    let open = RwSignal::new(false);
    let may = move || remote.with(|book| book.editable).unwrap_or(false);
    let button = move || {
        may().then(|| view! { <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::CHANGE)}</button> })
    };
    let body = move || untrack(|| remote.with(|book| form_view(&book.book, open, remote)));
    view! { {button} <Dialog open title=text::CHANGE>{body}</Dialog> }.into_any()
}

fn form_view(before: &RuleBook, open: RwSignal<bool>, remote: Remote<BookInForce>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let values = serde_json::to_value(before).unwrap_or_default();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let start = PARTS.iter().flat_map(|(_, fields)| *fields).map(|field| (field.at, field.read(&values)));
    let form = Form::new(start.chain([("/from_month", this.clone())]));
    form.register("/from_month");
    let before = StoredValue::new(before.clone());
    let submit = move |()| {
        let build = move |read: &Reader| {
            let before = before.get_value();
            let mut changed = serde_json::to_value(&before).unwrap_or_default();
            for field in PARTS.iter().flat_map(|(_, fields)| *fields) {
                if !field.write(&mut changed, &read.text(field.at)) {
                    read.refuse(field.at, "value");
                }
            }
            let book = serde_json::from_value(changed).unwrap_or(before);
            NewRuleBook { from_month: read.text("/from_month"), book, note: read.text("/note") }
        };
        form.submit(
            build,
            move |body, key| async move { session.write::<SetRuleBook>(&[], None, key, &body).await },
            move |_: BookInForce| {
                open.set(false);
                toasts.say(t(text::SAVED_SAID)());
                remote.refetch();
            },
        );
    };
    let months = month_options(0..=12, move || form.get("/from_month"));
    let parts: Vec<_> = PARTS
        .into_iter()
        .map(|(title, fields)| {
            let inputs: Vec<_> = fields.iter().map(|field| input(*field)).collect();
            view! { <h3 class="mt-4 mb-2 font-medium">{t(title)}</h3>{inputs} }
        })
        .collect();
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="book-from">{t(text::FROM_MONTH)}</label>
                <select class="input" id="book-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{months}</select>
            </div>
            <Field at="/note" label=text::NOTE kind=Kind::Lines must=true hint=text::NOTE_HINT />
            {parts}
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn input(field: super::fields::BookField) -> AnyView {
    match (field.holds, field.at.ends_with("/by")) {
        (Holds::Word, true) => view! { <Pick at=field.at label=field.label choices=crate::choices!(GradeBy) must=true /> }.into_any(),
        (Holds::Word, false) => {
            view! { <Pick at=field.at label=field.label choices=crate::choices!(SeniorityReading) must=true /> }.into_any()
        }
        _ => view! { <Field at=field.at label=field.label hint=field.hint must=true /> }.into_any(),
    }
}
