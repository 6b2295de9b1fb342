use super::{Actor, Scope};
use crate::error::{Error, Refusal, Reply};
use crate::http::{Meta, State};
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, http::header, web};
use contract::access::Duty;
use contract::access::service::KEY_MARK;
use contract::permission::Right;
use futures_util::future::LocalBoxFuture;
use std::future::{Ready, ready};
use std::sync::Arc;
use std::{marker::PhantomData, ops::Deref};
use uuid::Uuid;

/// Loads the person behind a session with the rights they have at this moment (ORG-05: next request).
pub trait Doorkeeper: Send + Sync {
    /// `None` where session or account has ended.
    fn actor(&self, person: Uuid, session: Uuid) -> LocalBoxFuture<'_, Reply<Option<Actor>>>;

    /// The service account behind an API key; `None` where the key is unknown, revoked or expired.
    fn by_key<'a>(&'a self, state: &'a Arc<State>, key: &'a str, meta: &'a Meta) -> LocalBoxFuture<'a, Reply<Option<Actor>>>;
}

/// Before every request: who sends a token of a running session is known from here on. So a permission is judged before the
/// rest of a request is read.
///
/// # Errors
/// Where the database cannot be asked.
pub async fn authenticate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let bearer = request.headers().get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    if let (Some(token), Some(state)) = (bearer, request.app_data::<web::Data<State>>())
        && let Some(actor) = known(state, token, &request).await?
    {
        request.extensions_mut().insert(actor);
    }
    next.call(request).await
}

async fn known(state: &Arc<State>, token: &str, request: &ServiceRequest) -> Reply<Option<Actor>> {
    if token.starts_with(KEY_MARK) {
        let meta = request.extensions().get::<Meta>().cloned().ok_or_else(|| Error::Internal(anyhow::anyhow!("no envelope")))?;
        return state.doorkeeper.by_key(state, token, &meta).await;
    }
    match state.tokens.verify(token, state.clock.now()) {
        Some(claims) => state.doorkeeper.actor(claims.sub, claims.sid).await,
        None => Ok(None),
    }
}

const PASSWORD_FIRST: Refusal = Refusal::new("password_change_required", locale::problems::PASSWORD_CHANGE_REQUIRED);
const SECOND_FACTOR_FIRST: Refusal = Refusal::new("second_factor_required", locale::problems::SECOND_FACTOR_REQUIRED);
const AGREEMENT_FIRST: Refusal = Refusal::new("agreement_not_accepted", locale::problems::AGREEMENT_NOT_ACCEPTED);
const NOT_BY_KEY: Refusal = Refusal::new("not_by_key", locale::problems::NOT_BY_KEY);

/// Whoever is signed in, even with a duty before anything else: only for what such a person needs to see or do.
pub struct Entering(Actor);

impl Deref for Entering {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for Entering {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(known_actor(request).map(Self))
    }
}

/// A person in a session, even with a duty before anything else: for their own password, sessions and second factor, which are
/// no business of a program with a key.
pub struct InPerson(Actor);

impl Deref for InPerson {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for InPerson {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(known_actor(request).and_then(|actor| if actor.by_key { Err(Error::Barred(NOT_BY_KEY)) } else { Ok(Self(actor)) }))
    }
}

/// Any signed-in person.
pub struct Signed(Actor);

impl Deref for Signed {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for Signed {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request).map(Self))
    }
}

/// A signed-in person with permission `R`.
pub struct Can<R> {
    actor: Actor,
    right: PhantomData<R>,
}

impl<R: Right> Can<R> {
    /// How far the permission reaches.
    pub fn scope(&self) -> Scope {
        self.actor.scope::<R>()
    }
}

impl<R> Deref for Can<R> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl<R: Right> FromRequest for Can<R> {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request).and_then(|actor| {
            if actor.may(R::PERMISSION) { Ok(Self { actor, right: PhantomData }) } else { Err(Error::Forbidden(R::PERMISSION)) }
        }))
    }
}

/// The one gate: whoever has something to do first does nothing else (ORG-06, ORG-07).
fn signed_in(request: &HttpRequest) -> Reply<Actor> {
    let actor = known_actor(request)?;
    match actor.duty {
        None => Ok(actor),
        Some(Duty::Password) => Err(Error::Barred(PASSWORD_FIRST)),
        Some(Duty::SecondFactor) => Err(Error::Barred(SECOND_FACTOR_FIRST)),
        Some(Duty::Agreement) => Err(Error::Barred(AGREEMENT_FIRST)),
    }
}

fn known_actor(request: &HttpRequest) -> Reply<Actor> {
    request.extensions().get::<Actor>().cloned().ok_or(Error::Unauthenticated)
}
