//! A running server, people who use it, and a client that checks every answer against the OpenAPI document.

mod checked;
pub mod database;
mod people;
pub mod written;

pub use checked::{Answer, Operation, operations, resolve};
pub use people::User;

use chrono::TimeDelta;
use platform::clock::Clock;
use platform::config::Config;
use platform::db::Door;
use platform::http::State;
use platform::jobs::{Handlers, Runner};
use server::app::{Application, prepare};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::oneshot;

/// Servers of tests that have not ended.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

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
        Self::with(|_| {}).await
    }

    /// Starts a server with other settings than the default ones.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let url = database::fresh(data.path()).await;
        let mut config = config(&data, url);
        change(&mut config);
        let state = prepare(config, Clock::default()).await.unwrap();
        Self::serve(data, state)
    }

    /// Starts a server with the whole demo company: people, customers and their work of the last weeks.
    pub async fn start_with_work(customers: u64) -> Self {
        let data = tempfile::tempdir().unwrap();
        let url = database::empty(data.path()).await;
        let state = prepare(config(&data, url), Clock::default()).await.unwrap();
        server::demo::seed(&Door::of_system(state.clone(), "seed"), customers, 1).await.unwrap();
        Self::serve(data, state)
    }

    fn serve(data: tempfile::TempDir, state: Arc<State>) -> Self {
        let application = Application::build(state.clone()).unwrap();
        let base = format!("http://127.0.0.1:{}", application.port);
        let (stop, stopped) = oneshot::channel();
        actix_web::rt::spawn(application.run(async move {
            let _ = stopped.await;
        }));
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        RUNNING.fetch_add(1, Ordering::SeqCst);
        Self { state, base, http, _data: data, stop: Some(stop) }
    }

    /// How many servers other tests have at this moment.
    pub fn running() -> usize {
        RUNNING.load(Ordering::SeqCst)
    }

    /// Signs in one of the demo company's people by user name.
    pub async fn sign_in(&self, username: &str) -> User {
        User::sign_in(self, username).await
    }

    /// Somebody without a sign-in.
    pub fn stranger(&self) -> User {
        User::stranger(self)
    }

    /// Does the background work that is due, until none is.
    pub async fn works(&self) {
        let runner = self.runner(server::work::handlers().unwrap());
        while server::webhooks::relay(&self.state).await.unwrap() + runner.tick().await.unwrap() > 0 {}
    }

    /// Somebody else to do background work.
    pub fn runner(&self, handlers: Handlers) -> Runner {
        Runner::new(self.state.clone(), Arc::new(handlers), "test")
    }

    /// Another node on the same database, with the same clock.
    pub async fn another_node(&self) -> Arc<State> {
        prepare(self.state.config.clone(), self.state.clock.clone()).await.unwrap()
    }

    /// Asks the server to stop, as SIGTERM does, and does not wait for it.
    pub fn is_told_to_stop(&mut self) {
        let _gone = self.stop.take().map(|stop| stop.send(()));
    }

    /// Lets time pass.
    pub fn later(&self, by: TimeDelta) {
        self.state.clock.shift(by);
    }
}

fn config(data: &tempfile::TempDir, url: String) -> Config {
    let mut config = Config { data_dir: data.path().to_owned(), secret_key: Some(database::SECRET.to_owned()), ..Config::default() };
    config.server.port = 0;
    config.server.workers = 1;
    // Tests let background work happen when they want it: `App::works`.
    config.jobs.run = false;
    config.database.url = Some(url);
    config
}

impl Drop for App {
    fn drop(&mut self) {
        self.is_told_to_stop();
        RUNNING.fetch_sub(1, Ordering::SeqCst);
    }
}
