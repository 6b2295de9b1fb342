//! The company's rules of severity (CPL-01): those in force, a new version from a day on, and a matter to try them on.

use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use contract::complaints::severity_rules::{
    MOST_RULES, SeverityRuleForm, SeverityRules, SeverityRulesForm, SeverityRulesState, SeverityRulesVersion, ShowSeverityRules,
    WriteSeverityRules,
};
use contract::complaints::{ComplaintCategory, Severity, SeverityWhy};
use leptos::prelude::*;
use locale::{complaints_ui as complaints, severity_ui as text, ui};

/// Where a rule's entries stand in the form.
#[derive(Clone, Copy)]
struct Row {
    name: &'static str,
    category: &'static str,
    words: &'static str,
    severity: &'static str,
}

macro_rules! row {
    ($at:literal) => {
        Row {
            name: concat!("/rules/", $at, "/name"),
            category: concat!("/rules/", $at, "/category"),
            words: concat!("/rules/", $at, "/words"),
            severity: concat!("/rules/", $at, "/severity"),
        }
    };
}

const ROWS: [Row; MOST_RULES] =
    [row!(0), row!(1), row!(2), row!(3), row!(4), row!(5), row!(6), row!(7), row!(8), row!(9), row!(10), row!(11)];

/// The part of the settings page.
pub fn rules() -> AnyView {
    let session = use_session();
    let held = remote(move || async move { session.get::<ShowSeverityRules>(&[], &()).await });
    held.view(move |now| shown(now, held)).into_any()
}

fn shown(now: &SeverityRules, held: Remote<SeverityRules>) -> AnyView {
    let open = RwSignal::new(false);
    let kept = StoredValue::new(now.clone());
    let edit = now.editable.then(|| {
        view! {
            <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::CHANGE)}</button>
            <Dialog open title=text::CHANGE>{move || editing(&kept.get_value(), held, open)}</Dialog>
        }
    });
    let since = match now.from_on {
        Some(from_on) => view! { {t(text::SINCE)}" "{day(from_on)} }.into_any(),
        None => t(text::PRODUCT).into_any(),
    };
    let versions: Vec<_> = now.versions.iter().map(version).collect();
    let body = view! {
        <p class="hint">{t(text::LEAD)}" "{since}</p>
        {table(&now.rules, now.otherwise)}
        {trial(now)}
        {(!versions.is_empty()).then(|| view! { <h3 class="mt-4">{t(text::VERSIONS)}</h3><ul class="grid gap-1">{versions}</ul> })}
    };
    sheet(text::TITLE, edit, body)
}

fn version(one: &SeverityRulesVersion) -> AnyView {
    let tone = match one.state {
        SeverityRulesState::InForce => Tone::Jade,
        SeverityRulesState::Planned => Tone::Indigo,
        SeverityRulesState::Past => Tone::Calm,
    };
    let state = tag(tone, word(one.state.text_path()));
    let count = tell(text::COUNT, &[("n", &one.rules.len().to_string())]);
    let who = one.person.name.clone();
    view! { <li class="flex flex-wrap items-center gap-2">{day(one.from_on)}{state}<span class="text-ink-3">{who}" · "{count}</span></li> }
        .into_any()
}

fn of(category: Option<ComplaintCategory>) -> AnyView {
    match category {
        Some(category) => word(category.text_path()).into_any(),
        None => t(text::EVERY).into_any(),
    }
}

