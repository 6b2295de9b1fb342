use super::connect::is_transient;
use super::writer::Writer;
use super::{Reader, Tx};
use crate::auth::Actor;
use crate::error::UniqueViolation;
use crate::error::{Error, Refusal, Reply};
use crate::http::{Attempt, Meta, State};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use sea_orm::{DatabaseTransaction, DbErr, TransactionTrait};
use serde::{Serialize, de::DeserializeOwned};
use std::future::{Ready, ready};
use std::sync::Arc;

const KEY_REUSED: Refusal = Refusal::new("idempotency_key_reused", locale::problems::IDEMPOTENCY_KEY_REUSED);
const TRIES: usize = 5;

/// The one door to a write: everything that a closure does through its [`Tx`] becomes durable together with history, audit
/// entry, events and the answer to a repeated request, or not at all.
#[derive(Clone)]
pub struct Door {
    state: Arc<State>,
    pub meta: Meta,
}

impl Door {
    /// A door outside a request: jobs, commands of the binary, demo data.
    pub fn of_system(state: Arc<State>, request_id: &str) -> Self {
        let meta =
            Meta { request_id: request_id.to_owned(), language: locale::Language::default(), address: String::new(), agent: String::new() };
        Self { state, meta }
    }

    /// What the server shares.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// For queries.
    pub fn reader(&self) -> &Reader {
        self.state.database.reader()
    }

    /// Writes as a person.
    ///
    /// # Errors
    /// Those of `work`; `409` where an idempotency key was used for another request.
    pub async fn write<T>(&self, who: &Actor, attempt: Option<Attempt>, work: impl AsyncFn(&mut Tx) -> Reply<T> + 'static) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        self.run(Some(who.clone()), attempt, work).await
    }

    /// Writes as the system.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn write_as_system<T>(&self, work: impl AsyncFn(&mut Tx) -> Reply<T> + 'static) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        self.run(None, None, work).await
    }

    async fn run<T>(&self, who: Option<Actor>, attempt: Option<Attempt>, work: impl AsyncFn(&mut Tx) -> Reply<T> + 'static) -> Reply<T>
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        let door = self.clone();
        // A task of its own: a caller that hangs up cannot leave a half-done write behind.
        let task = actix_web::rt::spawn(async move {
            let mut tries = 0;
            loop {
                tries += 1;
                match door.once(who.clone(), attempt.clone(), &work).await {
                    Err(Error::Internal(e)) if tries < TRIES && again(&e) => tracing::debug!(tries, "write tried again"),
                    // The system holds no version of an earlier reading: it reads anew what another node was quicker to change.
                    Err(Error::Stale) if who.is_none() && tries < TRIES => tracing::debug!(tries, "overtaken, write tried again"),
                    result => return result,
                }
            }
        });
        match task.await {
            Ok(result) => {
                if result.is_ok() {
                    self.state.pulse.send_replace(());
                }
                result
            }
            Err(error) => {
                if let Writer::Grouped(writer) = &self.state.database.writer {
                    writer.rescue().await;
                }
                Err(Error::Internal(anyhow::anyhow!("a write died: {error}")))
            }
        }
    }

    async fn once<T>(&self, who: Option<Actor>, attempt: Option<Attempt>, work: &impl AsyncFn(&mut Tx) -> Reply<T>) -> Reply<T>
    where
        T: Serialize + DeserializeOwned,
    {
        match &self.state.database.writer {
            Writer::Grouped(writer) => writer.run(async move |savepoint| self.within(savepoint, who, attempt, work).await).await,
            Writer::Pooled(connection) => self.within(connection.begin().await?, who, attempt, work).await,
        }
    }

    async fn within<T>(
        &self,
        transaction: DatabaseTransaction,
        who: Option<Actor>,
        attempt: Option<Attempt>,
        work: &impl AsyncFn(&mut Tx) -> Reply<T>,
    ) -> Reply<T>
    where
        T: Serialize + DeserializeOwned,
    {
        let mut tx = Tx::new(transaction, self.state.clone(), who, self.meta.clone());
        match self.perform(&mut tx, attempt.as_ref(), work).await {
            Ok(value) => {
                tx.into_inner().commit().await?;
                Ok(value)
            }
            Err(error) => {
                tx.into_inner().rollback().await?;
                Err(error)
            }
        }
    }

    async fn perform<T>(&self, tx: &mut Tx, attempt: Option<&Attempt>, work: &impl AsyncFn(&mut Tx) -> Reply<T>) -> Reply<T>
    where
        T: Serialize + DeserializeOwned,
    {
        if let Some(attempt) = attempt
            && let Some((fingerprint, reply)) = tx.earlier(attempt).await?
        {
            return if fingerprint == attempt.fingerprint { Ok(serde_json::from_str(&reply)?) } else { Err(Error::Refused(KEY_REUSED)) };
        }
        let value = work(tx).await?;
        tx.react().await?;
        tx.record().await?;
        if let Some(attempt) = attempt {
            tx.remember(attempt, serde_json::to_string(&value)?).await?;
        }
        Ok(value)
    }
}

/// Worth another try: a serialisation failure, or a twin request that took the same number or stored its answer first. Read anew, it
/// is answered as it is then: as stale, as refused, or with the answer of the first.
fn again(error: &anyhow::Error) -> bool {
    error.downcast_ref::<DbErr>().is_some_and(is_transient) || error.downcast_ref::<UniqueViolation>().is_some()
}

impl FromRequest for Door {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<State>>().map(|s| s.clone().into_inner());
        let meta = Meta::from_request(request, payload).into_inner();
        ready(state.ok_or_else(|| Error::Internal(anyhow::anyhow!("no state"))).and_then(|state| Ok(Self { state, meta: meta? })))
    }
}
