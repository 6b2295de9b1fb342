//! What a cycle asks of the reader: their self-review, and the colleagues whom they mark (KPI-04).

use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use contract::kpi::cycles::{Cycle, CycleStatus};
use contract::kpi::marks::{
    Mark, MarkForm, MarkSheet, MarkedIndicator, MyPart, Rater, SelfReview, SelfReviewForm, ShowMyPart, WriteMarks, WriteSelfReview,
};
use leptos::prelude::*;
use locale::cycles_ui as text;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Where the marks of a form stand: a sheet has no more indicators than a scheme.
const MARKS: [&str; 20] = [
    "/marks/0",
    "/marks/1",
    "/marks/2",
    "/marks/3",
    "/marks/4",
    "/marks/5",
    "/marks/6",
    "/marks/7",
    "/marks/8",
    "/marks/9",
    "/marks/10",
    "/marks/11",
    "/marks/12",
    "/marks/13",
    "/marks/14",
    "/marks/15",
    "/marks/16",
    "/marks/17",
    "/marks/18",
    "/marks/19",
];

/// The reader's own part.
pub fn part(cycle: &Cycle) -> AnyView {
    let session = use_session();
    let (id, status) = (cycle.id, cycle.status);
    let mine = remote(move || async move { session.get::<ShowMyPart>(&[&id], &()).await });
    mine.view(move |part| draw(part, status, mine))
}

fn draw(part: &MyPart, status: CycleStatus, remote: Remote<MyPart>) -> AnyView {
    if part.self_review.is_none() && part.sheets.is_empty() {
        return sheet(text::MY_PART, (), view! { <p class="quiet">{t(text::NOTHING_ASKED)}</p> });
    }
    let own = part.self_review.as_ref().map(|one| self_review(one, remote));
    let waiting = part.sheets.iter().filter(|sheet| sheet.submitted_at.is_none()).count().to_string();
    let hint = (status == CycleStatus::Marking && !part.sheets.is_empty()).then(|| {
        notice(
            "jade",
            view! { <p>{move || tell(text::MARK_HINT, &[("n", &waiting)])}</p><p class="text-[13px]">{t(text::ANONYMOUS_HINT)}</p> },
        )
    });
    // One form at a time: a page has each field once.
    let open = RwSignal::new(None::<Uuid>);
    let sheets: Vec<_> = part.sheets.iter().map(|one| mark_sheet(one, open, remote)).collect();
    // While one marks, the sheets come first.
    if status == CycleStatus::Marking {
        view! { <div class="grid gap-4">{hint}{sheets}{own}</div> }.into_any()
    } else {
        view! { <div class="grid gap-4">{own}{sheets}</div> }.into_any()
    }
}

fn marks_of(indicators: &[MarkedIndicator], marks: &[Mark]) -> Vec<(&'static str, String)> {
    let typed = |one: &MarkedIndicator| marks.iter().find(|mark| mark.indicator == one.key).map(|mark| mark.mark.normalize().to_string());
    MARKS.into_iter().zip(indicators).map(|(at, one)| (at, typed(one).unwrap_or_default())).collect()
}

fn read_marks(read: &Reader, indicators: &[MarkedIndicator]) -> Vec<Mark> {
    let mark = |(at, one): (&'static str, &MarkedIndicator)| Mark {
        indicator: one.key.clone(),
        mark: read.must(at, read.value::<Decimal>(at), Decimal::ZERO),
    };
    MARKS.into_iter().zip(indicators).map(mark).collect()
}

/// A field for a mark of 0 to 100, called like its indicator.
fn mark_field(form: Form, at: &'static str, one: &MarkedIndicator) -> AnyView {
    form.register(at);
    let id = format!("f{}", at.replace('/', "-"));
    let (wrong_id, hint_id) = (format!("{id}-wrong"), format!("{id}-hint"));
    let described = format!("{hint_id} {wrong_id}");
    let hint = if one.definition.trim().is_empty() { t(text::MARK_RANGE).into_any() } else { one.definition.clone().into_any() };
    view! {
        <div class="field">
            <label for=id.clone()>{one.label.clone()}<span class="must" aria-hidden="true">"*"</span></label>
            <input class="input" id=id type="text" inputmode="decimal" autocomplete="off" aria-required="true" aria-describedby=described
                aria-invalid=move || form.problem(at).is_some().to_string() prop:value=move || form.get(at)
                on:input=move |event| form.set(at, event_target_value(&event)) />
            <p class="hint" id=hint_id>{hint}</p>
            {move || form.problem(at).map(|text| view! { <p class="wrong" id=wrong_id.clone()>{text}</p> })}
        </div>
    }
    .into_any()
}

