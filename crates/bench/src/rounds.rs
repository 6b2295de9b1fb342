//! What is measured on one database.

use crate::Settings;
use crate::floor::{Floor, Pool};
use crate::load::{Bench, Measured};
use crate::process;
use crate::product::{Product, Running, size};
use anyhow::{Context, Result, ensure};
use sea_orm::sqlx;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Who asks: the smallest and the widest reach, and one in between that needs the tree of units.
pub const PEOPLE: [(&str, &str); 3] = [("rep", "own"), ("sales.manager", "department"), ("director", "all")];

/// One line of the table.
pub struct Line {
    /// As in `get`, `list`, `create`.
    pub what: &'static str,
    /// Who answered: a floor, or the product for somebody.
    pub by: String,
    pub measured: Measured,
    /// SQL statements of the product for one request.
    pub statements: Option<f64>,
}

/// Everything measured on one database.
pub struct Round {
    pub engine: &'static str,
    /// Version and durability, as the database itself says.
    pub database: String,
    pub seeded: Duration,
    pub bytes: u64,
    /// Start of the process to the first good answer, of several starts.
    pub ready: Vec<Duration>,
    pub idle: u64,
    pub loaded: u64,
    pub lines: Vec<Line>,
    /// The most that SQLite's write-ahead log grew to.
    pub log_bytes: u64,
    /// Log lines that speak of a locked database.
    pub locked: usize,
    pub first_load: Vec<(String, u64)>,
}

impl Round {
    /// A measured load.
    pub fn line(&self, what: &str, by: &str) -> Option<&Line> {
        self.lines.iter().find(|l| l.what == what && l.by == by)
    }
}

/// Measures everything on one database. Without an address: on SQLite, in the folder.
///
/// # Errors
/// Where anything fails; a benchmark of failures would be worth nothing.
pub async fn round(settings: &Settings, program: &Path, folder: &Path, postgres: Option<&str>) -> Result<Round> {
    let engine = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    let product = Product { program: program.to_owned(), folder: folder.to_owned(), postgres: postgres.map(str::to_owned) };
    let seeded = data(settings, &product).await?;
    let url = postgres.map_or_else(|| format!("sqlite:{}", product.file().display()), str::to_owned);
    let mut round = Round {
        engine,
        database: String::new(),
        seeded,
        bytes: size(&product.file()),
        ready: Vec::new(),
        idle: 0,
        loaded: 0,
        lines: Vec::new(),
        log_bytes: 0,
        locked: 0,
        first_load: Vec::new(),
    };
    if settings.prepare {
        return Ok(round);
    }
    say(engine, "starts");
    for _ in 0..5 {
        round.ready.push(product.start()?.ready_after);
    }
    let running = product.start()?;
    std::thread::sleep(Duration::from_secs(2));
    round.idle = process::resident(running.pid())?;
    // No connection is kept: the server closes it while a load runs.
    let http = reqwest::Client::builder().pool_max_idle_per_host(0).build()?;
    round.first_load = running.first_load(&http).await?;
    let mut tokens = Vec::new();
    for (username, _) in PEOPLE {
        tokens.push(running.sign_in(&http, username).await?);
    }
    let (settings_of, server) = about(&url).await?;
    round.database = settings_of;
    let floor = Floor::start(&url)?;
    let (mut floors, mut products) = (vec![floor.pid()], vec![running.pid()]);
    floors.extend(server);
    products.extend(server);
    let bench = Bench::new(&folder.join("wrk"), settings.seconds)?;
    let mut run = Run { round: &mut round, bench, running: &running, http, floor: &floor, floors, products, tokens, file: product.file() };
    run.reads().await?;
    run.writes().await?;
    round.loaded = process::resident(running.pid())?;
    round.locked = running.logged(&["database is locked", "SQLITE_BUSY", "commit failed"])?;
    Ok(round)
}

