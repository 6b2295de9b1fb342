//! Scores side by side before they are published, adjusted with a reason (KPI-07).

use super::period_name;
use crate::areas::kpi::scores::told;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use contract::kpi::calibration::{AdjustScore, Adjustment, Calibration, CalibrationRow, NewAdjustment, ShowCalibration};
use contract::results::{Publication, PublishMonth};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::cycles_ui as text;
use rust_decimal::Decimal;
use std::rc::Rc;

/// The calibration of a period.
pub fn calibration() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::CALIBRATION)().to_owned());
    let it = remote(move || {
        let period = params.read().get("period").unwrap_or_default();
        async move { session.get::<ShowCalibration>(&[&period], &()).await }
    });
    view! { <div class="page">{crumb("/kpi-cycles", text::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Calibration, remote: Remote<Calibration>) -> AnyView {
    let rows: Vec<_> = it.rows.iter().map(|one| row(one, &it.period, remote)).collect();
    let table = if rows.is_empty() {
        view! { <p class="quiet">{t(text::NOBODY)}</p> }.into_any()
    } else {
        view! {
            <div class="table-wrap">
                <table class="ledger cards">
                    <thead>
                        <tr>
                            <th scope="col">{t(text::PERSON)}</th>
                            <th scope="col">{t(text::COMPUTED)}</th>
                            <th scope="col">{t(text::SCORE)}</th>
                            <th scope="col">{t(text::GRADE)}</th>
                            <th scope="col">{t(text::ADJUSTMENTS)}</th>
                            <th scope="col"><span class="sr-only">{t(text::ADJUST)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let publish = it.publishable.then(|| publish(&it.period, remote));
    view! {
        <header class="page-head">
            <h1>{t(text::CALIBRATION)}" "{period_name(&it.period)}</h1>
            <p class="lead-in">{t(text::CALIBRATION_HINT)}</p>
            <div class="page-actions">{publish}</div>
        </header>
        <div class="columns"><div>{sheet(text::SCORES, (), table)}</div><div>{grades(it)}</div></div>
    }
    .into_any()
}

fn grades(it: &Calibration) -> AnyView {
    let row = |one: &contract::kpi::calibration::GradeCount| {
        let n = one.people.to_string();
        view! { <li><div class="grow">{badge(one.grade)}</div><span>{move || tell(text::PEOPLE, &[("n", &n)])}</span></li> }
    };
    let rows: Vec<_> = it.grades.iter().map(row).collect();
    let quotas = match &it.quotas {
        Some(quotas) => {
            let (excellent, good) = (quotas.excellent.to_string(), quotas.good.to_string());
            (move || tell(text::QUOTAS, &[("excellent", &excellent), ("good", &good)])).into_any()
        }
        None => t(text::NO_QUOTAS).into_any(),
    };
    sheet(text::GRADES, (), view! { <ul class="rows -mx-4 -mt-4">{rows}</ul><p class="text-[13px] text-ink-3 mt-3">{quotas}</p> })
}

fn entry(one: &Adjustment) -> AnyView {
    let (before, after) = (told(Some(one.before)), told(Some(one.after)));
    let (by, at) = (one.by.name.clone(), moment(one.at));
    view! { <li><b>{format!("{before} → {after}")}</b>" "{one.reason.clone()}<small class="block text-ink-3">{by}" · "{at}</small></li> }
        .into_any()
}

fn row(one: &CalibrationRow, period: &str, remote: Remote<Calibration>) -> AnyView {
    let moved = one.computed != one.score;
    let lowered = one.grade != one.deserved && one.grade.is_some();
    let entries: Vec<_> = one.adjustments.iter().map(entry).collect();
    let href = format!("/kpi/{}/{period}", one.person.id);
    let score = if moved { tag(Tone::Indigo, told(one.score)).into_any() } else { told(one.score).into_any() };
    let by_quota = lowered.then(|| view! { <small class="block text-ink-3">{t(text::BY_QUOTA)}</small> });
    view! {
        <tr>
            <td class="first"><a class="link" href=href>{one.person.name.clone()}</a>" "<small class="text-ink-3">{one.post.clone()}</small></td>
            <td data-label=t(text::COMPUTED)>{told(one.computed)}</td>
            <td data-label=t(text::SCORE)>{score}</td>
            <td class="corner">{one.grade.map(badge)}{one.result.map(badge)}{by_quota}</td>
            <td data-label=t(text::ADJUSTMENTS)><ul class="grid gap-1">{entries}</ul></td>
            <td>{one.adjustable.then(|| adjust(one, period, remote))}</td>
        </tr>
    }
    .into_any()
}

fn adjust(one: &CalibrationRow, period: &str, remote: Remote<Calibration>) -> AnyView {
    let open = RwSignal::new(false);
    let held = StoredValue::new((one.clone(), period.to_owned()));
    let name = one.person.name.clone();
    view! {
        <button type="button" class="button small quiet" aria-label=move || tell(text::ADJUST_OF, &[("name", &name)]) on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::ADJUST)}</button>
        <Dialog open title=text::ADJUST>{move || held.with_value(|(one, period)| adjusting(one, period.clone(), open, remote))}</Dialog>
    }
    .into_any()
}

fn adjusting(one: &CalibrationRow, period: String, open: RwSignal<bool>, remote: Remote<Calibration>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([("/score", one.score.map(|score| score.normalize().to_string()).unwrap_or_default())]);
    let (person_id, name, computed) = (one.person.id, one.person.name.clone(), told(one.computed));
    let submit = move |()| {
        let period = period.clone();
        form.submit(
            move |read| NewAdjustment {
                person_id,
                score: read.must("/score", read.value::<Decimal>("/score"), Decimal::ZERO),
                reason: read.text("/reason"),
            },
            move |body, key| async move { session.write::<AdjustScore>(&[&period], None, key, &body).await },
            move |now: Calibration| {
                open.set(false);
                toasts.say(t(text::ADJUSTED_SAID)().to_owned());
                remote.set(now);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <p>{name}" · "{t(text::COMPUTED)}" "<b>{computed}</b></p>
            <Field at="/score" label=text::NEW_SCORE kind=Kind::Number must=true hint=text::NEW_SCORE_HINT />
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::ADJUST_REASON_HINT />
            <FormFoot save=text::ADJUST_SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Publishes: after a question, for it cannot be taken back.
fn publish(period: &str, remote: Remote<Calibration>) -> AnyView {
    let open = RwSignal::new(false);
    let period = StoredValue::new(period.to_owned());
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Check)}{t(text::PUBLISH)}</button>
        <Dialog open title=text::PUBLISH>
            {notice("calm", t(locale::kpi_ui::PUBLISH_HINT))}
            <div class="form-foot">{publish_now(period.get_value(), remote)}</div>
        </Dialog>
    }
    .into_any()
}

fn publish_now(period: String, remote: Remote<Calibration>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let send: SendAct<Publication> = Rc::new(move |key| {
        let period = period.clone();
        Box::pin(async move { session.write::<PublishMonth>(&[&period], None, key, &()).await })
    });
    let done = move |publication: Publication| {
        toasts.say(tell(locale::kpi_ui::PUBLISHED_SAID, &[("n", &publication.published.to_string())]));
        remote.refetch();
    };
    act_button("kpi_ui.publish_now", "primary", Icon::Check, send, done)
}