fn table(rules: &[SeverityRuleForm], otherwise: Severity) -> AnyView {
    let row = |rule: &SeverityRuleForm| {
        view! {
            <tr>
                <th scope="row">{rule.name.clone()}</th>
                <td>{of(rule.category)}</td>
                <td class="whitespace-normal">{rule.words.join("、")}</td>
                <td>{badge(rule.severity)}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger-wrap -mx-4" tabindex="0">
            <table class="ledger">
                <thead><tr>
                    <th scope="col">{t(text::REASON)}</th><th scope="col">{t(complaints::CATEGORY)}</th>
                    <th scope="col">{t(text::WORDS)}</th><th scope="col">{t(complaints::SEVERITY)}</th>
                </tr></thead>
                <tbody>
                    {rules.iter().map(row).collect_view()}
                    <tr><th scope="row">{t(text::OTHERWISE)}</th><td></td><td></td><td>{badge(otherwise)}</td></tr>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What the rules make of a matter, said while it is typed.
fn trial(now: &SeverityRules) -> AnyView {
    let form = Form::new([("/category", ComplaintCategory::Service.word().to_owned())]);
    let now = StoredValue::new(now.clone());
    let said = move || {
        let category: ComplaintCategory = form.get("/category").parse().ok()?;
        let matter = form.get("/matter");
        if matter.trim().is_empty() {
            return None;
        }
        let (severity, why) = now.with_value(|now| now.suggest(category, &matter));
        Some(tell(text::SAID, &[("severity", word_now(severity.text_path())), ("why", &reason(&why))]))
    };
    view! {
        <fieldset class="form mt-4"><legend>{t(text::TRY)}</legend>
            <FormFrame form on_submit=|()| ()>
                <div class="pair">
                    <Select at="/category" label=complaints::CATEGORY choices=crate::choices!(ComplaintCategory) must=true />
                    <Field at="/matter" label=complaints::MATTER />
                </div>
                <p class="text-[13px] text-ink-2" aria-live="polite">{said}</p>
            </FormFrame>
        </fieldset>
    }
    .into_any()
}

/// Why a severity is what it is: the rule, and the word that it found.
pub fn reason(why: &SeverityWhy) -> String {
    let rule = why.name.clone().unwrap_or_else(|| word_now(why.rule.text_path()).to_owned());
    let found = why.word.as_ref().map(|found| format!("（{found}）")).unwrap_or_default();
    format!("{rule}{found}")
}

fn texts(now: &SeverityRules) -> Vec<(&'static str, String)> {
    let mut texts = vec![("/from_on", crate::clock::today().to_string()), ("/otherwise", now.otherwise.word().to_owned())];
    for (row, rule) in ROWS.into_iter().zip(&now.rules) {
        texts.extend([
            (row.name, rule.name.clone()),
            (row.category, rule.category.map(|one| one.word().to_owned()).unwrap_or_default()),
            (row.words, rule.words.join("、")),
            (row.severity, rule.severity.word().to_owned()),
        ]);
    }
    texts
}

/// Words stand apart by commas, Chinese or not, or on lines of their own; a blank is part of a word.
fn words(text: &str) -> Vec<String> {
    text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A row in which nothing is typed is no rule.
fn read(read: &Reader) -> SeverityRulesForm {
    let row = |row: Row| {
        let begun = [row.name, row.words].iter().any(|at| read.given(at).is_some());
        begun.then(|| SeverityRuleForm {
            name: read.text(row.name),
            category: read.value(row.category),
            words: words(&read.text(row.words)),
            severity: read.must(row.severity, read.value(row.severity), Severity::Ordinary),
        })
    };
    SeverityRulesForm {
        from_on: read.must("/from_on", read.value("/from_on"), crate::clock::today()),
        rules: ROWS.into_iter().filter_map(row).collect(),
        otherwise: read.must("/otherwise", read.value("/otherwise"), Severity::Ordinary),
    }
}

fn editing(now: &SeverityRules, held: Remote<SeverityRules>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new(texts(now));
    let shown = RwSignal::new(now.rules.len().clamp(1, MOST_RULES));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<WriteSeverityRules>(&[], None, key, &body).await },
            move |now: SeverityRules| {
                toasts.say(t(text::SAVED)());
                open.set(false);
                held.set(now);
            },
        );
    };
    let rows = move || (0..shown.get()).filter_map(|at| ROWS.get(at).copied()).map(fields).collect_view();
    let more = move || {
        (shown.get() < MOST_RULES).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| shown.update(|n| *n += 1)>{icon(Icon::Plus)}{t(text::MORE)}</button> }
        })
    };
    view! {
        <FormFrame form on_submit=submit>
            <p class="hint">{t(text::ORDER_HINT)}</p>
            {rows}
            {more}
            <div class="pair">
                <Pick at="/otherwise" label=text::OTHERWISE choices=crate::choices!(Severity) must=true />
                <Field at="/from_on" label=text::FROM_ON kind=Kind::Date must=true hint=text::FROM_ON_HINT />
            </div>
            <FormFoot save=ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn fields(row: Row) -> AnyView {
    view! {
        <fieldset class="form">
            <div class="pair">
                <Field at=row.name label=text::REASON />
                <Select at=row.severity label=complaints::SEVERITY choices=crate::choices!(Severity) none=text::CHOOSE />
            </div>
            <Select at=row.category label=complaints::CATEGORY choices=crate::choices!(ComplaintCategory) none=text::EVERY />
            <Field at=row.words label=text::WORDS kind=Kind::Lines hint=text::WORDS_HINT />
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_stand_apart_by_commas_and_keep_their_blanks() {
        assert_eq!(words("受伤、on fire， 起火;\n漏电,,"), ["受伤", "on fire", "起火", "漏电"]);
        assert!(words(" 、，").is_empty());
    }
}
