//! The published result of a month: until when it can be appealed against, the appeal and its answer (KPI-08).

use crate::areas::kpi::cycles::{YES, YES_OR_NO};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::problem::notice;
use crate::ui::record::{fact, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use chrono::{DateTime, Utc};
use contract::kpi::{CountedRecord, Explanation};
use contract::results::{
    ActOnResult, Appeal, AppealAnswer, AppealForm, CorrectionForm, MonthResult, ResultAct, ResultActKind, ResultStatus, ShowResult,
};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::kpi_ui as kpi;
use uuid::Uuid;

/// What an appeal is about: an indicator, or one of its records.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    pub indicator: String,
    pub label: String,
    pub record: Option<Contested>,
}

/// A record of an indicator, by one of its entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    pub id: Uuid,
    pub title: String,
    pub at: DateTime<Utc>,
}

/// The appeal that is being written: `None` while none is; about the whole result where nothing is chosen.
#[derive(Clone, Copy)]
pub struct Appealing(RwSignal<Option<Option<About>>>);

impl Appealing {
    /// Begins an appeal and brings its form into view.
    pub fn about(self, about: Option<About>) {
        self.0.set(Some(about));
        request_animation_frame(|| {
            use wasm_bindgen::JsCast;
            if let Ok(Some(field)) = document().query_selector(".appeal textarea") {
                let _focused = field.dyn_into::<web_sys::HtmlElement>().map(|field| field.focus());
            }
        });
    }
}

/// Where the viewer may appeal against this result: how an appeal is begun.
pub fn appealing(explanation: &Explanation) -> Option<Appealing> {
    let may = explanation.result.as_ref().is_some_and(|result| result.actions.contains(&ResultActKind::Appeal));
    may.then(|| Appealing(RwSignal::new(None)))
}

/// A small button beside an indicator or a record.
pub fn contest(appealing: Option<Appealing>, indicator: &str, label: &str, record: Option<&CountedRecord>) -> Option<AnyView> {
    let appealing = appealing?;
    let about = About {
        indicator: indicator.to_owned(),
        label: label.to_owned(),
        record: record.map(|record| Contested { id: record.subject.id, title: record.subject.title.clone(), at: record.at }),
    };
    Some(
        view! {
            <button type="button" class="button small quiet" on:click=move |_| appealing.about(Some(about.clone()))>{t(kpi::APPEAL)}</button>
        }
        .into_any(),
    )
}

/// The result over its explanation.
pub fn result(explanation: &Explanation, appealing: Option<Appealing>, remote: Remote<Explanation>) -> Option<AnyView> {
    let result = explanation.result.clone()?;
    let until = moment(result.appeal_until);
    let told = match (result.status, appealing.is_some()) {
        (ResultStatus::Published, true) => {
            let begin = appealing.map(|appealing| {
                view! { <button type="button" class="button small" on:click=move |_| appealing.about(None)>{t(kpi::APPEAL_ALL)}</button> }
            });
            let body = view! {
                <div class="flex flex-wrap items-center gap-3"><span class="grow">{move || tell(kpi::APPEAL_OPEN, &[("until", &until())])}</span>{begin}</div>
            };
            notice("jade", body)
        }
        (ResultStatus::Published, false) => notice("calm", move || tell(kpi::PUBLISHED_UNTIL, &[("until", &until())])),
        (ResultStatus::Appealed, _) => match result.appeal.as_ref().and_then(|appeal| appeal.answer_by) {
            Some(by) => {
                let by = moment(by);
                notice("ochre", move || tell(kpi::APPEAL_WAITS_UNTIL, &[("until", &by())]))
            }
            None => notice("ochre", t(kpi::APPEAL_WAITS)),
        },
        (ResultStatus::Final, _) => notice("calm", t(kpi::FINAL_SAID)),
    };
    let form = appealing.map(|appealing| {
        let result = StoredValue::new(result.clone());
        view! { {move || appealing.0.get().map(|about| appeal_form(result.get_value(), about, appealing, remote))} }
    });
    let made = result.appeal.as_ref().map(|made| appeal(made, explanation));
    let answering = result.actions.contains(&ResultActKind::Uphold).then(|| answer(&result, remote));
    Some(view! { {told} {form} {made} {answering} }.into_any())
}

/// The state of a result as a badge.
pub fn state(explanation: &Explanation) -> Option<AnyView> {
    explanation.result.as_ref().map(|result| badge(result.status).into_any())
}

fn send(result: &MonthResult, form: Form, build: impl FnOnce(&Reader) -> ResultAct, said: locale::Key, remote: Remote<Explanation>) {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (result.id, result.version);
    form.submit(
        build,
        move |act, key| async move { session.write::<ActOnResult>(&[&id], Some(version), key, &act).await },
        move |_: MonthResult| {
            toasts.say(t(said)().to_owned());
            remote.refetch();
        },
    );
}

