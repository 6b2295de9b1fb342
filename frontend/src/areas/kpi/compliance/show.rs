use crate::areas::kpi::scores::switch;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{empty, remote};
use crate::ui::save_file::save_file;
use crate::ui::text::{moment, subject_link};
use crate::ui::toast::use_toasts;
use contract::kpi::MonthQuery;
use contract::kpi::compliance::{Compliance, ListMisses, Miss, Misses, MissesQuery, PersonMissed, RuleKept, ShowCompliance};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use locale::{Key, compliance_ui as text};

/// The kinds of file that the report comes as.
const FILES: [(&str, &str, Key); 3] = [
    ("/kpi/compliance/export.pdf", "rules.pdf", text::PRINT),
    ("/kpi/compliance/export.xlsx", "rules.xlsx", text::EXPORT_XLSX),
    ("/kpi/compliance/export.csv", "rules.csv", text::EXPORT_CSV),
];

/// Rules and people of a month, and the records behind what one clicks on.
pub fn show() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(text::TITLE)().to_owned());
    let this = crate::clock::today().format("%Y-%m").to_string();
    let shown = Memo::new(move |_| asked.read().get("month").unwrap_or_else(|| this.clone()));
    let rule = Memo::new(move |_| asked.read().get("rule"));
    let person = Memo::new(move |_| asked.read().get("person"));
    let report = remote(move || {
        // Rules come in words of the viewer's language.
        let _follow = crate::i18n::language();
        let query = MonthQuery { month: Some(shown.get()) };
        async move { session.get::<ShowCompliance>(&[], &query).await }
    });
    let records = remote(move || {
        let _follow = crate::i18n::language();
        let query = MissesQuery { month: Some(shown.get()), rule: rule.get(), person: person.get().and_then(|person| person.parse().ok()) };
        async move { session.get::<ListMisses>(&[], &query).await }
    });
    let what = Memo::new(move |_| {
        let of_rule =
            rule.get().and_then(|key| report.with(|r| r.rules.iter().find(|one| one.rule == key).map(|one| one.label.clone()))?);
        let of_person = person.get().and_then(|id| {
            report.with(|r| r.people.iter().find(|one| one.person.id.to_string() == id).map(|one| one.person.name.clone()))?
        });
        [of_person, of_rule].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    view! {
        <div class="page">
            {crumb("/kpi", locale::kpi_ui::TITLE)}
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{t(text::HINT)}</p>
                <div class="page-actions">{files(shown)} {switch("/kpi-compliance", shown)}</div>
            </header>
            {report.view(move |report| draw(report, shown))}
            <section class="sheet mt-4" id="records">
                <header>
                    <h2>{move || if what.read().is_empty() { t(text::RECORDS)().to_owned() } else { tell(text::RECORDS_OF, &[("what", &what.read())]) }}</h2>
                    {move || (!what.read().is_empty()).then(|| view! { <a class="link" href=format!("/kpi-compliance?month={}", shown.get())>{t(text::SHOW_ALL)}</a> })}
                </header>
                {records.view(misses)}
            </section>
        </div>
    }
}

fn files(shown: Memo<String>) -> Vec<AnyView> {
    let session = use_session();
    let toasts = use_toasts();
    let button = |(path, name, label): (&'static str, &'static str, Key)| {
        let save = move |_| {
            let query = format!("month={}", shown.get_untracked());
            spawn_local(async move {
                match session.download(path, &[], &query).await {
                    Ok(file) => save_file(file, name),
                    Err(error) => toasts.fail(&error),
                }
            });
        };
        view! { <button type="button" class="button quiet" on:click=save>{icon(Icon::Download)}{t(label)}</button> }.into_any()
    };
    FILES.into_iter().map(button).collect()
}

fn draw(report: &Compliance, shown: Memo<String>) -> AnyView {
    let missed: u32 = report.rules.iter().map(|rule| rule.missed).sum();
    let running = report.open.then(|| notice("jade", t(text::RUNNING)));
    if missed == 0 {
        return view! { {running} {empty(text::NOBODY, text::NOBODY_HINT, ())} }.into_any();
    }
    let broken = report.rules.iter().filter(|rule| rule.missed > 0).count();
    let numbers = [missed.to_string(), report.people.len().to_string(), broken.to_string()];
    let summary = move || tell(text::SUMMARY, &[("n", &numbers[0]), ("people", &numbers[1]), ("rules", &numbers[2])]);
    let most = report.rules.iter().map(|rule| rule.missed).max().unwrap_or(1);
    let rules: Vec<_> = report.rules.iter().map(|one| rule(one, most, shown)).collect();
    let people: Vec<_> = report.people.iter().map(|one| person(one, &report.rules, shown)).collect();
    let by_rule = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::RULE)}</th>
                        <th scope="col">{t(text::MISSED)}</th>
                        <th scope="col">{t(text::OF)}</th>
                        <th scope="col">{t(text::PEOPLE)}</th>
                    </tr>
                </thead>
                <tbody>{rules}</tbody>
            </table>
        </div>
    };
    let by_person = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::MISSED)}</th>
                        <th scope="col">{t(text::WHICH)}</th>
                    </tr>
                </thead>
                <tbody>{people}</tbody>
            </table>
        </div>
    };
    view! {
        {running}
        <p class="text-ink-2 mb-3" aria-live="polite">{summary}</p>
        <div class="grid gap-4 xl:grid-cols-2 items-start">{sheet(text::BY_RULE, (), by_rule)} {sheet(text::BY_PERSON, (), by_person)}</div>
    }
    .into_any()
}

