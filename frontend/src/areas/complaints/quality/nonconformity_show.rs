use super::nonconformities::late;
use crate::areas::complaints::step::{Seen, log, step_form};
use crate::areas::finders;
use crate::areas::platform::attachments::attachments;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, Kind};
use crate::ui::figures::{Station, along, steps};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, moment, or_unset, subject_link};
use contract::campaigns::Reason;
use contract::complaints::nonconformities::{
    ActOnNonconformity, CheckRefusal, CheckRemark, Nonconformity, NonconformityAct, NonconformityActKind as Act, NonconformityGrade,
    NonconformityStatus, Rectification, RectificationDemand, ShowNonconformity,
};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::quality_ui as text;
use uuid::Uuid;

const WAY: [NonconformityStatus; 4] =
    [NonconformityStatus::Registered, NonconformityStatus::Rectifying, NonconformityStatus::Checking, NonconformityStatus::Closed];

/// A nonconformity.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowNonconformity>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.number.clone()).unwrap_or_else(|| t(text::NONCONFORMITIES)().to_owned()));
    view! { <div class="page">{crumb("/nonconformities", text::NONCONFORMITIES)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Nonconformity, remote: Remote<Nonconformity>) -> AnyView {
    let session = use_session();
    let under = view! {
        {badge(it.status)} {badge(it.grade)} <span>{word(it.stage.text_path())}</span> <span>{word(it.origin.text_path())}</span> {late(it.late)}
    };
    let action = format!("/corrective-actions/new?nonconformity={}&number={}", it.id, it.number);
    let open = move || {
        session
            .may(Permission::QualityOpen)
            .then(|| view! { <a class="button" href=action.clone()>{icon(Icon::Plus)}{t(text::OPEN_ACTION)}</a> })
    };
    let way = along(&WAY, it.status).into_iter().map(|(status, state)| Station {
        label: word(status.text_path()).into_any(),
        under: None,
        state,
    });
    let related: Vec<_> = it.corrective_actions.iter().map(|one| view! { <li>{subject_link(one)}</li> }).collect();
    let related = (!related.is_empty()).then(|| sheet(text::ACTIONS, (), view! { <ul class="grid gap-2">{related}</ul> }));
    view! {
        {record_head(it.number.clone(), under, open)}
        {steps(way.collect())}
        <div class="columns">
            <div>{acts(it, remote)} {what(it)} {attachments(contract::SubjectKind::Nonconformity, it.id)} {log(&it.steps, "nonconformity_act", "nonconformity_status")}</div>
            <div>{people(it)} {related}</div>
        </div>
    }
    .into_any()
}

fn what(it: &Nonconformity) -> AnyView {
    let body = view! {
        <p class="prose mb-4">{it.matter.clone()}</p>
        <dl class="facts">
            {it.complaint.as_ref().map(|one| fact(text::COMPLAINT, subject_link(one)))}
            {fact(text::CATEGORY, word(it.category.text_path()))}
            {wide_fact(text::CAUSE, or_unset(it.cause.clone()))}
            {(!it.demand.is_empty()).then(|| wide_fact(text::DEMAND, it.demand.clone()))}
            {(!it.done.is_empty()).then(|| wide_fact(text::DONE, it.done.clone()))}
        </dl>
    };
    sheet(text::MATTER, (), body)
}

fn people(it: &Nonconformity) -> AnyView {
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(text::RAISED_BY)}</dt><dd>{person(&it.raised_by.name)}</dd></div>
            <div><dt>{t(text::CREATED_AT)}</dt><dd>{moment(it.created_at)}</dd></div>
            {it.department.as_ref().map(|unit| view! { <div><dt>{t(text::DEPARTMENT)}</dt><dd>{unit.title.clone()}</dd></div> })}
            {it.owner.as_ref().map(|one| view! { <div><dt>{t(text::OWNER)}</dt><dd>{person(&one.name)}</dd></div> })}
            {it.due_on.map(|on| view! { <div><dt>{t(text::DUE_ON)}</dt><dd>{day(on)}</dd></div> })}
            {it.done_at.map(|at| view! { <div><dt>{t(text::DONE_AT)}</dt><dd>{moment(at)}</dd></div> })}
        </dl>
    };
    sheet(text::PEOPLE, (), body)
}

