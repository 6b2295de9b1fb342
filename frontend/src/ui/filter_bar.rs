//! Filters over a list, built from what the server says the list offers.

use crate::clock;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::pop::Pop;
use crate::ui::remote::remote;
use chrono::{DateTime, NaiveDate, SecondsFormat};
use contract::organisation::ListPeople;
use contract::page::{FieldKind, ListDescription, ListField, ListQuery};
use leptos::prelude::*;
use locale::{Key, ui};
use uuid::Uuid;

/// Spans counted from now, one press away for every field of time.
const SPANS: [(Key, &[&str]); 4] = [
    (ui::SPAN_PAST, &["lt:now"]),
    (ui::SPAN_NEXT_DAY, &["ge:now", "le:now+24h"]),
    (ui::SPAN_LAST_DAY, &["ge:now-24h"]),
    (ui::SPAN_LAST_WEEK, &["ge:now-7d"]),
];

const OPERATORS: [&str; 9] = ["eq", "ne", "in", "lt", "le", "gt", "ge", "has", "null"];

/// A filter's operator and operands; a value without operator means `eq`.
pub fn parse(value: &str) -> (&str, Vec<&str>) {
    match value.split_once(':') {
        Some((operator, rest)) if OPERATORS.contains(&operator) => (operator, rest.split(',').collect()),
        _ => ("eq", vec![value]),
    }
}

/// The query with this field's filters replaced (none: removed), from its first page.
pub fn refined(mut query: ListQuery, field: &str, values: impl IntoIterator<Item = String>) -> ListQuery {
    query.filters.retain(|(key, _)| key != field);
    query.filters.extend(values.into_iter().map(|value| (field.to_owned(), value)));
    query.cursor = None;
    query
}

/// The words of a filter, toggled one by one.
fn toggled(query: &ListQuery, field: &str, word: &str) -> Option<String> {
    let mut words: Vec<&str> = chosen(query, field);
    match words.iter().position(|known| *known == word) {
        Some(at) => {
            words.remove(at);
        }
        None => words.push(word),
    }
    (!words.is_empty()).then(|| format!("in:{}", words.join(",")))
}

fn chosen<'a>(query: &'a ListQuery, field: &str) -> Vec<&'a str> {
    query.filters.iter().find(|(key, _)| key == field).map(|(_, value)| parse(value).1).unwrap_or_default()
}

/// The days or numbers `from` and `to`, both inclusive, as filters of a field of this kind.
fn range(kind: FieldKind, from: &str, to: &str) -> Vec<String> {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    let start = |on: NaiveDate| clock::start_of(on).to_rfc3339_opts(SecondsFormat::Secs, true);
    match kind {
        FieldKind::Time => {
            let after = day(from).map(|on| format!("ge:{}", start(on)));
            let before = day(to).and_then(|on| on.succ_opt()).map(|on| format!("lt:{}", start(on)));
            after.into_iter().chain(before).collect()
        }
        _ => [("ge", from), ("le", to)].iter().filter(|(_, v)| !v.is_empty()).map(|(o, v)| format!("{o}:{v}")).collect(),
    }
}

/// `from` and `to` of such filters.
fn ends(query: &ListQuery, field: &str) -> (String, String) {
    let mut ends = (String::new(), String::new());
    for (_, value) in query.filters.iter().filter(|(key, _)| key == field) {
        match value.split_once(':') {
            Some(("ge" | "gt", v)) => ends.0 = shown_day(v, false),
            Some(("le", v)) => ends.1 = shown_day(v, false),
            Some(("lt", v)) => ends.1 = shown_day(v, true),
            _ => {}
        }
    }
    ends
}

/// A moment as its day here (`before`: the day that ends then); anything else as it is.
fn shown_day(text: &str, before: bool) -> String {
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => {
            let on = clock::local(at.to_utc()).date_naive();
            (if before { on.pred_opt().unwrap_or(on) } else { on }).to_string()
        }
        // Counted from now, it is no day that could be shown in a field.
        Err(_) if text.starts_with("now") => String::new(),
        Err(_) => text.to_owned(),
    }
}

