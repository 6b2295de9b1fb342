use super::acts::acts;
use crate::areas::complaints::desk;
use crate::areas::complaints::step::log;
use crate::areas::platform::attachments::attachments;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::figures::{Station, along, steps};
use crate::ui::person::person;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{due, moment, or_unset, subject_link};
use contract::complaints::service_requests::{ServiceRequest, ServiceStatus, ShowServiceRequest};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::service_ui as text;

const QUESTION: [ServiceStatus; 3] = [ServiceStatus::Received, ServiceStatus::Answered, ServiceStatus::Closed];
const RETURN: [ServiceStatus; 6] = [
    ServiceStatus::Received,
    ServiceStatus::Approved,
    ServiceStatus::GoodsReceived,
    ServiceStatus::Checked,
    ServiceStatus::Settled,
    ServiceStatus::Closed,
];

/// A service request.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowServiceRequest>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.number.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/service-requests", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &ServiceRequest, remote: Remote<ServiceRequest>) -> AnyView {
    let way: &[ServiceStatus] = if it.kind.is_return() { &RETURN } else { &QUESTION };
    let stations =
        along(way, it.status).into_iter().map(|(status, state)| Station { label: word(status.text_path()).into_any(), under: None, state });
    let under = view! { {badge(it.status)} <span>{word(it.kind.text_path())}</span> {it.due_at.map(due)} };
    view! {
        {record_head(it.number.clone(), under, desk::next(it.id))}
        {steps(stations.collect())}
        <div class="columns">
            <div>{acts(it, remote)} {what(it)} {attachments(contract::SubjectKind::ServiceRequest, it.id)} {log(&it.steps, "service_act", "service_status")}</div>
            <div>{people(it)}</div>
        </div>
    }
    .into_any()
}

fn what(it: &ServiceRequest) -> AnyView {
    let filled = |label, text: &str| (!text.is_empty()).then(|| wide_fact(label, text.to_owned()));
    let body = view! {
        <p class="prose mb-4">{it.question.clone()}</p>
        <dl class="facts">
            {it.complaint.as_ref().map(|one| fact(text::COMPLAINT, subject_link(one)))}
            {(!it.order_number.is_empty()).then(|| fact(text::ORDER_NUMBER, it.order_number.clone()))}
            {filled(text::GOODS, &it.goods)}
            {filled(text::ANSWER, &it.answer)}
            {it.refund.as_ref().map(|refund| fact(text::REFUND, refund.to_string()))}
            {filled(text::REPLACEMENT, &it.replacement)}
        </dl>
    };
    sheet(text::QUESTION, (), body)
}

fn people(it: &ServiceRequest) -> AnyView {
    let customer = match &it.customer {
        Some(customer) => subject_link(customer),
        None => or_unset(String::new()),
    };
    let body = view! {
        <dl class="aside-list">
            <div><dt>{t(text::CUSTOMER)}</dt><dd>{customer}</dd></div>
            {(!it.asker.is_empty()).then(|| view! { <div><dt>{t(text::ASKER)}</dt><dd>{it.asker.clone()}</dd></div> })}
            <div><dt>{t(text::CHANNEL)}</dt><dd>{word(it.channel.text_path())}</dd></div>
            <div><dt>{t(text::AGENT)}</dt><dd>{person(&it.agent.name)}</dd></div>
            <div><dt>{t(text::CREATED_AT)}</dt><dd>{moment(it.created_at)}</dd></div>
            {it.answered_at.map(|at| view! { <div><dt>{t(text::ANSWERED_AT)}</dt><dd>{moment(at)}</dd></div> })}
            {it.closed_at.map(|at| view! { <div><dt>{t(text::CLOSED_AT)}</dt><dd>{moment(at)}</dd></div> })}
        </dl>
    };
    sheet(text::PEOPLE, (), body)
}