fn mark_fields(form: Form, indicators: &[MarkedIndicator]) -> AnyView {
    let fields: Vec<_> = MARKS.into_iter().zip(indicators).map(|(at, one)| mark_field(form, at, one)).collect();
    view! { <div class="grid gap-3 md:grid-cols-2">{fields}</div> }.into_any()
}

/// The marks that were given.
pub fn given(indicators: &[MarkedIndicator], marks: &[Mark]) -> Vec<AnyView> {
    let row = |mark: &Mark| {
        let label = indicators.iter().find(|one| one.key == mark.indicator).map_or_else(|| mark.indicator.clone(), |one| one.label.clone());
        view! { <div><dt>{label}</dt><dd>{mark.mark.normalize().to_string()}</dd></div> }.into_any()
    };
    marks.iter().map(row).collect()
}

fn state(done: bool, editable: bool) -> AnyView {
    match (done, editable) {
        (true, _) => tag(Tone::Bamboo, t(text::SUBMITTED)).into_any(),
        (false, true) => tag(Tone::Ochre, t(text::WAITING)).into_any(),
        (false, false) => tag(Tone::Cinnabar, t(text::MISSED)).into_any(),
    }
}

fn self_review(one: &SelfReview, remote: Remote<MyPart>) -> AnyView {
    let side = state(one.submitted_at.is_some(), one.editable);
    if !one.editable {
        return sheet(text::MY_SELF_REVIEW, side, self_review_read(one));
    }
    let form = Form::kept(
        format!("kpi/self-review/{}", one.id),
        [
            ("/achievements", one.achievements.clone()),
            ("/shortcomings", one.shortcomings.clone()),
            ("/improvements", one.improvements.clone()),
        ]
        .into_iter()
        .chain(marks_of(&one.indicators, &one.marks)),
    );
    form.register("/marks");
    let session = use_session();
    let toasts = use_toasts();
    let (id, version, until) = (one.id, one.version, day(one.until));
    let fields = mark_fields(form, &one.indicators);
    let indicators = StoredValue::new(one.indicators.clone());
    let submit = move |()| {
        form.submit(
            move |read| SelfReviewForm {
                achievements: read.text("/achievements"),
                shortcomings: read.text("/shortcomings"),
                improvements: read.text("/improvements"),
                marks: indicators.with_value(|all| read_marks(read, all)),
            },
            move |body, key| async move { session.write::<WriteSelfReview>(&[&id], Some(version), key, &body).await },
            move |_: SelfReview| {
                toasts.say(t(text::SELF_REVIEW_SAID)().to_owned());
                remote.refetch();
            },
        );
    };
    let body = view! {
        <FormFrame form on_submit=submit>
            <p class="text-ink-2">{move || tell(text::UNTIL_DAY, &[("day", &until())])}</p>
            <Field at="/achievements" label=text::ACHIEVEMENTS kind=Kind::Lines must=true hint=text::ACHIEVEMENTS_HINT />
            <Field at="/shortcomings" label=text::SHORTCOMINGS kind=Kind::Lines must=true />
            <Field at="/improvements" label=text::IMPROVEMENTS kind=Kind::Lines must=true />
            {fields}
            <FormFoot save=text::SUBMIT_SELF_REVIEW />
        </FormFrame>
    };
    sheet(text::MY_SELF_REVIEW, side, body)
}

