use super::Body;
use crate::error::{Error, Reply};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use std::future::{Ready, ready};

/// The version the caller saw, from `If-Match: "7"`; absent → `428`, unreadable → `412`.
#[derive(Clone, Copy, Debug)]
pub struct Expected(pub i64);

impl FromRequest for Expected {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get(header::IF_MATCH) {
            None => Err(Error::PreconditionRequired),
            Some(value) => value.to_str().ok().and_then(|v| v.trim().trim_matches('"').parse().ok()).map(Self).ok_or(Error::Stale),
        })
    }
}

/// The caller's `Idempotency-Key`: the same key with the same body has one effect and one answer.
#[derive(Clone, Debug)]
pub struct Once {
    key: Option<String>,
    operation: String,
}

/// One keyed try of an operation.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub(crate) key: String,
    pub(crate) operation: String,
    pub(crate) fingerprint: String,
}

impl Once {
    /// Binds the key to this body; `None` without a key.
    pub fn with<T>(&self, body: &Body<T>) -> Option<Attempt> {
        self.bound(body.fingerprint.clone())
    }

    /// Binds the key to other content, e.g. the hash of an uploaded file.
    pub fn bound(&self, fingerprint: String) -> Option<Attempt> {
        self.key.clone().map(|key| Attempt { key, operation: self.operation.clone(), fingerprint })
    }
}

impl FromRequest for Once {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let operation = format!("{} {}", request.method(), request.path());
        ready(match request.headers().get("idempotency-key").map(|v| v.to_str()) {
            None => Ok(Self { key: None, operation }),
            Some(Ok(key)) if (1..=200).contains(&key.len()) => Ok(Self { key: Some(key.to_owned()), operation }),
            Some(_) => Err(Error::invalid("/Idempotency-Key", "idempotency_key_invalid")),
        })
    }
}
