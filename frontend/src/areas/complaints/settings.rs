//! What the company says about complaints (CPL-01, CPL-02): terms by severity, the first answer, and the trees of categories and causes.

use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::toast::use_toasts;
use contract::complaints::intake::{AddTopic, EditTopic, ListTopics, NewTopic, Topic, TopicForm, TopicKind};
use contract::complaints::settings::{
    ComplaintSettings, ComplaintSettingsForm, EditComplaintSettings, SeverityTerms, ShowComplaintSettings, TermUnit, TimeTerm,
};
use contract::complaints::{ComplaintCategory, Severity};
use leptos::prelude::*;
use locale::{Key, cases_ui as text, complaints_ui as complaints, ui};
use uuid::Uuid;

/// Where the terms of each severity stand in the form: amount and unit of acknowledging, investigating, approving, closing.
const ROWS: [(Severity, [[&str; 2]; 4]); 3] = [
    (
        Severity::Minor,
        [
            ["/terms/0/acknowledge/amount", "/terms/0/acknowledge/unit"],
            ["/terms/0/investigate/amount", "/terms/0/investigate/unit"],
            ["/terms/0/approve/amount", "/terms/0/approve/unit"],
            ["/terms/0/close/amount", "/terms/0/close/unit"],
        ],
    ),
    (
        Severity::Ordinary,
        [
            ["/terms/1/acknowledge/amount", "/terms/1/acknowledge/unit"],
            ["/terms/1/investigate/amount", "/terms/1/investigate/unit"],
            ["/terms/1/approve/amount", "/terms/1/approve/unit"],
            ["/terms/1/close/amount", "/terms/1/close/unit"],
        ],
    ),
    (
        Severity::Serious,
        [
            ["/terms/2/acknowledge/amount", "/terms/2/acknowledge/unit"],
            ["/terms/2/investigate/amount", "/terms/2/investigate/unit"],
            ["/terms/2/approve/amount", "/terms/2/approve/unit"],
            ["/terms/2/close/amount", "/terms/2/close/unit"],
        ],
    ),
];
const STEPS: [Key; 4] = [text::TERM_ASSESS, text::TERM_INVESTIGATE, text::TERM_APPROVE, text::TERM_CLOSE];

/// The page.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::SETTINGS)().to_owned());
    let said = remote(move || async move { session.get::<ShowComplaintSettings>(&[], &()).await });
    let topics = remote(move || async move { session.get::<ListTopics>(&[], &()).await });
    let editable = move || said.with(|said| said.editable).unwrap_or_default();
    view! {
        <div class="page narrow">
            {crumb("/complaints", complaints::TITLE)}
            <header class="page-head"><h1>{t(text::SETTINGS)}</h1><p class="lead-in">{t(text::SETTINGS_LEAD)}</p></header>
            {said.view(move |now| terms(now, said))}
            {super::severity::rules()}
            {topics.view(move |all| tree(TopicKind::Category, all, editable(), topics))}
            {topics.view(move |all| tree(TopicKind::Cause, all, editable(), topics))}
        </div>
    }
}

fn of(terms: &SeverityTerms) -> [TimeTerm; 4] {
    [terms.acknowledge, terms.investigate, terms.approve, terms.close]
}

fn texts(now: &ComplaintSettingsForm) -> Vec<(&'static str, String)> {
    let mut texts = vec![
        ("/answer_days", now.answer_days.to_string()),
        ("/progress_days", now.progress_days.to_string()),
        ("/apology", now.apology.clone()),
    ];
    for (severity, row) in ROWS {
        for ([amount, unit], term) in row.into_iter().zip(of(&now.of(severity))) {
            texts.extend([(amount, term.amount.to_string()), (unit, term.unit.word().to_owned())]);
        }
    }
    texts
}

