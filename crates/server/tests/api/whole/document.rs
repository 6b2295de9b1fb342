//! The committed document is that of the live app, and the typed endpoints are those of the document.

use super::{golden, root};
use crate::support::operations;
use contract::access::{accounts, agreements, own, second_factor, service, single_sign_on};
use contract::{
    announcements, approvals, assignments, attachments, audit, calendar, campaigns, comments, complaints, customers, dashboard,
    duty_letters, hand_overs, home, jobs, kpi, leaves, notifications, organisation, page, people, posts, results, robots, roles, tasks,
    units, views, webhooks, workload,
};
use std::collections::HashMap;

#[test]
fn the_committed_document_is_that_of_the_live_app() {
    golden("openapi/openapi.json", &server::openapi::json().unwrap());
}

#[test]
fn every_operation_has_a_typed_endpoint_and_the_other_way_round() {
    let lists = [
        accounts::ALL,
        agreements::ALL,
        own::ALL,
        second_factor::ALL,
        service::ALL,
        single_sign_on::ALL,
        announcements::ALL,
        approvals::ALL,
        approvals::delegation::ALL,
        approvals::flow::ALL,
        attachments::ALL,
        attachments::FILES,
        audit::ALL,
        audit::FILES,
        calendar::ALL,
        calendar::FEEDS,
        campaigns::ALL,
        campaigns::FILES,
        campaigns::effects::ALL,
        campaigns::guests::ALL,
        campaigns::guests::FILES,
        campaigns::materials::ALL,
        campaigns::outcomes::ALL,
        campaigns::preparation::ALL,
        campaigns::questionnaires::ALL,
        campaigns::questionnaires::FILES,
        campaigns::run_sheet::ALL,
        campaigns::spending::ALL,
        campaigns::versions::ALL,
        comments::ALL,
        complaints::ALL,
        complaints::analysis::ALL,
        complaints::analysis::FILES,
        complaints::corrective_actions::ALL,
        complaints::desk::ALL,
        complaints::knowledge::ALL,
        complaints::service_requests::ALL,
        complaints::stage_surveys::ALL,
        complaints::mails::FILES,
        complaints::nonconformities::ALL,
        complaints::care::ALL,
        complaints::contacts::ALL,
        complaints::inquiries::ALL,
        complaints::intake::ALL,
        complaints::particulars::ALL,
        complaints::remedy::ALL,
        complaints::settings::ALL,
        complaints::severity_rules::ALL,
        complaints::uploads::ALL,
        complaints::uploads::FILES,
        customers::ALL,
        customers::FILES,
        assignments::ALL,
        dashboard::ALL,
        duty_letters::ALL,
        hand_overs::ALL,
        home::ALL,
        jobs::ALL,
        kpi::ALL,
        kpi::calibration::ALL,
        kpi::cycles::ALL,
        kpi::compliance::ALL,
        kpi::compliance::FILES,
        kpi::effects::ALL,
        kpi::effects::FILES,
        kpi::entries::ALL,
        kpi::marks::ALL,
        kpi::grading::ALL,
        kpi::leave_pay::ALL,
        kpi::pay::ALL,
        kpi::pay::FILES,
        kpi::recruitment::ALL,
        kpi::rule_book::ALL,
        kpi::schemes::ALL,
        kpi::team::ALL,
        kpi::what_if::ALL,
        leaves::ALL,
        notifications::ALL,
        notifications::STREAMS,
        notifications::settings::ALL,
        organisation::ALL,
        page::ALL,
        people::ALL,
        posts::ALL,
        posts::FILES,
        results::ALL,
        robots::ALL,
        roles::ALL,
        tasks::ALL,
        units::ALL,
        views::ALL,
        webhooks::ALL,
        workload::ALL,
    ];
    let mut typed: Vec<(String, String)> = lists.concat().iter().map(|(_, m, p)| ((*m).to_owned(), (*p).to_owned())).collect();
    let mut documented: Vec<(String, String)> = operations().into_iter().map(|o| (o.method, o.path)).collect();
    typed.sort();
    documented.sort();
    assert_eq!(typed, documented);
}

