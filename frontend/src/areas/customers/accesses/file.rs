use crate::areas::customers::files::masked_under;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tier};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::remote;
use crate::ui::text::{money_short, or_unset};
use crate::ui::timeline::{Event, timeline};
use contract::customers::{ConfidentialField, Contact, GrantedFacts, GrantedFile, GrantedFollowUp, ReadGrantedFile};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{accesses_ui as accesses, customers_ui as customers};
use uuid::Uuid;

/// A file as far as the leave goes; read-only.
pub fn file() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let of = move |name: &str| params.read().get(name).unwrap_or_default();
    let file = remote(move || {
        let (access, customer) = (of("id"), of("customer"));
        async move { session.get::<ReadGrantedFile>(&[&access, &customer], &()).await }
    });
    page_title(move || file.with(|file| file.name.clone()).unwrap_or_else(|| t(accesses::TITLE)().to_owned()));
    let access = move || of("id").parse::<Uuid>().unwrap_or_default();
    view! { <div class="page narrow">{crumb("/customer-accesses", accesses::TITLE)} {file.view(move |data| draw(access(), data))}</div> }
}

fn draw(access: Uuid, file: &GrantedFile) -> AnyView {
    let id = file.id;
    let confidential =
        |field, value: &Option<contract::Masked>| value.as_ref().map(|value| masked_under(Some(access), id, None, field, value, true));
    let reach = (file.phone.is_some() || file.address.is_some()).then(|| {
        view! {
            <dl class="facts">
                {confidential(ConfidentialField::Phone, &file.phone).map(|value| fact(customers::PHONE, value))}
                {confidential(ConfidentialField::Address, &file.address).map(|value| wide_fact(customers::ADDRESS, value))}
            </dl>
        }
    });
    let under = view! { <span class="number">{file.number.clone()}</span> {file.facts.as_ref().map(|facts| tier(facts.tier))} };
    view! {
        {record_head(file.name.clone(), under, ())}
        {notice("ochre", t(accesses::READING_NOTED))}
        {(reach.is_some() || file.facts.is_some()).then(|| sheet(customers::FACTS, (), view! { {reach} {file.facts.as_ref().map(facts)} }))}
        {file.contacts.as_ref().map(|people| sheet(customers::CONTACTS, (), contacts(access, id, people)))}
        {file.follow_ups.as_ref().map(|talks| sheet(customers::TIMELINE, (), talked(talks)))}
    }
    .into_any()
}

fn facts(facts: &GrantedFacts) -> AnyView {
    let employees = facts.employees.map(|n| tell(customers::EMPLOYEES_COUNT, &[("n", &crate::format::number(n))])).unwrap_or_default();
    let turnover = facts.turnover.clone().map_or_else(|| or_unset(String::new()), |amount| money_short(amount).into_any());
    view! {
        <dl class="facts">
            {fact(customers::KIND, word(facts.kind.text_path()))}
            {fact(customers::INDUSTRY, or_unset(facts.industry.clone()))}
            {fact(customers::CITY, or_unset(facts.city.clone()))}
            {fact(customers::EMPLOYEES, or_unset(employees))}
            {fact(customers::TURNOVER, turnover)}
            {wide_fact(customers::NEED, or_unset(facts.need.clone()))}
        </dl>
    }
    .into_any()
}

fn contacts(access: Uuid, customer: Uuid, people: &[Contact]) -> AnyView {
    if people.is_empty() {
        return view! { <p class="none">{t(customers::NOTHING_YET)}</p> }.into_any();
    }
    let lines: Vec<_> = people
        .iter()
        .map(|person| {
            let phone = person
                .phone
                .as_ref()
                .map(|phone| masked_under(Some(access), customer, Some(person.id), ConfidentialField::Phone, phone, true));
            view! { <li><div class="grow"><b class="font-medium">{person.name.clone()}</b><small class="block">{person.post.clone()}</small></div>{phone}</li> }
        })
        .collect();
    view! { <ul class="rows">{lines}</ul> }.into_any()
}

fn talked(talks: &[GrantedFollowUp]) -> AnyView {
    if talks.is_empty() {
        return view! { <p class="none">{t(customers::NOTHING_YET)}</p> }.into_any();
    }
    let events = talks
        .iter()
        .map(|talk| Event {
            at: talk.at,
            tone: Tone::Jade,
            title: word(talk.way.text_path()).into_any(),
            body: talk.content.clone(),
            who: Some(talk.person.name.clone()),
        })
        .collect();
    timeline(events)
}
