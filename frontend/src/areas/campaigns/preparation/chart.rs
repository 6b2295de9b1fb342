//! When what is done: a bar for each thing from its begin to its due day, up to the start of the campaign.

use crate::i18n::t;
use crate::ui::record::sheet;
use crate::ui::text::day;
use chrono::NaiveDate;
use contract::campaigns::preparation::{Preparation, PreparationItem, PreparationStatus};
use leptos::prelude::*;
use locale::preparation_ui as text;

/// The days that are drawn, as places from 0 to 100.
#[derive(Clone, Copy)]
struct Scale {
    from: NaiveDate,
    days: f64,
}

impl Scale {
    fn of(data: &Preparation) -> Option<Self> {
        let from = data.items.iter().map(|item| item.begins_on).chain([data.today.min(data.starts_on)]).min()?;
        let to = data.items.iter().map(|item| item.due_on).chain([data.starts_on]).max()?;
        let days = (to - from).num_days() + 1;
        Some(Self { from, days: days.max(1) as f64 })
    }

    /// Where a day begins.
    fn at(self, on: NaiveDate) -> f64 {
        (on - self.from).num_days() as f64 / self.days * 100.0
    }

    /// From the morning of one day to the evening of another.
    fn span(self, from: NaiveDate, to: NaiveDate) -> (f64, f64) {
        (self.at(from), ((to - from).num_days() as f64 + 1.0) / self.days * 100.0)
    }
}

/// The chart; nothing where there is nothing to draw.
pub fn chart(data: &Preparation) -> Option<AnyView> {
    let shown: Vec<&PreparationItem> = data.items.iter().filter(|item| item.status != PreparationStatus::Dropped).collect();
    let scale = Scale::of(data).filter(|_| !shown.is_empty())?;
    let today = (data.today >= scale.from && data.today <= data.starts_on).then(|| scale.at(data.today));
    let rows: Vec<_> = shown.into_iter().map(|item| row(item, scale, today)).collect();
    let body = view! {
        <p class="hint mb-3">{t(text::CHART_HINT)}</p>
        <table class="chart"><tbody>{rows}</tbody></table>
    };
    Some(sheet(text::CHART, (), body))
}

fn row(item: &PreparationItem, scale: Scale, today: Option<f64>) -> AnyView {
    let (x, width) = scale.span(item.begins_on, item.due_on);
    let tone = match (item.status, item.late) {
        (PreparationStatus::Done, _) => "got",
        (_, true) => "got bad",
        _ => "got weak",
    };
    let line = today.map(|x| view! { <rect class="plan" x=x y="0" width="0.500" height="12" /> });
    view! {
        <tr>
            <th scope="row">{item.title.clone()}</th>
            <td class="drawn">
                <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="slot" x="0" y="5" width="100" height="2" />
                    <rect class=tone x=x y="2" width=width height="8" rx="1" />
                    {line}
                </svg>
            </td>
            <td class="value"><small>{day(item.begins_on)}" – "{day(item.due_on)}</small></td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn a_bar_goes_from_the_morning_of_its_first_day_to_the_evening_of_its_last() {
        let day = |text: &str| text.parse().unwrap();
        let scale = Scale { from: day("2026-11-01"), days: 10.0 };
        assert_eq!(scale.span(day("2026-11-01"), day("2026-11-01")), (0.0, 10.0));
        assert_eq!(scale.span(day("2026-11-06"), day("2026-11-10")), (50.0, 50.0));
    }
}