fn rule(one: &RuleKept, most: u32, shown: Memo<String>) -> impl IntoView + use<> {
    let key = one.rule.clone();
    let href = move || format!("/kpi-compliance?month={}&rule={key}#records", shown.get());
    let width = format!("{}%", one.missed * 100 / most.max(1));
    let drawn = (one.missed > 0).then(|| {
        view! { <span class="block h-1 rounded mt-1" style:background="var(--cinnabar-line)" style:width=width aria-hidden="true"></span> }
    });
    view! {
        <tr>
            <td class="first"><a class="link" href=href title=one.definition.clone()>{one.label.clone()}</a>{drawn}</td>
            <td class="number" data-label=t(text::MISSED)>{one.missed}</td>
            <td class="number" data-label=t(text::OF)>{one.of}</td>
            <td class="number" data-label=t(text::PEOPLE)>{one.people}</td>
        </tr>
    }
}

fn person(one: &PersonMissed, rules: &[RuleKept], shown: Memo<String>) -> impl IntoView + use<> {
    let id = one.person.id;
    let href = move || format!("/kpi-compliance?month={}&person={id}#records", shown.get());
    let chip = |missed: &contract::kpi::compliance::RuleMissed| {
        let label = rules.iter().find(|rule| rule.rule == missed.rule).map_or(&missed.rule, |rule| &rule.label);
        let (told, key) = (format!("{label} {}", missed.missed), missed.rule.clone());
        let href = move || format!("/kpi-compliance?month={}&person={id}&rule={key}#records", shown.get());
        view! { <a href=href>{tag(Tone::Calm, told)}</a> }
    };
    let chips: Vec<_> = one.rules.iter().map(chip).collect();
    view! {
        <tr>
            <td class="first"><a class="link" href=href>{one.person.name.clone()}</a>" "<small class="text-ink-3">{one.post.clone()}</small></td>
            <td class="number" data-label=t(text::MISSED)>{one.missed}</td>
            <td data-label=t(text::WHICH)><span class="inline-flex flex-wrap gap-1">{chips}</span></td>
        </tr>
    }
}

fn misses(found: &Misses) -> AnyView {
    if found.items.is_empty() {
        return view! { <p class="none">{t(text::NOBODY)}</p> }.into_any();
    }
    let (n, shown) = (found.total.to_string(), found.items.len());
    let more = (found.total as usize > shown).then(|| {
        let shown = shown.to_string();
        view! { <p class="quiet p-4">{move || tell(text::MORE, &[("n", &n), ("shown", &shown)])}</p> }
    });
    let rows: Vec<_> = found.items.iter().map(miss).collect();
    view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::RECORD)}</th>
                        <th scope="col">{t(text::RULE)}</th>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::NOTE)}</th>
                        <th scope="col">{t(text::AT)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

fn miss(one: &Miss) -> impl IntoView + use<> {
    view! {
        <tr>
            <td class="first">{subject_link(&one.record.subject)}</td>
            <td data-label=t(text::RULE)>{one.label.clone()}</td>
            <td data-label=t(text::PERSON)>{one.person.name.clone()}</td>
            <td class="corner">{tag(Tone::Ochre, one.record.note.clone())}</td>
            <td data-label=t(text::AT)><span class="quiet one-line">{moment(one.record.at)}</span></td>
        </tr>
    }
}
