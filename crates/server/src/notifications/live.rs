//! The live figure of the bell: server-sent events, on whichever node the news was made.

use super::http::unread;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, get};
use platform::auth::Signed;
use platform::db::{Door, is_postgres};
use platform::http::State;
use platform::outbox;
use platform::{Error, Reply};
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// How often other nodes' writes are looked for.
const LOOK: Duration = Duration::from_secs(1);
/// Writes that come together are told together.
const GATHER: Duration = Duration::from_millis(100);
/// How often a quiet stream says that it is alive, and whether its session is looked at.
const ALIVE: Duration = Duration::from_secs(25);

/// Says that there may be news. One watcher on each node looks for all streams: at once after a write of its own, by the number
/// of the last event for writes of others.
#[derive(Clone)]
pub struct News(watch::Sender<i64>);

impl Default for News {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl News {
    /// Watches until `stop` comes true; then every stream ends.
    pub async fn watch(self, state: Arc<State>, stop: impl Future<Output = ()>) {
        let mut stop = Box::pin(stop);
        let mut written = state.pulse.subscribe();
        let shared = is_postgres(state.database.reader().conn());
        loop {
            let look = async {
                if timeout(LOOK, written.changed()).await.is_ok() {
                    sleep(GATHER).await;
                    return true;
                }
                false
            };
            let own = tokio::select! {
                () = &mut stop => break,
                own = look => own,
            };
            if self.0.receiver_count() == 0 {
                continue;
            }
            if own {
                self.0.send_modify(|_| {});
            } else if shared && let Ok(last) = outbox::last(state.database.reader().conn()).await {
                self.0.send_if_modified(|known| std::mem::replace(known, last) != last);
            }
        }
        self.0.send_replace(i64::MAX);
    }
}

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(stream);
}

/// The caller's unread notifications as they come: server-sent events called `count`, their data `{"unread": 3}`, the first at
/// once. The stream ends with the session, or when the server stops; then connect again.
#[utoipa::path(tag = "notifications", operation_id = "stream_notifications",
    responses((status = 200, description = "Server-sent events", body = String, content_type = "text/event-stream")))]
#[get("/notifications/stream")]
async fn stream(who: Signed, news: Data<News>, door: Door) -> Reply<HttpResponse> {
    let listener = Listener { door, person: who.id, session: who.session, news: news.0.subscribe(), told: None };
    let events = futures_util::stream::unfold(listener, |mut listener| async move {
        let text = listener.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), listener))
    });
    Ok(HttpResponse::Ok().content_type("text/event-stream").insert_header(("x-accel-buffering", "no")).streaming(events))
}

struct Listener {
    door: Door,
    person: Uuid,
    session: Uuid,
    news: watch::Receiver<i64>,
    told: Option<u64>,
}

impl Listener {
    /// The next piece of the stream; `None`: it ends.
    async fn next(&mut self) -> Option<String> {
        loop {
            match self.look().await {
                Ok(unread) if self.told != Some(unread) => {
                    self.told = Some(unread);
                    return Some(format!("event: count\ndata: {{\"unread\":{unread}}}\n\n"));
                }
                Ok(_) => {}
                Err(_) => return None,
            }
            match timeout(ALIVE, self.news.changed()).await {
                Ok(Ok(())) if *self.news.borrow() == i64::MAX => return None,
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return self.look().await.is_ok().then(|| ": alive\n\n".to_owned()),
            }
        }
    }

    /// The figure, as long as the session lasts.
    async fn look(&self) -> Reply<u64> {
        let actor = self.door.state().doorkeeper.actor(self.person, self.session).await?;
        actor.ok_or(Error::Unauthenticated)?;
        Ok(unread(self.door.reader().conn(), self.person).await?.unread)
    }
}
