//! What leave costs of a day's pay: the rules in force, the others, and new ones from a month on.

use crate::areas::kpi::scores::{month_name, month_options};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::kpi::leave_pay::{DatedLeavePay, LeaveDeduction, LeavePay, LeavePayRules, NewLeavePay, SetLeavePay, ShowLeavePay};
use contract::leaves::LeaveKind;
use leptos::prelude::*;
use locale::{Key, pay_ui as text};

/// Each kind of leave with its field and its name.
const FIELDS: [(LeaveKind, &str, Key); 7] = [
    (LeaveKind::Annual, "/annual", locale::words::LEAVE_KIND_ANNUAL),
    (LeaveKind::Personal, "/personal", locale::words::LEAVE_KIND_PERSONAL),
    (LeaveKind::Sick, "/sick", locale::words::LEAVE_KIND_SICK),
    (LeaveKind::TimeOff, "/time_off", locale::words::LEAVE_KIND_TIME_OFF),
    (LeaveKind::Marriage, "/marriage", locale::words::LEAVE_KIND_MARRIAGE),
    (LeaveKind::Parental, "/parental", locale::words::LEAVE_KIND_PARENTAL),
    (LeaveKind::Bereavement, "/bereavement", locale::words::LEAVE_KIND_BEREAVEMENT),
];

/// Of a day's pay, 0 to 100.
fn percent(read: &Reader, at: &str) -> u32 {
    let typed = read.must(at, read.value::<u32>(at), 0);
    if typed > 100 {
        read.refuse(at, "range");
    }
    typed
}

/// The sheet.
pub fn leave_rules() -> AnyView {
    let session = use_session();
    let rules = remote(move || async move { session.get::<ShowLeavePay>(&[], &()).await });
    rules.view(move |data| draw(data, rules)).into_any()
}

fn draw(pay: &LeavePay, rules: Remote<LeavePay>) -> AnyView {
    let line = |(kind, ..): &(LeaveKind, &str, Key)| {
        let percent = pay.now.rules.deducted(*kind).to_string();
        let cost = match percent.as_str() {
            "0" => tag(Tone::Calm, t(text::LEAVE_PAID)).into_any(),
            "100" => tag(Tone::Ochre, t(text::LEAVE_UNPAID)).into_any(),
            _ => tag(Tone::Ochre, move || tell(text::LEAVE_COSTS, &[("n", &percent)])).into_any(),
        };
        view! { <li><div class="grow">{word(kind.text_path())}</div>{cost}</li> }
    };
    let lines: Vec<_> = FIELDS.iter().map(line).collect();
    let others: Vec<_> = pay.others.iter().map(other).collect();
    let history =
        (!others.is_empty()).then(|| view! { <details class="mt-2"><summary>{t(text::LEAVE_OTHERS)}</summary>{others}</details> });
    let body = view! {
        <p class="text-[13px] text-ink-3">{t(text::LEAVE_RULES_HINT)}</p>
        <ul class="rows -mx-4 mt-2">{lines}</ul>
        <p class="text-[13px] text-ink-3 mt-2">{since(&pay.now)}</p>
        {history}
    };
    sheet(text::LEAVE_RULES, pay.editable.then(|| set(&pay.now.rules, rules)), body)
}

/// From when on, by whom and why.
fn since(one: &DatedLeavePay) -> AnyView {
    match &one.from_month {
        None => t(text::LEAVE_AT_FIRST).into_any(),
        Some(month) => {
            let (name, reason) = (month_name(month), one.reason.clone());
            let by = one.set_by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
            view! { <span>{move || tell(text::LEAVE_SINCE, &[("month", &name())])}</span>" · "{by}" · "{reason} }.into_any()
        }
    }
}

fn other(one: &DatedLeavePay) -> AnyView {
    let costs: Vec<_> = one
        .rules
        .deductions
        .iter()
        .filter(|cost| cost.percent > 0)
        .map(|cost| {
            let percent = cost.percent;
            view! { <span class="me-3">{word(cost.kind.text_path())}" "{percent}"%"</span> }
        })
        .collect();
    view! { <p class="text-[13px] text-ink-3">{since(one)}" · "{costs}</p> }.into_any()
}

fn set(before: &LeavePayRules, rules: Remote<LeavePay>) -> AnyView {
    let open = RwSignal::new(false);
    let before = StoredValue::new(before.clone());
    view! {
        <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::LEAVE_SET)}</button>
        <Dialog open title=text::LEAVE_SET>{move || form_view(&before.get_value(), open, rules)}</Dialog>
    }
    .into_any()
}

fn form_view(before: &LeavePayRules, open: RwSignal<bool>, rules: Remote<LeavePay>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let typed = FIELDS.iter().map(|(kind, at, _)| (*at, before.deducted(*kind).to_string()));
    let form = Form::new(typed.chain([("/from_month", this.clone())]).collect::<Vec<_>>());
    form.register("/from_month");
    let submit = move |()| {
        let build = |read: &Reader| {
            let cost = |(kind, at, _): &(LeaveKind, &'static str, Key)| LeaveDeduction { kind: *kind, percent: percent(read, at) };
            NewLeavePay {
                from_month: read.text("/from_month"),
                rules: LeavePayRules { deductions: FIELDS.iter().map(cost).filter(|cost| cost.percent > 0).collect() },
                reason: read.text("/reason"),
            }
        };
        form.submit(
            build,
            move |body, key| async move { session.write::<SetLeavePay>(&[], None, key, &body).await },
            move |_: LeavePay| {
                open.set(false);
                toasts.say(t(text::LEAVE_SET_SAID)());
                rules.refetch();
            },
        );
    };
    let months = month_options(-2..=6, move || form.get("/from_month"));
    let fields: Vec<_> = FIELDS.iter().map(|(_, at, label)| view! { <Field at=*at label=*label kind=Kind::Number must=true /> }).collect();
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="leave-rules-from">{t(text::SINCE)}</label>
                <select class="input" id="leave-rules-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{months}</select>
                {move || form.problem("/from_month").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <p class="text-[13px] text-ink-3">{t(text::LEAVE_PERCENT_HINT)}</p>
            <div class="pair">{fields}</div>
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