fn appeal_form(result: MonthResult, about: Option<About>, appealing: Appealing, remote: Remote<Explanation>) -> AnyView {
    let form = Form::kept(format!("kpi/{}/appeal", result.id), []);
    let what = match &about {
        None => t(kpi::APPEAL_ABOUT_ALL)().to_owned(),
        Some(About { label, record: None, .. }) => label.clone(),
        Some(About { label, record: Some(Contested { title, at, .. }), .. }) => format!("{label} · {title} · {}", moment(*at)()),
    };
    let owner = Owner::current();
    let submit = move |()| {
        let about = about.clone();
        let build = move |read: &Reader| {
            let record = about.as_ref().and_then(|about| about.record.clone());
            ResultAct::Appeal(AppealForm {
                reason: read.text("/reason"),
                record: record.as_ref().map(|record| record.id),
                record_at: record.map(|record| record.at),
                indicator: about.map(|about| about.indicator),
            })
        };
        if let Some(owner) = &owner {
            owner.with(|| send(&result, form, build, kpi::APPEAL_SENT, remote));
        }
    };
    let body = view! {
        <div class="appeal">
            <FormFrame form on_submit=submit>
                <p><span class="text-ink-3">{t(kpi::APPEAL_ABOUT)}" "</span>{what}</p>
                <Field at="/reason" label=kpi::APPEAL_REASON kind=Kind::Lines must=true hint=kpi::APPEAL_REASON_HINT />
                <FormFoot save=kpi::APPEAL_SEND cancel=Callback::new(move |()| appealing.0.set(None)) />
            </FormFrame>
        </div>
    };
    sheet(kpi::APPEAL, (), body)
}

fn appeal(appeal: &Appeal, explanation: &Explanation) -> AnyView {
    let item = appeal.indicator.as_ref().and_then(|key| explanation.items.iter().find(|item| item.indicator == *key));
    let is_meant = |record: &CountedRecord, id| record.subject.id == id && appeal.record_at.is_none_or(|at| at == record.at);
    let record = appeal.record.and_then(|id| item.and_then(|item| item.records.iter().find(|record| is_meant(record, id))));
    let about = match (item, record) {
        (Some(item), Some(record)) => format!("{} · {} · {}", item.label, record.subject.title, moment(record.at)()),
        (Some(item), None) => item.label.clone(),
        _ => t(kpi::APPEAL_ABOUT_ALL)().to_owned(),
    };
    let answered = appeal.answer.clone().map(|text| {
        let changed = appeal.score_before.map(|before| fact(kpi::SCORE_BEFORE, super::month::told(Some(before))));
        view! {
            {wide_fact(kpi::ANSWER, text)}
            {appeal.answered_by.as_ref().map(|by| fact(kpi::ANSWERED_BY, by.name.clone()))}
            {appeal.answered_at.map(|at| fact(kpi::ANSWERED_AT, moment(at)))}
            {changed}
            {appeal.without_record.then(|| fact(kpi::WITHOUT_RECORD, t(locale::cycles_ui::YES)))}
            {appeal.points.map(|points| fact(kpi::GRANT_POINTS, format!("+{}", points.normalize())))}
        }
    });
    let body = view! {
        <dl class="facts">
            {wide_fact(kpi::APPEAL_ABOUT, about)}
            {wide_fact(kpi::APPEAL_REASON, appeal.reason.clone())}
            {fact(kpi::APPEALED_AT, moment(appeal.at))}
            {appeal.answer_by.filter(|_| appeal.answer.is_none()).map(|by| fact(kpi::ANSWER_UNTIL, moment(by)))}
            {answered}
        </dl>
    };
    sheet(kpi::APPEAL, (), body)
}

/// The answer of who decides: the result stays, or is worked out anew, without the contested record or with points added.
fn answer(result: &MonthResult, remote: Remote<Explanation>) -> AnyView {
    let form = Form::kept(format!("kpi/{}/answer", result.id), []);
    let result = result.clone();
    let about_record = result.appeal.as_ref().is_some_and(|appeal| appeal.record.is_some());
    let owner = Owner::current();
    let submit = move |()| {
        let build = move |read: &Reader| {
            let text = read.text("/answer");
            match read.must("/act", read.value::<ResultActKind>("/act"), ResultActKind::Uphold) {
                ResultActKind::Correct => ResultAct::Correct(CorrectionForm {
                    answer: text,
                    without_record: about_record && read.text("/without_record") == YES,
                    points: read.value("/points"),
                }),
                _ => ResultAct::Uphold(AppealAnswer { answer: text }),
            }
        };
        if let Some(owner) = &owner {
            owner.with(|| send(&result, form, build, kpi::ANSWER_SENT, remote));
        }
    };
    let corrects = move || {
        (form.get("/act") == ResultActKind::Correct.word()).then(|| {
            let record = about_record.then(|| {
                view! { <Pick at="/without_record" label=kpi::WITHOUT_RECORD choices=YES_OR_NO.to_vec() /><p class="text-[13px] text-ink-3">{t(kpi::WITHOUT_RECORD_HINT)}</p> }
            });
            view! { {record}<Field at="/points" label=kpi::GRANT_POINTS kind=Kind::Number hint=kpi::GRANT_POINTS_HINT /> }
        })
    };
    let choices = [ResultActKind::Uphold, ResultActKind::Correct].map(|act| (act.word(), act.text_path())).to_vec();
    let body = view! {
        <FormFrame form on_submit=submit>
            <Pick at="/act" label=kpi::DECISION choices must=true />
            {corrects}
            <Field at="/answer" label=kpi::ANSWER kind=Kind::Lines must=true hint=kpi::ANSWER_HINT />
            <FormFoot save=kpi::ANSWER_SEND />
        </FormFrame>
    };
    sheet(kpi::ANSWER_APPEAL, (), body)
}

/// Leads from a result, as the inbox knows it, to its explanation.
pub fn lead() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let navigate = use_navigate();
    let result = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowResult>(&[&id], &()).await }
    });
    Effect::new(move |_| {
        if let Some(path) = result.with(|result| format!("/kpi/{}/{}", result.person.id, result.month)) {
            navigate(&path, NavigateOptions { replace: true, ..Default::default() });
        }
    });
    view! { <div class="page">{result.view(|_| ().into_any())}</div> }
}
