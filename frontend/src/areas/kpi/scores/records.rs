use super::result::{Appealing, contest};
use crate::i18n::{t, tell};
use crate::ui::badge::{Tone, tag};
use crate::ui::text::{moment, subject_link};
use contract::kpi::{CountedRecord, ExplainedItem, LeftOut};
use leptos::prelude::*;
use locale::kpi_ui as kpi;
use rust_decimal::Decimal;

/// How many records are shown before one asks for the rest.
const FIRST: usize = 10;

/// The records that moved an indicator, each leading to itself.
pub fn records(item: &ExplainedItem, appealing: Option<Appealing>) -> AnyView {
    let (records, indicator, label) = (&item.records, item.indicator.clone(), item.label.clone());
    if records.is_empty() {
        return view! { <p class="none">{t(kpi::NO_RECORDS)}</p> }.into_any();
    }
    let count = records.len();
    let all = RwSignal::new(count <= FIRST);
    let held = StoredValue::new(records.to_vec());
    let rows = move || {
        let shown = if all.get() { count } else { FIRST };
        let one = |record: &CountedRecord| row(record, contest(appealing, &indicator, &label, Some(record)));
        held.with_value(|records| records.iter().take(shown).map(one).collect::<Vec<_>>())
    };
    let rest = move || {
        (!all.get()).then(|| {
            let n = count.to_string();
            view! {
                <div class="pager"><button type="button" class="button small" on:click=move |_| all.set(true)>{tell(kpi::SHOW_ALL, &[("n", &n)])}</button></div>
            }
        })
    };
    view! {
        <div class="table-wrap border-t border-line">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(kpi::RECORD)}</th>
                        <th scope="col">{t(kpi::COUNTED)}</th>
                        <th scope="col">{t(kpi::NOTE)}</th>
                        <th scope="col">{t(kpi::AT)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {rest}
    }
    .into_any()
}

/// How a record counted: fully, in part, or not.
fn tone(value: Decimal, weight: Decimal) -> Tone {
    if value >= weight {
        Tone::Bamboo
    } else if value.is_zero() {
        Tone::Cinnabar
    } else {
        Tone::Ochre
    }
}

/// Who left a record out, and why.
fn left_out(why: &LeftOut) -> impl IntoView + use<> {
    let (by, reason) = (why.by.name.clone(), why.reason.clone());
    let told = move || match &reason {
        Some(reason) => tell(kpi::LEFT_OUT_BY, &[("by", &by), ("reason", reason)]),
        None => tell(kpi::LEFT_OUT_ELSEWHERE, &[("by", &by)]),
    };
    view! { <small class="block text-ink-3">{told}" · "{moment(why.at)}</small> }
}

fn row(record: &CountedRecord, contest: Option<AnyView>) -> impl IntoView + use<> {
    let (struck, why) = match &record.left_out {
        Some(why) => (true, Some(left_out(why))),
        None => (false, None),
    };
    let counted = format!("{} / {}", record.value.normalize(), record.weight.normalize());
    let named = record.named.clone().map(|name| view! { " "<small class="text-ink-3">{name}</small> });
    view! {
        <tr>
            <td class="first" class:line-through=struck>{subject_link(&record.subject)}{named}</td>
            <td class="corner">{if struck { tag(Tone::Calm, t(kpi::LEFT_OUT)).into_any() } else { tag(tone(record.value, record.weight), counted).into_any() }}</td>
            <td data-label=t(kpi::NOTE)>{record.note.clone()}" "{(!struck).then_some(contest)}{why}</td>
            <td data-label=t(kpi::AT)><span class="quiet one-line">{moment(record.at)}</span></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_fully_is_green_and_what_does_not_count_red() {
        let of = |value: i64, weight: i64| tone(Decimal::from(value), Decimal::from(weight));
        assert_eq!((of(1, 1), of(0, 1), of(2, 5)), (Tone::Bamboo, Tone::Cinnabar, Tone::Ochre));
    }
}
