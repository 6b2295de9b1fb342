use leptos::prelude::*;

/// How good a score out of 100 is, as a class; thresholds are those of the grades.
pub fn strength(score: f64) -> &'static str {
    match score {
        80.0.. => "",
        60.0..80.0 => "weak",
        _ => "bad",
    }
}

/// A score as a ring with its number; no score is an empty ring.
pub fn ring(score: Option<f64>, label: String, big: bool) -> impl IntoView {
    const ROUND: f64 = std::f64::consts::TAU * 24.0;
    let share = score.unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
    let class = format!("dial {} {}", if big { "big" } else { "" }, score.map_or("", strength));
    let spoken = label.clone();
    view! {
        <svg class=class viewBox="0 0 56 56" role="img" aria-label=spoken>
            <circle class="track" cx="28" cy="28" r="24" />
            {(share > 0.0)
                .then(|| view! {
                    <circle class="arc" cx="28" cy="28" r="24" transform="rotate(-90 28 28)"
                        stroke-dasharray=format!("{:.1} {:.1}", share * ROUND, ROUND) />
                })}
            <text x="28" y="28.500">{label}</text>
        </svg>
    }
}

/// One part of a bar: how much of the hundred it may bring, and how much of itself it brought (0–100; `None`: nothing to measure).
pub struct Part {
    pub label: String,
    pub weight: f64,
    pub score: Option<f64>,
}

/// The parts of a score side by side, each as wide as its weight and filled as far as it was reached.
pub fn bar(parts: Vec<Part>) -> impl IntoView {
    let whole: f64 = parts.iter().map(|part| part.weight).sum::<f64>().max(1.0);
    let mut x = 0.0;
    let drawn: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let width = (part.weight / whole * 100.0 - 1.0).max(1.0);
            let at = x;
            x += part.weight / whole * 100.0;
            let got = part.score.unwrap_or(0.0).clamp(0.0, 100.0) / 100.0 * width;
            let tone = format!("got {}", part.score.map_or("", strength));
            view! {
                <g>
                    <title>{part.label}</title>
                    <rect class="slot" x=at y="1" width=width height="10" rx="1.200" />
                    <rect class=tone x=at y="1" width=got height="10" rx="1.200" />
                </g>
            }
        })
        .collect();
    view! { <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg> }
}

/// A figure that leads to its records.
pub fn metric(label: impl IntoView + 'static, value: i64, link: String, attention: bool) -> impl IntoView {
    // Rods beside the figure: one each, up to ten.
    let rods: Vec<_> = (0..10).map(|i| view! { <i class=if i < value { "on" } else { "" }></i> }).collect();
    view! {
        <a class="metric" class:attention=attention href=link>
            <span class="label">{label}</span>
            <span class="value">{crate::format::number(value)}</span>
            <span class="rods" aria-hidden="true">{rods}</span>
        </a>
    }
}

/// One station on a record's way.
pub struct Station {
    pub label: AnyView,
    pub under: Option<String>,
    pub state: StationState,
}

/// Whether a station is behind, here or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StationState {
    Done,
    Now,
    Ahead,
    /// The way ended here without reaching its goal.
    Ended,
}

/// Where a record stands on its way.
pub fn steps(stations: Vec<Station>) -> impl IntoView {
    let drawn: Vec<_> = stations
        .into_iter()
        .map(|station| {
            let (class, current) = match station.state {
                StationState::Done => ("done", None),
                StationState::Now => ("now", Some("step")),
                StationState::Ahead => ("", None),
                StationState::Ended => ("ended", Some("step")),
            };
            view! { <li class=class aria-current=current>{station.label}<small>{station.under}</small></li> }
        })
        .collect();
    view! { <ol class="steps">{drawn}</ol> }
}

/// Progress along `way`: everything before `now` is done; a `now` that is not on the way ends it.
pub fn along<T: Copy + PartialEq>(way: &[T], now: T) -> Vec<(T, StationState)> {
    let Some(at) = way.iter().position(|station| *station == now) else {
        return way.iter().map(|s| (*s, StationState::Ahead)).chain([(now, StationState::Ended)]).collect();
    };
    let last = way.len() - 1;
    way.iter()
        .enumerate()
        .map(|(i, station)| match i.cmp(&at) {
            std::cmp::Ordering::Less => (*station, StationState::Done),
            std::cmp::Ordering::Equal if i == last => (*station, StationState::Done),
            std::cmp::Ordering::Equal => (*station, StationState::Now),
            std::cmp::Ordering::Greater => (*station, StationState::Ahead),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_is_done_and_the_end_is_done_when_reached() {
        use StationState::{Ahead, Done, Ended, Now};
        let states = |now| along(&[1, 2, 3], now).into_iter().map(|(_, s)| s).collect::<Vec<_>>();
        assert_eq!(states(1), [Now, Ahead, Ahead]);
        assert_eq!(states(2), [Done, Now, Ahead]);
        assert_eq!(states(3), [Done, Done, Done]);
        assert_eq!(states(9), [Ahead, Ahead, Ahead, Ended]);
    }

    #[test]
    fn strength_follows_the_grades() {
        assert_eq!((strength(80.0), strength(79.9), strength(59.9)), ("", "weak", "bad"));
    }
}
