//! The typed REST client: used by the SPA (wasm32), the API tests, the command line and Rust integrators (native).
//!
//! An operation is a type of [`contract`]; what it takes and answers follows from it:
//!
//! ```ignore
//! let client = Client::new("https://yunchou.example");
//! let row = client.call::<ShowCustomer>(&[&id], &(), &()).await?;
//! let now = client.request::<EditCustomer>(&[&id]).seen(row.version).send(&(), &form).await?;
//! ```
//!
//! Start at [`Client::call`]; [`Call`] adds what a single request may carry; [`ClientError`] says what went wrong.

mod encode;
mod error;
mod file;
mod listen;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod transport;
#[cfg(target_arch = "wasm32")]
#[path = "browser.rs"]
mod transport;

pub use encode::{percent, query_string};
pub use error::ClientError;
pub use file::Download;

use contract::endpoint::{Endpoint, fill};
use std::fmt::Display;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the API begins below the server's address.
pub const API: &str = "/api/v1";

/// A connection to one server, cheap to clone; clones share token and language.
#[derive(Clone)]
pub struct Client {
    base: Arc<str>,
    http: transport::Http,
    caller: Arc<Mutex<Caller>>,
}

#[derive(Clone, Default)]
struct Caller {
    token: Option<String>,
    language: Option<String>,
}

impl Client {
    /// A client of the server at `base` (no slash at the end; empty in the browser: the page's own origin).
    pub fn new(base: impl Into<String>) -> Self {
        Self { base: base.into().into(), http: transport::Http::new(), caller: Arc::default() }
    }

    /// The access token or API key to send; `None` signs out.
    pub fn set_token(&self, token: Option<String>) {
        self.caller.lock().unwrap_or_else(PoisonError::into_inner).token = token;
    }

    /// Texts of answers come in this language (a BCP 47 tag).
    pub fn set_language(&self, tag: impl Into<String>) {
        self.caller.lock().unwrap_or_else(PoisonError::into_inner).language = Some(tag.into());
    }

    /// Calls an operation: `path` fills the placeholders of its path in order.
    ///
    /// # Errors
    /// The server's problem, or that it cannot be reached or understood.
    pub fn call<E: Endpoint>(
        &self,
        path: &[&dyn Display],
        query: &E::Query,
        body: &E::Body,
    ) -> impl Future<Output = Result<E::Reply, ClientError>>
    where
        E::Query: 'static,
        E::Body: 'static,
    {
        // The path is filled here, so that the future does not borrow what may not cross threads.
        let call = self.request::<E>(path);
        async move { call.send(query, body).await.map(|answer| answer.body) }
    }

    /// Begins a call that carries more than the default, see [`Call`].
    pub fn request<E: Endpoint>(&self, path: &[&dyn Display]) -> Call<E> {
        Call { client: self.clone(), path: fill(E::PATH, path), headers: Vec::new(), endpoint: PhantomData }
    }

    fn outgoing(&self, method: &'static str, path: &str, query: &str, mut headers: Vec<(&'static str, String)>) -> Outgoing {
        let caller = self.caller.lock().unwrap_or_else(PoisonError::into_inner).clone();
        headers.extend(caller.token.map(|token| ("authorization", format!("Bearer {token}"))));
        headers.extend(caller.language.map(|tag| ("accept-language", tag)));
        let mark = if query.is_empty() { "" } else { "?" };
        Outgoing { method, url: format!("{}{API}{path}{mark}{query}", self.base), headers, body: None }
    }
}

