//! The remedy: proposed with its measures, and its versions beside one another (CPL-04).

use super::acts::Case;
use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::{day, moment, subject_link};
use contract::Money;
use contract::complaints::intake::{ListTopics, Topic, TopicKind};
use contract::complaints::remedy::{ListRemedies, MeasureForm, RemedyFate, RemedyTask, RemedyVersion};
use contract::complaints::{Complaint, ComplaintAct, ComplaintActKind, Remedy};
use leptos::prelude::*;
use locale::{Key, cases_ui as text, complaints_ui as complaints};
use std::collections::HashMap;
use uuid::Uuid;

/// Where a measure's entries stand in the form; six are enough for one remedy.
const ROWS: [[&str; 4]; 6] = [
    ["/tasks/0/what", "/tasks/0/owner_id", "/tasks/0/due_on", "/tasks/0/cost"],
    ["/tasks/1/what", "/tasks/1/owner_id", "/tasks/1/due_on", "/tasks/1/cost"],
    ["/tasks/2/what", "/tasks/2/owner_id", "/tasks/2/due_on", "/tasks/2/cost"],
    ["/tasks/3/what", "/tasks/3/owner_id", "/tasks/3/due_on", "/tasks/3/cost"],
    ["/tasks/4/what", "/tasks/4/owner_id", "/tasks/4/due_on", "/tasks/4/cost"],
    ["/tasks/5/what", "/tasks/5/owner_id", "/tasks/5/due_on", "/tasks/5/cost"],
];

/// What the remedy says now, to go on from: after a return or a reopening it is amended, not typed again.
fn texts(remedy: Option<&Remedy>, newest: Option<&RemedyVersion>) -> Vec<(String, String)> {
    let Some(remedy) = remedy.cloned() else { return vec![("/compensation".to_owned(), "0".to_owned())] };
    let money = |money: &Money| money.amount.normalize().to_string();
    let mut texts = vec![
        ("/findings", remedy.findings),
        ("/cause", remedy.cause),
        ("/cause_id", remedy.cause_id.map(|id| id.to_string()).unwrap_or_default()),
        ("/unit_id", remedy.unit_id.map(|id| id.to_string()).unwrap_or_default()),
        ("/measures", remedy.measures),
        ("/compensation", money(&remedy.compensation)),
        ("/due_on", remedy.due_on.to_string()),
    ];
    for ([what, owner, due, cost], task) in ROWS.into_iter().zip(remedy.tasks) {
        texts.extend([(what, task.what), (owner, task.owner_id.to_string()), (due, task.due_on.to_string())]);
        texts.push((cost, task.cost.as_ref().map(money).unwrap_or_default()));
    }
    let mut texts: Vec<(String, String)> = texts.into_iter().map(|(at, text)| (at.to_owned(), text)).collect();
    // Pickers show names, and the remedy itself has only ids.
    if let Some(newest) = newest {
        texts.extend(newest.unit.iter().map(|unit| (name_of("/unit_id"), unit.title.clone())));
        texts.extend(ROWS.iter().zip(&newest.tasks).map(|(row, task)| (name_of(row[1]), task.owner.name.clone())));
    }
    texts
}

/// A row in which nothing is typed is no measure.
fn read(read: &Reader) -> ComplaintAct {
    let row = |[what, owner, due, cost]: [&'static str; 4]| {
        let begun = [what, owner].iter().any(|at| read.given(at).is_some());
        begun.then(|| MeasureForm {
            what: read.text(what),
            owner_id: read.must(owner, read.value(owner), Uuid::nil()),
            due_on: read.must(due, read.value(due), crate::clock::today()),
            cost: read.money(cost),
        })
    };
    ComplaintAct::Propose(Remedy {
        findings: read.text("/findings"),
        cause: read.text("/cause"),
        cause_id: read.value("/cause_id"),
        unit_id: read.value("/unit_id"),
        measures: read.text("/measures"),
        tasks: ROWS.into_iter().filter_map(row).collect(),
        compensation: read.must("/compensation", read.money("/compensation"), Money::from_cents(0)),
        due_on: read.must("/due_on", read.value("/due_on"), crate::clock::today()),
    })
}

/// The form of a remedy; after a return or a reopening the one before is amended.
pub fn propose(complaint: &Complaint, case: Case) -> AnyView {
    if complaint.remedy.is_none() {
        return form(complaint.remedy.as_ref(), None, case);
    }
    let session = use_session();
    let (id, remedy) = (complaint.id, complaint.remedy.clone());
    let held = remote(move || async move { session.get::<ListRemedies>(&[&id], &()).await });
    view! { {held.view(move |all| form(remedy.as_ref(), all.first(), case))} }.into_any()
}

