//! Charts as small drawings beside their figures: what is drawn also stands as text, and each figure leads to its records.

use crate::format;
use crate::i18n::t;
use contract::dashboard::{Panel, PanelShape, Slice};
use leptos::prelude::*;
use locale::dashboard_ui as text;

/// The chart of a panel.
pub fn chart(panel: &Panel) -> AnyView {
    match panel.shape {
        PanelShape::Bars => rows(&panel.slices, "bars", |_| None),
        PanelShape::Pareto => {
            let shares = shares_so_far(&panel.slices);
            rows(&panel.slices, "pareto", move |i| shares.get(i).map(|share| format!("{share}%")))
        }
        PanelShape::Funnel => {
            let first = panel.slices.first().map_or(0, |slice| slice.value);
            let kept: Vec<_> = panel.slices.iter().map(|slice| percent(slice.value, first)).collect();
            rows(&panel.slices, "funnel", move |i| kept.get(i).map(|share| format!("{share}%")))
        }
        PanelShape::Line => line(&panel.slices),
    }
}

fn percent(part: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { (part * 100 + whole / 2) / whole }
}

/// The share of each slice and all before it.
fn shares_so_far(slices: &[Slice]) -> Vec<i64> {
    let whole = slices.iter().map(|slice| slice.value).sum();
    let mut so_far = 0;
    let share = |slice: &Slice| {
        so_far += slice.value;
        percent(so_far, whole)
    };
    slices.iter().map(share).collect()
}

fn figure(slice: &Slice) -> AnyView {
    let value = format::number(slice.value);
    if slice.value == 0 {
        return view! { <span class="quiet">{value}</span> }.into_any();
    }
    if slice.link.is_empty() {
        return value.into_any();
    }
    let label = format!("{} {value}", slice.label);
    view! { <a class="link" href=slice.link.clone() aria-label=label>{value}</a> }.into_any()
}

/// A bar for each slice; `note` stands behind the figure.
fn rows(slices: &[Slice], class: &str, note: impl Fn(usize) -> Option<String>) -> AnyView {
    let most = slices.iter().map(|slice| slice.value).max().unwrap_or(0).max(1);
    let drawn: Vec<_> = slices
        .iter()
        .enumerate()
        .map(|(i, slice)| {
            let width = slice.value as f64 / most as f64 * 100.0;
            let at = if class == "funnel" { (100.0 - width) / 2.0 } else { 0.0 };
            let note = note(i).map(|note| view! { <td class="note">{note}</td> });
            view! {
                <tr>
                    <th scope="row">{slice.label.clone()}</th>
                    <td class="drawn">
                        <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="slot" x="0" y="1" width="100" height="10" />
                            <rect class="got" x=at y="1" width=width height="10" />
                        </svg>
                    </td>
                    <td class="value">{figure(slice)}</td>
                    {note}
                </tr>
            }
        })
        .collect();
    view! { <table class=format!("chart {class}")><tbody>{drawn}</tbody></table> }.into_any()
}

const HIGH: f64 = 100.0;
const WIDE: f64 = 320.0;

/// Points of a line from left to right, each over the middle of its figure.
fn points(values: &[i64]) -> Vec<(f64, f64)> {
    let most = values.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = WIDE / values.len().max(1) as f64;
    values.iter().enumerate().map(|(i, value)| ((i as f64 + 0.5) * step, HIGH - *value as f64 / most * HIGH)).collect()
}

/// One after the other: a line, and the figures under it.
fn line(slices: &[Slice]) -> AnyView {
    let values: Vec<i64> = slices.iter().map(|slice| slice.value).collect();
    let at = points(&values);
    let path: Vec<String> = at.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let ends = at.first().zip(at.last()).map(|((first, _), (last, _))| (*first, *last)).unwrap_or_default();
    let area = format!("{:.1},{HIGH} {} {:.1},{HIGH}", ends.0, path.join(" "), ends.1);
    let dots: Vec<_> = at.iter().map(|(x, y)| view! { <circle cx=*x cy=*y r="3" /> }).collect();
    let figures: Vec<_> = slices.iter().map(|slice| view! { <li><small>{slice.label.clone()}</small>{figure(slice)}</li> }).collect();
    let many = slices.len() > 8;
    view! {
        <div class="chart line">
            <svg viewBox="0 -8 320 116" aria-hidden="true">
                <polygon points=area />
                <polyline points=path.join(" ") />
                {dots}
            </svg>
            <ol class:many=many>{figures}</ol>
        </div>
    }
    .into_any()
}

/// Where a panel has nothing to show.
pub fn nothing() -> AnyView {
    view! { <p class="none">{t(text::NOTHING)}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(value: i64) -> Slice {
        Slice { label: String::new(), value, link: String::new() }
    }

    #[test]
    fn shares_grow_to_the_whole_and_nothing_is_no_share() {
        assert_eq!(shares_so_far(&[slice(6), slice(3), slice(1)]), [60, 90, 100]);
        assert_eq!(shares_so_far(&[slice(0)]), [0]);
        assert_eq!(percent(1, 3), 33);
    }

    #[test]
    fn a_line_stays_within_its_drawing() {
        let at = points(&[0, 5, 10]);
        assert_eq!(at.first(), Some(&(WIDE / 6.0, HIGH)));
        assert_eq!(at.last(), Some(&(WIDE / 6.0 * 5.0, 0.0)));
        assert_eq!(points(&[3]), [(WIDE / 2.0, 0.0)]);
    }
}
