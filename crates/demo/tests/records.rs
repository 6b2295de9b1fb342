//! The records of the demo company are repeatable, different, right and quickly made.

use chrono::{TimeDelta, Utc};
use contract::campaigns::{CampaignPlan, CampaignSummary};
use contract::complaints::{Feedback, NewComplaint, Remedy};
use contract::customers::{ContactForm, CustomerForm, CustomerKind, NewFollowUp, Tier};
use contract::values::Money;
use demo::{DISTINCT, campaign, complaint, customer, mobile, person_name};
use std::collections::{HashMap, HashSet};
use validator::Validate;

fn money(amount: rust_decimal::Decimal) -> Money {
    Money { amount, currency: "CNY".to_owned() }
}

#[test]
fn the_same_seed_and_number_give_the_same_record_in_any_order() {
    for n in [0, 1, 7, 99_999, DISTINCT, u64::MAX / 4] {
        assert_eq!(customer(42, n), customer(42, n));
        assert_eq!(campaign(42, n), campaign(42, n));
        assert_eq!(complaint(42, n), complaint(42, n));
        assert_eq!(person_name(42, n), person_name(42, n));
        assert_eq!(mobile(42, n), mobile(42, n));
    }
    assert_ne!(customer(42, 1), customer(43, 1));
    assert_ne!(customer(42, 1), customer(42, 2));
}

#[test]
fn the_first_customer_stays_who_he_is() {
    // A change of the generator changes every demo company; it should not happen by accident.
    let first = customer(1, 0);
    let told = format!("{} {} {} {}", first.name, first.credit_code.unwrap_or_default(), first.contacts[0].name, first.contacts[0].phone);
    assert_eq!(told, "石家庄致泽装饰设计工程有限公司 91130104MA3K68BX5G 杨一鸣 16844121113");
}

#[test]
fn credit_codes_and_names_are_different_and_right() {
    let mut codes = HashSet::new();
    let mut names = HashSet::new();
    let mut without = 0;
    for n in 0..30_000 {
        let customer = customer(7, n);
        match &customer.credit_code {
            Some(code) => {
                assert_eq!(contract::values::credit_code::parse(code).as_deref(), Ok(code.as_str()));
                assert!(codes.insert(code.clone()), "{code}");
            }
            None => without += 1,
        }
        assert!(names.insert(customer.name.clone()), "{}", customer.name);
    }
    assert!((1_000..2_000).contains(&without), "{without}");
}

#[test]
fn every_customer_passes_the_forms_that_people_fill_in() {
    for n in 0..5_000 {
        let demo = customer(3, n);
        let form = CustomerForm {
            name: demo.name.clone(),
            kind: CustomerKind::Company,
            credit_code: demo.credit_code.clone(),
            tier: demo.tier,
            source: Some(demo.source),
            industry: demo.industry.to_owned(),
            employees: Some(demo.employees),
            turnover: Some(money(demo.turnover)),
            city: demo.city.to_owned(),
            address: Some(demo.address.clone()),
            phone: Some(demo.phone.clone()),
            need: demo.need.clone(),
            first_contact_on: None,
        };
        assert!(form.validate().is_ok(), "{form:?}");
        assert!((1..=3).contains(&demo.contacts.len()));
        for contact in &demo.contacts {
            let form = ContactForm {
                name: contact.name.clone(),
                post: contact.post.to_owned(),
                phone: Some(contact.phone.clone()),
                email: contact.email.clone(),
                influence: Some(contact.influence),
            };
            assert!(form.validate().is_ok(), "{form:?}");
        }
        for talk in &demo.follow_ups {
            let form = NewFollowUp {
                way: talk.way,
                occurred_at: None,
                contact_id: None,
                content: talk.content.clone(),
                next_step: talk.next_step.to_owned(),
                next_on: talk.next_after_days.map(|days| (Utc::now() + TimeDelta::days(i64::from(days))).date_naive()),
            };
            assert!(form.validate().is_ok(), "{form:?}");
        }
    }
}

#[test]
fn no_text_has_an_open_slot() {
    let whole = |text: &str| assert!(!text.contains(['{', '}']) && !text.is_empty(), "{text}");
    for n in 0..5_000 {
        let customer = customer(5, n);
        whole(&customer.need);
        customer.follow_ups.iter().for_each(|talk| whole(&talk.content));
        let campaign = campaign(5, n);
        [&campaign.theme, &campaign.goal, &campaign.place, &campaign.proposal].into_iter().for_each(|text| whole(text));
        whole(campaign.audience);
        let complaint = complaint(5, n);
        [&complaint.matter, &complaint.findings, &complaint.measures, &complaint.result].into_iter().for_each(|text| whole(text));
    }
}

