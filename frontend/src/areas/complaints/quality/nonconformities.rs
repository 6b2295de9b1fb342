use super::tabs;
use crate::areas::finders::units;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{badge, tag};
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title};
use crate::ui::text::{due_day, since};
use crate::ui::toast::use_toasts;
use contract::complaints::ComplaintCategory;
use contract::complaints::nonconformities::{
    ListNonconformities, NewNonconformity, Nonconformity, NonconformityGrade, NonconformityOrigin, NonconformityRow, NonconformityStatus,
    RegisterNonconformity, WorkStage,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use locale::quality_ui as text;
use uuid::Uuid;

/// Nonconformities that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListNonconformities, NonconformityRow>(ListPage {
        list: "nonconformities",
        title: text::NONCONFORMITIES,
        columns: vec![
            Column { field: "number", label: text::MATTER, place: Place::First, cell: matter },
            Column { field: "", label: text::STAGE, place: Place::Line, cell: |row| word(row.stage.text_path()).into_any() },
            Column { field: "", label: text::GRADE, place: Place::Desk, cell: |row| badge(row.grade).into_any() },
            Column {
                field: "",
                label: text::DEPARTMENT,
                place: Place::Line,
                cell: |row| row.department.as_ref().map(|unit| unit.title.clone()).unwrap_or_else(|| "—".to_owned()).into_any(),
            },
            Column {
                field: "",
                label: text::OWNER,
                place: Place::Line,
                cell: |row| row.owner.as_ref().map(|one| person(&one.name)).into_any(),
            },
            Column { field: "", label: text::DUE_ON, place: Place::Line, cell: due },
            Column { field: "created_at", label: text::CREATED_AT, place: Place::Desk, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/nonconformities/{}", row.id)),
        quick: &["status", "stage", "department"],
        standard: &[],
        empty: (text::NO_NONCONFORMITY, text::NO_NONCONFORMITY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/nonconformities/new">{icon(Icon::Plus)}{t(text::REGISTER)}</a> };
            view! { {tabs("/nonconformities")}{move || session.may(Permission::QualityOpen).then(new)} }.into_any()
        },
    })
}

fn matter(row: &NonconformityRow) -> AnyView {
    view! { <span class="line-clamp-2 max-w-[36ch]">{row.matter.clone()}</span><small class="number">{row.number.clone()}</small> }
        .into_any()
}

fn due(row: &NonconformityRow) -> AnyView {
    match row.status {
        NonconformityStatus::Rectifying => due_day(row.due_on).into_any(),
        _ => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

fn read(read: &Reader) -> NewNonconformity {
    let complaint_id = read.value("/complaint_id");
    NewNonconformity {
        origin: if complaint_id.is_some() { NonconformityOrigin::Complaint } else { NonconformityOrigin::Inspection },
        complaint_id,
        matter: read.text("/matter"),
        stage: read.must("/stage", read.value("/stage"), WorkStage::Production),
        grade: read.must("/grade", read.value("/grade"), NonconformityGrade::Ordinary),
        category: read.must("/category", read.value("/category"), ComplaintCategory::Quality),
        cause: read.text("/cause"),
        department_id: read.value("/department_id"),
    }
}

/// Register a nonconformity. `?complaint=<id>&number=<number>` comes from a case; otherwise it is an inspection's find.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let asked = use_query_map();
    page_title(move || t(text::REGISTER)().to_owned());
    let complaint = untrack(|| asked.read().get("complaint").and_then(|id| id.parse::<Uuid>().ok()));
    let number = untrack(|| asked.read().get("number").unwrap_or_default());
    let start = [("/complaint_id", complaint.map(|id| id.to_string()).unwrap_or_default()), ("/grade", "ordinary".to_owned())];
    let form = Form::kept(format!("nonconformity/new/{}", complaint.map(|id| id.to_string()).unwrap_or_default()), start);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<RegisterNonconformity>(&[], None, key, &body).await },
            move |it: Nonconformity| {
                toasts.say(tell(text::REGISTERED_SAID, &[("number", &it.number)]));
                go.run(format!("/nonconformities/{}", it.id));
            },
        );
    };
    let origin = move || match complaint {
        Some(_) => tell(text::FROM_COMPLAINT, &[("number", &number)]),
        None => tell(text::FROM_INSPECTION, &[]),
    };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run("/nonconformities".to_owned());
    });
    view! {
        <div class="page narrow">
            {crumb("/nonconformities", text::NONCONFORMITIES)}
            <header class="page-head"><h1>{t(text::REGISTER)}</h1><p class="lead-in">{origin}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/matter" label=text::MATTER kind=Kind::Lines must=true placeholder=text::MATTER_HINT />
                    <div class="pair">
                        <Select at="/stage" label=text::STAGE choices=crate::choices!(WorkStage) none=text::CHOOSE must=true />
                        <Select at="/category" label=text::CATEGORY choices=crate::choices!(ComplaintCategory) none=text::CHOOSE must=true />
                    </div>
                    <Pick at="/grade" label=text::GRADE choices=crate::choices!(NonconformityGrade) must=true />
                    <div class="pair">
                        <Picker at="/department_id" label=text::DEPARTMENT find=units(session) />
                        <Field at="/cause" label=text::CAUSE hint=text::CAUSE_HINT />
                    </div>
                    <FormFoot save=text::REGISTER cancel />
                </FormFrame>
            </div>
        </div>
    }
}

/// Marks what is past its day.
pub(super) fn late(is_late: bool) -> Option<AnyView> {
    is_late.then(|| tag(crate::ui::badge::Tone::Cinnabar, t(text::LATE)).into_any())
}
