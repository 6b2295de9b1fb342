use super::nonconformities::late;
use super::tabs;
use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title};
use crate::ui::text::{due_day, since};
use crate::ui::toast::use_toasts;
use contract::complaints::corrective_actions::{
    ActionKind, CorrectiveAction, CorrectiveActionRow, ListCorrectiveActions, NewCorrectiveAction, OpenCorrectiveAction,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use locale::quality_ui as text;
use uuid::Uuid;

/// Corrective and preventive actions that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListCorrectiveActions, CorrectiveActionRow>(ListPage {
        list: "corrective-actions",
        title: text::ACTIONS,
        columns: vec![
            Column { field: "number", label: text::PROBLEM, place: Place::First, cell: problem },
            Column { field: "", label: text::KIND, place: Place::Desk, cell: |row| word(row.kind.text_path()).into_any() },
            Column { field: "", label: text::ROOT_CAUSE, place: Place::Line, cell: |row| row.root_cause.clone().into_any() },
            Column { field: "", label: text::OWNER, place: Place::Line, cell: |row| person(&row.owner.name).into_any() },
            Column { field: "", label: text::NEXT_DUE, place: Place::Line, cell: |row| due_day(row.due_on).into_any() },
            Column { field: "created_at", label: text::CREATED_AT, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/corrective-actions/{}", row.id)),
        quick: &["status", "owner", "reopened"],
        standard: &[],
        empty: (text::NO_ACTION, text::NO_ACTION_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/corrective-actions/new">{icon(Icon::Plus)}{t(text::OPEN_ACTION)}</a> };
            view! { {tabs("/corrective-actions")}{move || session.may(Permission::QualityOpen).then(new)} }.into_any()
        },
    })
}

fn problem(row: &CorrectiveActionRow) -> AnyView {
    let n = row.reopened.to_string();
    let again = (row.reopened > 0).then(|| view! { <small class="late">{move || tell(text::REOPENED_TIMES, &[("n", &n)])}</small> });
    view! {
        <span class="line-clamp-2 max-w-[36ch]">{row.problem.clone()}</span>
        <small class="number">{row.number.clone()}</small> {again} {late(row.late)}
    }
    .into_any()
}

fn read(read: &Reader) -> NewCorrectiveAction {
    NewCorrectiveAction {
        kind: read.must("/kind", read.value("/kind"), ActionKind::Corrective),
        problem: read.text("/problem"),
        complaint_id: read.value("/complaint_id"),
        nonconformity_id: read.value("/nonconformity_id"),
        owner_id: read.must("/owner_id", read.value("/owner_id"), Uuid::nil()),
    }
}

/// Open an action. `?complaint=` or `?nonconformity=` with `number=` comes from such a record.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let asked = use_query_map();
    page_title(move || t(text::OPEN_ACTION)().to_owned());
    let of =
        |name: &str| untrack(|| asked.read().get(name).and_then(|id| id.parse::<Uuid>().ok())).map(|id| id.to_string()).unwrap_or_default();
    let (complaint, nonconformity) = (of("complaint"), of("nonconformity"));
    let number = untrack(|| asked.read().get("number").unwrap_or_default());
    let name = format!("corrective-action/new/{complaint}{nonconformity}");
    let form = Form::kept(name, [("/complaint_id", complaint), ("/nonconformity_id", nonconformity), ("/kind", "corrective".to_owned())]);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<OpenCorrectiveAction>(&[], None, key, &body).await },
            move |it: CorrectiveAction| {
                toasts.say(tell(text::ACTION_SAID, &[("number", &it.number)]));
                go.run(format!("/corrective-actions/{}", it.id));
            },
        );
    };
    let lead = move || if number.is_empty() { tell(text::ACTION_LEAD, &[]) } else { tell(text::ACTION_ABOUT, &[("number", &number)]) };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run("/corrective-actions".to_owned());
    });
    view! {
        <div class="page narrow">
            {crumb("/corrective-actions", text::ACTIONS)}
            <header class="page-head"><h1>{t(text::OPEN_ACTION)}</h1><p class="lead-in">{lead}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Pick at="/kind" label=text::KIND choices=crate::choices!(ActionKind) must=true />
                    <Field at="/problem" label=text::PROBLEM kind=Kind::Lines must=true placeholder=text::PROBLEM_HINT />
                    <Picker at="/owner_id" label=text::OWNER find=finders::people(session, &[]) must=true hint=text::OWNER_HINT />
                    <FormFoot save=text::OPEN_ACTION cancel />
                </FormFrame>
            </div>
        </div>
    }
}
