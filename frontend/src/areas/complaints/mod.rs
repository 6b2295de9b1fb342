mod analysis;
mod care;
mod cases;
mod desk;
mod knowledge;
mod linked;
mod period;
mod quality;
mod requests;
mod settings;
mod severity;
mod step;
mod surveys;

pub use care::{CarePages, is_public};

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    complaints:
    Cases => cases::landing,
    NewCase => || needs(Permission::ComplaintCreate, cases::new),
    Case => cases::show,
    Analysis => || needs(Permission::ComplaintRead, analysis::show),
    Report => || needs(Permission::ComplaintRead, analysis::report),
    Desk => desk::desk,
    Board => || needs(Permission::ComplaintAssign, desk::board),
    Overview => || needs(Permission::ComplaintAssign, desk::overview),
    Nonconformities => quality::nonconformities,
    NewNonconformity => || needs(Permission::QualityOpen, quality::new_nonconformity),
    NonconformityStatistics => || needs(Permission::QualityRead, quality::statistics),
    Nonconformity => quality::nonconformity,
    Actions => quality::actions,
    NewAction => || needs(Permission::QualityOpen, quality::new_action),
    Action => quality::action,
    Requests => || needs(Permission::ServiceRead, requests::list),
    NewRequest => || needs(Permission::ServiceTake, requests::new),
    Request => || needs(Permission::ServiceRead, requests::show),
    Knowledge => || needs(Permission::KnowledgeRead, knowledge::list),
    NewTemplate => || needs(Permission::KnowledgeWrite, knowledge::new),
    Template => || needs(Permission::KnowledgeRead, knowledge::show),
    EditTemplate => || needs(Permission::KnowledgeWrite, knowledge::edit),
    Surveys => || needs(Permission::StageSurveyRead, surveys::list),
    NewSurvey => || needs(Permission::StageSurveyAsk, surveys::new),
    Survey => || needs(Permission::StageSurveyRead, surveys::show),
    SurveyDefinitions => || needs(Permission::StageSurveyRead, surveys::definitions),
    NewSurveyDefinition => || needs(Permission::StageSurveyDefine, surveys::new_definition),
    EditSurveyDefinition => || needs(Permission::StageSurveyDefine, surveys::edit_definition),
    Inquiry => cases::inquiry,
    Settings => settings::show,
}
