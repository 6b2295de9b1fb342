//! One question by another, as people or as shares.

use super::tenths;
use crate::i18n::{t, tell, word};
use crate::session::Session;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::campaigns::questionnaires::results::{CrossCell, CrossQuery, CrossTable};
use contract::campaigns::questionnaires::{Question, QuestionKind, Questionnaire, ShowCrossTable};
use leptos::prelude::*;
use locale::{Key, questionnaires_ui as text};

/// What the cells show.
const WAYS: [(&str, &str); 4] = [
    ("count", "questionnaires_ui.as_count"),
    ("row", "questionnaires_ui.as_row"),
    ("column", "questionnaires_ui.as_column"),
    ("all", "questionnaires_ui.as_all"),
];

fn crosses(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Scale | QuestionKind::Nps)
}

/// The cross table, where there are two questions for it.
pub fn cross_table(session: Session, it: &Questionnaire, edition: RwSignal<Option<u32>>) -> Option<AnyView> {
    let newest = it.editions.last()?;
    let able: Vec<(String, String)> =
        newest.questions.iter().filter(|one| crosses(one)).map(|one| (one.key.clone(), one.title.clone())).collect();
    let [(first, _), (second, _), ..] = able.as_slice() else { return None };
    let (rows, columns) = (RwSignal::new(first.clone()), RwSignal::new(second.clone()));
    let way = RwSignal::new("count".to_owned());
    let id = it.id;
    let found = remote(move || {
        let query = CrossQuery { edition: edition.get(), rows: Some(rows.get()), columns: Some(columns.get()) };
        async move { session.get::<ShowCrossTable>(&[&id], &query).await }
    });
    let choose = |field: &'static str, label: Key, value: RwSignal<String>| {
        let options: Vec<_> = able
            .iter()
            .map(|(key, title)| {
                let this = key.clone();
                view! { <option value=key.clone() selected=move || value.get() == this>{title.clone()}</option> }
            })
            .collect();
        view! {
            <div class="field">
                <label for=field>{t(label)}</label>
                <select class="input" id=field on:change=move |event| value.set(event_target_value(&event))>{options}</select>
            </div>
        }
    };
    let ways: Vec<_> = WAYS
        .into_iter()
        .map(|(value, label)| view! { <option value=value selected=move || way.get() == value>{word(label)}</option> })
        .collect();
    let body = view! {
        <p class="text-ink-2">{t(text::CROSS_HINT)}</p>
        <div class="pair">
            {choose("cross-rows", text::ROWS_BY, rows)}
            {choose("cross-columns", text::COLUMNS_BY, columns)}
            <div class="field">
                <label for="cross-way">{t(text::SHOW_AS)}</label>
                <select class="input" id="cross-way" on:change=move |event| way.set(event_target_value(&event))>{ways}</select>
            </div>
        </div>
        {found.view(move |table| draw(table, way))}
    };
    Some(sheet(text::CROSS, (), body))
}

fn shown(cell: CrossCell, way: &str) -> String {
    match way {
        _ if cell.hidden => "···".to_owned(),
        "row" => tenths(cell.of_row),
        "column" => tenths(cell.of_column),
        "all" => tenths(cell.of_all),
        _ => cell.count.to_string(),
    }
}

fn draw(table: &CrossTable, way: RwSignal<String>) -> AnyView {
    let heads: Vec<_> = table.columns.iter().map(|label| view! { <th scope="col">{label.clone()}</th> }).collect();
    let lines: Vec<_> = table
        .lines
        .iter()
        .map(|line| {
            let cells: Vec<_> =
                line.cells.iter().copied().map(|cell| view! { <td>{move || way.with(|way| shown(cell, way))}</td> }).collect();
            view! { <tr><th scope="row">{line.label.clone()}</th>{cells}<td><b>{line.total}</b></td></tr> }
        })
        .collect();
    let totals: Vec<_> = table.column_totals.iter().map(|total| view! { <td><b>{*total}</b></td> }).collect();
    let veiled = table.smallest.map(|least| {
        view! { <p class="hint">{move || tell(text::CROSS_VEILED, &[("n", &least.to_string())])}</p> }
    });
    view! {
        {veiled}
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger" data-testid="cross-table">
                <thead><tr><th></th>{heads}<th scope="col">{t(text::TOTAL)}</th></tr></thead>
                <tbody>{lines}</tbody>
                <tfoot><tr><th scope="row">{t(text::TOTAL)}</th>{totals}<td><b>{table.total}</b></td></tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_what_was_chosen() {
        let cell = CrossCell { count: 4, of_row: 800, of_column: 667, of_all: 333, hidden: false };
        assert_eq!(shown(CrossCell { hidden: true, ..cell }, "count"), "···");
        let all = WAYS.map(|(way, _)| shown(cell, way));
        assert_eq!(all, ["4", "80.0%", "66.7%", "33.3%"]);
    }
}