fn read(read: &Reader) -> ComplaintSettingsForm {
    let term = |[amount, unit]: [&'static str; 2]| TimeTerm {
        amount: read.must(amount, read.number(amount), 1),
        unit: read.must(unit, read.value(unit), TermUnit::Days),
    };
    let terms = |(severity, [acknowledge, investigate, approve, close]): (Severity, [[&'static str; 2]; 4])| SeverityTerms {
        severity,
        acknowledge: term(acknowledge),
        investigate: term(investigate),
        approve: term(approve),
        close: term(close),
    };
    ComplaintSettingsForm {
        terms: ROWS.into_iter().map(terms).collect(),
        answer_days: read.must("/answer_days", read.number("/answer_days"), 7),
        progress_days: read.must("/progress_days", read.number("/progress_days"), 2),
        apology: read.text("/apology"),
    }
}

fn terms(now: &ComplaintSettings, said: Remote<ComplaintSettings>) -> AnyView {
    if !now.editable {
        return sheet(text::TERMS, (), read_only(&now.settings));
    }
    let session = use_session();
    let toasts = use_toasts();
    let version = now.version;
    let form = Form::new(texts(&now.settings));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<EditComplaintSettings>(&[], Some(version), key, &body).await },
            move |now| {
                toasts.say(t(text::SETTINGS_SAVED)());
                said.set(now);
            },
        );
    };
    let rows: Vec<_> = ROWS
        .into_iter()
        .map(|(severity, row)| {
            let fields: Vec<_> = STEPS
                .into_iter()
                .zip(row)
                .map(|(label, [amount, unit])| {
                    view! {
                        <Field at=amount label=label kind=Kind::Number must=true />
                        <Select at=unit label=text::UNIT_OF_TIME choices=crate::choices!(TermUnit) must=true />
                    }
                })
                .collect();
            view! { <fieldset class="form"><legend>{badge(severity)}</legend><div class="quad">{fields}</div></fieldset> }
        })
        .collect();
    let body = view! {
        <FormFrame form on_submit=submit>
            {rows}
            <div class="pair">
                <Field at="/progress_days" label=text::PROGRESS_DAYS kind=Kind::Number must=true hint=text::PROGRESS_DAYS_HINT />
                <Field at="/answer_days" label=text::ANSWER_DAYS kind=Kind::Number must=true hint=text::ANSWER_DAYS_HINT />
            </div>
            <Field at="/apology" label=text::APOLOGY kind=Kind::Lines hint=text::APOLOGY_HINT />
            <FormFoot save=ui::SAVE />
        </FormFrame>
    };
    sheet(text::TERMS, (), body)
}

fn read_only(now: &ComplaintSettingsForm) -> AnyView {
    let rows: Vec<_> = ROWS
        .into_iter()
        .map(|(severity, _)| {
            let cells: Vec<_> =
                of(&now.of(severity)).into_iter().map(|term| view! { <td>{term.amount}" "{word(term.unit.text_path())}</td> }).collect();
            view! { <tr><th scope="row">{badge(severity)}</th>{cells}</tr> }
        })
        .collect();
    let heads: Vec<_> = STEPS.into_iter().map(|label| view! { <th scope="col">{t(label)}</th> }).collect();
    view! {
        <div class="ledger-wrap -mx-4" tabindex="0"><table class="ledger"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>
    }
    .into_any()
}

/// A tree with its branches below one another.
fn tree(kind: TopicKind, all: &[Topic], editable: bool, topics: Remote<Vec<Topic>>) -> AnyView {
    let open = RwSignal::new(false);
    let parents: Vec<Topic> = all.iter().filter(|topic| topic.kind == kind && !topic.retired).cloned().collect();
    let add = editable.then(|| {
        let parents = StoredValue::new(parents);
        view! {
            <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD_BRANCH)}</button>
            <Dialog open title=text::ADD_BRANCH>{move || adding(kind, &parents.get_value(), topics, open)}</Dialog>
        }
    });
    let title = if kind == TopicKind::Category { text::CATEGORIES } else { text::CAUSES };
    let mut rows = Vec::new();
    let roots: Vec<Option<ComplaintCategory>> =
        if kind == TopicKind::Category { ComplaintCategory::ALL.iter().copied().map(Some).collect() } else { vec![None] };
    for root in roots {
        let own: Vec<&Topic> = all.iter().filter(|topic| topic.kind == kind && topic.category == root).collect();
        if own.is_empty() {
            continue;
        }
        rows.extend(root.map(|root| view! { <li class="mt-3 text-ink-3 text-[13px]">{word(root.text_path())}</li> }.into_any()));
        below(None, 0, &own, &mut |topic, depth| rows.push(line(topic, depth, editable, topics)));
    }
    let body = if rows.is_empty() {
        empty(text::NO_BRANCHES, text::NO_BRANCHES_HINT, ())
    } else {
        view! { <ul class="grid gap-1">{rows}</ul> }.into_any()
    };
    sheet(title, add, body)
}

