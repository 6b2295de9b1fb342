//! The calendar page (DAY-11): whose days, in which shape and around which day stand in the URL.

use super::{feed, grid};
use crate::i18n::{language, t, word};
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use crate::{clock, format};
use chrono::{Datelike, Days, Months, NaiveDate};
use contract::calendar::{Calendar, CalendarQuery, CalendarView, ShowCalendar};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use locale::{Key, calendar_ui as text};

/// How the days are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Month,
    Week,
    Agenda,
}

impl Shape {
    const ALL: [Self; 3] = [Self::Month, Self::Week, Self::Agenda];

    fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Agenda => "agenda",
        }
    }

    fn label(self) -> Key {
        match self {
            Self::Month => text::MONTH,
            Self::Week => text::WEEK,
            Self::Agenda => text::AGENDA,
        }
    }
}

/// What the URL asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    view: CalendarView,
    shape: Shape,
    on: NaiveDate,
}

impl Asked {
    fn span(self) -> (NaiveDate, NaiveDate) {
        match self.shape {
            Shape::Month => grid::month_of(self.on),
            Shape::Week => grid::week_of(self.on),
            Shape::Agenda => (self.on, self.on + Days::new(30)),
        }
    }

    fn moved(self, ahead: bool) -> Self {
        let on = match (self.shape, ahead) {
            (Shape::Month, true) => self.on.checked_add_months(Months::new(1)),
            (Shape::Month, false) => self.on.checked_sub_months(Months::new(1)),
            (Shape::Week, true) => self.on.checked_add_days(Days::new(7)),
            (Shape::Week, false) => self.on.checked_sub_days(Days::new(7)),
            (Shape::Agenda, true) => self.on.checked_add_days(Days::new(31)),
            (Shape::Agenda, false) => self.on.checked_sub_days(Days::new(31)),
        };
        Self { on: on.unwrap_or(self.on), ..self }
    }

    fn url(self) -> String {
        format!("/calendar?view={}&shape={}&on={}", self.view, self.shape.word(), self.on)
    }

    fn title(self) -> String {
        let language = language();
        let (from, to) = self.span();
        match self.shape {
            Shape::Month if language == locale::Language::En => self.on.format("%B %Y").to_string(),
            Shape::Month => format!("{}年{}月", self.on.year(), self.on.month()),
            _ => format!("{} – {}", format::date(language, from, clock::today()), format::date(language, to, clock::today())),
        }
    }
}

/// The page.
pub fn show() -> impl IntoView {
    let session = use_session();
    let map = use_query_map();
    let asked = Memo::new(move |_| {
        let map = map.read();
        Asked {
            view: map.get("view").and_then(|word| word.parse().ok()).unwrap_or(CalendarView::Own),
            shape: map.get("shape").and_then(|word| Shape::ALL.into_iter().find(|s| s.word() == word)).unwrap_or(Shape::Month),
            on: map.get("on").and_then(|on| on.parse().ok()).unwrap_or_else(clock::today),
        }
    });
    page_title(move || t(text::TITLE)().to_owned());
    let calendar = remote(move || {
        session.writes.track();
        let _follow = language();
        let asked = asked.get();
        let (from, to) = asked.span();
        async move { session.get::<ShowCalendar>(&[], &CalendarQuery { from, to, view: asked.view }).await.map(|found| (asked, found)) }
    });
    let views = move || {
        let now = asked.get();
        let links: Vec<_> =
            CalendarView::ALL.iter().map(|view| segment(Asked { view: *view, ..now }, now, word(view.text_path()))).collect();
        view! { <div class="segments" role="group" aria-label=t(text::WHOSE)>{links}</div> }
    };
    let shapes = move || {
        let now = asked.get();
        let links: Vec<_> = Shape::ALL.into_iter().map(|shape| segment(Asked { shape, ..now }, now, t(shape.label()))).collect();
        view! { <div class="segments shapes" role="group" aria-label=t(text::SHAPE)>{links}</div> }
    };
    let turn = move || {
        let now = asked.get();
        view! {
            <nav class="turn" aria-label=move || now.title()>
                <a class="button bare" href=now.moved(false).url() aria-label=t(text::BEFORE)>{icon(Icon::Left)}</a>
                <a class="button" href=Asked { on: clock::today(), ..now }.url()>{t(text::TODAY)}</a>
                <a class="button bare" href=now.moved(true).url() aria-label=t(text::AFTER)>{icon(Icon::Right)}</a>
            </nav>
        }
    };
    view! {
        <div class="page">
            <header class="page-head">
                <h1>{t(text::TITLE)}</h1>
                <p class="lead-in">{move || asked.get().title()}</p>
                <div class="page-actions">{feed::button()}</div>
            </header>
            <div class="toolbar calendar-bar">{turn}{shapes}{views}</div>
            {calendar.view(|(asked, found)| draw(*asked, found))}
        </div>
    }
}

fn segment(to: Asked, now: Asked, label: impl Fn() -> &'static str + Copy + Send + Sync + 'static) -> AnyView {
    view! { <a href=to.url() aria-current=(to == now).then_some("true")>{label}</a> }.into_any()
}

fn draw(asked: Asked, found: &Calendar) -> AnyView {
    let cut = found.cut.then(|| notice("ochre", t(text::CUT)));
    let grid = match asked.shape {
        Shape::Month => Some(grid::month(found, asked.on)),
        Shape::Week => Some(grid::week(found)),
        Shape::Agenda => None,
    };
    // A phone has no room for seven columns: there the same days stand under one another.
    let class = if grid.is_some() { "sheet padded narrow-only" } else { "sheet padded" };
    view! { {cut} {grid.map(|grid| view! { <div class="sheet wide-only">{grid}</div> })} <div class=class>{grid::agenda(found)}</div> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_holds_all_and_months_are_turned_over_their_ends() {
        let asked = Asked { view: CalendarView::Team, shape: Shape::Month, on: "2026-01-31".parse().unwrap() };
        assert_eq!(asked.moved(true).url(), "/calendar?view=team&shape=month&on=2026-02-28");
        assert_eq!(Asked { shape: Shape::Week, ..asked }.moved(false).on, "2026-01-24".parse().unwrap());
    }
}
