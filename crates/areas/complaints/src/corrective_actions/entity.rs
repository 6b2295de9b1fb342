//! The tables of corrective actions.

pub mod corrective_action {
    use contract::complaints::corrective_actions::{ActionKind, CorrectiveActionStatus};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "corrective_action")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub kind: ActionKind,
        pub problem: String,
        pub complaint_id: Option<Uuid>,
        pub nonconformity_id: Option<Uuid>,
        pub opener_id: Uuid,
        /// The opener's unit, for data scopes.
        pub unit_id: Uuid,
        pub owner_id: Uuid,
        pub status: CorrectiveActionStatus,
        /// A JSON list of texts.
        pub whys: String,
        pub root_cause: String,
        /// The root cause as it is compared, see `causes::key`.
        pub cause_key: String,
        pub action: String,
        pub due_on: Option<chrono::NaiveDate>,
        pub effect_due_on: Option<chrono::NaiveDate>,
        pub done: String,
        pub done_at: Option<chrono::DateTime<chrono::Utc>>,
        pub finding: String,
        /// Why the effect was judged before its day; empty: it was not.
        pub early_reason: String,
        pub effective: Option<bool>,
        pub judged_by: Option<Uuid>,
        pub judged_at: Option<chrono::DateTime<chrono::Utc>>,
        pub reopened: i64,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// As other records mention it.
        pub fn subject(&self) -> contract::Subject {
            let title = format!("{} {}", self.number, crate::cases::excerpt(&self.problem));
            contract::Subject { kind: contract::SubjectKind::CorrectiveAction, id: self.id, title }
        }

        /// When its next step is due.
        pub fn next_due(&self) -> Option<chrono::NaiveDate> {
            match self.status {
                CorrectiveActionStatus::Acting => self.due_on,
                CorrectiveActionStatus::Verifying => self.effect_due_on,
                _ => None,
            }
        }

        /// Whether the effect is judged before the day that the plan names (CPL-08).
        pub fn is_early(&self, today: chrono::NaiveDate) -> bool {
            self.status == CorrectiveActionStatus::Verifying && self.effect_due_on.is_some_and(|due| today < due)
        }

        /// Whether the day of the next step is past.
        pub fn is_late(&self, today: chrono::NaiveDate) -> bool {
            self.next_due().is_some_and(|due| due < today)
        }
    }
}

pub mod cause_repeat {
    use contract::SubjectKind;
    use sea_orm::entity::prelude::*;

    /// A later record with the root cause of an action.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cause_repeat")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub action_id: Uuid,
        pub subject_kind: SubjectKind,
        pub subject_id: Uuid,
        /// Whether it opened the action anew.
        pub reopened: bool,
        pub at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl platform::db::Tracked for corrective_action::Entity {
    const KIND: contract::SubjectKind = contract::SubjectKind::CorrectiveAction;
}

impl platform::db::Tracked for cause_repeat::Entity {
    const KIND: contract::SubjectKind = contract::SubjectKind::CorrectiveAction;
}
