//! The tables of staged surveys.

pub mod survey_definition {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "survey_definition")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub stage: String,
        /// A JSON list of texts.
        pub questions: String,
        pub threshold: i64,
        pub active: bool,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub mod stage_survey {
    use contract::complaints::stage_surveys::{StageSurveyStatus, SurveyWay};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stage_survey")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub version: i64,
        pub number: String,
        pub definition_id: Uuid,
        /// As they were when the customer was asked.
        pub stage: String,
        pub questions: String,
        pub threshold: i64,
        pub customer_id: Uuid,
        pub customer_title: String,
        pub about: String,
        pub asker_id: Uuid,
        pub unit_id: Uuid,
        pub status: StageSurveyStatus,
        /// Of the newest link; `None`: none was made, or it was used.
        pub token_hash: Option<String>,
        pub link_until: chrono::DateTime<chrono::Utc>,
        /// A JSON list of numbers.
        pub marks: Option<String>,
        pub mean_hundredths: Option<i64>,
        pub words: String,
        pub way: Option<SurveyWay>,
        pub answered_at: Option<chrono::DateTime<chrono::Utc>>,
        pub complaint_id: Option<Uuid>,
        pub created_at: chrono::DateTime<chrono::Utc>,
        pub updated_at: chrono::DateTime<chrono::Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// As other records mention it.
        pub fn subject(&self) -> contract::Subject {
            let title = format!("{} {}", self.number, self.customer_title);
            contract::Subject { kind: contract::SubjectKind::StageSurvey, id: self.id, title }
        }
    }
}

impl platform::db::Tracked for survey_definition::Entity {
    const KIND: contract::SubjectKind = contract::SubjectKind::StageSurvey;
}

impl platform::db::Tracked for stage_survey::Entity {
    const KIND: contract::SubjectKind = contract::SubjectKind::StageSurvey;
    const CONFIDENTIAL: &'static [&'static str] = &["token_hash"];
}