/// A self-review to be read.
pub fn self_review_read(one: &SelfReview) -> AnyView {
    if one.submitted_at.is_none() {
        return view! { <p class="quiet">{t(text::NO_SELF_REVIEW)}</p> }.into_any();
    }
    let lines = |text: &str| view! { <span class="whitespace-pre-line">{text.to_owned()}</span> };
    view! {
        <dl class="facts wide">
            {wide_fact(text::ACHIEVEMENTS, lines(&one.achievements))}
            {wide_fact(text::SHORTCOMINGS, lines(&one.shortcomings))}
            {wide_fact(text::IMPROVEMENTS, lines(&one.improvements))}
        </dl>
        <dl class="facts mt-3">{given(&one.indicators, &one.marks)}</dl>
    }
    .into_any()
}

fn mark_sheet(one: &MarkSheet, open: RwSignal<Option<Uuid>>, remote: Remote<MyPart>) -> AnyView {
    let (id, done, editable) = (one.id, one.submitted_at.is_some(), one.editable);
    let begin = move || {
        let label = if done { text::CHANGE_MARKS } else { text::MARK };
        (editable && open.get() != Some(id)).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| open.set(Some(id))>{icon(Icon::Edit)}{t(label)}</button> }
        })
    };
    let head = view! {
        <header>
            <h2>{one.person.name.clone()}</h2>
            <div class="flex flex-wrap items-center gap-2 text-[13px] text-ink-3"><span>{one.post.clone()}</span>{word(one.rater.text_path())}{state(done, editable)}{begin}</div>
        </header>
    };
    let held = StoredValue::new(one.clone());
    let body = move || {
        let opened = editable && open.get() == Some(id);
        (opened || done || !editable).then(|| held.with_value(|one| drawn(one, opened, open, remote)))
    };
    view! { <section class="sheet">{head}{body}</section> }.into_any()
}

fn drawn(one: &MarkSheet, opened: bool, open: RwSignal<Option<Uuid>>, remote: Remote<MyPart>) -> AnyView {
    let beside = one.self_review.as_ref().filter(|_| opened).map(|review| {
        view! { <details class="mb-3"><summary>{t(text::THEIR_SELF_REVIEW)}</summary><div class="mt-2">{self_review_read(review)}</div></details> }
    });
    let body = if opened { sheet_form(one, open, remote) } else { sheet_read(one) };
    view! { <div class="body">{beside}{body}</div> }.into_any()
}

fn sheet_read(one: &MarkSheet) -> AnyView {
    if one.submitted_at.is_none() {
        return view! { <p class="quiet">{t(text::NOT_MARKED)}</p> }.into_any();
    }
    let remark = (!one.remark.is_empty()).then(|| wide_fact(text::REMARK, one.remark.clone()));
    view! { <dl class="facts">{given(&one.indicators, &one.marks)}{remark}</dl> }.into_any()
}

fn sheet_form(one: &MarkSheet, open: RwSignal<Option<Uuid>>, remote: Remote<MyPart>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let start = [("/remark", one.remark.clone())].into_iter().chain(marks_of(&one.indicators, &one.marks));
    let form = Form::kept(format!("kpi/marks/{}", one.id), start);
    form.register("/marks");
    let (id, version) = (one.id, one.version);
    let fields = mark_fields(form, &one.indicators);
    let indicators = StoredValue::new(one.indicators.clone());
    let name = one.person.name.clone();
    let submit = move |()| {
        let name = name.clone();
        form.submit(
            move |read| MarkForm { marks: indicators.with_value(|all| read_marks(read, all)), remark: read.text("/remark") },
            move |body, key| async move { session.write::<WriteMarks>(&[&id], Some(version), key, &body).await },
            move |_: MarkSheet| {
                toasts.say(tell(text::MARKED_SAID, &[("name", &name)]));
                remote.refetch();
            },
        );
    };
    let hint = if one.rater == Rater::Superior { text::REMARK_HINT } else { text::REMARK_HINT_HIDDEN };
    view! {
        <FormFrame form on_submit=submit>
            {fields}
            <Field at="/remark" label=text::REMARK kind=Kind::Lines hint=hint />
            <FormFoot save=text::SUBMIT_MARKS cancel=Callback::new(move |()| open.set(None)) />
        </FormFrame>
    }
    .into_any()
}
