//! Starting and stopping: the same for the binary and for tests.

use crate::methods::Methods;
use crate::notifications::News;
use crate::spa::{self, Dist};
use crate::webhooks::Relay;
use actix_web::dev::ServerHandle;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, Result};
use chrono::TimeDelta;
use engines::{approvals, calendar};
use migrations::{Migrator, MigratorTrait};
use organisation::{company, doorkeeper::Gate};
use platform::audit;
use platform::auth::{authenticate, token::Tokens};
use platform::clock::Clock;
use platform::config::Config;
use platform::db::{Database, Door, Tx};
use platform::http::{State, envelope};
use platform::jobs::Runner;
use platform::limits::{Limits, limit};
use platform::telemetry;
use rust_embed::RustEmbed;
use std::future::Future;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

/// An idle connection stays open for longer than proxies and clients keep theirs (nginx: 60 s): a server that closes first breaks
/// the request that is just being sent.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// A server that is ready to run.
pub struct Application {
    pub state: Arc<State>,
    pub port: u16,
    server: actix_web::dev::Server,
    draining: Arc<AtomicBool>,
    news: News,
}

/// Opens and migrates the database, and puts in what every company has.
///
/// # Errors
/// Where the database cannot be opened or migrated.
pub async fn prepare(config: Config, clock: Clock) -> Result<Arc<State>> {
    let database = Database::open(&config).await?;
    let keys = config.keys(migrations::is_new(database.migrating()).await.context("looking at the database")?)?;
    let unsealed = migrations::is_unsealed(database.migrating()).await.context("looking at the tables")?;
    Migrator::up(database.migrating(), None).await.context("migrating the database")?;
    if unsealed {
        audit::seal_head(database.migrating(), &keys).await.map_err(|e| anyhow::anyhow!("sealing the audit log: {e:?}"))?;
    }
    let tokens = Tokens::new(&keys, TimeDelta::minutes(config.sessions.access_minutes));
    let doorkeeper = Arc::new(Gate::new(database.reader().clone(), clock.clone()));
    let reactions = Arc::new(crate::reactions::Company);
    let (pulse, limits) = (watch::Sender::new(()), Limits::default());
    let state = Arc::new(State { config, clock, keys, tokens, database, doorkeeper, reactions, pulse, limits });
    let set_up = async move |tx: &mut Tx| {
        company::ensure_roles(tx).await?;
        organisation::accounts::ensure_rules(tx).await?;
        for flow in crate::areas::all().0.iter().flat_map(|area| area.flows()) {
            approvals::ensure_flow(tx, &flow).await?;
        }
        kpi::schemes::ensure(tx).await?;
        campaigns::templates::ensure(tx).await?;
        calendar::book::ensure_defaults(tx).await
    };
    Door::of_system(state.clone(), "start").write_as_system(set_up).await.map_err(|e| anyhow::anyhow!("setting up: {e:?}"))?;
    Ok(state)
}

impl Application {
    /// Binds the address; `port` is known afterwards, the server runs with [`Application::run`].
    ///
    /// # Errors
    /// Where the address is taken.
    pub fn build(state: Arc<State>) -> Result<Self> {
        Self::with_files::<Dist>(state)
    }

