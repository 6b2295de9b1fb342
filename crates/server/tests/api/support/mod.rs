//! A running server, people who use it, and a client that checks every answer against the OpenAPI document.

mod checked;
mod database;
mod people;

pub use checked::{Answer, Operation, operations, resolve};
pub use people::User;

use chrono::TimeDelta;
use platform::clock::Clock;
use platform::config::Config;
use platform::http::State;
use server::app::{Application, prepare};
use std::sync::Arc;
use tokio::sync::oneshot;

/// A running server with the demo company's people and nothing else.
pub struct App {
    pub state: Arc<State>,
    pub base: String,
    pub http: reqwest::Client,
    _data: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
}

impl App {
    /// Starts a server on a free port with a database of its own.
    pub async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut config = Config { data_dir: data.path().to_owned(), secret_key: Some(database::SECRET.to_owned()), ..Config::default() };
        config.server.port = 0;
        config.server.workers = 1;
        config.database.url = Some(database::fresh(data.path()).await);
        let state = prepare(config, Clock::default()).await.unwrap();
        let application = Application::build(state.clone()).unwrap();
        let base = format!("http://127.0.0.1:{}", application.port);
        let (stop, stopped) = oneshot::channel();
        actix_web::rt::spawn(application.run(async move {
            let _ = stopped.await;
        }));
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        Self { state, base, http, _data: data, stop: Some(stop) }
    }

    /// Signs in one of the demo company's people by user name.
    pub async fn sign_in(&self, username: &str) -> User {
        User::sign_in(self, username).await
    }

    /// Somebody without a sign-in.
    pub fn stranger(&self) -> User {
        User::stranger(self)
    }

    /// Lets time pass.
    pub fn later(&self, by: TimeDelta) {
        self.state.clock.shift(by);
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}
