use crate::areas::kpi::cycles::{given, self_review_read};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::moment;
use contract::kpi::marks::{AppraisalReview, AskUnsealing, MarkGroup, MarkedIndicator, NewUnsealing, ShowReview, Unsealing};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use locale::review_ui as text;
use uuid::Uuid;

/// The review of a person in a period; nothing where there is none. `labels`: what the indicators are called.
pub fn review(person: Uuid, period: &str, labels: Vec<MarkedIndicator>) -> AnyView {
    let session = use_session();
    let period = period.to_owned();
    let it = remote(move || {
        session.writes.track();
        let period = period.clone();
        async move { session.get::<ShowReview>(&[&person, &period], &()).await }
    });
    let labels = StoredValue::new(labels);
    // Whom nobody is to mark has no review: that is no failure.
    (move || it.with(|it| labels.with_value(|labels| draw(it, labels)))).into_any()
}

fn draw(it: &AppraisalReview, labels: &[MarkedIndicator]) -> AnyView {
    let groups: Vec<_> = it.groups.iter().map(|one| group(one, labels)).collect();
    let ask = it.may_ask.then(|| ask(it.self_review.id));
    let earlier = (!it.unsealings.is_empty()).then(|| {
        let row = |one: &contract::kpi::marks::UnsealingRow| {
            view! { <li><a class="link grow" href=format!("/kpi-unsealings/{}", one.id)>{one.asked_by.name.clone()}" · "{moment(one.asked_at)}</a>{badge(one.status)}</li> }
        };
        sheet(text::UNSEALINGS, (), view! { <ul class="rows -m-4">{it.unsealings.iter().map(row).collect::<Vec<_>>()}</ul> })
    });
    let marks = (!it.groups.is_empty()).then(|| {
        let body = view! { <p class="text-[13px] text-ink-3 mb-3">{t(text::HIDDEN_HINT)}</p><div class="grid gap-4">{groups}</div> };
        sheet(text::MARKS, ask, body)
    });
    view! { {sheet(text::SELF_REVIEW, (), self_review_read(&it.self_review))} {marks} {earlier} }.into_any()
}

fn group(one: &MarkGroup, labels: &[MarkedIndicator]) -> AnyView {
    let (given_count, asked) = (one.given.to_string(), one.asked.to_string());
    let count = move || tell(text::GIVEN, &[("n", &given_count), ("of", &asked)]);
    let few = (one.rater.is_hidden() && !one.counted && one.asked > 0).then(|| tag(Tone::Ochre, t(text::TOO_FEW)));
    let by = one.by.as_ref().map(|by| view! { <span>{by.name.clone()}</span> });
    let remarks: Vec<_> = one.remarks.iter().map(|remark| view! { <li class="whitespace-pre-line">{remark.clone()}</li> }).collect();
    let remarks = (!remarks.is_empty()).then(|| view! { <ul class="grid gap-1 list-disc ps-5 mt-2">{remarks}</ul> });
    view! {
        <div>
            <h3 class="font-medium flex flex-wrap items-center gap-2">{word(one.rater.text_path())}{by}<small class="text-ink-3">{count}</small>{few}</h3>
            <dl class="facts mt-2">{given(labels, &one.marks)}</dl>
            {remarks}
        </div>
    }
    .into_any()
}

/// Asks a second person to open who marked.
fn ask(review: Uuid) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button small quiet" on:click=move |_| open.set(true)>{icon(Icon::Eye)}{t(text::ASK)}</button>
        <Dialog open title=text::ASK>{move || asking(review, open)}</Dialog>
    }
    .into_any()
}

fn asking(review_id: Uuid, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    let form = Form::new([]);
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            move |read| NewUnsealing { review_id, reason: read.text("/reason") },
            move |body, key| async move { session.write::<AskUnsealing>(&[], None, key, &body).await },
            move |it: Unsealing| {
                open.set(false);
                navigate(&format!("/kpi-unsealings/{}", it.id), Default::default());
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            {notice("calm", t(text::ASK_HINT))}
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::REASON_HINT />
            <FormFoot save=text::ASK_SEND cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