fn form(remedy: Option<&Remedy>, newest: Option<&RemedyVersion>, case: Case) -> AnyView {
    let session = use_session();
    let start = texts(remedy, newest);
    let form = case.form(ComplaintActKind::Propose, start.iter().map(|(at, text)| (at.as_str(), text.clone())));
    let send = case.submit(form, read);
    let filled = ROWS.iter().take_while(|row| !form.get(row[0]).is_empty()).count();
    let rows = RwSignal::new(filled.max(1));
    let causes = remote(move || async move { session.get::<ListTopics>(&[], &()).await });
    let measures = move || (0..rows.get().min(ROWS.len())).map(|at| measure(at, session)).collect::<Vec<_>>();
    let more = move || {
        (rows.get() < ROWS.len()).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| rows.update(|n| *n += 1)>{icon(Icon::Plus)}{t(text::MORE_MEASURES)}</button> }
        })
    };
    let body = view! {
        <FormFrame form on_submit=send>
            <Field at="/findings" label=complaints::FINDINGS kind=Kind::Lines must=true placeholder=complaints::FINDINGS_HINT />
            <Field at="/cause" label=complaints::CAUSE must=true />
            <div class="pair">
                {causes.view(move |topics| tree("/cause_id", text::CAUSE_TREE, topics, |topic| topic.kind == TopicKind::Cause))}
                <Picker at="/unit_id" label=text::UNIT find=finders::units(session) hint=text::UNIT_HINT />
            </div>
            <Field at="/measures" label=complaints::MEASURES kind=Kind::Lines must=true placeholder=complaints::MEASURES_HINT />
            <fieldset class="form"><legend>{t(text::TASKS)}</legend><p class="hint">{t(text::TASKS_HINT)}</p>{measures}{more}</fieldset>
            <div class="pair">
                <Field at="/compensation" label=complaints::COMPENSATION kind=Kind::Money must=true hint=complaints::COMPENSATION_HINT />
                <Field at="/due_on" label=complaints::DUE_ON kind=Kind::Date must=true />
            </div>
            <FormFoot save=complaints::PROPOSE />
        </FormFrame>
    };
    sheet(complaints::PROPOSE, (), body)
}

fn measure(at: usize, session: crate::session::Session) -> Option<AnyView> {
    let [what, owner, due, cost] = *ROWS.get(at)?;
    let row = view! {
        <Field at=what label=text::WHAT />
        <div class="pair">
            <Picker at=owner label=text::WHO find=finders::people(session, &[]) />
            <Field at=due label=text::WHEN kind=Kind::Date />
        </div>
        <Field at=cost label=text::COST kind=Kind::Money />
    };
    Some(row.into_any())
}

