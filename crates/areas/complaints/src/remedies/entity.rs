//! The tables of remedies.

use contract::SubjectKind;
use platform::db::Tracked;

pub mod remedy {
    use contract::complaints::remedy::RemedyFate;
    use sea_orm::entity::prelude::*;

    /// A remedy as it was proposed; only its fate changes.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_remedy")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub number: i64,
        pub fate: RemedyFate,
        pub findings: String,
        pub cause: String,
        pub cause_id: Option<Uuid>,
        pub unit_id: Option<Uuid>,
        pub measures: String,
        pub compensation_cents: i64,
        pub due_on: chrono::NaiveDate,
        pub proposed_by: Uuid,
        pub proposed_at: chrono::DateTime<chrono::Utc>,
        pub decided_at: Option<chrono::DateTime<chrono::Utc>>,
        pub remark: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod measure {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "complaint_measure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub complaint_id: Uuid,
        pub remedy_id: Uuid,
        pub what: String,
        pub owner_id: Uuid,
        pub due_on: chrono::NaiveDate,
        pub cost_cents: Option<i64>,
        /// The task that it became.
        pub assignment_id: Option<Uuid>,
        pub done_at: Option<chrono::DateTime<chrono::Utc>>,
        /// When another remedy took the place of this one.
        pub dropped_at: Option<chrono::DateTime<chrono::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Tracked for remedy::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}

impl Tracked for measure::Entity {
    const KIND: SubjectKind = SubjectKind::Complaint;
}
