//! Who is signed in, and every call to the server.
//!
//! The access token lives in memory only; the refresh token is an HttpOnly cookie that scripts never see. When the server no
//! longer knows the session, calls wait while the person signs in again over the open page: nothing typed is lost.

use crate::i18n::{choose_language, language};
use crate::theme;
use client::{Client, ClientError};
use contract::endpoint::Endpoint;
use contract::organisation::{EndSession, Me, RefreshSession, SetPreferences, ShowMe, SignIn, SignedIn, StartSession, Theme};
use contract::permission::Permission;
use futures_channel::oneshot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::Language;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use uuid::Uuid;

/// Where the session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The refresh cookie is being tried.
    Starting,
    /// The server cannot be reached at start.
    Unreachable,
    Out,
    In,
    /// Was signed in; the page stays and waits for a new sign-in.
    Expired,
}

/// The session of this page; `Copy`, one for the whole application.
#[derive(Clone, Copy)]
pub struct Session {
    client: StoredValue<Client>,
    pub stage: RwSignal<Stage>,
    pub me: RwSignal<Option<Me>>,
    /// The name that was signed in with in this tab; empty where the cookie alone brought the session back.
    pub name: RwSignal<String>,
    /// Counts writes, so that figures beside the page can follow them.
    pub writes: RwSignal<u32>,
    tokens: StoredValue<u32>,
    renewing: StoredValue<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<()>>>,
}

