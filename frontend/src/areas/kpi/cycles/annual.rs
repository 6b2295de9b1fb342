//! What counts in a year beside its months: indicators that people mark in January (KPI-06), typed like those of a scheme.

use crate::areas::kpi::schemes::{SCORED, Typed, Wrong, blank, card, catalogue, read, typed};
use crate::i18n::t;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::rule_text;
use contract::kpi::schemes::Indicator;
use leptos::prelude::*;
use locale::cycles_ui as text;
use rust_decimal::Decimal;

/// The indicators as they are typed.
#[derive(Clone, Copy)]
pub struct Items {
    cards: RwSignal<Vec<Typed>>,
    wrong: RwSignal<Wrong>,
    next: StoredValue<u32>,
}

impl Items {
    /// Those that are there.
    pub fn of(indicators: &[Indicator]) -> Self {
        let wrong = RwSignal::new(Wrong::new());
        let cards: Vec<_> = (0..).zip(indicators).map(|(id, one)| Typed { id, texts: RwSignal::new(typed(one)), wrong }).collect();
        let next = StoredValue::new(u32::try_from(cards.len()).unwrap_or(u32::MAX));
        Self { cards: RwSignal::new(cards), wrong, next }
    }

    fn add(self) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let mut texts = blank(Decimal::TEN);
        texts.extend([("fact", SCORED.to_owned()), ("target", "100".to_owned())]);
        self.cards.update(|cards| cards.push(Typed { id, texts: RwSignal::new(texts), wrong: self.wrong }));
    }

    /// The indicators; `None` where one cannot be read, which is told at its field.
    pub fn read(self) -> Option<Vec<Indicator>> {
        let (mut all, mut taken, mut wrong) = (Vec::new(), Vec::new(), Wrong::new());
        for card in self.cards.get_untracked() {
            match card.texts.with_untracked(|texts| read(texts, &taken)) {
                Ok(one) => {
                    taken.push(one.key.clone());
                    all.push(one);
                }
                Err(field) => {
                    wrong.insert((card.id, field.to_owned()), rule_text("number"));
                }
            }
        }
        let fits = wrong.is_empty();
        self.wrong.set(wrong);
        fits.then_some(all)
    }

    /// The cards, and one more.
    pub fn view(self) -> AnyView {
        let catalogue = catalogue();
        view! {
            <For each=move || self.cards.get() key=|one| one.id let:one>{card(one, self.cards, catalogue)}</For>
            <button type="button" class="button small" on:click=move |_| self.add()>{icon(Icon::Plus)}{t(text::ANNUAL_ADD)}</button>
        }
        .into_any()
    }
}
