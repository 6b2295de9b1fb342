//! The apology to a complainant by mail (CPL-01): queued in the write that files the complaint, tried again where it fails, and noted on
//! the case once it went out or was refused for good.

use super::mailer;
use super::wording::Text;
use crate::webhooks::pause;
use chrono::TimeDelta;
use contract::jobs::JobKind;
use platform::Reply;
use platform::db::Tx;
use platform::jobs::{Failure, Job, Work, enqueue};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One apology on its way.
#[derive(Serialize, Deserialize)]
pub struct SendApology {
    pub complaint: Uuid,
}

impl Job for SendApology {
    const KIND: JobKind = JobKind::SendApology;
    const ATTEMPTS: i32 = 10;
    type Tools = ();

    fn pause(attempts: i32) -> TimeDelta {
        pause(attempts)
    }

    async fn run(self, (): (), work: Work) -> Result<(), Failure> {
        let state = work.door.state();
        let Some(config) = &state.config.mail else { return Ok(()) };
        let found = complaints::apology(work.door.reader().conn(), state, self.complaint).await?;
        let Some(complaints::Apology { name, address, subject, text }) = found else { return Ok(()) };
        let outcome = mailer::send(config, &name, &address, self.complaint, Text { subject, body: text }).await;
        let failure = outcome.failure(&work);
        if failure.is_none() || work.last || outcome.gone {
            let (id, arrived) = (self.complaint, failure.is_none());
            let message_id = mailer::message_id(config, id).unwrap_or_default();
            let note = async move |tx: &mut Tx| complaints::apologised(tx, id, &message_id, arrived).await;
            work.door.write_as_system(note).await?;
        }
        failure.map_or(Ok(()), Err)
    }
}

/// A complaint was filed: its complainant hears by mail, where the company sends any and the address is known.
///
/// # Errors
/// Where the database fails.
pub async fn apologise(tx: &Tx, complaint: Uuid) -> Reply<()> {
    if tx.state().config.mail.is_some() && complaints::apology(tx.conn(), tx.state(), complaint).await?.is_some() {
        enqueue(tx, &SendApology { complaint }).await?;
    }
    Ok(())
}