/// Makes the database, or finds it; how long making it took.
async fn data(settings: &Settings, product: &Product) -> Result<Duration> {
    let note = product.folder.join("seeded-in-ms");
    if settings.reuse {
        let text = std::fs::read_to_string(&note).context("nothing to reuse: run without --reuse first")?;
        return Ok(Duration::from_millis(text.trim().parse()?));
    }
    say("demo company", &format!("{} customers into {}", settings.customers, product.folder.display()));
    let _ = std::fs::remove_dir_all(&product.folder);
    std::fs::create_dir_all(&product.folder)?;
    if let Some(url) = &product.postgres {
        let pool = sqlx::PgPool::connect(url).await?;
        sqlx::raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public").execute(&pool).await?;
        pool.close().await;
    }
    let took = product.seed(settings.customers)?;
    std::fs::write(note, took.as_millis().to_string())?;
    Ok(took)
}

/// What the database says of itself, and its server's process.
async fn about(url: &str) -> Result<(String, Option<u32>)> {
    let sql = "SELECT current_setting('server_version') || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' \
        || current_setting('synchronous_commit')";
    Ok(match Pool::open(url).await? {
        Pool::Sqlite { reader, .. } => {
            let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&reader).await?;
            (format!("{version}, WAL, synchronous FULL"), None)
        }
        Pool::Postgres { reader, .. } => {
            let text: String = sqlx::query_scalar(sql).fetch_one(&reader).await?;
            let backend: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&reader).await?;
            (text, Some(process::parent(u32::try_from(backend)?)?))
        }
    })
}

struct Run<'a> {
    round: &'a mut Round,
    bench: Bench,
    running: &'a Running,
    http: reqwest::Client,
    floor: &'a Floor,
    /// Processes whose CPU counts for a floor, and for the product.
    floors: Vec<u32>,
    products: Vec<u32>,
    tokens: Vec<String>,
    file: std::path::PathBuf,
}

