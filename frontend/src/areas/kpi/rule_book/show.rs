use super::edit::change;
use super::fields::{BookField, Holds, PARTS};
use crate::areas::kpi::scores::{month_name, switch};
use crate::i18n::{t, tell, word_now};
use crate::session::use_session;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::since;
use contract::kpi::MonthQuery;
use contract::kpi::rule_book::{BookInForce, BookVersion, GradeBy, SeniorityReading, ShowRuleBook};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::rule_book_ui as text;
use serde_json::Value;

/// The rule book of a month.
pub fn show() -> impl IntoView {
    let session = use_session();
    let asked = use_query_map();
    page_title(move || t(text::TITLE)().to_owned());
    let shown = Memo::new(move |_| asked.read().get("month").unwrap_or_else(|| crate::clock::today().format("%Y-%m").to_string()));
    let book = remote(move || {
        let query = MonthQuery { month: Some(shown.get()) };
        async move { session.get::<ShowRuleBook>(&[], &query).await }
    });
    view! {
        <div class="page">
            {crumb("/gradings", locale::gradings_ui::TITLE)}
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{t(text::HINT)}</p>
                <div class="page-actions">{move || change(book)}{switch("/rule-book", shown)}</div>
            </header>
            {book.view(move |data| draw(data, book))}
        </div>
    }
}

fn draw(book: &BookInForce, _remote: Remote<BookInForce>) -> AnyView {
    let values = serde_json::to_value(&book.book).unwrap_or_default();
    let parts: Vec<_> = PARTS
        .into_iter()
        .map(|(title, fields)| {
            let lines: Vec<_> = fields.iter().map(|field| line(*field, &values)).collect();
            sheet(title, (), view! { <dl class="aside-list">{lines}</dl> })
        })
        .collect();
    let versions: Vec<_> = book.versions.iter().map(|one| version(one, book.version.id == one.id)).collect();
    view! {
        <div class="columns">
            <div>{parts}</div>
            <div>{sheet(text::VERSIONS, (), view! { <ul class="rows -m-4">{versions}</ul> })}</div>
        </div>
    }
    .into_any()
}

fn line(field: BookField, values: &Value) -> impl IntoView + use<> {
    let value = field.read(values);
    let told = move || match field.holds {
        Holds::Word => {
            let path = value
                .parse::<GradeBy>()
                .map(GradeBy::text_path)
                .or_else(|_| value.parse::<SeniorityReading>().map(SeniorityReading::text_path));
            path.map_or_else(|_| value.clone(), |path| word_now(path).to_owned())
        }
        _ => value.replace(' ', " / "),
    };
    let hint = field.hint.map(|hint| view! { <small class="block text-ink-3">{t(hint)}</small> });
    view! { <div><dt>{t(field.label)}{hint}</dt><dd>{told}</dd></div> }
}

fn version(one: &BookVersion, current: bool) -> impl IntoView + use<> {
    let from = match &one.from_month {
        Some(month) => {
            let name = month_name(month);
            (move || tell(text::SINCE, &[("month", &name())])).into_any()
        }
        None => t(text::AT_FIRST).into_any(),
    };
    let by = one.author.as_ref().map(|by| by.name.clone());
    let note = one.note.clone();
    let mark = current.then(|| crate::ui::badge::tag(crate::ui::badge::Tone::Bamboo, t(text::IN_FORCE)));
    view! {
        <li>
            <div class="grow"><b class="font-medium">{from}</b>" "{mark}<small class="block">{note}</small><small class="block text-ink-3">{by}" "{one.set_at.map(since)}</small></div>
        </li>
    }
}
