use super::candidate::row;
use super::dialogs::object;
use crate::areas::kpi::scores::month_name;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::badge;
use crate::ui::figures::{Station, along, steps};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use contract::kpi::grading::{ActOnGrading, Grading, GradingAct, GradingActKind, GradingRater, GradingStatus, ShowGrading};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::gradings_ui as text;
use std::rc::Rc;

/// A round.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowGrading>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.name.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/gradings", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Grading, remote: Remote<Grading>) -> AnyView {
    let plain = [
        (GradingActKind::Open, GradingAct::Open, Icon::Right, "primary"),
        (GradingActKind::BeginMarking, GradingAct::BeginMarking, Icon::Right, "primary"),
        (GradingActKind::Unrank, GradingAct::Unrank, Icon::Undo, "quiet"),
        (GradingActKind::Rank, GradingAct::Rank, Icon::Kpi, "primary"),
        (GradingActKind::Publish, GradingAct::Publish, Icon::Check, "primary"),
    ];
    let acts: Vec<_> = plain
        .into_iter()
        .filter(|(kind, ..)| it.actions.contains(kind))
        .map(|(kind, act, picture, class)| act_now(it, remote, kind, act, picture, class))
        .collect();
    let may = |act| it.actions.contains(&act);
    let id = it.id;
    let edit = may(GradingActKind::Edit)
        .then(|| view! { <a class="button" href=format!("/gradings/{id}/edit")>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</a> });
    let objection = may(GradingActKind::Object).then(|| object(it, remote));
    let under = view! { {badge(it.status)} <span>{month_name(&it.from_month)}" "{t(text::IN_FORCE)}</span> };
    let stations = along(GradingStatus::ALL, it.status)
        .into_iter()
        .map(|(status, state)| Station { label: word(status.text_path()).into_any(), under: None, state })
        .collect();
    let until = (it.status == GradingStatus::Published).then_some(it.objections_until).flatten();
    let until = until.map(|at| notice("indigo", move || tell(text::OBJECT_UNTIL, &[("at", &moment(at)())])));
    let rows: Vec<_> = it.candidates.iter().map(|one| row(one, it, remote)).collect();
    let inside = it.candidates.iter().any(|one| one.detail.is_some());
    let table = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PLACE)}</th>
                        <th scope="col">{t(text::PERSON)}</th>
                        {inside.then(|| view! {
                            <th scope="col">{t(text::BASICS)}</th>
                            <th scope="col">{t(text::EXAM)}</th>
                            <th scope="col">{t(text::REVIEW)}</th>
                        })}
                        <th scope="col">{t(text::TOTAL)}</th>
                        <th scope="col">{t(text::GRADE)}</th>
                        <th scope="col"><span class="sr-only">{t(text::ACTIONS)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    let raters = it.organises.then(|| raters(it));
    let aside = it.organises.then(|| view! { <div>{raters}{rules(it)}</div> });
    view! {
        {record_head(it.name.clone(), under, view! { {edit}{acts}{objection} })}
        {steps(stations)}
        {until}
        <div class:columns=it.organises><div>{sheet(text::CANDIDATES, (), table)}</div>{aside}</div>
    }
    .into_any()
}

fn act_now(it: &Grading, remote: Remote<Grading>, kind: GradingActKind, act: GradingAct, picture: Icon, class: &'static str) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let send: SendAct<Grading> = Rc::new(move |key| {
        let act = act.clone();
        Box::pin(async move { session.write::<ActOnGrading>(&[&id], Some(version), key, &act).await })
    });
    act_button(kind.text_path(), class, picture, send, move |now| remote.set(now))
}

fn raters(it: &Grading) -> AnyView {
    let of = it.candidates.len();
    let line = |one: &GradingRater| {
        let person = one.person.name.clone();
        view! {
            <li>
                <div class="grow">{person}" "<small class="text-ink-3">{word(one.group.text_path())}</small></div>
                <span>{one.marked}" / "{of}</span>
            </li>
        }
    };
    let lines: Vec<_> = it.raters.iter().map(line).collect();
    sheet(text::RATERS, (), view! { <ul class="rows -m-4">{lines}</ul> })
}

/// The rules that the round goes by.
fn rules(it: &Grading) -> AnyView {
    let rules = &it.rules;
    let [leadership, fellows, staff, customers] = rules.review_percents.map(|percent| percent.normalize().to_string());
    let exam = rules.exam_percent.normalize().to_string();
    let review = move || {
        tell(text::REVIEW_RULE, &[("leadership", &leadership), ("fellows", &fellows), ("staff", &staff), ("customers", &customers)])
    };
    let (least, visited) = (rules.raters_least.to_string(), rules.customers_least.to_string());
    let fewest = move || tell(text::FEWEST_RULE, &[("raters", &least), ("customers", &visited)]);
    let years = rules.certificate_years.to_string();
    let body = view! {
        <dl class="aside-list">
            {fact(text::EXAM, format!("{exam}%"))}
            {fact(text::REVIEW, review)}
            {fact(text::FEWEST, fewest)}
            {fact(text::GRADE, word(rules.by.text_path()))}
            {fact(text::CERTIFICATE, move || tell(text::CERTIFICATE_RULE, &[("n", &years)]))}
        </dl>
        <p class="text-[13px] text-ink-3 mt-3">{t(text::RANK_RULE)}</p>
    };
    sheet(text::RULES, (), body)
}