/// The branches below one, each followed by its own.
fn below(parent: Option<Uuid>, depth: usize, own: &[&Topic], each: &mut impl FnMut(&Topic, usize)) {
    for topic in own.iter().filter(|topic| topic.parent_id == parent) {
        each(topic, depth);
        below(Some(topic.id), depth + 1, own, each);
    }
}

fn line(topic: &Topic, depth: usize, editable: bool, topics: Remote<Vec<Topic>>) -> AnyView {
    let open = RwSignal::new(false);
    let held = StoredValue::new(topic.clone());
    let edit = editable.then(|| {
        view! {
            <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{t(ui::EDIT)}</button>
            <Dialog open title=text::EDIT_BRANCH>{move || editing(&held.get_value(), topics, open)}</Dialog>
        }
    });
    let retired = topic.retired.then(|| tag(Tone::Calm, t(text::RETIRED)));
    view! { <li class="flex items-center gap-2" style:padding-left=format!("{}px", depth * 20)><span>{topic.name.clone()}</span>{retired}{edit}</li> }.into_any()
}

fn adding(kind: TopicKind, parents: &[Topic], topics: Remote<Vec<Topic>>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            move |read| NewTopic {
                kind,
                category: (kind == TopicKind::Category).then(|| read.must("/category", read.value("/category"), ComplaintCategory::Other)),
                parent_id: read.value("/parent_id"),
                name: read.text("/name"),
            },
            move |body, key| async move { session.write::<AddTopic>(&[], None, key, &body).await },
            move |_: Topic| {
                open.set(false);
                topics.refetch();
            },
        );
    };
    let parents = parents.to_vec();
    let under = move || {
        let category: Option<ComplaintCategory> = form.get("/category").parse().ok();
        super::cases::tree("/parent_id", text::UNDER, &parents, |topic| topic.category == category)
    };
    let category = (kind == TopicKind::Category).then(|| {
        view! { <Select at="/category" label=complaints::CATEGORY choices=crate::choices!(ComplaintCategory) none=text::CHOOSE must=true /> }
    });
    view! {
        <FormFrame form on_submit=submit>
            {category}
            {under}
            <Field at="/name" label=text::BRANCH_NAME must=true />
            <FormFoot save=text::ADD_BRANCH cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn editing(topic: &Topic, topics: Remote<Vec<Topic>>, open: RwSignal<bool>) -> AnyView {
    const STATES: [(&str, &str); 2] = [("no", "cases_ui.offered"), ("yes", "cases_ui.retired")];
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (topic.id, topic.version);
    let form = Form::new([("/name", topic.name.clone()), ("/retired", if topic.retired { "yes" } else { "no" }.to_owned())]);
    let submit = move |()| {
        form.submit(
            |read| TopicForm { name: read.text("/name"), retired: read.text("/retired") == "yes" },
            move |body, key| async move { session.write::<EditTopic>(&[&id], Some(version), key, &body).await },
            move |now: Topic| {
                toasts.say(tell(text::BRANCH_SAVED, &[("name", &now.name)]));
                open.set(false);
                topics.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/name" label=text::BRANCH_NAME must=true />
            <Pick at="/retired" label=text::OFFER choices=STATES.to_vec() must=true />
            <FormFoot save=ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
