//! When the parts of a cycle are, and what is done with results: set from a month on.

use super::annual::Items;
use crate::areas::kpi::scores::{month_name, month_options};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Choice, Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::kpi::cycles::{AnnualRules, CycleRules, DatedCycleRules, NewCycleRules, Quotas, SetCycleRules, ShowCycleRules};
use contract::kpi::schemes::Indicator;
use contract::permission::Permission;
use leptos::prelude::*;
use locale::cycles_ui as text;

pub const YES: &str = "yes";
const NO: &str = "no";
pub const YES_OR_NO: [Choice; 2] = [(YES, "cycles_ui.yes"), (NO, "cycles_ui.no")];

/// For who sets rules.
pub fn rules_button() -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let button = move || {
        session.may(Permission::KpiScheme).then(|| {
            view! { <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::RULES)}</button> }
        })
    };
    view! { {button}<Dialog open title=text::RULES>{move || load(open)}</Dialog> }.into_any()
}

fn load(open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let rules = remote(move || async move { session.get::<ShowCycleRules>(&[], &()).await });
    rules.view(move |rules| form(rules, open))
}

fn yes(value: bool) -> String {
    if value { YES } else { NO }.to_owned()
}

fn form(dated: &DatedCycleRules, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let rules = &dated.rules;
    let items = Items::of(&rules.annual.indicators);
    let plain = |number: rust_decimal::Decimal| number.normalize().to_string();
    let quota = |look: fn(&Quotas) -> u32| rules.quotas.as_ref().map(|quotas| look(quotas).to_string()).unwrap_or_default();
    let form = Form::new([
        ("/from_month", this.clone()),
        ("/rules/self_days", rules.self_days.to_string()),
        ("/rules/marking_until", rules.marking_until.to_string()),
        ("/rules/calibration_days", rules.calibration_days.to_string()),
        ("/rules/appeal_days", rules.appeal_days.to_string()),
        ("/rules/publish_itself", yes(rules.publish_itself)),
        ("/rules/list_shown", yes(rules.list_shown)),
        ("/rules/quotas/excellent", quota(|quotas| quotas.excellent)),
        ("/rules/quotas/good", quota(|quotas| quotas.good)),
        ("/rules/annual/months", rules.annual.months.to_string()),
        ("/rules/annual/least_months", rules.annual.least_months.to_string()),
        ("/rules/annual/grades/excellent", plain(rules.annual.grades.excellent)),
        ("/rules/annual/grades/good", plain(rules.annual.grades.good)),
        ("/rules/annual/grades/qualified", plain(rules.annual.grades.qualified)),
    ]);
    form.register("/rules/annual/indicators");
    let submit = move |()| {
        let Some(indicators) = items.read() else { return };
        form.submit(
            move |read| NewCycleRules { from_month: read.text("/from_month"), rules: read_rules(read, indicators) },
            move |body, key| async move { session.write::<SetCycleRules>(&[], None, key, &body).await },
            move |now: DatedCycleRules| {
                open.set(false);
                let month = now.from_month.unwrap_or_default();
                toasts.say(tell(text::RULES_SAID, &[("month", &month_name(&month)())]));
            },
        );
    };
    let months = month_options(0..=6, move || form.get("/from_month"));
    let number = |at: &'static str, label| view! { <Field at label kind=Kind::Number must=true /> };
    view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="cycle-from">{t(text::FROM_MONTH)}</label>
                <select class="input" id="cycle-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{months}</select>
            </div>
            <div class="pair">
                <Field at="/rules/self_days" label=text::SELF_DAYS kind=Kind::Number must=true hint=text::SELF_DAYS_HINT />
                <Field at="/rules/marking_until" label=text::MARKING_UNTIL kind=Kind::Number must=true hint=text::MARKING_UNTIL_HINT />
                {number("/rules/calibration_days", text::CALIBRATION_DAYS)}
                {number("/rules/appeal_days", text::APPEAL_DAYS)}
                <Pick at="/rules/publish_itself" label=text::PUBLISH_ITSELF choices=YES_OR_NO.to_vec() must=true />
                <Pick at="/rules/list_shown" label=text::LIST_SHOWN choices=YES_OR_NO.to_vec() must=true />
            </div>
            <p class="text-ink-2">{t(text::QUOTAS_HINT)}</p>
            <div class="pair">
                <Field at="/rules/quotas/excellent" label=text::QUOTA_EXCELLENT kind=Kind::Number />
                <Field at="/rules/quotas/good" label=text::QUOTA_GOOD kind=Kind::Number />
            </div>
            <p class="text-ink-2">{t(text::ANNUAL_HINT)}</p>
            <div class="pair">
                {number("/rules/annual/months", text::MONTHS_WEIGHT)}
                {number("/rules/annual/least_months", text::LEAST_MONTHS)}
                {number("/rules/annual/grades/excellent", locale::schemes_ui::EXCELLENT_FROM)}
                {number("/rules/annual/grades/good", locale::schemes_ui::GOOD_FROM)}
                {number("/rules/annual/grades/qualified", locale::schemes_ui::QUALIFIED_FROM)}
            </div>
            {items.view()}
            {move || form.problem("/rules/annual/indicators").map(|text| view! { <p class="wrong" role="alert">{text}</p> })}
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn read_rules(read: &Reader, indicators: Vec<Indicator>) -> CycleRules {
    let number = |at: &str| read.must(at, read.value::<u32>(at), 1);
    let bound = |at: &str| read.must(at, read.value(at), rust_decimal::Decimal::ONE);
    let quota = |at: &str| read.value::<u32>(at);
    let quotas = match (quota("/rules/quotas/excellent"), quota("/rules/quotas/good")) {
        (None, None) => None,
        (excellent, good) => Some(Quotas { excellent: excellent.unwrap_or(0), good: good.unwrap_or(0) }),
    };
    CycleRules {
        self_days: number("/rules/self_days"),
        marking_until: number("/rules/marking_until"),
        calibration_days: number("/rules/calibration_days"),
        appeal_days: number("/rules/appeal_days"),
        publish_itself: read.text("/rules/publish_itself") == YES,
        list_shown: read.text("/rules/list_shown") == YES,
        quotas,
        annual: AnnualRules {
            months: number("/rules/annual/months"),
            least_months: number("/rules/annual/least_months"),
            grades: contract::kpi::schemes::GradeBounds {
                excellent: bound("/rules/annual/grades/excellent"),
                good: bound("/rules/annual/grades/good"),
                qualified: bound("/rules/annual/grades/qualified"),
            },
            indicators,
        },
    }
}