#[test]
fn operations_have_unique_ids_and_described_answers() {
    let mut ids: Vec<String> = operations().into_iter().map(|o| o.id).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

/// Components have one name space: of two types of one name the second would replace the first without a word.
#[test]
fn no_two_types_of_the_document_share_a_name() {
    let mut seen = HashMap::new();
    let mut pending = vec![root().join("crates/contract/src")];
    while let Some(folder) = pending.pop() {
        for entry in folder.read_dir().unwrap().map(|it| it.unwrap().path()) {
            if entry.is_dir() {
                pending.push(entry);
                continue;
            }
            let text = std::fs::read_to_string(&entry).unwrap();
            let mut documented = false;
            for line in text.lines() {
                documented |= line.contains("utoipa::ToSchema");
                let Some(rest) = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum ")) else { continue };
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                if std::mem::take(&mut documented) {
                    assert_eq!(seen.insert(name.clone(), entry.clone()), None, "{name} again in {}", entry.display());
                }
            }
        }
    }
    assert!(seen.len() > 100, "{} types", seen.len());
}

#[test]
fn state_machines_are_as_committed() {
    let matrices = [
        ("agreements", ::organisation::agreements::matrix()),
        ("announcements", ::organisation::announcements::matrix()),
        ("approvals", engines::approvals::matrix()),
        ("assignments", workday::assignments::matrix()),
        ("campaigns", campaigns_matrix()),
        ("campaign-items", ::campaigns::preparation::matrix()),
        ("campaign-guests", ::campaigns::guests::matrix()),
        ("campaign-expenses", ::campaigns::spending::matrix()),
        ("campaign-run-items", ::campaigns::run_sheet::matrix()),
        ("questionnaires", ::campaigns::questionnaires::matrix()),
        ("complaints", complaints_matrix()),
        ("corrective-actions", ::complaints::corrective_actions::matrix()),
        ("duty-letters", ::organisation::duty_letters::matrix()),
        ("gradings", ::kpi::gradings::matrix()),
        ("hand-overs", ::organisation::hand_overs::matrix()),
        ("jobs", platform::jobs::matrix()),
        ("kpi-adjustments", ::kpi::entries::matrix()),
        ("kpi-calibrations", ::kpi::calibration::matrix()),
        ("leaves", workday::leaves::matrix()),
        ("kpi-results", ::kpi::results::matrix()),
        ("kpi-cycles", ::kpi::cycles::matrix()),
        ("kpi-unsealings", ::kpi::marks::matrix()),
        ("pay-runs", ::kpi::pay::matrix()),
        ("recruitments", ::kpi::recruitments::matrix()),
        ("people", ::organisation::people::matrix()),
        ("customer-accesses", ::customers::accesses::states::matrix()),
        ("nonconformities", ::complaints::nonconformities::matrix()),
        ("stage-surveys", ::complaints::stage_surveys::matrix()),
        ("service-requests", ::complaints::service_requests::matrix()),
        ("knowledge", ::complaints::knowledge::matrix()),
        ("robots", server::notifications::robots::matrix()),
        ("webhooks", server::webhooks::matrix()),
    ];
    let mut text = String::new();
    for (name, matrix) in matrices {
        text.push_str(&format!("{name}\n\n{matrix}\n"));
    }
    golden("openapi/coverage/states.txt", &text);
    let diagrams = [
        ("agreements", ::organisation::agreements::diagram()),
        ("assignments", workday::assignments::diagram()),
        ("announcements", ::organisation::announcements::diagram()),
        ("campaigns", ::campaigns::diagram()),
        ("campaign-items", ::campaigns::preparation::diagram()),
        ("campaign-guests", ::campaigns::guests::diagram()),
        ("campaign-expenses", ::campaigns::spending::diagram()),
        ("campaign-run-items", ::campaigns::run_sheet::diagram()),
        ("questionnaires", ::campaigns::questionnaires::diagram()),
        ("complaints", ::complaints::diagram()),
        ("corrective-actions", ::complaints::corrective_actions::diagram()),
        ("nonconformities", ::complaints::nonconformities::diagram()),
        ("stage-surveys", ::complaints::stage_surveys::diagram()),
        ("service-requests", ::complaints::service_requests::diagram()),
        ("knowledge", ::complaints::knowledge::diagram()),
        ("customer-accesses", ::customers::accesses::states::diagram()),
        ("duty-letters", ::organisation::duty_letters::diagram()),
        ("gradings", ::kpi::gradings::diagram()),
        ("hand-overs", ::organisation::hand_overs::diagram()),
        ("jobs", platform::jobs::diagram()),
        ("kpi-adjustments", ::kpi::entries::diagram()),
        ("kpi-calibrations", ::kpi::calibration::diagram()),
        ("leaves", workday::leaves::diagram()),
        ("kpi-results", ::kpi::results::diagram()),
        ("kpi-cycles", ::kpi::cycles::diagram()),
        ("kpi-unsealings", ::kpi::marks::diagram()),
        ("pay-runs", ::kpi::pay::diagram()),
        ("recruitments", ::kpi::recruitments::diagram()),
        ("people", ::organisation::people::diagram()),
        ("robots", server::notifications::robots::diagram()),
        ("webhooks", server::webhooks::diagram()),
    ];
    for (name, diagram) in diagrams {
        let page = std::fs::read_to_string(root().join(format!("docs/states/{name}.md"))).unwrap();
        assert!(page.contains(&diagram), "docs/states/{name}.md should hold\n```mermaid\n{diagram}```");
    }
}

fn campaigns_matrix() -> String {
    ::campaigns::matrix()
}

fn complaints_matrix() -> String {
    ::complaints::matrix()
}