/// A branch of a tree, chosen from a menu with whole paths.
pub fn tree(at: &'static str, label: Key, topics: &[Topic], fits: impl Fn(&Topic) -> bool) -> AnyView {
    let form = expect_context::<crate::ui::form::Form>();
    form.register(at);
    let by_id: HashMap<Uuid, &Topic> = topics.iter().map(|topic| (topic.id, topic)).collect();
    let path = |topic: &Topic| {
        let mut names = vec![topic.name.clone()];
        let mut above = topic.parent_id;
        while let Some(topic) = above.and_then(|id| by_id.get(&id)) {
            names.push(topic.name.clone());
            above = topic.parent_id;
        }
        names.reverse();
        names.join(" / ")
    };
    let mut open: Vec<(Uuid, String)> =
        topics.iter().filter(|topic| !topic.retired && fits(topic)).map(|topic| (topic.id, path(topic))).collect();
    open.sort_by(|a, b| a.1.cmp(&b.1));
    let options: Vec<_> = open
        .into_iter()
        .map(|(id, name)| {
            let value = id.to_string();
            let same = value.clone();
            view! { <option value=value selected=move || form.get(at) == same>{name}</option> }
        })
        .collect();
    let id = format!("f{}", at.replace('/', "-"));
    view! {
        <div class="field">
            <label for=id.clone()>{t(label)}</label>
            <select class="input" id=id on:change=move |event| form.set(at, event_target_value(&event))>
                <option value="">{t(text::NO_BRANCH)}</option>
                {options}
            </select>
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}

/// Every version, the newest first; what differs from the one before is marked.
pub fn versions(complaint: &Complaint) -> Option<AnyView> {
    complaint.remedy.as_ref()?;
    let session = use_session();
    let id = complaint.id;
    let held = remote(move || async move { session.get::<ListRemedies>(&[&id], &()).await });
    let draw = move |all: &Vec<RemedyVersion>| {
        let rows: Vec<_> = all.iter().enumerate().map(|(at, one)| version(one, all.get(at + 1))).collect();
        sheet(text::VERSIONS, (), view! { <div class="grid gap-6">{rows}</div> })
    };
    Some(view! { {held.view(draw)} }.into_any())
}

fn tone(fate: RemedyFate) -> Tone {
    match fate {
        RemedyFate::Proposed => Tone::Indigo,
        RemedyFate::Approved => Tone::Bamboo,
        RemedyFate::Returned => Tone::Cinnabar,
        RemedyFate::Replaced => Tone::Calm,
    }
}

/// What a version says, field by field, for reading and for comparing.
fn lines(one: &RemedyVersion) -> Vec<(Key, String)> {
    let tasks = |task: &RemedyTask| {
        let cost = task.cost.as_ref().map(|cost| format!(" · {cost}")).unwrap_or_default();
        format!("{} · {} · {}{cost}", task.what, task.owner.name, task.due_on)
    };
    vec![
        (complaints::FINDINGS, one.findings.clone()),
        (complaints::CAUSE, one.cause.clone()),
        (text::CAUSE_TREE, one.cause_topic.as_ref().map(|topic| topic.name.clone()).unwrap_or_default()),
        (text::UNIT, one.unit.as_ref().map(|unit| unit.title.clone()).unwrap_or_default()),
        (complaints::MEASURES, one.measures.clone()),
        (text::TASKS, one.tasks.iter().map(tasks).collect::<Vec<_>>().join("\n")),
        (complaints::COMPENSATION, one.compensation.to_string()),
        (text::TOTAL, one.cost.to_string()),
        (complaints::DUE_ON, one.due_on.to_string()),
    ]
}

fn version(one: &RemedyVersion, before: Option<&RemedyVersion>) -> impl IntoView + use<> {
    let old = before.map(lines).unwrap_or_default();
    let shown: Vec<_> = lines(one)
        .into_iter()
        .enumerate()
        .filter(|(at, (_, now))| !now.is_empty() || old.get(*at).is_some_and(|(_, was)| !was.is_empty()))
        .map(|(at, (label, now))| {
            let was = old.get(at).map(|(_, was)| was.clone()).filter(|was| *was != now);
            let was = was.map(|was| view! { <del class="block text-ink-3 whitespace-pre-line">{was}</del> });
            view! { <div class="full"><dt>{t(label)}</dt><dd class="whitespace-pre-line">{was}{now}</dd></div> }
        })
        .collect();
    let tasks: Vec<_> = one.tasks.iter().filter_map(|task| task.task.as_ref().map(|link| (link.clone(), task.done_at))).collect();
    let tasks: Vec<_> = tasks
        .into_iter()
        .map(|(link, done)| {
            let state =
                if done.is_some() { tag(Tone::Bamboo, t(text::DONE)).into_any() } else { tag(Tone::Ochre, t(text::OPEN)).into_any() };
            view! { <li>{subject_link(&link)}" "{state}</li> }
        })
        .collect();
    let tasks = (!tasks.is_empty()).then(|| view! { <ul class="mt-2 grid gap-1">{tasks}</ul> });
    let number = one.number.to_string();
    let decided = one.decided_at.map(|at| view! { " · "{moment(at)}" "{one.remark.clone()} });
    let (by, due_on) = (one.proposed_by.name.clone(), one.due_on);
    view! {
        <article>
            <p class="flex flex-wrap items-center gap-2 mb-2">
                <b>{move || tell(text::VERSION, &[("n", &number)])}</b>{tag(tone(one.fate), word(one.fate.text_path()))}
                <small class="text-ink-3">{by}" · "{moment(one.proposed_at)}{decided}" · "{day(due_on)}</small>
            </p>
            <dl class="facts">{shown}</dl>
            {tasks}
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remedy_is_amended_and_not_typed_again() {
        let remedy = Remedy {
            findings: "板材受潮".into(),
            cause: "仓库漏水".into(),
            cause_id: None,
            unit_id: None,
            measures: "更换".into(),
            tasks: vec![MeasureForm {
                what: "上门更换".into(),
                owner_id: Uuid::from_u128(4),
                due_on: "2026-12-01".parse().unwrap(),
                cost: Some(Money::from_cents(12_050)),
            }],
            compensation: Money::from_cents(50_000),
            due_on: "2026-12-02".parse().unwrap(),
        };
        let texts: HashMap<_, _> = texts(Some(&remedy), None).into_iter().collect();
        assert_eq!((texts["/tasks/0/what"].as_str(), texts["/tasks/0/cost"].as_str()), ("上门更换", "120.5"));
        assert_eq!(texts["/compensation"], "500");
    }
}