#[test]
fn conversations_run_forward_and_promises_lead_from_one_to_the_next() {
    for n in 0..5_000 {
        let customer = customer(11, n);
        let talks = &customer.follow_ups;
        assert!(talks.windows(2).all(|pair| pair[0].days_ago > pair[1].days_ago));
        assert!(talks.iter().all(|talk| (9 * 60..=18 * 60).contains(&talk.minute) && talk.contact < customer.contacts.len()));
        for pair in talks.windows(2) {
            assert_eq!(pair[0].kept_after_days, Some(pair[0].days_ago - pair[1].days_ago));
            assert!(pair[0].next_after_days.is_some() && !pair[0].next_step.is_empty());
        }
        if let Some(last) = talks.last() {
            assert_eq!(last.kept_after_days, None);
            assert_eq!(last.next_after_days.is_some(), !last.next_step.is_empty());
        }
        assert!(talks.first().is_none_or(|first| customer.first_contact_days_ago >= first.days_ago));
    }
}

#[test]
fn tiers_industries_and_cities_are_mixed_as_in_life() {
    let mut tiers: HashMap<Tier, u32> = HashMap::new();
    let mut industries = HashSet::new();
    let mut cities = HashSet::new();
    let mut contents = HashSet::new();
    for n in 0..2_000 {
        let customer = customer(13, n);
        *tiers.entry(customer.tier).or_default() += 1;
        industries.insert(customer.industry);
        cities.insert(customer.city);
        contents.extend(customer.follow_ups.into_iter().map(|talk| talk.content));
    }
    assert!(tiers[&Tier::A] < tiers[&Tier::B] && tiers[&Tier::B] < tiers[&Tier::C], "{tiers:?}");
    assert_eq!((industries.len(), cities.len()), (14, 40));
    assert!(contents.len() > 2_000, "{}", contents.len());
}

#[test]
fn every_campaign_can_be_planned_and_summed_up() {
    for n in 0..1_000 {
        let demo = campaign(9, n);
        let starts_at = Utc::now() + TimeDelta::days(i64::from(demo.starts_in_days));
        let plan = CampaignPlan {
            theme: demo.theme,
            form: demo.form,
            goal: demo.goal,
            audience: demo.audience.to_owned(),
            place: demo.place,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(i64::from(demo.hours)),
            budget: money(demo.budget),
            expected_participants: demo.expected_participants,
            expected_leads: demo.expected_leads,
            proposal: demo.proposal,
        };
        assert!(plan.validate().is_ok(), "{plan:?}");
        let summary = CampaignSummary {
            participants: demo.summary.participants,
            leads: demo.summary.leads,
            cost: money(demo.summary.cost),
            good: demo.summary.good.to_owned(),
            bad: demo.summary.bad.to_owned(),
            next_time: demo.summary.next_time.to_owned(),
        };
        assert!(summary.validate().is_ok(), "{summary:?}");
    }
}

#[test]
fn every_complaint_can_be_filed_and_settled() {
    let mut satisfied = 0;
    for n in 0..1_000 {
        let demo = complaint(9, n);
        let filed = NewComplaint {
            severity: Some(demo.severity),
            wish: demo.wish.to_owned(),
            ..NewComplaint::of(Default::default(), demo.category, demo.channel, demo.matter)
        };
        assert!(filed.validate().is_ok(), "{filed:?}");
        let remedy = Remedy {
            findings: demo.findings,
            cause: demo.cause.to_owned(),
            cause_id: None,
            unit_id: None,
            measures: demo.measures,
            tasks: Vec::new(),
            compensation: money(demo.compensation),
            due_on: Utc::now().date_naive(),
        };
        assert!(remedy.validate().is_ok(), "{remedy:?}");
        let feedback = Feedback { satisfaction: demo.satisfaction, words: demo.words.to_owned() };
        assert!(feedback.validate().is_ok(), "{feedback:?}");
        satisfied += u32::from(demo.satisfaction >= 4);
    }
    assert!((750..950).contains(&satisfied), "{satisfied}");
}