/// The span that the filters of a field are.
fn span(query: &ListQuery, field: &str) -> Option<Key> {
    let values: Vec<&str> = query.filters.iter().filter(|(key, _)| key == field).map(|(_, value)| value.as_str()).collect();
    SPANS.iter().find(|(_, span)| *span == values).map(|(label, _)| *label)
}

/// What a filter in force says.
fn spoken(field: &ListField, query: &ListQuery) -> Option<String> {
    let value = query.filters.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value)?;
    if let Some(span) = span(query, &field.key) {
        return Some(t(span)().to_owned());
    }
    let (operator, operands) = parse(value);
    if matches!(operator, "ge" | "gt" | "le" | "lt") {
        let (from, to) = ends(query, &field.key);
        return Some(match (from.is_empty(), to.is_empty()) {
            (false, false) => format!("{from} – {to}"),
            (false, true) => format!("≥ {from}"),
            _ => format!("≤ {to}"),
        });
    }
    let shown: Vec<String> = operands
        .iter()
        .map(|operand| match field.words.iter().find(|word| word.word == *operand) {
            Some(word) => word.label.clone(),
            None => match *operand {
                "me" => t(ui::FILTER_ME)().to_owned(),
                "true" => t(ui::YES)().to_owned(),
                "false" => t(ui::NO)().to_owned(),
                other => other.to_owned(),
            },
        })
        .collect();
    Some(match operator {
        "ne" => format!("≠ {}", shown.join("、")),
        "null" => t(if operands == ["true"] { ui::FILTER_EMPTY } else { ui::FILTER_SET })().to_owned(),
        _ => shown.join("、"),
    })
}

/// Chips for the list's filters: those in `quick` always, others once they are in force, and one to add more.
pub fn filter_bar(description: &ListDescription, quick: &[&str], query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let filterable: Vec<ListField> =
        description.fields.iter().filter(|field| field.filterable && field.kind != FieldKind::Record).cloned().collect();
    let (first, rest): (Vec<_>, Vec<_>) = filterable.into_iter().partition(|field| quick.contains(&field.key.as_str()));
    let first: Vec<_> = first.into_iter().map(|field| chip(field, query, go)).collect();
    let more = StoredValue::new(rest);
    let in_force = move || {
        more.with_value(|fields| {
            fields
                .iter()
                .filter(|field| query.with(|query| query.filters.iter().any(|(key, _)| *key == field.key)))
                .map(|field| chip(field.clone(), query, go))
                .collect::<Vec<_>>()
        })
    };
    let any = move || query.with(|query| !query.filters.is_empty());
    view! {
        {first}
        {in_force}
        {(!more.with_value(Vec::is_empty)).then(|| adder(more, query, go))}
        {move || {
            any()
                .then(|| view! {
                    <button type="button" class="button quiet small"
                        on:click=move |_| go.run(ListQuery { filters: Vec::new(), cursor: None, ..query.get_untracked() })>
                        {t(ui::FILTER_CLEAR)}
                    </button>
                })
        }}
    }
    .into_any()
}