/// A call about to be sent.
pub struct Call<E> {
    client: Client,
    path: String,
    headers: Vec<(&'static str, String)>,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Call<E> {
    /// Change the record only if it still has the version that was seen (`If-Match`).
    #[must_use]
    pub fn seen(mut self, version: i64) -> Self {
        self.headers.push(("if-match", format!("\"{version}\"")));
        self
    }

    /// A retry with the same key has no second effect (`Idempotency-Key`). Without it every `POST` gets a fresh one.
    #[must_use]
    pub fn once(mut self, key: uuid::Uuid) -> Self {
        self.headers.push(("idempotency-key", key.to_string()));
        self
    }

    /// Adds a header, lower case.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sends it.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn send(mut self, query: &E::Query, body: &E::Body) -> Result<Answer<E::Reply>, ClientError>
    where
        E::Query: 'static,
        E::Body: 'static,
    {
        if E::METHOD == "POST" && !self.headers.iter().any(|(name, _)| *name == "idempotency-key") {
            self = self.once(uuid::Uuid::now_v7());
        }
        let mut outgoing = self.client.outgoing(E::METHOD, &self.path, &encode::query(query)?, self.headers);
        if let Some(json) = encode::body(body)? {
            outgoing.headers.push(("content-type", "application/json".to_owned()));
            outgoing.body = Some(json);
        }
        let incoming = self.client.http.send(outgoing).await?.accepted()?;
        let body = if incoming.body.is_empty() { serde_json::from_slice(b"null") } else { serde_json::from_slice(&incoming.body) };
        Ok(Answer {
            status: incoming.status,
            etag: incoming.header("etag"),
            location: incoming.header("location"),
            body: body.map_err(|e| ClientError::Decode(format!("{} {}: {e}", E::METHOD, E::PATH)))?,
        })
    }
}

/// A successful answer with the parts of its head that matter.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    pub status: u16,
    /// As sent, quotes included.
    pub etag: Option<String>,
    pub location: Option<String>,
    pub body: T,
}

impl<T> Answer<T> {
    /// The version that the entity tag stands for.
    pub fn version(&self) -> Option<i64> {
        self.etag.as_deref().and_then(|tag| tag.trim_start_matches("W/").trim_matches('"').trim_start_matches('v').parse().ok())
    }
}

/// A request as the transports know it.
pub(crate) struct Outgoing {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Vec<u8>>,
}

/// An answer as the transports know it.
pub(crate) struct Incoming {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Incoming {
    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    /// The answer itself, or the problem that it reports.
    fn accepted(self) -> Result<Self, ClientError> {
        if self.status < 400 {
            return Ok(self);
        }
        match serde_json::from_slice(&self.body) {
            Ok(problem) => Err(ClientError::Problem(Box::new(problem))),
            Err(_) => Err(ClientError::Status(self.status)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(status: u16, body: &str) -> Incoming {
        Incoming { status, headers: vec![("etag".into(), "\"v7\"".into())], body: body.as_bytes().to_vec() }
    }

    #[test]
    fn an_error_answer_becomes_its_problem() {
        let body = r#"{"type":"/problems/not_found","title":"-","status":404,"detail":"-","code":"not_found","request_id":"r"}"#;
        let error = incoming(404, body).accepted().err();
        assert_eq!(error.as_ref().and_then(ClientError::code), Some("not_found"));
        assert_eq!(error.map(|e| e.status()), Some(404));
    }

    #[test]
    fn an_error_of_something_in_between_keeps_its_status() {
        assert_eq!(incoming(502, "<html>").accepted().err(), Some(ClientError::Status(502)));
    }

    #[test]
    fn versions_are_read_from_strong_and_weak_tags() {
        let answer = |tag: &str| Answer { status: 200, etag: Some(tag.into()), location: None, body: () };
        assert_eq!(answer("\"8\"").version(), Some(8));
        assert_eq!(answer("W/\"v12\"").version(), Some(12));
        assert_eq!(answer("\"x\"").version(), None);
    }

    #[test]
    fn head_of_a_request_says_who_and_in_which_language() {
        let client = Client::new("http://h");
        client.set_token(Some("t".into()));
        client.set_language("en");
        let out = client.outgoing("GET", "/me", "a=1", Vec::new());
        assert_eq!(out.url, "http://h/api/v1/me?a=1");
        assert!(out.headers.contains(&("authorization", "Bearer t".into())));
        assert!(out.headers.contains(&("accept-language", "en".into())));
    }
}
