//! Lines of pay: entered with evidence, put right by another.

use super::slip::Correcting;
use crate::areas::finders;
use crate::areas::kpi::scores::{month_name, moved};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::kpi::pay::{EnterPayLine, NewPayLine, PayLineKind, PayPart, PayPartKind, PayRun, PaySlip};
use leptos::prelude::*;
use locale::pay_ui as text;
use uuid::Uuid;

fn send(form: Form, correcting: Correcting, open: RwSignal<bool>, build: impl FnOnce(&Reader) -> NewPayLine) {
    let session = use_session();
    let toasts = use_toasts();
    let run = correcting.run;
    form.submit(
        build,
        move |body, key| async move { session.write::<EnterPayLine>(&[&run], None, key, &body).await },
        move |_: PayRun| {
            open.set(false);
            toasts.say(t(text::ENTERED_SAID)());
            correcting.done.run(());
        },
    );
}

fn money(read: &Reader) -> Money {
    read.must("/amount", read.money("/amount"), Money::from_cents(1))
}

/// A new line.
pub fn enter(run: &PayRun, correcting: Correcting) -> AnyView {
    let open = RwSignal::new(false);
    let month = run.month.clone();
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ENTER)}</button>
        <Dialog open title=text::ENTER>{let month = month.clone(); move || form_view(&month, correcting, open)}</Dialog>
    }
    .into_any()
}

fn form_view(month: &str, correcting: Correcting, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let form = Form::new([("/kind", PayLineKind::Commission.word().to_owned())]);
    form.register("/for_month");
    let owner = Owner::current();
    let submit = move |()| {
        let build = move |read: &Reader| NewPayLine {
            person_id: read.must("/person_id", read.value("/person_id"), Uuid::nil()),
            kind: read.must("/kind", read.value("/kind"), PayLineKind::Commission),
            amount: money(read),
            for_month: read.given("/for_month").filter(|_| read.text("/kind") == PayLineKind::Correction.word()),
            reason: read.text("/reason"),
            replaces: None,
        };
        if let Some(owner) = &owner {
            owner.with(|| send(form, correcting, open, build));
        }
    };
    let months: Vec<_> = (1..=12)
        .filter_map(|back| moved(month, -back))
        .map(|month| {
            let name = month_name(&month);
            view! { <option value=month>{name}</option> }
        })
        .collect();
    let is_correction = Memo::new(move |_| form.get("/kind") == PayLineKind::Correction.word());
    view! {
        <FormFrame form on_submit=submit>
            <Picker at="/person_id" label=text::PERSON find=finders::people(session, &[]) must=true />
            <Select at="/kind" label=text::KIND choices=crate::choices!(PayLineKind) must=true />
            <div class="field" hidden=move || !is_correction.get()>
                <label for="pay-for-month">{t(text::FOR_MONTH)}</label>
                <select class="input" id="pay-for-month" on:change=move |event| form.set("/for_month", event_target_value(&event))>
                    <option value="">{t(locale::schemes_ui::CHOOSE)}</option>
                    {months}
                </select>
                {move || form.problem("/for_month").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <Field at="/amount" label=text::AMOUNT kind=Kind::Money must=true hint=text::AMOUNT_HINT />
            <Field at="/reason" label=text::EVIDENCE kind=Kind::Lines must=true hint=text::EVIDENCE_HINT />
            <FormFoot save=text::ENTER cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Puts a line right by another; zero takes it back.
pub fn correct(slip: &PaySlip, part: &PayPart, line: Uuid, correcting: Correcting) -> AnyView {
    let kind = match part.kind {
        PayPartKind::Commission => PayLineKind::Commission,
        PayPartKind::Award => PayLineKind::Award,
        PayPartKind::Deduction => PayLineKind::Deduction,
        PayPartKind::Correction => PayLineKind::Correction,
        _ => return ().into_any(),
    };
    let amount = if kind == PayLineKind::Deduction { -part.amount.amount } else { part.amount.amount };
    let (person_id, name) = (slip.person.id, slip.person.name.clone());
    let for_month = part.line.as_ref().and_then(|line| line.for_month.clone());
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([("/amount", amount.normalize().to_string())]);
        let owner = Owner::current();
        let for_month = for_month.clone();
        let submit = move |()| {
            let for_month = for_month.clone();
            let build = move |read: &Reader| NewPayLine {
                person_id,
                kind,
                amount: money(read),
                for_month,
                reason: read.text("/reason"),
                replaces: Some(line),
            };
            if let Some(owner) = &owner {
                owner.with(|| send(form, correcting, open, build));
            }
        };
        let name = name.clone();
        view! {
            <FormFrame form on_submit=submit>
                <p>{name}" · "{word(kind.text_path())}</p>
                <Field at="/amount" label=text::AMOUNT kind=Kind::Money must=true hint=text::TAKE_BACK_HINT />
                <Field at="/reason" label=text::EVIDENCE kind=Kind::Lines must=true />
                <FormFoot save=text::CORRECT cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    let shown = move || {
        if open.get() {
            body().into_any()
        } else {
            view! { <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::CORRECT)}</button> }
                .into_any()
        }
    };
    // A form in place: a dialog over the slip's dialog would be one too many.
    view! { <div>{shown}</div> }.into_any()
}