/// The session from the context.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// Starts with nobody signed in and tries the refresh cookie.
    pub fn start() -> Self {
        let session = Self {
            client: StoredValue::new(Client::new("")),
            stage: RwSignal::new(Stage::Starting),
            me: RwSignal::new(None),
            name: RwSignal::new(theme::signed_in_name()),
            writes: RwSignal::new(0),
            tokens: StoredValue::new(0),
            renewing: StoredValue::new(false),
            waiting: StoredValue::new(Vec::new()),
        };
        Effect::new(move |_| session.client().set_language(language().tag()));
        session.resume();
        session
    }

    /// Tries the refresh cookie.
    pub fn resume(self) {
        self.stage.set(Stage::Starting);
        spawn_local(async move {
            match self.client().call::<RefreshSession>(&[], &(), &()).await {
                Ok(signed_in) => self.accept(signed_in),
                Err(ClientError::Offline) => self.stage.set(Stage::Unreachable),
                Err(_) => self.stage.set(Stage::Out),
            }
        });
    }

    fn client(self) -> Client {
        self.client.get_value()
    }

    /// True where the signed-in person holds the permission; tracked.
    pub fn may(self, permission: Permission) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.permissions.contains(&permission)))
    }

    /// Reads.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn get<E>(self, path: &[&dyn Display], query: &E::Query) -> Result<E::Reply, ClientError>
    where
        E: Endpoint<Body = ()>,
        E::Query: 'static,
    {
        self.renewed(async || self.client().call::<E>(path, query, &()).await).await
    }

    /// Writes. `seen` is the version that the person looked at; `key` makes a repeated press harmless.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn write<E>(self, path: &[&dyn Display], seen: Option<i64>, key: Uuid, body: &E::Body) -> Result<E::Reply, ClientError>
    where
        E: Endpoint<Query = ()>,
        E::Body: 'static,
    {
        let reply = self
            .renewed(async || {
                let mut call = self.client().request::<E>(path);
                if E::METHOD == "POST" {
                    call = call.once(key);
                }
                if let Some(version) = seen {
                    call = call.seen(version);
                }
                call.send(&(), body).await.map(|answer| answer.body)
            })
            .await?;
        self.writes.update(|n| *n += 1);
        Ok(reply)
    }

    /// Sends a file.
    ///
    /// # Errors
    /// As [`Client::upload`].
    pub async fn upload<T: DeserializeOwned>(self, path: &str, name: &str, kind: &str, bytes: Vec<u8>) -> Result<T, ClientError> {
        self.renewed(async || self.client().upload(path, name, kind, bytes.clone()).await).await
    }

    /// Fetches a file.
    ///
    /// # Errors
    /// As [`Client::download`].
    pub async fn download(self, path: &str, arguments: &[&dyn Display], query: &str) -> Result<client::Download, ClientError> {
        self.renewed(async || self.client().download(path, arguments, query).await).await
    }

    /// Reads a stream of server-sent events until it ends.
    ///
    /// # Errors
    /// As [`Client::listen`].
    pub async fn listen(self, path: &str, on: impl Fn(&str)) -> Result<(), ClientError> {
        self.renewed(async || self.client().listen(path, &on).await).await
    }

    /// Signs in; waiting calls go on.
    ///
    /// # Errors
    /// The server's refusal.
    pub async fn sign_in(self, who: &SignIn) -> Result<(), ClientError> {
        let signed_in = self.client().call::<StartSession>(&[], &(), who).await?;
        theme::keep_name(&who.username);
        self.name.set(who.username.clone());
        self.accept(signed_in);
        Ok(())
    }

    /// Ends the session here and on the server.
    pub fn sign_out(self) {
        spawn_local(async move {
            // Whether or not the server hears of it, this page forgets the token.
            let _told = self.client().call::<EndSession>(&[], &(), &()).await;
            self.client().set_token(None);
            self.me.set(None);
            self.stage.set(Stage::Out);
            self.wake();
        });
    }

    /// Keeps language and theme with the person.
    pub fn prefer(self, language: Option<Language>, chosen: Theme) {
        if let Some(language) = language {
            choose_language(language);
            theme::keep_language(language);
        }
        theme::choose(chosen);
        if self.stage.get_untracked() != Stage::In {
            return;
        }
        let tag = Some(crate::i18n::language().tag().to_owned());
        let body = contract::organisation::Preferences { language: tag, theme: chosen };
        spawn_local(async move {
            // The choice already shows here; should the server miss it, the next one carries both.
            let _kept = self.renewed(async || self.client().call::<SetPreferences>(&[], &(), &body).await).await;
        });
    }

    /// Asks anew who is signed in and what they have to do first.
    pub fn look_again(self) {
        spawn_local(async move {
            // Should it fail, the next call brings it up again.
            if let Ok(me) = self.client().call::<ShowMe>(&[], &(), &()).await {
                self.me.set(Some(me));
            }
        });
    }

    fn accept(self, signed_in: SignedIn) {
        self.client().set_token(Some(signed_in.access_token));
        if let Some(language) = signed_in.me.language.as_deref().and_then(|tag| tag.parse().ok()) {
            choose_language(language);
            theme::keep_language(language);
        }
        if signed_in.me.theme != Theme::System {
            theme::choose(signed_in.me.theme);
        }
        self.tokens.update_value(|n| *n += 1);
        self.me.set(Some(signed_in.me));
        self.stage.set(Stage::In);
        self.wake();
    }

    fn wake(self) {
        if let Some(waiting) = self.waiting.try_update_value(std::mem::take) {
            for one in waiting {
                // A page that was left no longer waits.
                let _gone = one.send(());
            }
        }
    }

    /// Runs a call; where the server no longer knows the token, renews the session and runs it again.
    async fn renewed<T>(self, run: impl AsyncFn() -> Result<T, ClientError>) -> Result<T, ClientError> {
        loop {
            let token = self.tokens.get_value();
            match run().await {
                Err(error) if error.status() == 403 && error.code().is_some_and(is_duty) => {
                    self.look_again();
                    return Err(error);
                }
                Err(error) if error.status() == 401 && self.stage.get_untracked() != Stage::Out => self.renew(token, error).await?,
                other => return other,
            }
        }
    }

    /// Returns once there is a newer token than `token`; the first caller fetches it, the others wait for it.
    async fn renew(self, token: u32, error: ClientError) -> Result<(), ClientError> {
        if self.tokens.get_value() == token {
            if !self.renewing.get_value() && self.stage.get_untracked() == Stage::In {
                self.renewing.set_value(true);
                let answer = self.client().call::<RefreshSession>(&[], &(), &()).await;
                self.renewing.set_value(false);
                match answer {
                    Ok(signed_in) => self.accept(signed_in),
                    Err(ClientError::Offline) => return Err(ClientError::Offline),
                    Err(_) => {
                        self.stage.set(Stage::Expired);
                        self.next_token().await;
                    }
                }
            } else {
                self.next_token().await;
            }
        }
        if self.stage.get_untracked() == Stage::Out { Err(error) } else { Ok(()) }
    }

    async fn next_token(self) {
        let (send, receive) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(send));
        // A dropped sender means that the page is gone, and with it this call.
        let _woken = receive.await;
    }
}

/// The codes of what has to be done before anything else.
fn is_duty(code: &str) -> bool {
    matches!(code, "password_change_required" | "second_factor_required" | "agreement_not_accepted")
}
