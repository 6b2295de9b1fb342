//! The tables of questionnaires. Only the questionnaire itself has a history: answers and codes leave no entry in the audit log, because
//! its moments would tell who answered (MKT-08).

use contract::SubjectKind;
use contract::campaigns::questionnaires::QuestionnaireStatus;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub number: String,
    pub title: String,
    pub intro: String,
    pub campaign_id: Option<Uuid>,
    pub status: QuestionnaireStatus,
    pub anonymous: bool,
    pub by_code_only: bool,
    pub handed_out: i64,
    pub quota: Option<i64>,
    /// As they are written now, as JSON.
    pub questions: String,
    /// The newest edition; 0 before the first.
    pub edition: i64,
    pub token: String,
    pub owner_id: Uuid,
    /// The owner's unit, for data scopes.
    pub unit_id: Uuid,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub updated_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}

impl platform::db::Tracked for Entity {
    const KIND: SubjectKind = SubjectKind::Questionnaire;
    const CONFIDENTIAL: &'static [&'static str] = &["token"];
}

/// Questions as they were published; never changed.
pub mod edition {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "questionnaire_edition")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub questionnaire_id: Uuid,
        pub edition: i64,
        pub published_on: chrono::NaiveDate,
        pub questions: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Codes that work once, as hashes. Which answer one brought stands nowhere.
pub mod code {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "questionnaire_code")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub code_hash: String,
        pub questionnaire_id: Uuid,
        pub used: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Answers. The id is a keyed hash of the device's, so that it tells no moment and what is sent twice counts once.
pub mod answer {
    use contract::campaigns::questionnaires::AnswerWay;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "questionnaire_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub questionnaire_id: Uuid,
        pub edition: i64,
        pub on_day: chrono::NaiveDate,
        pub way: AnswerWay,
        pub valid: bool,
        /// Empty where it is anonymous.
        pub respondent: String,
        /// JSON by key of question.
        pub answers: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// How often a choice with a quota was chosen.
pub mod tally {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "questionnaire_tally")]
    pub struct Model {
        /// Questionnaire, edition, question and place of the choice.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub chosen: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
