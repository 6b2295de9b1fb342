use super::writer::{GroupWriter, Writer};
use crate::config::Config;
use anyhow::{Context, Result};
use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a connection to SQLite waits for another process that writes.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// The open database: readers for everybody, the writer for [`super::Door`] only.
pub struct Database {
    reader: Reader,
    pub(super) writer: Writer,
    file: Option<PathBuf>,
    statements: Arc<AtomicU64>,
}

/// A connection that cannot write: the database itself refuses.
#[derive(Clone, Debug)]
pub struct Reader(DatabaseConnection);

impl Reader {
    /// For queries.
    pub fn conn(&self) -> &DatabaseConnection {
        &self.0
    }
}

impl Database {
    /// Opens the database named by the configuration, without touching its tables.
    ///
    /// # Errors
    /// Where it cannot be reached, with the address but never the password.
    pub async fn open(config: &Config) -> Result<Self> {
        let url = config.database_url();
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::sqlite(path.trim_start_matches("//"), config).await,
            None => Self::postgres(&url, config).await,
        }
    }

    async fn sqlite(path: &str, config: &Config) -> Result<Self> {
        let file = PathBuf::from(path);
        if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let url = format!("sqlite://{path}?mode=rwc");
        let options = |connections: u32, read_only: bool| {
            let mut options = ConnectOptions::new(url.clone());
            options.max_connections(connections).min_connections(1).sqlx_logging(false).test_before_acquire(false);
            options.acquire_timeout(Duration::from_secs(10));
            options.map_sqlx_sqlite_opts(move |o| {
                o.journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .busy_timeout(BUSY)
                    .foreign_keys(true)
                    .statement_cache_capacity(256)
                    .pragma("temp_store", "memory")
                    .pragma("cache_size", "-16000")
                    .pragma("journal_size_limit", "67108864")
                    .pragma("query_only", if read_only { "on" } else { "off" })
                    .disable_statement_logging()
            });
            options
        };
        let failed = || format!("cannot open {}", file.display());
        let mut writer = sea_orm::Database::connect(options(1, false)).await.with_context(failed)?;
        let mut reader = sea_orm::Database::connect(options(config.database.readers.max(1), true)).await.with_context(failed)?;
        let statements = counted([&mut writer, &mut reader]);
        Ok(Self { reader: Reader(reader), writer: Writer::Grouped(GroupWriter::new(writer)), file: Some(file), statements })
    }

    async fn postgres(url: &str, config: &Config) -> Result<Self> {
        let options = |connections: u32, read_only: &'static str| {
            let mut options = ConnectOptions::new(url);
            options.max_connections(connections.max(1)).sqlx_logging(false).test_before_acquire(false);
            options.acquire_timeout(Duration::from_secs(10));
            options.map_sqlx_postgres_opts(move |o| o.options([("default_transaction_read_only", read_only)]).disable_statement_logging());
            options
        };
        let address = url.rsplit('@').next().unwrap_or("PostgreSQL").to_owned();
        let failed = || format!("cannot reach PostgreSQL at {address}");
        let mut writer = sea_orm::Database::connect(options(config.database.writers, "off")).await.with_context(failed)?;
        let mut reader = sea_orm::Database::connect(options(config.database.readers, "on")).await.with_context(failed)?;
        let statements = counted([&mut writer, &mut reader]);
        Ok(Self { reader: Reader(reader), writer: Writer::Pooled(writer), file: None, statements })
    }

    /// For queries.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The connection for migrations, before the server serves.
    pub fn migrating(&self) -> &DatabaseConnection {
        match &self.writer {
            Writer::Grouped(writer) => writer.connection(),
            Writer::Pooled(connection) => connection,
        }
    }

    /// Whether the database answers.
    pub async fn is_up(&self) -> bool {
        self.reader.0.execute_unprepared("SELECT 1").await.is_ok()
    }

    /// Statements run since the start, without those that open and end a transaction.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Bytes in SQLite's write-ahead log.
    pub fn wal_bytes(&self) -> u64 {
        let wal = self.file.as_ref().map(|f| PathBuf::from(format!("{}-wal", f.display())));
        wal.and_then(|w| std::fs::metadata(w).ok()).map_or(0, |m| m.len())
    }

    /// Moves SQLite's write-ahead log into the database file once it has grown: reads slow down 30 times without.
    pub async fn checkpoint(&self) {
        const GROWN: u64 = 8 * 1024 * 1024;
        let size = self.wal_bytes();
        metrics::gauge!("sqlite_wal_bytes").set(size as f64);
        metrics::counter!("sql_statements_total").absolute(self.statements());
        if size < GROWN {
            return;
        }
        if let Writer::Grouped(writer) = &self.writer {
            writer.checkpoint().await;
        }
    }

    /// Lets SQLite look at the statistics that its plans rest on; PostgreSQL does so by itself.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn optimize(&self) -> Result<(), DbErr> {
        match &self.writer {
            Writer::Grouped(writer) => writer.optimize().await,
            Writer::Pooled(_) => Ok(()),
        }
    }

    /// Closes all connections; SQLite folds its log into the file.
    pub async fn close(&self) {
        let _ = self.reader.0.clone().close().await;
        let _ = self.migrating().clone().close().await;
    }
}

/// Counts every statement of these connections: a test holds each route to its number, an operator sees the load (PLT-10).
fn counted(connections: [&mut DatabaseConnection; 2]) -> Arc<AtomicU64> {
    let statements = Arc::new(AtomicU64::new(0));
    for connection in connections {
        let statements = statements.clone();
        connection.set_metric_callback(move |info| {
            statements.fetch_add(1, Ordering::Relaxed);
            tracing::trace!(sql = info.statement.sql, took_us = info.elapsed.as_micros() as u64, "statement");
        });
    }
    statements
}

/// Whether the two databases differ here: the few places that need other SQL ask this.
pub fn is_postgres(connection: &impl ConnectionTrait) -> bool {
    connection.get_database_backend() == DbBackend::Postgres
}

/// Whether the write may succeed when tried again: serialisation failure or deadlock.
pub(super) fn is_transient(error: &DbErr) -> bool {
    let (DbErr::Exec(sea_orm::RuntimeErr::SqlxError(e)) | DbErr::Query(sea_orm::RuntimeErr::SqlxError(e))) = error else { return false };
    e.as_database_error().and_then(|e| e.code()).is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01"))
}
