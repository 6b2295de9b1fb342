use super::connect::BUSY;
use crate::error::{Error, Reply};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, oneshot};

/// How writes reach the database.
pub(super) enum Writer {
    /// SQLite: one connection, many writes in one commit.
    Grouped(GroupWriter),
    /// PostgreSQL: a transaction each.
    Pooled(DatabaseConnection),
}

/// Writes in one commit at the most.
const MOST: usize = 64;

/// Group commit: writers that wait join the open transaction, each in a savepoint of its own; one `fsync` serves them all.
///
/// A caller is answered only after the commit that holds its write.
pub(super) struct GroupWriter {
    connection: DatabaseConnection,
    group: Mutex<Group>,
    waiting: AtomicUsize,
}

#[derive(Default)]
struct Group {
    transaction: Option<DatabaseTransaction>,
    members: Vec<oneshot::Sender<bool>>,
}

impl GroupWriter {
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        Self { connection, group: Mutex::default(), waiting: AtomicUsize::new(0) }
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Runs `work` in a savepoint, which `work` itself commits or rolls back, and answers once it is on disk.
    pub(super) async fn run<T>(&self, work: impl AsyncFnOnce(DatabaseTransaction) -> Reply<T>) -> Reply<T> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut group = self.group.lock().await;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let savepoint = match self.savepoint(&mut group).await {
            Ok(savepoint) => savepoint,
            Err(error) => {
                self.settle(&mut group).await;
                return Err(error);
            }
        };
        let result = work(savepoint).await;
        let last = self.waiting.load(Ordering::SeqCst) == 0 || group.members.len() + 1 >= MOST;
        match (result, last) {
            (result, true) => {
                let committed = self.settle(&mut group).await;
                result.and_then(|value| if committed { Ok(value) } else { Err(Error::Unavailable) })
            }
            (Ok(value), false) => {
                let (done, settled) = oneshot::channel();
                group.members.push(done);
                drop(group);
                if settled.await == Ok(true) { Ok(value) } else { Err(Error::Unavailable) }
            }
            (Err(error), false) => Err(error),
        }
    }

    async fn savepoint(&self, group: &mut Group) -> Reply<DatabaseTransaction> {
        if group.transaction.is_none() {
            let immediate = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
            group.transaction = Some(self.connection.begin_with_options(immediate).await?);
        }
        let transaction = group.transaction.as_ref().ok_or(Error::Unavailable)?;
        Ok(transaction.begin().await?)
    }

    /// Commits what the group holds and tells its members.
    async fn settle(&self, group: &mut Group) -> bool {
        let committed = match group.transaction.take() {
            None => true,
            Some(transaction) => transaction.commit().await.inspect_err(|e| tracing::error!(cause = %e, "commit failed")).is_ok(),
        };
        metrics::histogram!("commit_group_size").record(group.members.len() as f64 + 1.0);
        for member in group.members.drain(..) {
            let _ = member.send(committed);
        }
        committed
    }

    /// Commits a group that nobody is left to commit: a member's task died.
    pub(super) async fn rescue(&self) {
        let mut group = self.group.lock().await;
        if self.waiting.load(Ordering::SeqCst) == 0 {
            self.settle(&mut group).await;
        }
    }

    pub(super) async fn optimize(&self) -> Result<(), DbErr> {
        let mut group = self.group.lock().await;
        // The one connection belongs to the open group: what that holds is committed first.
        self.settle(&mut group).await;
        self.connection.execute_unprepared("PRAGMA optimize").await.map(|_| ())
    }

    pub(super) async fn checkpoint(&self) {
        let mut group = self.group.lock().await;
        self.settle(&mut group).await;
        if let Err(error) = self.fold().await {
            tracing::warn!(cause = %error, "checkpoint failed");
        }
    }

    /// Folds the log into the database file, and cuts it off where nobody reads from it. Readers are not waited for: writers would
    /// wait with them. What a long reader holds back is folded after its end.
    async fn fold(&self) -> Result<(), DbErr> {
        self.connection.execute_unprepared("PRAGMA busy_timeout = 0").await?;
        let folded = self.connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await;
        self.connection.execute_unprepared(&format!("PRAGMA busy_timeout = {}", BUSY.as_millis())).await?;
        folded.map(|_| ())
    }
}
