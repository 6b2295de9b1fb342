//! The floors: actix with nothing in it, and plain sqlx behind actix.
//!
//! `/get`, `/list` and `/insert` run one statement each, the least that the answer needs; `/get-all`, `/list-all` and
//! `/insert-all` run what the product runs for the same request, with neither of its code.

mod sql;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{App, HttpResponse, HttpServer, Responder, web};
use anyhow::{Context, Result};
use sea_orm::sqlx::{self, PgPool, SqlitePool};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A database of either kind, with as many connections as the product has.
pub enum Pool {
    Sqlite { reader: SqlitePool, writer: SqlitePool },
    Postgres { reader: PgPool, writer: PgPool },
}

impl Pool {
    /// Opens it with the settings of the product.
    ///
    /// # Errors
    /// Where it cannot be reached.
    pub async fn open(url: &str) -> Result<Self> {
        use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
        let Some(file) = url.strip_prefix("sqlite:") else {
            let open = |most: u32| sqlx::postgres::PgPoolOptions::new().max_connections(most).test_before_acquire(false).connect(url);
            return Ok(Self::Postgres { reader: open(4).await?, writer: open(4).await? });
        };
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .statement_cache_capacity(256)
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-16000");
        let open = |most: u32| SqlitePoolOptions::new().max_connections(most).test_before_acquire(false).connect_with(options.clone());
        Ok(Self::Sqlite { reader: open(4).await?, writer: open(1).await? })
    }
}

/// Whether a failure here may be told: this server answers nobody but the benchmark.
struct Failed(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl std::fmt::Debug for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl actix_web::ResponseError for Failed {}

type Answer<T> = Result<Json<T>, Failed>;

#[derive(Deserialize)]
struct Wanted {
    city: String,
    tier: String,
}

/// What the load creates.
#[derive(Deserialize)]
pub struct NewCustomer {
    pub name: String,
    pub phone: String,
    pub address: String,
    pub city: String,
    pub tier: String,
    pub industry: String,
    pub need: String,
    pub employees: i64,
}

async fn hello() -> impl Responder {
    "hello"
}

#[derive(Serialize)]
struct Greeting {
    message: &'static str,
    number: u32,
}

async fn greeting() -> Json<Greeting> {
    Json(Greeting { message: "hello", number: 42 })
}

async fn get(pool: Data<Pool>, id: Path<Uuid>) -> Answer<sql::Customer> {
    Ok(Json(sql::get(&pool, *id).await?))
}

async fn get_all(pool: Data<Pool>, who: Data<Who>, id: Path<Uuid>) -> Answer<sql::Customer> {
    sql::session(&pool, &who).await?;
    let customer = sql::whole(&pool, *id).await?;
    let contacts = sql::contacts(&pool, *id).await?;
    sql::names(&pool, &[customer.owner_id]).await?;
    Ok(Json(sql::Customer { contacts, ..customer }))
}

async fn list(pool: Data<Pool>, wanted: Query<Wanted>) -> Answer<Vec<sql::Line>> {
    Ok(Json(sql::list(&pool, &wanted.city, &wanted.tier).await?))
}

async fn list_all(pool: Data<Pool>, who: Data<Who>, wanted: Query<Wanted>) -> Answer<Vec<sql::Customer>> {
    sql::session(&pool, &who).await?;
    let found = sql::whole_list(&pool, &wanted.city, &wanted.tier).await?;
    let mut owners: Vec<Uuid> = found.iter().map(|c| c.owner_id).collect();
    owners.sort_unstable();
    owners.dedup();
    sql::names(&pool, &owners).await?;
    Ok(Json(found))
}

async fn insert(pool: Data<Pool>, who: Data<Who>, body: Json<NewCustomer>) -> Result<HttpResponse, Failed> {
    let id = sql::insert(&pool, &who, &body).await?;
    Ok(HttpResponse::Created().json(json!({ "id": id })))
}

/// As whom the statements are run: somebody who is signed in.
pub struct Who {
    pub session: Uuid,
    pub person: Uuid,
    pub unit: Uuid,
}

/// Serves until it is killed.
///
/// # Errors
/// Where the database or the port cannot be had.
pub fn serve(url: &str, port: u16) -> Result<()> {
    actix_web::rt::System::new().block_on(async {
        let pool = Pool::open(url).await?;
        let who = Data::new(sql::somebody(&pool).await.context("nobody is signed in")?);
        let pool = Data::new(pool);
        let app = move || {
            App::new()
                .app_data(pool.clone())
                .app_data(who.clone())
                .route("/hello", web::get().to(hello))
                .route("/json", web::get().to(greeting))
                .route("/get/{id}", web::get().to(get))
                .route("/get-all/{id}", web::get().to(get_all))
                .route("/list", web::get().to(list))
                .route("/list-all", web::get().to(list_all))
                .route("/insert", web::post().to(insert))
        };
        Ok(HttpServer::new(app).workers(2).bind(("127.0.0.1", port))?.run().await?)
    })
}

/// The floors as a process of their own, so that their CPU is counted like the product's; it is killed when this goes.
pub struct Floor {
    child: Child,
    pub base: String,
}

impl Floor {
    /// Starts it on a database in which somebody is signed in.
    ///
    /// # Errors
    /// Where it does not come up.
    pub fn start(url: &str) -> Result<Self> {
        let port = crate::product::free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["floor", "--port", &port.to_string()]).env("BENCH_DATABASE", url).stdin(Stdio::null());
        let started = Instant::now();
        let floor = Self { child: command.spawn()?, base: format!("http://127.0.0.1:{port}") };
        crate::product::answers(port, "/hello", started)?;
        Ok(floor)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