/// The forms of what can be done now.
fn acts(it: &Nonconformity, remote: Remote<Nonconformity>) -> AnyView {
    let seen = Seen { id: it.id, version: it.version, remote };
    let cause = it.cause.clone();
    let light = it.grade == NonconformityGrade::Light;
    let forms: Vec<_> = it
        .actions
        .iter()
        .filter_map(|act| match act {
            // Only light ones are settled on the spot.
            Act::Fix => light.then(|| rectification(seen, "nonconformity/fix", text::FIX, cause.clone(), NonconformityAct::Fix)),
            Act::Demand => Some(demand(seen)),
            Act::Report => Some(rectification(seen, "nonconformity/report", text::REPORT, cause.clone(), NonconformityAct::Report)),
            Act::Accept => Some(accept(seen)),
            Act::Refuse => Some(refuse(seen)),
            Act::Cancel => Some(cancel(seen)),
        })
        .collect();
    forms.into_any()
}

fn rectification(
    seen: Seen<Nonconformity>,
    name: &'static str,
    title: locale::Key,
    cause: String,
    act: fn(Rectification) -> NonconformityAct,
) -> AnyView {
    let fields = || {
        view! {
            <Field at="/done" label=text::DONE kind=Kind::Lines must=true placeholder=text::DONE_HINT />
            <Field at="/cause" label=text::CAUSE must=true hint=text::CAUSE_HINT />
        }
        .into_any()
    };
    let read = move |read: &crate::ui::form::Reader| act(Rectification { done: read.text("/done"), cause: read.text("/cause") });
    step_form::<ActOnNonconformity, _>(seen, name, title, vec![("/cause", cause)], fields, read)
}

fn demand(seen: Seen<Nonconformity>) -> AnyView {
    let session = use_session();
    let fields = move || {
        view! {
            <Field at="/demand" label=text::DEMAND kind=Kind::Lines must=true placeholder=text::DEMAND_HINT />
            <div class="pair">
                <Picker at="/owner_id" label=text::OWNER find=finders::people(session, &[]) must=true />
                <Field at="/due_on" label=text::DUE_ON kind=Kind::Date must=true />
            </div>
        }
        .into_any()
    };
    step_form::<ActOnNonconformity, _>(seen, "nonconformity/demand", text::DEMAND_RECTIFICATION, vec![], fields, |read| {
        NonconformityAct::Demand(RectificationDemand {
            owner_id: read.must("/owner_id", read.value("/owner_id"), Uuid::nil()),
            due_on: read.must("/due_on", read.value("/due_on"), crate::clock::today()),
            demand: read.text("/demand"),
        })
    })
}

fn accept(seen: Seen<Nonconformity>) -> AnyView {
    let fields = || view! { <Field at="/remark" label=text::REMARK kind=Kind::Lines /> }.into_any();
    step_form::<ActOnNonconformity, _>(seen, "nonconformity/accept", text::ACCEPT, vec![], fields, |read| {
        NonconformityAct::Accept(CheckRemark { remark: read.text("/remark") })
    })
}

fn refuse(seen: Seen<Nonconformity>) -> AnyView {
    let fields = || {
        view! {
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
            <Field at="/due_on" label=text::DUE_ON kind=Kind::Date must=true />
        }
        .into_any()
    };
    step_form::<ActOnNonconformity, _>(seen, "nonconformity/refuse", text::REFUSE, vec![], fields, |read| {
        NonconformityAct::Refuse(CheckRefusal {
            reason: read.text("/reason"),
            due_on: read.must("/due_on", read.value("/due_on"), crate::clock::today()),
        })
    })
}

fn cancel(seen: Seen<Nonconformity>) -> AnyView {
    let fields = || view! { <Field at="/reason" label=text::REASON kind=Kind::Lines must=true /> }.into_any();
    step_form::<ActOnNonconformity, _>(seen, "nonconformity/cancel", text::CANCEL, vec![], fields, |read| {
        NonconformityAct::Cancel(Reason { reason: read.text("/reason") })
    })
}
