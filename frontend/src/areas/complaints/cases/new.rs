use super::remedies::tree;
use crate::areas::complaints::severity::reason;
use crate::areas::finders;
use crate::i18n::{t, tell, word_now};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use client::ClientError;
use contract::complaints::intake::{ListTopics, Topic, TopicKind};
use contract::complaints::severity_rules::{SeverityRules, ShowSeverityRules};
use contract::complaints::{Complaint, ComplaintCategory, ComplaintChannel, FileComplaint, NewComplaint, Severity};
use contract::customers::ShowCustomer;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use locale::{cases_ui as text, complaints_ui as complaints};
use uuid::Uuid;

const CUSTOMER: &str = "/customer_id";

/// File a complaint (CPL-01). `?customer=<id>` comes from a customer's page and fills that field.
pub fn new() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(complaints::NEW_TITLE)().to_owned());
    let customer = remote(move || {
        let id = asked.read().get("customer").and_then(|id| id.parse::<Uuid>().ok());
        async move {
            let Some(id) = id else { return Ok(None) };
            match session.get::<ShowCustomer>(&[&id], &()).await {
                Ok(customer) => Ok(Some((customer.id, format!("{} {}", customer.number, customer.name)))),
                // Whoever may not open the file still takes the complaint: the customer is looked up by hand then.
                Err(ClientError::Problem(problem)) if matches!(problem.status, 403 | 404) => Ok(None),
                Err(error) => Err(error),
            }
        }
    });
    view! {
        <div class="page narrow">
            {crumb("/complaints", complaints::TITLE)}
            <header class="page-head"><h1>{t(complaints::NEW_TITLE)}</h1><p class="lead-in">{t(complaints::NEW_HINT)}</p></header>
            {customer.view(move |customer| intake(customer.as_ref()))}
        </div>
    }
}

fn read(read: &Reader) -> NewComplaint {
    NewComplaint {
        customer_id: read.value(CUSTOMER),
        complainant: read.text("/complainant"),
        phone: read.given("/phone"),
        email: read.given("/email"),
        topic_id: read.value("/topic_id"),
        product: read.text("/product"),
        contract_number: read.text("/contract_number"),
        campaign_id: read.value("/campaign_id"),
        matter: read.text("/matter"),
        category: read.must("/category", read.value("/category"), ComplaintCategory::Other),
        channel: read.must("/channel", read.value("/channel"), ComplaintChannel::Phone),
        severity: read.value("/severity"),
        wish: read.text("/wish"),
        about_person_id: read.value("/about_person_id"),
    }
}

fn intake(customer: Option<&(Uuid, String)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let name_key = name_of(CUSTOMER);
    let start = customer.iter().flat_map(|(id, name)| [(CUSTOMER, id.to_string()), (name_key.as_str(), name.clone())]);
    let draft = format!("complaint/new/{}", customer.map(|(id, _)| id.to_string()).unwrap_or_default());
    let form = Form::kept(draft, start.chain([("/channel", ComplaintChannel::Phone.word().to_owned())]));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<FileComplaint>(&[], None, key, &body).await },
            move |filed: Complaint| {
                toasts.say(tell(complaints::FILED_SAID, &[("number", &filed.number)]));
                go.run(format!("/complaints/{}?filed=1", filed.id));
            },
        );
    };
    let topics = remote(move || async move { session.get::<ListTopics>(&[], &()).await });
    let rules = remote(move || async move { session.get::<ShowSeverityRules>(&[], &()).await });
    let suggestion =
        move || suggested(rules.with(Clone::clone).as_ref(), &form.get("/category"), &form.get("/matter"), &form.get("/severity"));
    let cancel = move |()| {
        form.reset();
        go.run("/complaints".to_owned());
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <fieldset class="form">
                    <legend>{t(complaints::WHO)}</legend>
                    <div class="pair">
                        <Picker at=CUSTOMER label=complaints::CUSTOMER find=finders::customers(session) hint=complaints::CUSTOMER_HINT />
                        <Field at="/complainant" label=complaints::COMPLAINANT hint=complaints::COMPLAINANT_HINT />
                    </div>
                    <div class="pair">
                        <Field at="/phone" label=complaints::PHONE autocomplete="tel" hint=text::REACH_HINT />
                        <Field at="/email" label=complaints::EMAIL autocomplete="email" />
                    </div>
                    <Pick at="/channel" label=complaints::CHANNEL choices=crate::choices!(ComplaintChannel) must=true />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(complaints::WHAT)}</legend>
                    <Pick at="/category" label=complaints::CATEGORY choices=crate::choices!(ComplaintCategory) must=true />
                    <Field at="/matter" label=complaints::MATTER kind=Kind::Lines must=true placeholder=complaints::MATTER_HINT />
                    <p class="text-[13px] text-ink-2" aria-live="polite">{suggestion}</p>
                    <Field at="/wish" label=complaints::WISH kind=Kind::Lines />
                    {topics.view(move |topics| branches(topics.clone(), form))}
                    <div class="pair">
                        <Field at="/product" label=complaints::PRODUCT />
                        <Field at="/contract_number" label=complaints::CONTRACT_NUMBER />
                    </div>
                    <Picker at="/campaign_id" label=text::CAMPAIGN find=finders::campaigns(session) />
                    <div class="pair">
                        <Select at="/severity" label=complaints::SEVERITY choices=crate::choices!(Severity) none=complaints::SEVERITY_BY_RULE
                            hint=complaints::SEVERITY_HINT />
                        <Picker at="/about_person_id" label=complaints::ABOUT_PERSON find=finders::people(session, &[]) hint=complaints::ABOUT_PERSON_HINT />
                    </div>
                </fieldset>
                <FormFoot save=complaints::FILE cancel=Callback::new(cancel) />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// What the rules make of it so far, said while it is typed (CPL-01).
fn suggested(rules: Option<&SeverityRules>, category: &str, matter: &str, severity: &str) -> Option<String> {
    let category: ComplaintCategory = category.parse().ok()?;
    if matter.trim().is_empty() || !severity.is_empty() {
        return None;
    }
    let (severity, why) = rules?.suggest(category, matter);
    Some(tell(text::SUGGESTED, &[("severity", word_now(severity.text_path())), ("why", &reason(&why))]))
}

/// The branches of the category that is chosen, where the company grew any.
pub fn branches(topics: Vec<Topic>, form: Form) -> AnyView {
    let shown = move || {
        let category: Option<ComplaintCategory> = form.get("/category").parse().ok();
        let fits = |topic: &Topic| topic.kind == TopicKind::Category && topic.category == category;
        let any = category.is_some() && topics.iter().any(|topic| !topic.retired && fits(topic));
        any.then(|| tree("/topic_id", text::BRANCH, &topics, fits))
    };
    view! { {shown} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::complaints::severity_rules;

    #[test]
    fn the_rule_speaks_until_somebody_says_otherwise() {
        let (rules, otherwise) = severity_rules::product(|rule| rule.word().to_owned());
        let held = SeverityRules { rules, otherwise, from_on: None, versions: Vec::new(), editable: false };
        let said = |category, severity| suggested(Some(&held), category, "柜子起火了", severity);
        assert!(said("quality", "").is_some_and(|said| said.contains("起火")));
        assert_eq!((said("quality", "minor"), said("", "")), (None, None));
        let own = SeverityRules { from_on: Some(chrono::NaiveDate::MIN), ..held.clone() };
        assert!(suggested(Some(&own), "quality", "柜子起火了", "").is_some_and(|said| said.contains("grave（起火）")));
    }
}
