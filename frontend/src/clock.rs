//! Now, and the offset of the place where the person sits.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use leptos::prelude::*;
use std::time::Duration;

/// The present moment by the device's clock.
#[cfg(target_arch = "wasm32")]
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// The present moment by the device's clock.
#[cfg(not(target_arch = "wasm32"))]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A moment in the device's time zone.
#[cfg(target_arch = "wasm32")]
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let minutes = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.timestamp_millis() as f64)).get_timezone_offset();
    let offset = FixedOffset::west_opt(minutes as i32 * 60).or_else(|| FixedOffset::east_opt(0));
    offset.map_or_else(|| at.fixed_offset(), |offset| at.with_timezone(&offset))
}

/// A moment in Chinese standard time.
#[cfg(not(target_arch = "wasm32"))]
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    FixedOffset::east_opt(8 * 3600).map_or_else(|| at.fixed_offset(), |offset| at.with_timezone(&offset))
}

/// The moment at which clocks here show `text`, as `<input type="datetime-local">` writes it.
pub fn from_local(text: &str) -> Option<DateTime<Utc>> {
    let shown = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?.and_utc();
    let offset = *local(shown).offset();
    shown.naive_utc().and_local_timezone(offset).single().map(|at| at.to_utc())
}

/// What `<input type="datetime-local">` shows for a moment.
pub fn to_local(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%dT%H:%M").to_string()
}

/// The moment at which a day begins here.
pub fn start_of(on: NaiveDate) -> DateTime<Utc> {
    from_local(&format!("{on}T00:00")).unwrap_or_default()
}

/// Today's date here.
pub fn today() -> NaiveDate {
    local(now()).date_naive()
}

/// Counts on at this pace as long as the page is seen and whoever asked for it is there; pages in the background rest.
pub fn beat(every: Duration) -> RwSignal<u32> {
    let beat = RwSignal::new(0u32);
    let on = move || {
        if !document().hidden() {
            beat.update(|n| *n += 1);
        }
    };
    if let Ok(handle) = set_interval_with_handle(on, every) {
        on_cleanup(move || handle.clear());
    }
    beat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_texts_and_moments_are_each_others_inverse() {
        let at = from_local("2026-11-22T09:30");
        assert_eq!(at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-22T01:30:00+00:00"));
        assert_eq!(at.map(to_local).as_deref(), Some("2026-11-22T09:30"));
        assert_eq!(from_local("2026-11-22"), None);
    }
}
