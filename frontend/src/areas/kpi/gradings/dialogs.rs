//! What is entered for a candidate: exam mark, review sheet, objection, recheck.

use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::Remote;
use contract::kpi::grading::{
    ActOnGrading, EnterExamMarks, ExamMark, ExamMarks, Grading, GradingAct, GradingActKind, GradingCandidate, MarkCandidate, ObjectionForm,
    RecheckForm, ReviewSheet,
};
use contract::kpi::rule_book::ReviewItem;
use leptos::prelude::*;
use locale::{Key, gradings_ui as text};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Where the ten items stand in the form.
const ITEMS: [&str; 10] =
    ["/items/0", "/items/1", "/items/2", "/items/3", "/items/4", "/items/5", "/items/6", "/items/7", "/items/8", "/items/9"];

/// A button that opens a form.
fn opens(
    label: Key,
    picture: Icon,
    class: &'static str,
    form: impl Fn(RwSignal<bool>) -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class=format!("button {class}") on:click=move |_| open.set(true)>{icon(picture)}{t(label)}</button>
        <Dialog open title=label>{let form = form.clone(); move || form(open)}</Dialog>
    }
    .into_any()
}

fn foot(open: RwSignal<bool>) -> AnyView {
    view! { <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) /> }.into_any()
}

/// The exam mark of a candidate.
pub fn examine(one: &GradingCandidate, it: &Grading, remote: Remote<Grading>) -> AnyView {
    let (id, candidate_id, name) = (it.id, one.id, one.person.name.clone());
    let before = one.detail.as_ref().and_then(|detail| detail.exam).map(|mark| mark.normalize().to_string()).unwrap_or_default();
    opens(text::EXAMINE, Icon::Edit, "quiet small", move |open| {
        let (session, name) = (use_session(), name.clone());
        let form = Form::new([("/marks/0/mark", before.clone())]);
        let submit = move |()| {
            form.submit(
                |read| ExamMarks {
                    marks: vec![ExamMark { candidate_id, mark: read.must("/marks/0/mark", read.value("/marks/0/mark"), Decimal::ZERO) }],
                },
                move |body, key| async move { session.write::<EnterExamMarks>(&[&id], None, key, &body).await },
                move |now| {
                    open.set(false);
                    remote.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <p>{name}</p>
                <Field at="/marks/0/mark" label=text::EXAM_MARK kind=Kind::Money unit=text::POINTS must=true />
                {foot(open)}
            </FormFrame>
        }
        .into_any()
    })
}

/// A review sheet: the caller's own, or that of a customer.
pub fn mark(one: &GradingCandidate, it: &Grading, remote: Remote<Grading>, customer: bool) -> AnyView {
    let label = if customer { text::VISIT } else { text::MARK };
    let (id, candidate_id, name, most) = (it.id, one.id, one.person.name.clone(), it.rules.items);
    let mine = one.mine.clone();
    let class = if !customer && mine.is_none() { "primary small" } else { "quiet small" };
    opens(label, Icon::Edit, class, move |open| {
        let given = |at: usize| mine.as_ref().and_then(|items| items.get(at)).cloned().unwrap_or_default();
        let form = Form::new(ITEMS.iter().enumerate().map(|(at, pointer)| (*pointer, if customer { String::new() } else { given(at) })));
        sheet_form(form, Sheet { id, candidate_id, customer, name: name.clone(), most }, open, remote)
    })
}

struct Sheet {
    id: Uuid,
    candidate_id: Uuid,
    customer: bool,
    name: String,
    most: [u32; 10],
}

fn sheet_form(form: Form, sheet: Sheet, open: RwSignal<bool>, remote: Remote<Grading>) -> AnyView {
    let session = use_session();
    let Sheet { id, candidate_id, customer, name, most } = sheet;
    let submit = move |()| {
        let build = move |read: &Reader| ReviewSheet {
            candidate_id,
            customer: customer.then(|| read.text("/customer")),
            visited_on: read.value("/visited_on"),
            items: ITEMS.map(|at| read.must(at, read.value(at), Decimal::ZERO)),
        };
        form.submit(
            build,
            move |body, key| async move { session.write::<MarkCandidate>(&[&id], None, key, &body).await },
            move |now| {
                open.set(false);
                remote.set(now);
            },
        );
    };
    let items: Vec<_> = ReviewItem::ALL.iter().zip(ITEMS).zip(most).map(|((item, at), most)| item_field(form, *item, at, most)).collect();
    view! {
        <FormFrame form on_submit=submit>
            <p>{name}</p>
            {customer.then(|| view! {
                <div class="pair">
                    <Field at="/customer" label=text::CUSTOMER must=true />
                    <Field at="/visited_on" label=text::VISITED_ON kind=Kind::Date must=true />
                </div>
            })}
            <div class="grid sm:grid-cols-2 gap-x-4">{items}</div>
            {foot(open)}
        </FormFrame>
    }
    .into_any()
}

/// An item with the most it can have.
fn item_field(form: Form, item: ReviewItem, at: &'static str, most: u32) -> AnyView {
    form.register(at);
    let id = format!("review-{}", item.word());
    view! {
        <div class="field">
            <label for=id.clone()>{word(item.text_path())}" "<small class="text-ink-3">{format!("0–{most}")}</small></label>
            <input class="input" id=id inputmode="decimal" autocomplete="off" aria-invalid=move || form.problem(at).is_some().to_string()
                prop:value=move || form.get(at) on:input=move |event| form.set(at, event_target_value(&event)) />
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
    .into_any()
}

/// The candidate objects.
pub fn object(it: &Grading, remote: Remote<Grading>) -> AnyView {
    let (id, version) = (it.id, it.version);
    opens(text::OBJECT, Icon::Edit, "", move |open| {
        let session = use_session();
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                |read| GradingAct::Object(ObjectionForm { reason: read.text("/reason") }),
                move |body, key| async move { session.write::<ActOnGrading>(&[&id], Some(version), key, &body).await },
                move |now| {
                    open.set(false);
                    remote.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::REASON_HINT />
                {foot(open)}
            </FormFrame>
        }
        .into_any()
    })
}

/// Somebody else answers.
pub fn recheck(one: &GradingCandidate, it: &Grading, remote: Remote<Grading>) -> AnyView {
    let (id, version, candidate_id) = (it.id, it.version, one.id);
    let reason = one.objection.as_ref().map(|objection| objection.reason.clone()).unwrap_or_default();
    opens(text::RECHECK, Icon::Eye, "primary small", move |open| {
        let (session, reason) = (use_session(), reason.clone());
        let form = Form::new([("/act", GradingActKind::Uphold.word().to_owned())]);
        let submit = move |()| {
            let build = move |read: &Reader| {
                let answer = RecheckForm { candidate_id, answer: read.text("/answer"), exam: read.value("/exam") };
                if read.text("/act") == GradingActKind::Correct.word() { GradingAct::Correct(answer) } else { GradingAct::Uphold(answer) }
            };
            form.submit(
                build,
                move |body, key| async move { session.write::<ActOnGrading>(&[&id], Some(version), key, &body).await },
                move |now| {
                    open.set(false);
                    remote.set(now);
                },
            );
        };
        let acts = [GradingActKind::Uphold, GradingActKind::Correct].map(|act| (act.word(), act.text_path())).to_vec();
        view! {
            <FormFrame form on_submit=submit>
                <p class="prose">{reason}</p>
                <Pick at="/act" label=text::VERDICT choices=acts must=true />
                <Field at="/exam" label=text::RIGHT_EXAM kind=Kind::Money unit=text::POINTS hint=text::RIGHT_EXAM_HINT />
                <Field at="/answer" label=text::ANSWER kind=Kind::Lines must=true />
                {foot(open)}
            </FormFrame>
        }
        .into_any()
    })
}