/// One filter: what it says, its panel, and how to drop it.
fn chip(field: ListField, query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let open = RwSignal::new(false);
    let field = StoredValue::new(field);
    let said = Memo::new(move |_| field.with_value(|field| query.with(|query| spoken(field, query))));
    // A person in a link is an id; here they have their name.
    let person = field.with_value(|field| field.kind == FieldKind::Person).then(|| {
        let session = use_session();
        remote(move || {
            let named = said.get().filter(|said| said.parse::<Uuid>().is_ok());
            async move {
                let Some(id) = named else { return Ok(None) };
                let only = ListQuery { limit: Some(1), filters: vec![("id".to_owned(), format!("eq:{id}"))], ..Default::default() };
                session.get::<ListPeople>(&[], &only).await.map(|page| page.items.into_iter().next().map(|person| person.name))
            }
        })
    });
    let named = move || person.and_then(|person| person.with(Clone::clone)).flatten();
    let label = move || {
        field.with_value(|field| match named().or_else(|| said.get()) {
            Some(said) => format!("{}：{said}", field.label),
            None => field.label.clone(),
        })
    };
    let drop = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        go.run(refined(query.get_untracked(), &field.with_value(|f| f.key.clone()), None));
    };
    let handle = view! {
        <span class="chip" class:on=move || said.get().is_some()>
            <span role="button" tabindex="0" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)
                on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { event.prevent_default(); open.update(|o| *o = !*o); }>
                {label}
            </span>
            {move || match said.get() {
                Some(_) => view! { <button type="button" aria-label=t(ui::FILTER_DROP) on:click=drop>{icon(Icon::Close)}</button> }.into_any(),
                None => icon(Icon::Down).into_any(),
            }}
        </span>
    }
    .into_any();
    view! { <Pop open handle>{move || field.with_value(|field| editor(field, query, go))}</Pop> }.into_any()
}

/// The button that offers the fields which are not filtered yet.
fn adder(fields: StoredValue<Vec<ListField>>, query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let open = RwSignal::new(false);
    let picked = RwSignal::new(None::<usize>);
    let handle = view! {
        <button type="button" class="chip" aria-expanded=move || open.get().to_string()
            on:click=move |_| { picked.set(None); open.update(|o| *o = !*o); }>{icon(Icon::Filter)}{t(ui::FILTER_ADD)}</button>
    }
    .into_any();
    let body = move || match picked.get() {
        Some(at) => fields
            .with_value(|fields| fields.get(at).map(|field| view! { <h3>{field.label.clone()}</h3>{editor(field, query, go)} }.into_any())),
        None => {
            let names = fields.with_value(|fields| fields.iter().map(|field| field.label.clone()).collect::<Vec<_>>());
            let rows: Vec<_> = names
                .into_iter()
                .enumerate()
                .map(|(i, label)| view! { <button type="button" class="option" on:click=move |_| picked.set(Some(i))>{label}</button> })
                .collect();
            Some(rows.into_any())
        }
    };
    view! { <Pop open handle>{body}</Pop> }.into_any()
}

