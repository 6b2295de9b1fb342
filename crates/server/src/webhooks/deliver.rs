//! Sending: one job for each delivery.

use super::entity::{delivery, webhook};
use super::signing::{self, Secret};
use super::states::FLOW;
use super::target::{self, PublicOnly};
use chrono::{DateTime, TimeDelta, Utc};
use contract::jobs::JobKind;
use contract::webhooks::{DeliveryStatus, WebhookActKind, WebhookStatus};
use platform::Reply;
use platform::db::Tx;
use platform::http::State;
use platform::jobs::{Failure, Job, Work};
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use sea_orm::{EntityTrait, IntoActiveModel, QuerySelect, Set};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::time::Duration;
use uuid::Uuid;

/// The pauses between ten attempts: together three days.
const PAUSES: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest wait that the other side may ask for.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// The pause after so many attempts of whatever goes to somebody else's server.
pub(crate) fn pause(attempts: i32) -> TimeDelta {
    let at = usize::try_from(attempts - 1).unwrap_or_default();
    PAUSES.get(at).copied().unwrap_or(LONGEST)
}

/// What sends.
#[derive(Clone, Debug, Default)]
pub struct Sender(std::sync::Arc<OnceLock<Client>>);

impl Sender {
    /// Posts JSON to an address that may be connected to; whatever answers is an answer.
    ///
    /// # Errors
    /// How it ended without one.
    pub(crate) async fn post(&self, state: &State, url: &str, headers: &[(&str, String)], body: String) -> Result<Response, Outcome> {
        let allow_private = state.config.webhooks.allow_private;
        let url = target::judge(url, allow_private).map_err(|code| Outcome { gone: true, ..Outcome::failed(code) })?;
        let client = self.client(allow_private).map_err(|failure| Outcome::failed(failure.cause))?;
        let mut request = client.post(url).header("content-type", "application/json").body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        // The innermost cause says most, and never the address with its query.
        request.send().await.map_err(|error| Outcome::failed(innermost(&error.without_url())))
    }

    /// The HTTP client, made at the first delivery: no redirect is followed, no proxy asked.
    fn client(&self, allow_private: bool) -> Result<&Client, Failure> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        let builder = Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE).user_agent("Yunchou-Webhooks/1");
        let builder = if allow_private { builder } else { builder.dns_resolver(PublicOnly) };
        let client = builder.build().map_err(|e| Failure::new(format!("no HTTP client: {e}")))?;
        Ok(self.0.get_or_init(|| client))
    }
}

/// One event on its way to one web hook.
#[derive(Serialize, Deserialize)]
pub struct Deliver {
    pub delivery: Uuid,
}

impl Job for Deliver {
    const KIND: JobKind = JobKind::DeliverWebhook;
    const ATTEMPTS: i32 = 10;
    type Tools = Sender;

    fn pause(attempts: i32) -> TimeDelta {
        pause(attempts)
    }

    async fn run(self, sender: Sender, work: Work) -> Result<(), Failure> {
        let conn = work.door.reader().conn();
        let found = delivery::Entity::find_by_id(self.delivery).one(conn).await.map_err(Failure::new)?;
        let Some(found) = found.filter(|d| d.status == DeliveryStatus::Waiting) else { return Ok(()) };
        let hook = webhook::Entity::find_by_id(found.webhook_id).one(conn).await.map_err(Failure::new)?;
        let Some(hook) = hook.filter(|hook| hook.status == WebhookStatus::Active) else {
            note(&work, found.id, Outcome { status: DeliveryStatus::Dropped, ..Outcome::default() }).await?;
            return Ok(());
        };
        let outcome = send(&sender, &work, &hook, &found).await;
        let failure = outcome.failure(&work);
        note(&work, found.id, outcome).await?;
        failure.map_or(Ok(()), Err)
    }
}

/// How an attempt ended.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub status: DeliveryStatus,
    /// The HTTP status of the answer.
    pub answered: Option<u16>,
    pub error: Option<String>,
    /// The other side asked for this pause.
    pub after: Option<TimeDelta>,
    /// Another attempt is useless.
    pub gone: bool,
}

impl Default for Outcome {
    fn default() -> Self {
        Self { status: DeliveryStatus::Waiting, answered: None, error: None, after: None, gone: false }
    }
}

