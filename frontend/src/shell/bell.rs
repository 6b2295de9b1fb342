//! The bell: how many notifications are unread, live, and what makes them read.

use crate::i18n::t;
use crate::session::{Stage, use_session};
use crate::ui::icon::{Icon, icon};
use contract::notifications::{MarkNotifications, NotificationCount, ReadMark};
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use locale::shell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use uuid::Uuid;

/// Before a stream that ended is opened again.
const PAUSE: Duration = Duration::from_secs(3);

/// The figure, kept up to date as long as the frame is there and the page is seen: a browser opens few connections to one
/// server, and pages in the background must not take them all.
pub fn unread() -> RwSignal<u64> {
    let session = use_session();
    let unread = RwSignal::new(0u64);
    let turned = StoredValue::new(None::<oneshot::Sender<()>>);
    let turns = window_event_listener(leptos::ev::visibilitychange, move |_| {
        let waiting = turned.try_update_value(Option::take).flatten();
        let _told = waiting.map(|waiting| waiting.send(()));
    });
    on_cleanup(move || turns.remove());
    spawn_local(async move {
        // A frame that is gone takes the signal with it; then nobody listens any more.
        while unread.try_get_untracked().is_some() {
            let (tell, mut turn) = oneshot::channel();
            turned.try_set_value(Some(tell));
            if document().hidden() {
                let _seen = turn.await;
                continue;
            }
            if session.stage.get_untracked() == Stage::In {
                let take = move |data: &str| {
                    if let Ok(count) = serde_json::from_str::<NotificationCount>(data) {
                        unread.try_set(count.unread);
                    }
                };
                let mut stream = pin!(session.listen("/notifications/stream", take));
                // An end and an error are the same here: try again in a while. When the page is hidden, the stream is dropped.
                let hidden = poll_fn(|context| match Pin::new(&mut turn).poll(context) {
                    Poll::Ready(_) => Poll::Ready(true),
                    Poll::Pending => stream.as_mut().poll(context).map(|_ended| false),
                });
                if hidden.await {
                    continue;
                }
            }
            pause().await;
        }
    });
    unread
}

async fn pause() {
    let (wake, awake) = oneshot::channel();
    set_timeout(
        move || {
            let _woken = wake.send(());
        },
        PAUSE,
    );
    let _over = awake.await;
}

/// Whoever opens a record's page has read what tells of it: also from a mail, and while the page stands open.
pub fn read_by_opening(unread: RwSignal<u64>) {
    let session = use_session();
    let path = use_location().pathname;
    let record = Memo::new(move |_| path.with(|path| path.split('/').find_map(|part| Uuid::parse_str(part).ok())));
    let news = Memo::new(move |_| unread.get());
    Effect::new(move |_| {
        let (Some(about), true) = (record.get(), news.get() > 0) else { return };
        spawn_local(async move {
            let mark = ReadMark { ids: Vec::new(), about: Some(about) };
            // Unread for longer is all that a lost answer does.
            if let Ok(count) = session.write::<MarkNotifications>(&[], None, Uuid::now_v7(), &mark).await {
                unread.try_set(count.unread);
            }
        });
    });
}

/// The bell with its figure, leading to the notifications.
pub fn bell(unread: RwSignal<u64>) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || path.with(|path| path == "/notifications").then_some("page");
    view! {
        <a class="bell" href="/notifications" aria-label=t(shell::NOTIFICATIONS) title=t(shell::NOTIFICATIONS) aria-current=current>
            {icon(Icon::Bell)}
            {figure(unread)}
        </a>
    }
}

/// The figure alone; nothing where all is read.
pub fn figure(unread: RwSignal<u64>) -> impl IntoView {
    move || {
        let now = unread.get();
        (now > 0)
            .then(|| view! { <span class="count late" role="status">{if now > 99 { "99+".to_owned() } else { now.to_string() }}</span> })
    }
}
