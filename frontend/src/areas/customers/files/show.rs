use super::contacts::contacts;
use super::follow_up::follow_up;
use super::merge::merges;
use super::reveal::masked;
use super::seen::{read_log, why};
use super::version::pending;
use crate::areas::customers::bulks::tags;
use crate::areas::customers::pool::holding;
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::areas::workday::tasks_of_record;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, badge, tag, tier};
use crate::ui::figures::ring;
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, due_day, money_short, or_unset, since, subject_link};
use crate::ui::timeline::{Event, timeline};
use crate::ui::toast::use_toasts;
use crate::ui::verdict::verdict;
use contract::approvals::Verdict;
use contract::customers::{ConfidentialField, Customer, CustomerAction, Review, ReviewCustomer, ReviewStatus, ShowCustomer, ShowTimeline};
use contract::page::{ListQuery, Page};
use contract::timeline::{TimelineItem, TimelineKind};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::customers_ui as customers;
use std::rc::Rc;

/// A customer's file.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let customer = remote(move || {
        let id = id();
        async move { session.get::<ShowCustomer>(&[&id], &()).await }
    });
    let events = remote(move || {
        let id = id();
        async move { session.get::<ShowTimeline>(&[&id], &ListQuery { limit: Some(50), ..Default::default() }).await }
    });
    let navigate = use_navigate();
    // A file that went into another one answers with that one: its address is the right one to keep.
    Effect::new(move |_| {
        let found = customer.with(|c| c.id.to_string());
        if let Some(found) = found.filter(|found| *found != untrack(id)) {
            navigate(&format!("/customers/{found}"), NavigateOptions { replace: true, ..Default::default() });
        }
    });
    page_title(move || customer.with(|c| c.name.clone()).unwrap_or_else(|| t(customers::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/customers", customers::TITLE)} {customer.view(move |data| draw(data, customer, events))}</div> }
}

fn draw(customer: &Customer, remote: Remote<Customer>, events: Remote<Page<TimelineItem>>) -> AnyView {
    let changed = Callback::new(move |()| {
        remote.refetch();
        events.refetch();
    });
    let may = |action| customer.actions.contains(&action);
    let id = customer.id;
    let under = view! {
        <span class="number">{customer.number.clone()}</span>
        {tier(customer.tier)}
        {badge(customer.review)}
        <span>{word(customer.kind.text_path())}</span>
        {customer.industry.clone()}
        " "
        {customer.city.clone()}
    };
    let actions = view! {
        <a class="button" href=format!("/customers/{id}/history")>{icon(Icon::Clock)}{t(customers::HISTORY_OPEN)}</a>
        {may(CustomerAction::Complain).then(|| view! { <a class="button" href=format!("/complaints/new?customer={id}")>{icon(Icon::Complaint)}{t(customers::COMPLAIN)}</a> })}
        {may(CustomerAction::Merge).then(|| view! { <a class="button" href=format!("/customers/{id}/merge")>{t(customers::MERGE)}</a> })}
        {may(CustomerAction::Edit).then(|| view! { <a class="button" href=format!("/customers/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> })}
    };
    let returned = (customer.review == ReviewStatus::Returned)
        .then(|| notice("cinnabar", view! { <b>{t(customers::RETURNED)}</b>" "{customer.review_remark.clone()} }));
    let quick = may(CustomerAction::FollowUp).then(|| follow_up(id, changed));
    view! {
        {record_head(customer.name.clone(), under, actions)}
        {returned}
        <div class="columns">
            <div>
                {pending(customer, remote)}
                {review(customer, remote)}
                {sheet(customers::FACTS, (), facts(customer))}
                {contacts(customer, changed)}
                {attachments(contract::SubjectKind::Customer, id)} {comments(contract::SubjectKind::Customer, id)}
                {sheet(customers::TIMELINE, (), events.view(draw_events))}
            </div>
            <div>
                {quick}
                {sheet(customers::AT_A_GLANCE, (), glance(customer))}
                {tags(customer, changed)}
                {holding(customer, changed)}
                {merges(customer, changed)}
                {tasks_of_record(contract::SubjectKind::Customer, id, &customer.name)}
                {why(id)}
                {may(CustomerAction::ReadLog).then(|| read_log(id))}
            </div>
        </div>
    }
    .into_any()
}

pub(super) fn facts(customer: &Customer) -> impl IntoView + use<> {
    let may_reveal = customer.actions.contains(&CustomerAction::Reveal);
    let confidential = |field, value: &Option<contract::Masked>| match value {
        Some(value) => masked(customer.id, None, field, value, may_reveal),
        None => or_unset(String::new()),
    };
    let employees = customer.employees.map(|n| tell(customers::EMPLOYEES_COUNT, &[("n", &crate::format::number(n))])).unwrap_or_default();
    let turnover = customer.turnover.clone().map_or_else(|| or_unset(String::new()), |amount| money_short(amount).into_any());
    let source = customer.source.map_or_else(|| or_unset(String::new()), |source| word(source.text_path()).into_any());
    let first = customer.first_contact_on.map_or_else(|| or_unset(String::new()), |on| day(on).into_any());
    view! {
        <dl class="facts">
            {fact(customers::PHONE, confidential(ConfidentialField::Phone, &customer.phone))}
            {fact(customers::CREDIT_CODE, or_unset(customer.credit_code.clone().unwrap_or_default()))}
            {fact(customers::SOURCE, source)}
            {fact(customers::EMPLOYEES, or_unset(employees))}
            {fact(customers::TURNOVER, turnover)}
            {fact(customers::FIRST_CONTACT_ON, first)}
            {wide_fact(customers::ADDRESS, confidential(ConfidentialField::Address, &customer.address))}
            {wide_fact(customers::NEED, or_unset(customer.need.clone()))}
        </dl>
    }
}

fn glance(customer: &Customer) -> impl IntoView + use<> {
    let score = f64::from(customer.completeness);
    let owner = match &customer.owner {
        Some(owner) => person(&owner.name).into_any(),
        None => tag(Tone::Indigo, t(customers::IN_POOL)).into_any(),
    };
    let last = customer.last_followed_at.map_or_else(|| "—".into_any(), |at| since(at).into_any());
    view! {
        <div class="flex items-center gap-4 mb-4">
            {ring(Some(score), customer.completeness.to_string(), false)}
            <div>
                <b class="font-medium">{t(customers::COMPLETENESS)}</b>
                <p class="text-ink-3 text-[13px]">{t(if customer.completeness >= 80 { customers::COMPLETE_ENOUGH } else { customers::INCOMPLETE })}</p>
            </div>
        </div>
        <dl class="aside-list">
            <div><dt>{t(customers::OWNER)}</dt><dd>{owner}</dd></div>
            <div><dt>{t(customers::NEXT_FOLLOW_UP)}</dt><dd>{due_day(customer.next_follow_up_on)}</dd></div>
            <div><dt>{t(customers::LAST_FOLLOWED)}</dt><dd>{last}</dd></div>
            <div><dt>{t(customers::ENTERED_BY)}</dt><dd>{person(&customer.entered_by.name)}</dd></div>
            <div><dt>{t(customers::CREATED)}</dt><dd>{since(customer.created_at)}</dd></div>
        </dl>
    }
}

fn review(customer: &Customer, remote: Remote<Customer>) -> Option<AnyView> {
    if customer.proposal.is_some() || !customer.actions.contains(&CustomerAction::Review) {
        return None;
    }
    let session: Session = use_session();
    let toasts = use_toasts();
    let (id, version) = (customer.id, customer.version);
    let send: crate::ui::verdict::Send<Customer> = Rc::new(move |verdict, remark, key| {
        Box::pin(async move { session.write::<ReviewCustomer>(&[&id], Some(version), key, &Review { verdict, remark }).await })
    });
    let done = move |verdict: Verdict, now: Customer| {
        let said = if verdict == Verdict::Approve { customers::REVIEW_APPROVED_SAID } else { customers::REVIEW_RETURNED_SAID };
        toasts.say(tell(said, &[("name", &now.name)]));
        remote.set(now);
    };
    let by = tell(customers::REVIEW_ASKED, &[("name", &customer.entered_by.name)]);
    Some(sheet(customers::REVIEW_TITLE, (), view! { <p class="mb-3 text-ink-2">{by}</p>{verdict(send, done)} }))
}

fn draw_events(page: &Page<TimelineItem>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(customers::NOTHING_YET)}</p> }.into_any();
    }
    let events = page
        .items
        .iter()
        .map(|item| Event {
            at: item.at,
            tone: tone(item.kind),
            title: view! { {word(item.kind.text_path())}" · "{titled(item)} }.into_any(),
            body: item.body.clone(),
            who: item.person.as_ref().map(|person| person.name.clone()),
        })
        .collect();
    timeline(events)
}

fn titled(item: &TimelineItem) -> AnyView {
    match item.kind {
        TimelineKind::Complaint | TimelineKind::ServiceRequest | TimelineKind::Campaign | TimelineKind::WonContract => {
            subject_link(&contract::Subject { title: item.title.clone(), ..item.subject.clone() })
        }
        _ => item.title.clone().into_any(),
    }
}

fn tone(kind: TimelineKind) -> Tone {
    match kind {
        TimelineKind::FollowUp => Tone::Jade,
        TimelineKind::Complaint => Tone::Cinnabar,
        TimelineKind::Import | TimelineKind::Move | TimelineKind::Campaign | TimelineKind::ServiceRequest => Tone::Indigo,
        TimelineKind::WonContract => Tone::Bamboo,
        TimelineKind::Change => Tone::Calm,
    }
}
