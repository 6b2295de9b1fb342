//! What points to a customer. Where two files of one customer become one, or come apart again (CRM-09), all of it follows: an area says
//! where such pointers stand, and this moves them.

use contract::SubjectKind;
use platform::Reply;
use platform::db::Tx;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

/// A column that names a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What the rows are, as a preview counts them.
    pub kind: SubjectKind,
    pub table: &'static str,
    column: &'static str,
    /// The column that says which kind of record the id is of, where it may be others.
    of_kind: Option<&'static str>,
    /// The column that repeats the customer's number and name.
    title: Option<&'static str>,
    /// A second column with which the customer is unique: a row whose twin is there already stays where it is.
    unique_with: Option<&'static str>,
    /// Logs, that nobody counts and that have no version.
    pub log: bool,
}

impl Link {
    /// Rows of a table that name a customer in `customer_id`.
    pub const fn new(kind: SubjectKind, table: &'static str) -> Self {
        Self { kind, table, column: "customer_id", of_kind: None, title: None, unique_with: None, log: false }
    }

    /// The customer is one of several kinds of records that the rows may be about.
    pub const fn about(mut self, of_kind: &'static str, column: &'static str) -> Self {
        (self.of_kind, self.column) = (Some(of_kind), column);
        self
    }

    /// The rows repeat what the customer is called.
    pub const fn titled(mut self, title: &'static str) -> Self {
        self.title = Some(title);
        self
    }

    /// A customer has one such row for each value of this column.
    pub const fn unique_with(mut self, column: &'static str) -> Self {
        self.unique_with = Some(column);
        self
    }

    /// Rows that only say what happened.
    pub const fn log(mut self) -> Self {
        self.log = true;
        self
    }

    fn rows(&self, customer: Uuid, column: &'static str) -> SelectStatement {
        let mut rows = Query::select();
        rows.column(Alias::new(column)).from(Alias::new(self.table)).and_where(Expr::col(Alias::new(self.column)).eq(customer));
        if let Some(of_kind) = self.of_kind {
            rows.and_where(Expr::col(Alias::new(of_kind)).eq(SubjectKind::Customer.word()));
        }
        rows
    }

    /// The rows that would go from one customer to another.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn ids(&self, conn: &impl ConnectionTrait, from: Uuid, to: Uuid) -> Reply<Vec<Uuid>> {
        let mut rows = self.rows(from, "id");
        if let Some(unique) = self.unique_with {
            rows.and_where(Expr::col(Alias::new(unique)).not_in_subquery(self.rows(to, unique)));
        }
        let found = conn.query_all(&rows).await?;
        found.into_iter().map(|row| Ok(row.try_get("", "id")?)).collect()
    }

    /// Those of these customers that rows here name.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn named(&self, conn: &impl ConnectionTrait, customers: &[Uuid]) -> Reply<Vec<Uuid>> {
        let mut named = Vec::new();
        for some in customers.chunks(1000) {
            let mut rows = Query::select();
            rows.distinct().expr_as(Expr::col(Alias::new(self.column)), "customer").from(Alias::new(self.table));
            rows.and_where(Expr::col(Alias::new(self.column)).is_in(some.iter().copied()));
            if let Some(of_kind) = self.of_kind {
                rows.and_where(Expr::col(Alias::new(of_kind)).eq(SubjectKind::Customer.word()));
            }
            for row in conn.query_all(&rows).await? {
                named.push(row.try_get("", "customer")?);
            }
        }
        Ok(named)
    }

    /// Those of these rows that still belong to a customer go to another, who is called so.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn pass(&self, tx: &Tx, ids: &[Uuid], from: Uuid, (to, called): (Uuid, &str)) -> Reply<()> {
        for some in ids.chunks(1000) {
            let mut update = Query::update();
            update.table(Alias::new(self.table)).value(Alias::new(self.column), to);
            update.and_where(Expr::col(Alias::new("id")).is_in(some.iter().copied()));
            update.and_where(Expr::col(Alias::new(self.column)).eq(from));
            if let Some(title) = self.title {
                update.value(Alias::new(title), called);
            }
            if !self.log {
                // Whoever has one of them open is told that it changed.
                update.value(Alias::new("version"), Expr::col(Alias::new("version")).add(1));
            }
            tx.conn().execute(&update).await?;
        }
        Ok(())
    }
}
