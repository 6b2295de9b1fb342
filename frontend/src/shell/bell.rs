//! The bell: how many notifications are unread, live.

use crate::i18n::t;
use crate::session::{Stage, use_session};
use crate::ui::icon::{Icon, icon};
use contract::notifications::NotificationCount;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;
use locale::shell;
use std::time::Duration;

/// Before a stream that ended is opened again.
const PAUSE: Duration = Duration::from_secs(3);

/// The figure, kept up to date as long as the frame is there.
pub fn unread() -> RwSignal<u64> {
    let session = use_session();
    let unread = RwSignal::new(0u64);
    spawn_local(async move {
        // A frame that is gone takes the signal with it; then nobody listens any more.
        while unread.try_get_untracked().is_some() {
            if session.stage.get_untracked() == Stage::In {
                let take = move |data: &str| {
                    if let Ok(count) = serde_json::from_str::<NotificationCount>(data) {
                        unread.try_set(count.unread);
                    }
                };
                // An end and an error are the same here: try again in a while.
                let _ended = session.listen("/notifications/stream", take).await;
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
