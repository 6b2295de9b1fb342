use super::{Actor, Scope};
use crate::error::{Error, Reply};
use crate::http::State;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use contract::permission::Right;
use futures_util::future::LocalBoxFuture;
use std::{marker::PhantomData, ops::Deref};
use uuid::Uuid;

/// Loads the person behind a session with the rights they have at this moment (ORG-05: next request).
pub trait Doorkeeper: Send + Sync {
    /// `None` where session or account has ended.
    fn actor(&self, person: Uuid, session: Uuid) -> LocalBoxFuture<'_, Reply<Option<Actor>>>;
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
    type Future = LocalBoxFuture<'static, Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { signed_in(&request).await.map(Self) })
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
    type Future = LocalBoxFuture<'static, Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let actor = signed_in(&request).await?;
            if actor.may(R::PERMISSION) { Ok(Self { actor, right: PhantomData }) } else { Err(Error::Forbidden(R::PERMISSION)) }
        })
    }
}

async fn signed_in(request: &HttpRequest) -> Reply<Actor> {
    let state = request.app_data::<web::Data<State>>().ok_or_else(|| anyhow::anyhow!("no state"))?;
    let token = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "))
        .ok_or(Error::Unauthenticated)?;
    let claims = state.tokens.verify(token, state.clock.now()).ok_or(Error::Unauthenticated)?;
    state.doorkeeper.actor(claims.sub, claims.sid).await?.ok_or(Error::Unauthenticated)
}
