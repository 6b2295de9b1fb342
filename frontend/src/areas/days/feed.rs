//! The secret address under which calendar programs fetch one's calendar.

use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use contract::calendar::{CalendarFeed, EndCalendarFeed, MakeCalendarFeed, ShowCalendarFeed};
use leptos::prelude::*;
use locale::calendar_ui as text;
use std::rc::Rc;

/// The button, and the dialog behind it.
pub fn button() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Download)}{t(text::SUBSCRIBE)}</button>
        <Dialog open title=text::SUBSCRIBE>{inside()}</Dialog>
    }
}

fn inside() -> AnyView {
    let session = use_session();
    let feed = remote(move || async move { session.get::<ShowCalendarFeed>(&[], &()).await });
    view! { <p class="text-ink-2 mb-4">{t(text::FEED_HINT)}</p> {feed.view(move |now| draw(now, feed))} }.into_any()
}

fn draw(now: &CalendarFeed, feed: Remote<CalendarFeed>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let make = Rc::new(move |key| Box::pin(async move { session.write::<MakeCalendarFeed>(&[], None, key, &()).await }) as _);
    let label = if now.created_at.is_some() { "calendar_ui.feed_again" } else { "calendar_ui.feed_make" };
    let class = if now.created_at.is_some() { "" } else { "primary" };
    let make = act_button(label, class, Icon::Plus, make, move |made: CalendarFeed| feed.set(made));
    let end = now.created_at.map(|_| {
        let send = Rc::new(move |key| Box::pin(async move { session.write::<EndCalendarFeed>(&[], None, key, &()).await }) as _);
        act_button("calendar_ui.feed_end", "quiet", Icon::Close, send, move |()| {
            toasts.say(t(text::FEED_ENDED)());
            feed.refetch();
        })
    });
    let address = now.path.as_ref().map(|path| {
        let whole = format!("{}{path}", window().location().origin().unwrap_or_default());
        view! {
            <p class="mb-2">{t(text::FEED_MADE)}</p>
            <input class="input mb-4" readonly aria-label=t(text::FEED_ADDRESS) prop:value=whole on:focus=|event| {
                use wasm_bindgen::JsCast;
                let _chosen = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()).map(|input| input.select());
            } />
        }
    });
    let state = match now.created_at {
        None => t(text::FEED_NONE).into_any(),
        Some(at) => {
            let read = now.last_read_at;
            let last =
                move || read.map_or_else(|| t(text::FEED_UNREAD)().to_owned(), |at| tell(text::FEED_READ, &[("time", &moment(at)())]));
            view! { {move || tell(text::FEED_SINCE, &[("time", &moment(at)())])}" · "{last} }.into_any()
        }
    };
    view! { {address} <p class="text-ink-3 mb-4">{state}</p> <div class="form-foot">{make}{end}</div> }.into_any()
}
