//! A candidate in the table of a round.

use super::dialogs::{examine, mark, recheck};
use crate::i18n::{t, tell, word};
use crate::ui::badge::{Tone, tag};
use crate::ui::remote::Remote;
use contract::kpi::grading::{Grading, GradingActKind, GradingCandidate, GradingDetail, GradingObjection};
use leptos::prelude::*;
use locale::gradings_ui as text;
use rust_decimal::Decimal;

fn plain(value: Option<Decimal>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.normalize().to_string())
}

/// A row: what the caller may see of the candidate, and what they may do.
pub fn row(one: &GradingCandidate, it: &Grading, remote: Remote<Grading>) -> AnyView {
    let may = |act| it.actions.contains(&act);
    let inside = it.candidates.iter().any(|one| one.detail.is_some());
    let actions = view! {
        {one.markable.then(|| mark(one, it, remote, false))}
        {(it.organises && may(GradingActKind::Mark)).then(|| mark(one, it, remote, true))}
        {may(GradingActKind::Examine).then(|| examine(one, it, remote))}
        {(may(GradingActKind::Uphold) && waits(one)).then(|| recheck(one, it, remote))}
    };
    let columns = inside.then(|| one.detail.as_ref().map_or_else(nothing, detail));
    let objection = one.objection.as_ref().map(objection);
    let due = one.certificate_due_on.map(|on| {
        let on = on.to_string();
        view! { <small class="block text-ink-3">{move || tell(text::CERTIFICATE_UNTIL, &[("day", &on)])}</small> }
    });
    let grade = match one.grade {
        Some(grade) => tag(Tone::Jade, word(grade.text_path())).into_any(),
        None if one.place.is_some() => tag(Tone::Calm, t(text::NO_GRADE)).into_any(),
        None => ().into_any(),
    };
    view! {
        <tr>
            <td data-label=t(text::PLACE)>{one.place.map(|place| view! { <b>{place}</b> })}</td>
            <td class="first">{one.person.name.clone()}" "<small class="text-ink-3">{one.post.clone()}</small>{objection}</td>
            {columns}
            <td data-label=t(text::TOTAL)>{one.total.map(|total| view! { <b>{plain(Some(total))}</b> })}</td>
            <td class="corner">{grade}{due}</td>
            <td><span class="inline-flex flex-wrap gap-1">{actions}</span></td>
        </tr>
    }
    .into_any()
}

fn waits(one: &GradingCandidate) -> bool {
    one.objection.as_ref().is_some_and(|objection| objection.answered_at.is_none())
}

fn nothing() -> AnyView {
    view! { <td></td><td></td><td></td> }.into_any()
}

fn detail(detail: &GradingDetail) -> AnyView {
    let certificate = detail.certificate.map(|level| view! { " · "{word(level.text_path())}{t(text::CERTIFICATE)} });
    let years = detail.years.map(|years| years.to_string()).unwrap_or_default();
    let rural = detail.rural.then(|| tag(Tone::Indigo, t(text::RURAL)));
    let groups: Vec<_> = detail
        .groups
        .iter()
        .map(|one| {
            let (mean, marks) = (plain(one.mean), one.marks.to_string());
            let told = move || tell(text::MEAN_OF, &[("mean", &mean), ("n", &marks)]);
            view! { <small class="block whitespace-nowrap">{word(one.group.text_path())}" "{told}" → "<b>{plain(one.points)}</b></small> }
        })
        .collect();
    let gaps: Vec<_> = detail.gaps.iter().map(|gap| tag(Tone::Ochre, word(gap.text_path()))).collect();
    let gaps = (!gaps.is_empty()).then(|| view! { <span class="inline-flex flex-wrap gap-1">{gaps}</span> });
    view! {
        <td data-label=t(text::BASICS)>
            <small class="block">{t(text::EDUCATION)}" "<b>{plain(detail.education_points)}</b>{certificate}</small>
            <small class="block">{move || tell(text::YEARS_OF, &[("n", &years)])}" "<b>{plain(detail.years_points)}</b></small>
            {rural}
        </td>
        <td data-label=t(text::EXAM)><small class="block whitespace-nowrap">{plain(detail.exam)}" → "<b>{plain(detail.exam_points)}</b></small></td>
        <td data-label=t(text::REVIEW)>{groups}{gaps}</td>
    }
    .into_any()
}

fn objection(one: &GradingObjection) -> AnyView {
    let answer = one.answer.clone().map(|answer| {
        let by = one.answered_by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
        view! { <small class="block">{move || tell(text::ANSWERED, &[("name", &by), ("answer", &answer)])}</small> }
    });
    let before = one.total_before.map(|total| {
        let (total, place) = (plain(Some(total)), one.place_before.map(|place| place.to_string()).unwrap_or_default());
        view! { <small class="block text-ink-3">{move || tell(text::BEFORE, &[("total", &total), ("place", &place)])}</small> }
    });
    let reason = one.reason.clone();
    view! { <small class="block">{move || tell(text::OBJECTS, &[("reason", &reason)])}</small>{answer}{before} }.into_any()
}