fn editor(field: &ListField, query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let key = StoredValue::new(field.key.clone());
    let set = move |values: Vec<String>| go.run(refined(query.get_untracked(), &key.get_value(), values));
    let kind = field.kind;
    let tick = move |word: String, label: AnyView| {
        let is_on = word.clone();
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || query.with(|query| chosen(query, &key.get_value()).contains(&is_on.as_str()))
                    on:change=move |_| set(toggled(&query.get_untracked(), &key.get_value(), &word).into_iter().collect()) />
                {label}
            </label>
        }
        .into_any()
    };
    match field.kind {
        FieldKind::Word => {
            field.words.iter().map(|word| tick(word.word.clone(), word.label.clone().into_any())).collect::<Vec<_>>().into_any()
        }
        FieldKind::Flag => vec![tick("true".into(), t(ui::YES).into_any()), tick("false".into(), t(ui::NO).into_any())].into_any(),
        // Reached by links only: nobody types an id.
        FieldKind::Record => ().into_any(),
        FieldKind::Person => tick("me".into(), t(ui::FILTER_ME).into_any()),
        FieldKind::Date | FieldKind::Time | FieldKind::Number => {
            let input = if field.kind == FieldKind::Number { "text" } else { "date" };
            let at = move || query.with(|query| ends(query, &key.get_value()));
            let spans = (field.kind == FieldKind::Time).then(|| {
                let option = |(label, values): &(Key, &'static [&'static str])| {
                    let (label, values) = (*label, *values);
                    let press = move |_| set(values.iter().map(|value| (*value).to_owned()).collect());
                    let on = move || query.with(|query| span(query, &key.get_value()) == Some(label)).to_string();
                    view! { <button type="button" class="option" aria-pressed=on on:click=press>{t(label)}</button> }
                };
                SPANS.iter().map(option).collect::<Vec<_>>()
            });
            view! {
                {spans}
                <div class="form">
                    <label class="field"><span class="label">{t(ui::FILTER_FROM)}</span>
                        <input class="input" type=input prop:value=move || at().0 on:change=move |event| set(range(kind, &event_target_value(&event), &at().1)) />
                    </label>
                    <label class="field"><span class="label">{t(ui::FILTER_TO)}</span>
                        <input class="input" type=input prop:value=move || at().1 on:change=move |event| set(range(kind, &at().0, &event_target_value(&event))) />
                    </label>
                </div>
            }
            .into_any()
        }
        FieldKind::Text => {
            let now = move || query.with(|query| chosen(query, &key.get_value()).concat());
            view! {
                <div class="form">
                    <label class="field"><span class="label">{t(ui::FILTER_HAS)}</span>
                        <input class="input" type="text" prop:value=now
                            on:change=move |event| set(Some(event_target_value(&event)).filter(|text| !text.is_empty()).map(|text| format!("has:{text}")).into_iter().collect()) />
                    </label>
                </div>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(filter: &str) -> ListQuery {
        ListQuery { filters: vec![("status".into(), filter.into())], cursor: Some("c".into()), ..Default::default() }
    }

    #[test]
    fn words_are_toggled_one_by_one() {
        assert_eq!(toggled(&query("in:open,closed"), "status", "open").as_deref(), Some("in:closed"));
        assert_eq!(toggled(&query("open"), "status", "closed").as_deref(), Some("in:open,closed"));
        assert_eq!(toggled(&query("open"), "status", "open"), None);
    }

    #[test]
    fn a_refined_query_starts_at_its_first_page() {
        let now = refined(query("open"), "status", None);
        assert_eq!((now.filters.len(), now.cursor), (0, None));
    }

    fn ranged(kind: FieldKind, from: &str, to: &str) -> (String, String) {
        let filters = range(kind, from, to).into_iter().map(|value| ("at".to_owned(), value)).collect();
        ends(&ListQuery { filters, ..Default::default() }, "at")
    }

    #[test]
    fn ranges_go_both_ways() {
        for (from, to) in [("1", "2"), ("1", ""), ("", "2"), ("", "")] {
            assert_eq!(ranged(FieldKind::Number, from, to), (from.to_owned(), to.to_owned()));
        }
    }

    #[test]
    fn a_last_day_counts_to_its_end() {
        let days = ("2026-11-01".to_owned(), "2026-11-22".to_owned());
        assert_eq!(range(FieldKind::Time, "", "2026-11-22"), ["lt:2026-11-22T16:00:00Z"]);
        assert_eq!(ranged(FieldKind::Time, &days.0, &days.1), days);
    }

    #[test]
    fn a_span_counted_from_now_is_told_by_its_name() {
        let with = |values: &[&str]| {
            let filters = values.iter().map(|value| ("due_at".to_owned(), (*value).to_owned())).collect();
            ListQuery { filters, ..Default::default() }
        };
        assert_eq!(span(&with(&["ge:now", "le:now+24h"]), "due_at"), Some(ui::SPAN_NEXT_DAY));
        assert_eq!(span(&with(&["ge:now"]), "due_at"), None);
        assert_eq!(ends(&with(&["lt:now"]), "due_at"), (String::new(), String::new()));
    }

    #[test]
    fn a_time_of_day_is_no_operator() {
        assert_eq!(parse("12:30"), ("eq", vec!["12:30"]));
    }
}
