//! Filters over a list, built from what the server says the list offers.

use crate::i18n::t;
use crate::ui::icon::{Icon, icon};
use crate::ui::pop::Pop;
use contract::page::{FieldKind, ListDescription, ListField, ListQuery};
use leptos::prelude::*;
use locale::ui;

const OPERATORS: [&str; 10] = ["eq", "ne", "in", "lt", "le", "gt", "ge", "between", "has", "null"];

/// A filter's operator and operands; a value without operator means `eq`.
pub fn parse(value: &str) -> (&str, Vec<&str>) {
    match value.split_once(':') {
        Some((operator, rest)) if OPERATORS.contains(&operator) => (operator, rest.split(',').collect()),
        _ => ("eq", vec![value]),
    }
}

/// The query with this field's filter replaced (`None`: removed), from its first page.
pub fn refined(mut query: ListQuery, field: &str, value: Option<String>) -> ListQuery {
    query.filters.retain(|(key, _)| key != field);
    query.filters.extend(value.map(|value| (field.to_owned(), value)));
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

/// `from` and `to` as one filter.
fn range(from: &str, to: &str) -> Option<String> {
    match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("ge:{from}")),
        (true, false) => Some(format!("le:{to}")),
        (false, false) => Some(format!("between:{from},{to}")),
    }
}

/// `from` and `to` of such a filter.
fn ends(query: &ListQuery, field: &str) -> (String, String) {
    let Some((_, value)) = query.filters.iter().find(|(key, _)| key == field) else { return Default::default() };
    match parse(value) {
        ("ge" | "gt", v) => (v.concat(), String::new()),
        ("le" | "lt", v) => (String::new(), v.concat()),
        ("between", v) if v.len() == 2 => (v[0].to_owned(), v[1].to_owned()),
        _ => Default::default(),
    }
}

/// What a filter in force says.
fn spoken(field: &ListField, value: &str) -> String {
    let (operator, operands) = parse(value);
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
    match operator {
        "ge" | "gt" => format!("≥ {}", shown.join("、")),
        "le" | "lt" => format!("≤ {}", shown.join("、")),
        "between" => shown.join(" – "),
        "ne" => format!("≠ {}", shown.join("、")),
        "null" => t(if operands == ["true"] { ui::FILTER_EMPTY } else { ui::FILTER_SET })().to_owned(),
        _ => shown.join("、"),
    }
}

/// Chips for the list's filters: those in `quick` always, others once they are in force, and one to add more.
pub fn filter_bar(description: &ListDescription, quick: &[&str], query: Memo<ListQuery>, go: Callback<ListQuery>) -> AnyView {
    let filterable: Vec<ListField> = description.fields.iter().filter(|field| field.filterable).cloned().collect();
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
    let value = Memo::new(move |_| {
        field.with_value(|field| query.with(|query| query.filters.iter().find(|(key, _)| *key == field.key).map(|(_, value)| value.clone())))
    });
    let label = move || {
        field.with_value(|field| match value.get() {
            Some(value) => format!("{}：{}", field.label, spoken(field, &value)),
            None => field.label.clone(),
        })
    };
    let drop = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        go.run(refined(query.get_untracked(), &field.with_value(|f| f.key.clone()), None));
    };
    let handle = view! {
        <span class="chip" class:on=move || value.get().is_some()>
            <span role="button" tabindex="0" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)
                on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") { event.prevent_default(); open.update(|o| *o = !*o); }>
                {label}
            </span>
            {move || match value.get() {
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
        Some(at) => fields.with_value(|fields| fields.get(at).map(|field| view! { <h3>{field.label.clone()}</h3>{editor(field, query, go)} }.into_any())),
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
    let set = move |value: Option<String>| go.run(refined(query.get_untracked(), &key.get_value(), value));
    let tick = move |word: String, label: AnyView| {
        let is_on = word.clone();
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || query.with(|query| chosen(query, &key.get_value()).contains(&is_on.as_str()))
                    on:change=move |_| set(toggled(&query.get_untracked(), &key.get_value(), &word)) />
                {label}
            </label>
        }
        .into_any()
    };
    match field.kind {
        FieldKind::Word => field.words.iter().map(|word| tick(word.word.clone(), word.label.clone().into_any())).collect::<Vec<_>>().into_any(),
        FieldKind::Flag => vec![tick("true".into(), t(ui::YES).into_any()), tick("false".into(), t(ui::NO).into_any())].into_any(),
        FieldKind::Person => tick("me".into(), t(ui::FILTER_ME).into_any()),
        FieldKind::Date | FieldKind::Time | FieldKind::Number => {
            let input = if field.kind == FieldKind::Number { "text" } else { "date" };
            let at = move || query.with(|query| ends(query, &key.get_value()));
            view! {
                <div class="form">
                    <label class="field"><span class="label">{t(ui::FILTER_FROM)}</span>
                        <input class="input" type=input prop:value=move || at().0 on:change=move |event| set(range(&event_target_value(&event), &at().1)) />
                    </label>
                    <label class="field"><span class="label">{t(ui::FILTER_TO)}</span>
                        <input class="input" type=input prop:value=move || at().1 on:change=move |event| set(range(&at().0, &event_target_value(&event))) />
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
                            on:change=move |event| set(Some(event_target_value(&event)).filter(|text| !text.is_empty()).map(|text| format!("has:{text}"))) />
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

    #[test]
    fn ranges_go_both_ways() {
        for (from, to) in [("1", "2"), ("1", ""), ("", "2")] {
            let filter = range(from, to).unwrap_or_default();
            assert_eq!(ends(&query(&filter), "status"), (from.to_owned(), to.to_owned()));
        }
        assert_eq!(range("", ""), None);
    }

    #[test]
    fn a_time_of_day_is_no_operator() {
        assert_eq!(parse("12:30"), ("eq", vec!["12:30"]));
    }
}
