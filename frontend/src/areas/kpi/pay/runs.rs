use crate::areas::kpi::scores::{month_name, month_options, moved};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use contract::kpi::pay::{ListPayRuns, NewPayRun, OpenPayRun, PayRun, PayStep};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use locale::pay_ui as text;

/// The pay of each month.
pub fn list() -> impl IntoView {
    list_page::<ListPayRuns, PayRun>(ListPage {
        list: "pay-runs",
        title: text::TITLE,
        columns: vec![
            Column { field: "month", label: text::MONTH, place: Place::First, cell: |run| month_name(&run.month).into_any() },
            Column { field: "", label: text::OPENED_BY, place: Place::Line, cell: |run| person(&run.opened_by.name).into_any() },
            Column { field: "", label: text::CHECKED_BY, place: Place::Line, cell: |run| by(run.checked.as_ref()) },
            Column { field: "", label: text::APPROVED_BY, place: Place::Line, cell: |run| by(run.approved.as_ref()) },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |run| badge(run.status).into_any() },
        ],
        href: |run| Some(format!("/pay-runs/{}", run.id)),
        quick: &["status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| actions(),
    })
}

fn by(step: Option<&PayStep>) -> AnyView {
    step.map(|step| person(&step.person.name)).into_any()
}

fn actions() -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let may = move || session.may(Permission::PayPrepare);
    view! {
        <a class="button quiet" href="/pay-terms">{icon(Icon::Sheet)}{t(text::TERMS)}</a>
        {move || may().then(|| view! { <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::NEW)}</button> })}
        <Dialog open title=text::NEW>{move || form_view(open)}</Dialog>
    }
    .into_any()
}

fn form_view(open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let form = Form::new([("/month", moved(&this, -1).unwrap_or_default())]);
    form.register("/month");
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            |read| NewPayRun { month: read.text("/month") },
            move |body, key| async move { session.write::<OpenPayRun>(&[], None, key, &body).await },
            move |run: PayRun| {
                open.set(false);
                navigate(&format!("/pay-runs/{}", run.id), Default::default());
            },
        );
    };
    let months = month_options((-3..=0).rev(), move || form.get("/month"));
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="pay-month">{t(text::MONTH)}</label>
                <select class="input" id="pay-month" on:change=move |event| form.set("/month", event_target_value(&event))>{months}</select>
                {move || form.problem("/month").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <FormFoot save=text::OPEN cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
