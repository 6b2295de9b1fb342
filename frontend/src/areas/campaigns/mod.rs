mod day;
mod effects;
mod frame;
mod guests;
mod materials;
mod outcomes;
mod plans;
mod preparation;
mod questionnaires;
mod spending;
mod templates;
mod versions;

pub use guests::JoinPages;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    campaigns:
    Plans => plans::list,
    NewPlan => || needs(Permission::CampaignCreate, plans::new),
    Plan => plans::show,
    EditPlan => plans::edit,
    Preparation => preparation::list,
    Item => preparation::item,
    Budget => spending::budget,
    Expense => spending::expense,
    Guests => guests::list,
    Door => guests::door,
    Join => guests::join,
    Day => day::show,
    Materials => materials::list,
    Material => materials::material,
    Templates => templates::list,
    NewTemplate => || needs(Permission::CampaignTemplate, templates::new),
    Template => templates::edit,
    Outcome => outcomes::show,
    WonContract => outcomes::contract,
    Effects => effects::show,
    Versions => versions::show,
    Feedback => questionnaires::feedback,
    Questionnaires => questionnaires::list,
    NewQuestionnaire => || needs(Permission::CampaignCreate, questionnaires::new),
    Questionnaire => questionnaires::show,
    EditQuestionnaire => questionnaires::edit,
    QuestionnaireResults => questionnaires::results,
    QuestionnairePaper => questionnaires::paper,
    Answer => questionnaires::answer,
}

/// True where an address is for guests and for those who answer questions: nobody signs in there.
pub fn is_public(path: &str) -> bool {
    path.starts_with("/join/") || path.starts_with("/q/")
}
