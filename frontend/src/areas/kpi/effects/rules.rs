//! Coefficients and limits: those in force in the month, and others from a month on.

use crate::areas::kpi::scores::{month_name, month_options};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::toast::use_toasts;
use contract::kpi::Grade;
use contract::kpi::effects::{DatedRules, EffectRules, Effects, NewEffectRules, SetEffectRules};
use leptos::prelude::*;
use locale::effects_ui as text;
use rust_decimal::Decimal;

/// The sheet.
pub fn rules(effects: &Effects, remote: Remote<Effects>) -> AnyView {
    let rules = &effects.rules.rules;
    let grades = Grade::ALL.iter().map(|grade| {
        view! { <li><div class="grow">{badge(*grade)}</div><span>"× "{rules.coefficient(*grade).normalize().to_string()}</span></li> }
    });
    let grades: Vec<_> = grades.collect();
    let (in_a_row, percent) = (rules.in_a_row.to_string(), rules.bottom_percent.to_string());
    let since = match &effects.rules.from_month {
        Some(month) => {
            let name = month_name(month);
            (move || tell(text::SINCE, &[("month", &name())])).into_any()
        }
        None => t(text::AT_FIRST).into_any(),
    };
    let open = RwSignal::new(false);
    let before = StoredValue::new(rules.clone());
    let change = effects.editable.then(|| {
        view! {
            <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::CHANGE)}</button>
            <Dialog open title=text::CHANGE>{move || form(&before.get_value(), open, remote)}</Dialog>
        }
    });
    let body = view! {
        <ul class="rows -mx-4 -mt-4">{grades}</ul>
        <p class="mt-3">{move || tell(text::LIMITS, &[("n", &in_a_row), ("percent", &percent)])}</p>
        <p class="text-[13px] text-ink-3 mt-2">{since}</p>
    };
    sheet(text::RULES, change, body)
}

fn form(before: &EffectRules, open: RwSignal<bool>, remote: Remote<Effects>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let plain = |number: Decimal| number.normalize().to_string();
    let form = Form::new([
        ("/from_month", this.clone()),
        ("/rules/excellent", plain(before.excellent)),
        ("/rules/good", plain(before.good)),
        ("/rules/qualified", plain(before.qualified)),
        ("/rules/unqualified", plain(before.unqualified)),
        ("/rules/in_a_row", before.in_a_row.to_string()),
        ("/rules/bottom_percent", before.bottom_percent.to_string()),
    ]);
    form.register("/from_month");
    let submit = move |()| {
        form.submit(
            |read| {
                let coefficient = |at: &str| read.must(at, read.value::<Decimal>(at), Decimal::ONE);
                let number = |at: &str| read.must(at, read.value::<u32>(at), 2);
                NewEffectRules {
                    from_month: read.text("/from_month"),
                    rules: EffectRules {
                        excellent: coefficient("/rules/excellent"),
                        good: coefficient("/rules/good"),
                        qualified: coefficient("/rules/qualified"),
                        unqualified: coefficient("/rules/unqualified"),
                        in_a_row: number("/rules/in_a_row"),
                        bottom_percent: number("/rules/bottom_percent"),
                    },
                }
            },
            move |body, key| async move { session.write::<SetEffectRules>(&[], None, key, &body).await },
            move |_: DatedRules| {
                open.set(false);
                toasts.say(t(text::SAVED_SAID)());
                remote.refetch();
            },
        );
    };
    let options = month_options(-1..=6, move || form.get("/from_month"));
    let number = |at: &'static str, label| view! { <Field at label kind=Kind::Number must=true /> };
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="effects-from">{t(text::FROM_MONTH)}</label>
                <select class="input" id="effects-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{options}</select>
            </div>
            <div class="pair">
                {number("/rules/excellent", text::EXCELLENT)} {number("/rules/good", text::GOOD)}
                {number("/rules/qualified", text::QUALIFIED)} {number("/rules/unqualified", text::UNQUALIFIED)}
                {number("/rules/in_a_row", text::IN_A_ROW)} {number("/rules/bottom_percent", text::BOTTOM_PERCENT)}
            </div>
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
