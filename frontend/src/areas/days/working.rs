//! The company's working hours, holidays and make-up days (DAY-11).

use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, empty, remote};
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use chrono::Datelike;
use contract::calendar::{
    LoadStatutoryDays, SetWorkingHours, SetYear, Shift, ShowWorkingCalendar, SpecialDay, WorkingCalendar, WorkingHours, YearDays, YearQuery,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::{calendar_ui as text, ui};
use std::rc::Rc;

/// The page; `?year=2027` shows another year.
pub fn show() -> impl IntoView {
    let session = use_session();
    let map = use_query_map();
    let book = remote(move || {
        let year = map.read().get("year").and_then(|year| year.parse().ok());
        async move { session.get::<ShowWorkingCalendar>(&[], &YearQuery { year }).await }
    });
    page_title(move || t(text::WORKING)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/calendar", text::TITLE)}
            <header class="page-head"><h1>{t(text::WORKING)}</h1><p class="lead-in">{t(text::WORKING_HINT)}</p></header>
            {book.view(move |now| draw(now, book))}
        </div>
    }
}

fn draw(now: &WorkingCalendar, book: Remote<WorkingCalendar>) -> AnyView {
    let hours = if now.may_edit { hours_form(now, book) } else { view! { <p>{spoken(&now.shifts)}</p> }.into_any() };
    let zone = format!("UTC{:+}:{:02}", now.utc_offset_minutes / 60, now.utc_offset_minutes.abs() % 60);
    let zone = view! { <span class="text-ink-3">{t(text::ZONE)}" "{zone}</span> };
    let year = now.year;
    let mut years = now.years.clone();
    years.extend([year - 1, year + 1]);
    years.sort_unstable();
    years.dedup();
    let links: Vec<_> = years
        .into_iter()
        .map(|one| view! { <a href=format!("/working-calendar?year={one}") aria-current=(one == year).then_some("true")>{one}</a> })
        .collect();
    let links = view! { <div class="segments" role="group" aria-label=t(text::YEAR)>{links}</div> };
    view! {
        <div class="grid gap-4">
            {sheet(text::HOURS, zone, hours)}
            {sheet(text::SPECIAL, links, year_view(now, book))}
        </div>
    }
    .into_any()
}

fn spoken(shifts: &[Shift]) -> String {
    shifts.iter().map(|shift| format!("{}-{}", shift.from, shift.to)).collect::<Vec<_>>().join(" ")
}

/// `09:00-12:00 13:30-18:00` as shifts; a text that is none becomes a shift that the rules refuse.
fn shifts(typed: &str) -> Vec<Shift> {
    let plain: String =
        typed.chars().map(|c| if c == '：' { ':' } else { c }).map(|c| if matches!(c, '–' | '—' | '~') { '-' } else { c }).collect();
    let shift = |text: &str| {
        let (from, to) = text.split_once('-').unwrap_or((text, ""));
        Shift { from: from.to_owned(), to: to.to_owned() }
    };
    plain.split([' ', ',', '，', '\u{3000}']).filter(|text| !text.is_empty()).map(shift).collect()
}

fn hours_form(now: &WorkingCalendar, book: Remote<WorkingCalendar>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let version = now.version;
    let form = Form::new([("/shifts", spoken(&now.shifts))]);
    let submit = move |()| {
        form.submit(
            |read| WorkingHours { shifts: shifts(&read.text("/shifts")) },
            move |body, key| async move { session.write::<SetWorkingHours>(&[], Some(version), key, &body).await },
            move |_: WorkingCalendar| {
                toasts.say(t(text::HOURS_SAVED)());
                book.refetch();
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/shifts" label=text::HOURS must=true hint=text::HOURS_HINT />
            <FormFoot save=ui::SAVE />
        </FormFrame>
    }
    .into_any()
}

fn year_view(now: &WorkingCalendar, book: Remote<WorkingCalendar>) -> AnyView {
    let held = Held { year: now.year, version: now.version, days: StoredValue::new(now.days.clone()), book };
    let may = now.may_edit;
    let rows: Vec<_> = now.days.iter().map(|it| row(it, may.then_some(held))).collect();
    let table = if rows.is_empty() {
        empty(text::NO_DAYS, text::NO_DAYS_HINT, ())
    } else {
        view! {
            <div class="ledger-wrap -mx-4"><table class="ledger">
                <thead><tr><th scope="col">{t(text::ON)}</th><th scope="col">{t(text::NAME)}</th><th scope="col">{t(text::KIND)}</th><td></td></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
        .into_any()
    };
    let load = (may && now.statutory).then(|| load(held));
    view! {
        <div class="flex flex-wrap items-center gap-3 mb-4"><p class="text-ink-2 grow">{t(text::WEEKDAYS)}</p>{load}</div>
        {table}
        {may.then(|| view! { <div class="mt-4">{add(held)}</div> })}
    }
    .into_any()
}

/// The year as it was seen.
#[derive(Clone, Copy)]
struct Held {
    year: i32,
    version: i64,
    days: StoredValue<Vec<SpecialDay>>,
    book: Remote<WorkingCalendar>,
}

fn row(it: &SpecialDay, held: Option<Held>) -> AnyView {
    let kind = if it.working { tag(Tone::Ochre, t(text::MAKE_UP)).into_any() } else { tag(Tone::Bamboo, t(text::HOLIDAY)).into_any() };
    let on = it.on;
    let drop = held.map(|held| {
        let session = use_session();
        let toasts = use_toasts();
        let send = Rc::new(move |key| {
            let days = held.days.get_value().into_iter().filter(|day| day.on != on).collect();
            let body = YearDays { days };
            Box::pin(async move { session.write::<SetYear>(&[&held.year], Some(held.version), key, &body).await }) as _
        });
        act_button("calendar_ui.drop_day", "quiet small", Icon::Close, send, move |now: WorkingCalendar| {
            toasts.say(tell(text::YEAR_SAVED, &[("year", &held.year.to_string())]));
            held.book.set(now);
        })
    });
    view! { <tr><td class="one-line">{day(on)}</td><td>{it.name.clone()}</td><td>{kind}</td><td class="figures">{drop}</td></tr> }
        .into_any()
}

fn load(held: Held) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let send = Rc::new(move |key| Box::pin(async move { session.write::<LoadStatutoryDays>(&[&held.year], None, key, &()).await }) as _);
    act_button("calendar_ui.load_year", "", Icon::Download, send, move |now: WorkingCalendar| {
        toasts.say(tell(text::YEAR_SAVED, &[("year", &held.year.to_string())]));
        held.book.set(now);
    })
}

fn add(held: Held) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([("/working", "no".to_owned())]);
        let submit = move |()| {
            form.submit(
                |read| {
                    let on = read.must("/on", read.value("/on"), chrono::NaiveDate::MIN);
                    if on.year() != held.year && on != chrono::NaiveDate::MIN {
                        read.refuse("/on", "calendar_other_year");
                    }
                    SpecialDay { on, working: read.text("/working") == "yes", name: read.text("/name") }
                },
                move |new: SpecialDay, key| async move {
                    let mut days: Vec<_> = held.days.get_value().into_iter().filter(|day| day.on != new.on).collect();
                    days.push(new);
                    session.write::<SetYear>(&[&held.year], Some(held.version), key, &YearDays { days }).await
                },
                move |now: WorkingCalendar| {
                    toasts.say(tell(text::YEAR_SAVED, &[("year", &held.year.to_string())]));
                    held.book.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <div class="pair">
                    <Field at="/on" label=text::ON kind=Kind::Date must=true />
                    <Field at="/name" label=text::NAME must=true />
                </div>
                <Pick at="/working" label=text::KIND choices=vec![("no", "calendar_ui.holiday"), ("yes", "calendar_ui.make_up")] must=true />
                <FormFoot save=text::ADD_DAY cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
        .into_any()
    };
    view! {
        {move || if open.get() { body() } else {
            view! { <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD_DAY)}</button> }.into_any()
        }}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let read = shifts("09：00–12:00，13:30-18:00");
        assert_eq!(spoken(&read), "09:00-12:00 13:30-18:00");
        assert_eq!(shifts(" "), []);
        assert_eq!(shifts("nine").first().map(|shift| shift.to.as_str()), Some(""));
    }
}