impl Run<'_> {
    async fn reads(&mut self) -> Result<()> {
        self.floor("hello", "bare actix", &["/hello".to_owned()])?;
        self.floor("json", "bare actix", &["/json".to_owned()])?;
        let pairs = self.pairs().await?;
        let queries: Vec<String> = pairs.iter().map(|(city, tier)| format!("city={}&tier={tier}", percent(city))).collect();
        let filters: Vec<String> = pairs
            .iter()
            .map(|(city, tier)| format!("/api/v1/customers?filter%5Bcity%5D={}&filter%5Btier%5D={tier}&sort=-created_at", percent(city)))
            .collect();
        let mut ids = Vec::new();
        for token in self.tokens.clone() {
            ids.push(self.ids(&token).await?);
        }
        let of = |prefix: &str, ids: &[String]| ids.iter().map(|id| format!("{prefix}/{id}")).collect::<Vec<_>>();
        self.floor("get", "bare SQL", &of("/get", &ids[2]))?;
        self.floor("get", "same statements", &of("/get-all", &ids[0]))?;
        for (at, (username, _)) in PEOPLE.iter().enumerate() {
            self.product("get", username, at, &of("/api/v1/customers", &ids[at])).await?;
        }
        self.floor("list", "bare SQL", &queries.iter().map(|q| format!("/list?{q}")).collect::<Vec<_>>())?;
        self.floor("list", "same statements", &queries.iter().map(|q| format!("/list-all?{q}")).collect::<Vec<_>>())?;
        for (at, (username, _)) in PEOPLE.iter().enumerate() {
            self.product("list", username, at, &filters).await?;
        }
        Ok(())
    }

    async fn writes(&mut self) -> Result<()> {
        let watch = Watch::start(&self.file);
        for (what, connections) in [("create, 16", 16), ("create, 64", 64)] {
            say(self.round.engine, what);
            let bare = self.bench.create(&self.floor.base, "/insert", None, connections, &self.floors)?;
            self.push(what, "bare SQL", bare, None)?;
            let before = self.statements().await?;
            let token = Some(self.tokens[0].as_str());
            let measured = self.bench.create(&self.running.base, "/api/v1/customers", token, connections, &self.products)?;
            let statements = (self.statements().await? - before) / measured.seen.requests as f64;
            self.push(what, "rep", measured, Some(statements))?;
        }
        say(self.round.engine, "reads beside writes");
        let (base, token, folder) = (self.running.base.clone(), self.tokens[0].clone(), self.bench.folder.join("beside"));
        let beside = Bench::new(&folder, self.bench.seconds)?;
        let writer = std::thread::spawn(move || beside.create(&base, "/api/v1/customers", Some(&token), 16, &[]));
        let paths = std::fs::read_to_string(self.bench.folder.join("paths.txt"))?.lines().map(str::to_owned).collect::<Vec<_>>();
        let list = self.bench.get(&self.running.base, Some(&self.tokens[2]), &paths, &self.products)?;
        let created = writer.join().map_err(|_| anyhow::anyhow!("the load died"))??;
        self.push("list beside creates", "director", list, None)?;
        self.push("create beside lists", "rep", created, None)?;
        self.product("list after creates", "director", 2, &paths).await?;
        self.round.log_bytes = watch.stop();
        Ok(())
    }

    fn floor(&mut self, what: &'static str, by: &str, paths: &[String]) -> Result<()> {
        say(self.round.engine, &format!("{what}, {by}"));
        let measured = self.bench.get(&self.floor.base, None, paths, &self.floors)?;
        self.push(what, by, measured, None)
    }

    async fn product(&mut self, what: &'static str, by: &str, token: usize, paths: &[String]) -> Result<()> {
        say(self.round.engine, &format!("{what}, {by}"));
        let before = self.statements().await?;
        let measured = self.bench.get(&self.running.base, Some(&self.tokens[token]), paths, &self.products)?;
        let statements = (self.statements().await? - before) / measured.seen.requests as f64;
        self.push(what, by, measured, Some(statements))
    }

    fn push(&mut self, what: &'static str, by: &str, measured: Measured, statements: Option<f64>) -> Result<()> {
        let seen = &measured.seen;
        ensure!(seen.bad + seen.broken == 0, "{what}, {by}: {} answers of 400 and above, {} broken connections", seen.bad, seen.broken);
        self.round.lines.push(Line { what, by: by.to_owned(), measured, statements });
        Ok(())
    }

    /// Statements of the product so far; the figure is refreshed each second.
    async fn statements(&self) -> Result<f64> {
        std::thread::sleep(Duration::from_millis(1200));
        self.running.metric(&self.http, "sql_statements_total").await
    }

    /// Cities and tiers of which even the rep has more than a page.
    async fn pairs(&self) -> Result<Vec<(String, String)>> {
        let page = self.running.read(&self.http, &self.tokens[2], "/api/v1/customers?limit=200").await?;
        let word = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let mut found: Vec<(String, String)> = Vec::new();
        for row in page["items"].as_array().context("no items")? {
            let pair = (word(row, "city"), word(row, "tier"));
            if found.len() < 12 && !found.contains(&pair) {
                let query = format!("filter%5Bcity%5D={}&filter%5Btier%5D={}&limit=51", percent(&pair.0), pair.1);
                let rows = self.running.read(&self.http, &self.tokens[0], &format!("/api/v1/customers?{query}")).await?;
                if rows["items"].as_array().is_some_and(|items| items.len() > 50) {
                    found.push(pair);
                }
            }
        }
        ensure!(!found.is_empty(), "too few customers for a full page");
        Ok(found)
    }

    /// Customers that somebody may read.
    async fn ids(&self, token: &str) -> Result<Vec<String>> {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        for _ in 0..5 {
            let page = self.running.read(&self.http, token, &format!("/api/v1/customers?sort=name&limit=200{cursor}")).await?;
            let items = page["items"].as_array().context("no items")?;
            ids.extend(items.iter().filter_map(|row| row["id"].as_str().map(str::to_owned)));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        Ok(ids)
    }
}

/// Watches the size of SQLite's write-ahead log.
struct Watch {
    most: Arc<AtomicU64>,
    done: Arc<AtomicBool>,
}

impl Watch {
    fn start(file: &Path) -> Self {
        let (most, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (log, seen, end) = (format!("{}-wal", file.display()), most.clone(), done.clone());
        std::thread::spawn(move || {
            while !end.load(Ordering::Relaxed) {
                seen.fetch_max(size(Path::new(&log)), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        Self { most, done }
    }

    fn stop(self) -> u64 {
        self.done.store(true, Ordering::Relaxed);
        self.most.load(Ordering::Relaxed)
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn say(who: &str, what: &str) {
    eprintln!("  > {who}: {what}");
}
