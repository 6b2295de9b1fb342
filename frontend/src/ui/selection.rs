//! Rows of a list that are chosen for an act on many (CRM-15): one by one, the whole page, or everything that the list finds.

use crate::i18n::t;
use contract::page::{ListQuery, Total};
use leptos::prelude::*;
use locale::ui;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a list needs to have rows chosen: the id of a row, and the bar that offers the acts.
pub struct Bulk<T: 'static> {
    pub id: fn(&T) -> Uuid,
    pub bar: fn(Selection) -> AnyView,
}

impl<T> Clone for Bulk<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Bulk<T> {}

/// The chosen rows of one list.
#[derive(Clone, Copy)]
pub struct Selection {
    ids: RwSignal<BTreeSet<Uuid>>,
    /// Everything that the list finds, seen or not.
    whole: RwSignal<bool>,
    query: Memo<ListQuery>,
    total: Signal<Option<Total>>,
}

impl Selection {
    /// None yet. Other filters or another search begin anew; other pages do not.
    pub fn of(query: Memo<ListQuery>, total: impl Fn() -> Option<Total> + Send + Sync + 'static) -> Self {
        let selection = Self { ids: RwSignal::new(BTreeSet::new()), whole: RwSignal::new(false), query, total: Signal::derive(total) };
        let asked = Memo::new(move |_| query.with(|query| (query.filters.clone(), query.q.clone())));
        Effect::new(move |_| {
            asked.track();
            selection.clear();
        });
        selection
    }

    /// Whether a row is chosen; tracked.
    pub fn has(self, id: Uuid) -> bool {
        self.whole.get() || self.ids.with(|ids| ids.contains(&id))
    }

    /// Chooses a row, or no longer.
    pub fn turn(self, id: Uuid) {
        self.whole.set(false);
        self.ids.update(|ids| {
            if !ids.remove(&id) {
                ids.insert(id);
            }
        });
    }

    /// Nothing is chosen any more.
    pub fn clear(self) {
        self.whole.set(false);
        self.ids.update(BTreeSet::clear);
    }

    /// Everything that the list finds.
    pub fn take_whole(self) {
        self.whole.set(true);
    }

    /// Whether everything is chosen; tracked.
    pub fn is_whole(self) -> bool {
        self.whole.get()
    }

    /// Those chosen one by one; untracked.
    pub fn ids(self) -> Vec<Uuid> {
        self.ids.with_untracked(|ids| ids.iter().copied().collect())
    }

    /// The list's own query, where everything is chosen; untracked.
    pub fn query(self) -> Option<String> {
        let asked = || ListQuery { cursor: None, limit: None, count: false, sort: None, ..self.query.get_untracked() };
        self.whole.get_untracked().then(|| client::query_string(&asked().pairs()))
    }

    /// How many are chosen, as it is said; tracked.
    pub fn said(self) -> Option<String> {
        if !self.is_whole() {
            let count = self.ids.with(BTreeSet::len);
            return (count > 0).then(|| count.to_string());
        }
        let total = self.total.get();
        Some(total.map_or_else(String::new, |total| format!("{}{}", total.count, if total.exact { "" } else { "+" })))
    }

    /// The box that chooses a row.
    pub fn cell(self, id: Uuid) -> AnyView {
        view! {
            <td class="desk">
                <input type="checkbox" aria-label=t(ui::CHOOSE_ROW) prop:checked=move || self.has(id) on:change=move |_| self.turn(id) />
            </td>
        }
        .into_any()
    }

    /// The box that chooses all rows of the page.
    pub fn head(self, page: Vec<Uuid>) -> AnyView {
        let ids = StoredValue::new(page);
        let all = move || ids.with_value(|ids| !ids.is_empty() && ids.iter().all(|id| self.has(*id)));
        let turn = move |_| {
            let take = !untrack(all);
            self.whole.set(false);
            self.ids.update(|chosen| {
                ids.with_value(|page| {
                    for id in page {
                        if take {
                            chosen.insert(*id)
                        } else {
                            chosen.remove(id)
                        };
                    }
                });
            });
        };
        view! { <th scope="col"><input type="checkbox" aria-label=t(ui::CHOOSE_PAGE) title=t(ui::CHOOSE_HINT) prop:checked=all on:change=turn /></th> }
            .into_any()
    }
}
