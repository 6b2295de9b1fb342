use super::dialogs::{hire, interview, paper};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::badge;
use crate::ui::figures::{Station, along, steps};
use crate::ui::icon::Icon;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use contract::kpi::recruitment::{
    ActOnRecruitment, Applicant, Recruitment, RecruitmentAct, RecruitmentActKind, RecruitmentStatus, ShowRecruitment,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::recruitments_ui as text;
use rust_decimal::Decimal;
use std::rc::Rc;

/// A recruitment.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowRecruitment>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.name.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/recruitments", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Recruitment, remote: Remote<Recruitment>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let plain =
        [(RecruitmentActKind::Rank, RecruitmentAct::Rank, Icon::Kpi), (RecruitmentActKind::Close, RecruitmentAct::Close, Icon::Check)];
    let acts: Vec<_> = plain
        .into_iter()
        .filter(|(kind, ..)| it.actions.contains(kind))
        .map(|(kind, act, picture)| {
            let send: SendAct<Recruitment> = Rc::new(move |key| {
                let act = act.clone();
                Box::pin(async move { session.write::<ActOnRecruitment>(&[&id], Some(version), key, &act).await })
            });
            act_button(kind.text_path(), "primary", picture, send, move |now| remote.set(now))
        })
        .collect();
    let stations = along(RecruitmentStatus::ALL, it.status)
        .into_iter()
        .map(|(status, state)| Station { label: word(status.text_path()).into_any(), under: None, state })
        .collect();
    let rows: Vec<_> = it.applicants.iter().map(|one| row(one, it, remote)).collect();
    let table = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PLACE)}</th>
                        <th scope="col">{t(text::APPLICANT)}</th>
                        <th scope="col">{t(text::PAPER)}</th>
                        <th scope="col">{t(text::INTERVIEW)}</th>
                        <th scope="col">{t(text::TOTAL)}</th>
                        <th scope="col">{t(text::ELIGIBLE)}</th>
                        <th scope="col"><span class="sr-only">{t(text::ACTIONS)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    let examiners: Vec<_> = it.examiners.iter().map(|one| one.name.clone()).collect();
    let [law, trade, essay] = it.rules.paper_percents.map(|percent| percent.normalize().to_string());
    let (written, spoken) = (it.rules.written_percent.normalize().to_string(), it.rules.interview_percent.normalize().to_string());
    let rules = view! {
        <dl class="aside-list">
            {fact(text::EXAMINERS, examiners.join("、"))}
            {fact(text::PAPER, move || tell(text::PAPER_RULE, &[("law", &law), ("trade", &trade), ("essay", &essay)]))}
            {fact(text::TOTAL, move || tell(text::TOTAL_RULE, &[("written", &written), ("interview", &spoken)]))}
        </dl>
        <p class="text-[13px] text-ink-3 mt-3">{t(text::RANK_RULE)}</p>
    };
    view! {
        {record_head(it.name.clone(), badge(it.status), acts)}
        {steps(stations)}
        <div class="columns"><div>{sheet(text::APPLICANTS, (), table)}</div><div>{sheet(text::RULES, (), rules)}</div></div>
    }
    .into_any()
}

fn plain(value: Option<Decimal>) -> Option<String> {
    value.map(|value| value.normalize().to_string())
}

fn row(one: &Applicant, it: &Recruitment, remote: Remote<Recruitment>) -> AnyView {
    let may = |act| it.actions.contains(&act);
    let parts = one.paper.as_ref().map(|parts| parts.join(" / "));
    let marks = one.interviews.to_string();
    let of = it.examiners.len().to_string();
    let years = one.experience_years.to_string();
    let experience = (one.experience_years > 0)
        .then(|| view! { <small class="block text-ink-3">{move || tell(text::EXPERIENCE, &[("n", &years)])}</small> });
    let became =
        one.person.as_ref().map(|person| view! { <a class="link" href=format!("/people/{}", person.id)>{person.name.clone()}</a> });
    let actions = view! {
        {may(RecruitmentActKind::MarkPaper).then(|| paper(one, it, remote))}
        {may(RecruitmentActKind::Interview).then(|| interview(one, it, remote))}
        {(may(RecruitmentActKind::Hire) && one.person.is_none()).then(|| hire(one, it, remote))}
    };
    view! {
        <tr>
            <td data-label=t(text::PLACE)>{one.place.map(|place| view! { <b>{place}</b> })}</td>
            <td class="first">{one.name.clone()}{experience}</td>
            <td data-label=t(text::PAPER)>{plain(one.written)}<small class="block text-ink-3">{parts}</small></td>
            <td data-label=t(text::INTERVIEW)>
                {plain(one.interview)}<small class="block text-ink-3">{move || tell(text::MARKS_OF, &[("n", &marks), ("of", &of)])}</small>
            </td>
            <td data-label=t(text::TOTAL)><b>{plain(one.total)}</b></td>
            <td data-label=t(text::ELIGIBLE)>{became}" "{one.eligible_on.map(|on| on.to_string())}</td>
            <td><span class="inline-flex flex-wrap gap-1">{actions}</span></td>
        </tr>
    }
    .into_any()
}
