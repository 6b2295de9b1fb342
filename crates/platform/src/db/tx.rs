use crate::audit::{Change, Entry, Verb};
use crate::auth::Actor;
use crate::error::{Error, Reply};
use crate::http::{Attempt, Meta, State};
use crate::outbox::{Event, event};
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, ColumnTrait, DatabaseTransaction, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait, QueryFilter, Set, TryIntoModel, Value,
};
use std::sync::Arc;
use uuid::Uuid;

/// A table whose every change is history: it has `id` (UUID) and `version`.
pub trait Tracked: EntityTrait {
    /// What kind of record a row is, or belongs to.
    const KIND: SubjectKind;
    /// Columns whose values never appear in history, logs or events.
    const CONFIDENTIAL: &'static [&'static str] = &[];
}

/// Columns that change with every write and tell nothing.
const SILENT: [&str; 3] = ["id", "version", "updated_at"];

/// An open write. It knows who, when and why, and turns every change into history, audit entry and change feed by itself.
pub struct Tx {
    transaction: DatabaseTransaction,
    state: Arc<State>,
    actor: Option<Actor>,
    meta: Meta,
    at: DateTime<Utc>,
    entries: Vec<Entry>,
    events: Vec<Event>,
    reacted: usize,
}

impl Tx {
    pub(super) fn new(transaction: DatabaseTransaction, state: Arc<State>, actor: Option<Actor>, meta: Meta) -> Self {
        let at = state.clock.now();
        Self { transaction, state, actor, meta, at, entries: Vec::new(), events: Vec::new(), reacted: 0 }
    }

    pub(super) fn into_inner(self) -> DatabaseTransaction {
        self.transaction
    }

    /// For queries inside the write.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// When the write happens; the same for everything in it.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Who writes.
    ///
    /// # Errors
    /// Where the system itself writes.
    pub fn actor(&self) -> Reply<&Actor> {
        self.actor.as_ref().ok_or_else(|| Error::Internal(anyhow::anyhow!("a person is needed here")))
    }

    /// Who writes; `None`: the system.
    pub fn person(&self) -> Option<Uuid> {
        self.actor.as_ref().map(|a| a.id)
    }

    /// What the server shares.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The request behind the write.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Inserts a row.
    ///
    /// # Errors
    /// Where the database refuses; a violated unique index can be turned into a refusal with [`Error::on_unique`].
    pub async fn insert<E, A>(&mut self, row: A) -> Reply<E::Model>
    where
        E: Tracked,
        A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
        E::Model: IntoActiveModel<A>,
    {
        let changes = differences::<E, A>(&row, None);
        let inserted = row.insert(&self.transaction).await?;
        self.entries.push(Entry { verb: Verb::Create, kind: E::KIND, record_id: id_of::<E>(&inserted)?, changes });
        Ok(inserted)
    }

    /// Inserts many rows in few statements; their history is one entry for `of`, with their number.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn insert_many<E, A>(&mut self, rows: Vec<A>) -> Reply<()>
    where
        E: Tracked,
        A: ActiveModelTrait<Entity = E> + Send,
    {
        let columns = E::Column::iter().count().max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            // PostgreSQL takes 65 535 parameters, SQLite 32 766.
            let chunk: Vec<A> = rows.by_ref().take((30_000 / columns).min(1000)).collect();
            for row in &chunk {
                if let ActiveValue::Set(Value::Uuid(Some(id))) = row.get(column::<E>("id")?) {
                    self.entries.push(Entry { verb: Verb::Create, kind: E::KIND, record_id: id, changes: differences::<E, A>(row, None) });
                }
            }
            E::insert_many(chunk).exec_without_returning(&self.transaction).await?;
        }
        Ok(())
    }

    /// Updates a row that was read as `before`: the version moves on, and a change by someone else in between is [`Error::Stale`].
    /// Nothing is written where nothing differs.
    ///
    /// # Errors
    /// [`Error::Stale`], or where the database refuses.
    pub async fn update<E, A>(&mut self, before: &E::Model, mut row: A) -> Reply<E::Model>
    where
        E: Tracked,
        A: ActiveModelTrait<Entity = E> + ActiveModelBehavior + TryIntoModel<E::Model> + Send,
        E::Model: IntoActiveModel<A> + Clone,
    {
        let changes = differences::<E, A>(&row, Some(before));
        if changes.is_empty() {
            return Ok(before.clone());
        }
        let (id, version) = (column::<E>("id")?, column::<E>("version")?);
        let seen = number(before.get(version))?;
        row.set(version, (seen + 1).into());
        if let Ok(updated_at) = column::<E>("updated_at") {
            row.set(updated_at, self.at.into());
        }
        let record_id = id_of::<E>(before)?;
        let statement = E::update_many().set(row.clone()).filter(id.eq(record_id)).filter(version.eq(seen));
        if statement.exec(&self.transaction).await?.rows_affected == 0 {
            return Err(Error::Stale);
        }
        self.entries.push(Entry { verb: Verb::Update, kind: E::KIND, record_id, changes });
        Ok(row.try_into_model()?)
    }

    /// Notes something that is no change of a row, e.g. that a confidential value was read.
    pub fn note(&mut self, verb: Verb, kind: SubjectKind, record_id: Uuid, changes: Vec<Change>) {
        self.entries.push(Entry { verb, kind, record_id, changes });
    }

    /// Says what happened; reactions of other areas run in this same transaction.
    pub fn emit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Runs the reactions to every event, those of reactions included.
    pub(super) async fn react(&mut self) -> Reply<()> {
        let state = self.state.clone();
        while let Some(event) = self.events.get(self.reacted).cloned() {
            self.reacted += 1;
            state.reactions.react(self, &event).await?;
        }
        Ok(())
    }

    /// Writes audit entries and events: the last thing before the commit.
    pub(super) async fn record(&mut self) -> Reply<()> {
        let person = self.person();
        let entries = std::mem::take(&mut self.entries);
        if entries.is_empty() && !self.events.is_empty() {
            // Events get their numbers under the lock of the chain, see `outbox::after`.
            crate::audit::hold(&self.transaction).await?;
        }
        crate::audit::append(&self.transaction, &self.state.keys, self.at, person, &self.meta.request_id, entries).await?;
        if self.events.is_empty() {
            return Ok(());
        }
        let rows: Vec<event::ActiveModel> = self.events.drain(..).map(|e| stored(e, self.at, person)).collect();
        event::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }

    /// The answer to an earlier request with this key.
    pub(super) async fn earlier(&self, attempt: &Attempt) -> Reply<Option<(String, String)>> {
        let found = idempotency::Entity::find()
            .filter(idempotency::Column::Key.eq(&attempt.key))
            .filter(idempotency::Column::Operation.eq(&attempt.operation))
            .filter(Expr::col(idempotency::Column::PersonId).eq(self.person()))
            .one(&self.transaction)
            .await?;
        Ok(found.map(|row| (row.fingerprint, row.reply)))
    }

    /// Keeps the answer for a repeated request.
    pub(super) async fn remember(&self, attempt: &Attempt, reply: String) -> Reply<()> {
        let row = idempotency::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(self.person()),
            key: Set(attempt.key.clone()),
            operation: Set(attempt.operation.clone()),
            fingerprint: Set(attempt.fingerprint.clone()),
            reply: Set(reply),
            at: Set(self.at),
        };
        idempotency::Entity::insert(row).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}

