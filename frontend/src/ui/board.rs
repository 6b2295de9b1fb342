use crate::i18n::{t, word};
use crate::ui::badge::Toned;
use leptos::prelude::*;
use locale::ui;

/// Records in columns by their state, in the order of the way they go. Cards lead to the record, where its actions are.
pub fn board<S: Toned + PartialEq, T>(columns: &[S], rows: &[T], state: impl Fn(&T) -> S, card: impl Fn(&T) -> AnyView) -> AnyView {
    let drawn: Vec<_> = columns
        .iter()
        .map(|column| {
            let cards: Vec<_> = rows.iter().filter(|row| state(row) == *column).map(|row| view! { <li>{card(row)}</li> }).collect();
            let count = cards.len();
            let body = if cards.is_empty() {
                view! { <p class="none">{t(ui::COLUMN_EMPTY)}</p> }.into_any()
            } else {
                view! { <ul>{cards}</ul> }.into_any()
            };
            view! {
                <section>
                    <h2><span class=format!("badge {}", column.tone().class())>{word(column.path())}</span><span class="count">{count}</span></h2>
                    {body}
                </section>
            }
        })
        .collect();
    view! { <div class="board" tabindex="0" role="group">{drawn}</div> }.into_any()
}