    /// The same with other files than those of the SPA.
    ///
    /// # Errors
    /// Where the address is taken.
    pub fn with_files<F: RustEmbed + 'static>(state: Arc<State>) -> Result<Self> {
        let (address, port) = (state.config.server.address.clone(), state.config.server.port);
        let listener = TcpListener::bind((address.as_str(), port)).with_context(|| format!("cannot listen on {address}:{port}"))?;
        let port = listener.local_addr()?.port();
        let draining = Arc::new(AtomicBool::new(false));
        telemetry::metrics();
        let data = web::Data::from(state.clone());
        let areas = web::Data::new(crate::areas::all());
        let document = crate::openapi::document();
        let methods = web::Data::new(Methods::new(&document));
        let document = web::Data::new(crate::openapi::text(&document)?);
        let drain = web::Data::from(draining.clone());
        let news = News::default();
        let watch = news.clone();
        let news = web::Data::new(news);
        let docs = state.config.server.docs;
        let server = HttpServer::new(move || {
            let (app, _) = App::new()
                .into_utoipa_app()
                .map(|app| app.app_data(data.clone()).app_data(areas.clone()).app_data(document.clone()).app_data(methods.clone()))
                .map(|app| app.app_data(drain.clone()).app_data(news.clone()))
                .service(scope("/api/v1").configure(crate::areas::routes))
                .split_for_parts();
            let app = app
                .route("/api/openapi.json", web::get().to(openapi))
                .route("/livez", web::get().to(HttpResponse::NoContent))
                .route("/readyz", web::get().to(ready))
                .route("/metrics", web::get().to(metrics));
            let app = if docs {
                // Without "none" the page would show the document to a checker of its makers.
                let page = utoipa_swagger_ui::Config::from("/api/openapi.json").validator_url("none");
                app.service(utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").config(page))
            } else {
                app
            };
            app.default_service(web::route().to(spa::serve::<F>)).wrap(from_fn(limit)).wrap(from_fn(authenticate)).wrap(from_fn(envelope))
        })
        .workers(state.config.server.workers.max(1))
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(30)
        .disable_signals()
        .listen(listener)?
        .run();
        Ok(Self { state, port, server, draining, news: watch })
    }

    /// Stops the server: finishes what runs.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until `stop` comes true; then refuses readiness, serves on for as long as the settings say, finishes what runs and closes
    /// the database.
    ///
    /// # Errors
    /// Where the server fails.
    pub async fn run(self, stop: impl Future<Output = ()> + 'static) -> Result<()> {
        let handle = self.server.handle();
        let draining = self.draining;
        let drain = Duration::from_secs(self.state.config.server.drain_seconds);
        let (stopping, stopped) = watch::channel(false);
        actix_web::rt::spawn(async move {
            stop.await;
            draining.store(true, Ordering::SeqCst);
            stopping.send_replace(true);
            // A listener that closes at once refuses those whom a load balancer still sends.
            tokio::time::sleep(drain).await;
            handle.stop(true).await;
        });
        let upkeep = actix_web::rt::spawn(upkeep(self.state.clone()));
        actix_web::rt::spawn(self.news.watch(self.state.clone(), until(stopped.clone())));
        let jobs = self.state.config.jobs.run.then(|| background(self.state.clone(), stopped)).transpose()?;
        self.server.await?;
        if let Some(jobs) = jobs {
            // What it has begun ends within its lease.
            let _ended = tokio::time::timeout(Duration::from_secs(30), jobs).await;
        }
        upkeep.abort();
        self.state.database.close().await;
        Ok(())
    }
}

/// The background work of this node, until the server stops.
fn background(state: Arc<State>, stopped: watch::Receiver<bool>) -> Result<JoinHandle<()>> {
    let handlers = crate::work::handlers().map_err(|e| anyhow::anyhow!("jobs: {e:?}"))?;
    let name = state.config.jobs.node.clone();
    let (runner, relay) = (Runner::new(state.clone(), Arc::new(handlers), &name), Relay(state));
    Ok(actix_web::rt::spawn(async move {
        tokio::join!(runner.run(until(stopped.clone())), relay.run(until(stopped)));
    }))
}

/// Comes true when the server stops.
async fn until(mut stopped: watch::Receiver<bool>) {
    let _gone = stopped.wait_for(|stopped| *stopped).await;
}

/// Keeps SQLite's log short.
async fn upkeep(state: Arc<State>) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    loop {
        every.tick().await;
        state.database.checkpoint().await;
    }
}

async fn openapi(document: web::Data<String>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(document.get_ref().clone())
}

async fn ready(state: web::Data<State>, draining: web::Data<AtomicBool>) -> HttpResponse {
    if !draining.load(Ordering::SeqCst) && state.database.is_up().await {
        HttpResponse::NoContent().finish()
    } else {
        HttpResponse::ServiceUnavailable().finish()
    }
}

async fn metrics() -> HttpResponse {
    let text = telemetry::metrics().map(|m| m.render()).unwrap_or_default();
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text)
}
