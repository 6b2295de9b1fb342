use crate::auth::{Doorkeeper, token::Tokens};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::error::{Error, Reply};
use crate::limits::Limits;
use crate::outbox::Reactions;
use crate::seal::Keys;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use locale::Language;
use std::future::{Ready, ready};
use std::sync::Arc;
use tokio::sync::watch;

/// What the whole server shares.
pub struct State {
    pub config: Config,
    pub clock: Clock,
    pub keys: Keys,
    pub tokens: Tokens,
    pub database: Database,
    pub doorkeeper: Arc<dyn Doorkeeper>,
    pub reactions: Arc<dyn Reactions>,
    /// Changes after each write of this node: who waits for work or news looks at once instead of by and by.
    pub pulse: watch::Sender<()>,
    pub limits: Limits,
}

/// What is known of a request before anything else.
#[derive(Clone, Debug)]
pub struct Meta {
    /// Stands in logs, errors and the audit log.
    pub request_id: String,
    pub language: Language,
    /// The caller's address; behind a trusted proxy, the one that it reports.
    pub address: String,
    /// How the caller's program calls itself.
    pub agent: String,
}

impl FromRequest for Meta {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or_else(|| Error::Internal(anyhow::anyhow!("no envelope"))))
    }
}
