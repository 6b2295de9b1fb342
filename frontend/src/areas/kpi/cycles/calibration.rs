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
use contract::kpi::calibration::{
    AdjustScore, AdjustmentAct, AdjustmentRefusal, Calibration, CalibrationRow, DecideAdjustment, NewAdjustment, ProposedAdjustment,
    ShowCalibration,
};
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
    let n = it.waiting.to_string();
    let waiting = (it.waiting > 0).then(|| notice("ochre", move || tell(text::ADJUST_WAITING, &[("n", &n)])));
    let publish = it.publishable.then(|| publish(&it.period, remote));
    view! {
        <header class="page-head">
            <h1>{t(text::CALIBRATION)}" "{period_name(&it.period)}</h1>
            <p class="lead-in">{t(text::CALIBRATION_HINT)}</p>
            <div class="page-actions">{publish}</div>
        </header>
        {waiting}
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

fn entry(one: &ProposedAdjustment, period: &str, remote: Remote<Calibration>) -> AnyView {
    let (before, after) = (told(Some(one.before)), told(Some(one.after)));
    let (by, at) = (one.by.name.clone(), moment(one.at));
    let decided = one.decided_by.as_ref().map(|by| {
        let by = by.name.clone();
        let refusal = one.refusal.clone().map(|reason| format!("：{reason}"));
        view! { <small class="block text-ink-3">{move || tell(text::ADJUST_DECIDED_BY, &[("by", &by)])}{refusal}</small> }
    });
    let acts = (!one.actions.is_empty()).then(|| decide(one, period, remote));
    view! {
        <li>
            <b>{format!("{before} → {after}")}</b>" "{badge(one.status)}" "{one.reason.clone()}
            <small class="block text-ink-3">{by}" · "{at}</small>
            {decided}
            {acts}
        </li>
    }
    .into_any()
}

/// A second person confirms at once, or refuses with a reason.
fn decide(one: &ProposedAdjustment, period: &str, remote: Remote<Calibration>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let refusing = RwSignal::new(false);
    let (id, version, period) = (one.id, one.version, period.to_owned());
    let form_period = period.clone();
    let send: SendAct<Calibration> = Rc::new(move |key| {
        let period = period.clone();
        Box::pin(async move { session.write::<DecideAdjustment>(&[&period, &id], Some(version), key, &AdjustmentAct::Confirm).await })
    });
    let done = move |now: Calibration| {
        toasts.say(t(text::ADJUST_CONFIRMED_SAID)().to_owned());
        remote.set(now);
    };
    let form = Form::new([]);
    let submit = move |()| {
        let period = form_period.clone();
        form.submit(
            |read| AdjustmentAct::Refuse(AdjustmentRefusal { reason: read.text("/reason") }),
            move |body, key| async move { session.write::<DecideAdjustment>(&[&period, &id], Some(version), key, &body).await },
            move |now: Calibration| {
                refusing.set(false);
                toasts.say(t(text::ADJUST_REFUSED_SAID)().to_owned());
                remote.set(now);
            },
        );
    };
    let submit = StoredValue::new_local(submit);
    view! {
        <span class="flex gap-2">
            {act_button("cycles_ui.adjust_confirm", "small", Icon::Check, send, done)}
            <button type="button" class="button small quiet" on:click=move |_| refusing.set(true)>{icon(Icon::Undo)}{t(text::ADJUST_REFUSE)}</button>
        </span>
        <Dialog open=refusing title=text::ADJUST_REFUSE>
            {move || view! {
                <FormFrame form on_submit=move |()| submit.with_value(|submit| submit(()))>
                    <Field at="/reason" label=text::ADJUST_REFUSE_REASON kind=Kind::Lines must=true />
                    <FormFoot save=text::ADJUST_REFUSE cancel=Callback::new(move |()| refusing.set(false)) />
                </FormFrame>
            }}
        </Dialog>
    }
    .into_any()
}

fn row(one: &CalibrationRow, period: &str, remote: Remote<Calibration>) -> AnyView {
    let moved = one.computed != one.score;
    let lowered = one.grade != one.deserved && one.grade.is_some();
    let entries: Vec<_> = one.adjustments.iter().map(|one| entry(one, period, remote)).collect();
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