impl Outcome {
    /// An attempt that failed.
    pub fn failed(error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..Self::default() }
    }

    /// What an answer means: 2xx took it.
    pub fn of(answer: &Response, now: DateTime<Utc>) -> Self {
        let status = answer.status();
        let answered = Some(status.as_u16());
        if status.is_success() {
            return Self { status: DeliveryStatus::Delivered, answered, ..Self::default() };
        }
        let after = answer.headers().get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|text| retry_after(text, now));
        Self { answered, after, gone: status.as_u16() == 410, ..Self::failed(format!("HTTP {}", status.as_u16())) }
    }

    /// The job's failure, where it is one.
    pub fn failure(&self, work: &Work) -> Option<Failure> {
        let cause = self.error.clone()?;
        let failure = if self.gone { Failure::useless(cause) } else { Failure::new(cause) };
        Some(failure.after(self.after.filter(|_| !work.last)))
    }
}

async fn send(sender: &Sender, work: &Work, hook: &webhook::Model, found: &delivery::Model) -> Outcome {
    let state = work.door.state();
    let now = state.clock.now();
    let mut secrets = vec![Secret::of(&state.keys, hook.id, hook.secret_number)];
    if hook.old_secret_until.is_some_and(|until| until > now) {
        secrets.push(Secret::of(&state.keys, hook.id, hook.secret_number - 1));
    }
    let headers = signing::headers(&secrets, found.event_id, now, &found.body);
    match sender.post(state, &hook.url, &headers, found.body.clone()).await {
        Ok(answer) => Outcome::of(&answer, now),
        Err(outcome) => outcome,
    }
}

/// `Retry-After`: seconds or a date.
fn retry_after(text: &str, now: DateTime<Utc>) -> Option<TimeDelta> {
    let seconds = text.trim().parse::<i64>().ok().and_then(TimeDelta::try_seconds);
    let wait = seconds.or_else(|| DateTime::parse_from_rfc2822(text.trim()).ok().map(|date| date.with_timezone(&Utc) - now))?;
    Some(wait.clamp(TimeDelta::zero(), LONGEST))
}

fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    if error.is_timeout() { "no answer in time".to_owned() } else { cause.to_string() }
}

/// Writes how it went, on the delivery and on the web hook.
async fn note(work: &Work, delivery: Uuid, outcome: Outcome) -> Reply<()> {
    let (attempt, last) = (work.attempt, work.last || outcome.gone);
    let write = async move |tx: &mut Tx| {
        let Some(found) = delivery::Entity::find_by_id(delivery).one(tx.conn()).await? else { return Ok(()) };
        let (hook_id, began) = (found.webhook_id, found.created_at);
        // Several deliveries of one web hook end at a time; none of them may fail at another's version.
        let hook = webhook::Entity::find_by_id(hook_id).lock_exclusive().one(tx.conn()).await?;
        let mut row = found.into_active_model();
        row.status = Set(if outcome.error.is_some() && last { DeliveryStatus::Failed } else { outcome.status });
        if outcome.status != DeliveryStatus::Dropped {
            row.attempts = Set(attempt);
            row.last_status = Set(outcome.answered.map(i32::from));
            row.last_error = Set(outcome.error.clone());
            row.last_at = Set(Some(tx.at()));
        }
        delivery::Entity::update(row).exec(tx.conn()).await?;
        let Some(hook) = hook else { return Ok(()) };
        let delivered = outcome.status == DeliveryStatus::Delivered;
        let failing_since = if delivered { None } else { hook.failing_since.or(Some(tx.at())) };
        // Three days of attempts in which nothing else got through either.
        let dead = outcome.gone || (last && outcome.error.is_some() && hook.failing_since.is_some_and(|since| since <= began + PAUSES[1]));
        if outcome.status == DeliveryStatus::Dropped || (failing_since.is_some() == hook.failing_since.is_some() && !dead) {
            return Ok(());
        }
        let mut row = hook.clone().into_active_model();
        row.failing_since = Set(failing_since);
        if dead && hook.status == WebhookStatus::Active {
            row.status = Set(FLOW.plan_by_system(&hook, WebhookActKind::BreakOff)?.to());
        }
        tx.update::<webhook::Entity, _>(&hook, row).await?;
        Ok(())
    };
    work.door.write_as_system(write).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_attempts_take_three_days() {
        let all: i64 = (1..Deliver::ATTEMPTS).map(|n| Deliver::pause(n).num_minutes()).sum();
        assert_eq!(all / 60, 75);
    }

    #[test]
    fn the_other_side_may_ask_for_a_pause() {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        assert_eq!(retry_after("120", now), Some(TimeDelta::seconds(120)));
        assert_eq!(retry_after("Sun, 22 Nov 2026 12:01:00 GMT", now), Some(TimeDelta::minutes(1)));
        assert_eq!(retry_after("999999999", now), Some(LONGEST));
        assert_eq!(retry_after("soon", now), None);
    }
}