fn stored(event: Event, at: DateTime<Utc>, person: Option<Uuid>) -> event::ActiveModel {
    event::ActiveModel {
        seq: ActiveValue::NotSet,
        id: Set(Uuid::now_v7()),
        at: Set(at),
        name: Set(event.name.to_owned()),
        kind: Set(event.kind.word().to_owned()),
        record_id: Set(event.id),
        person_id: Set(person),
        data: Set(event.data.to_string()),
    }
}

fn column<E: EntityTrait>(name: &str) -> Reply<E::Column> {
    let found = E::Column::iter().find(|c| IdenStatic::as_str(c) == name);
    found.ok_or_else(|| Error::Internal(anyhow::anyhow!("a tracked table lacks {name}")))
}

fn id_of<E: EntityTrait>(row: &E::Model) -> Reply<Uuid> {
    match row.get(column::<E>("id")?) {
        Value::Uuid(Some(id)) => Ok(id),
        _ => Err(Error::Internal(anyhow::anyhow!("an id is no UUID"))),
    }
}

fn number(value: Value) -> Reply<i64> {
    match value {
        Value::BigInt(Some(n)) => Ok(n),
        _ => Err(Error::Internal(anyhow::anyhow!("a version is no number"))),
    }
}

/// The fields that differ; without `before`, those that hold something.
fn differences<E: Tracked, A: ActiveModelTrait<Entity = E>>(row: &A, before: Option<&E::Model>) -> Vec<Change> {
    let changed = |column: E::Column| {
        let name = IdenStatic::as_str(&column);
        let ActiveValue::Set(new) = row.get(column) else { return None };
        let old = before.map(|b| b.get(column));
        if SILENT.contains(&name) || old.as_ref() == Some(&new) {
            return None;
        }
        let hide = |text: Option<String>| if E::CONFIDENTIAL.contains(&name) { text.map(|_| "•••".to_owned()) } else { text };
        let (old, new) = (hide(old.and_then(|v| text(&v))), hide(text(&new)));
        (old.is_some() || new.is_some()).then(|| Change { field: name.to_owned(), old, new })
    };
    E::Column::iter().filter_map(changed).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Bool(v) => v.map(|v| v.to_string()),
        Value::Int(v) => v.map(|v| v.to_string()),
        Value::BigInt(v) => v.map(|v| v.to_string()),
        Value::String(v) => v.clone().filter(|v| !v.is_empty()),
        Value::ChronoDate(v) => v.map(|v| v.to_string()),
        Value::ChronoDateTimeUtc(v) => v.map(|v| v.to_rfc3339()),
        Value::Uuid(v) => v.map(|v| v.to_string()),
        Value::Json(v) => v.as_ref().map(|v| v.to_string()),
        _ => None,
    }
}

mod idempotency {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Option<Uuid>,
        pub key: String,
        pub operation: String,
        pub fingerprint: String,
        pub reply: String,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
