//! Events: what happened, for reactions in the same transaction and for readers after the commit (PLT-02).

use crate::db::Tx;
use crate::error::Reply;
use contract::SubjectKind;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use uuid::Uuid;

/// Something that happened to a record, e.g. `complaint.closed`.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: &'static str,
    pub kind: SubjectKind,
    pub id: Uuid,
    /// Facts that a reaction needs; never confidential values.
    pub data: Value,
}

/// Every cross-area effect of the company, joined in the server crate.
pub trait Reactions: Send + Sync {
    /// Runs in the transaction of the event; what fails undoes the whole write.
    fn react<'a>(&'a self, tx: &'a mut Tx, event: &'a Event) -> LocalBoxFuture<'a, Reply<()>>;
}

/// No reactions: for tests of a single area.
pub struct NoReactions;

impl Reactions for NoReactions {
    fn react<'a>(&'a self, _tx: &'a mut Tx, _event: &'a Event) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// The stored event.
pub(crate) mod event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = true)]
        pub seq: i64,
        pub id: Uuid,
        pub at: chrono::DateTime<chrono::Utc>,
        pub name: String,
        pub kind: String,
        pub record_id: Uuid,
        pub person_id: Option<Uuid>,
        pub data: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
