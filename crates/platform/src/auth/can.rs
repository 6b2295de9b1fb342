use super::{Actor, Scope};
use crate::error::{Error, Reply};
use crate::http::State;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, http::header, web};
use contract::permission::Right;
use futures_util::future::LocalBoxFuture;
use std::future::{Ready, ready};
use std::{marker::PhantomData, ops::Deref};
use uuid::Uuid;

/// Loads the person behind a session with the rights they have at this moment (ORG-05: next request).
pub trait Doorkeeper: Send + Sync {
    /// `None` where session or account has ended.
    fn actor(&self, person: Uuid, session: Uuid) -> LocalBoxFuture<'_, Reply<Option<Actor>>>;
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
        && let Some(claims) = state.tokens.verify(token, state.clock.now())
        && let Some(actor) = state.doorkeeper.actor(claims.sub, claims.sid).await?
    {
        request.extensions_mut().insert(actor);
    }
    next.call(request).await
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

fn signed_in(request: &HttpRequest) -> Reply<Actor> {
    request.extensions().get::<Actor>().cloned().ok_or(Error::Unauthenticated)
}
