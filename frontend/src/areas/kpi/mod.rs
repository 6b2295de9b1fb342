//! Scores, the schemes behind them, what people enter for them, and what follows: gradings and pay.

mod choose;
mod effects;
mod entries;
mod gradings;
mod pay;
mod recruitments;
mod rule_book;
mod schemes;
mod scores;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    kpi:
    Month => scores::month,
    Explain => scores::explain,
    Result => scores::lead,
    Schemes => schemes::list,
    NewScheme => || needs(Permission::KpiScheme, schemes::begin),
    Scheme => schemes::show,
    Entries => entries::list,
    Effects => || needs(Permission::KpiPublish, effects::show),
    Gradings => gradings::list,
    NewGrading => || needs(Permission::KpiGrade, gradings::new),
    Grading => gradings::show,
    EditGrading => || needs(Permission::KpiGrade, gradings::edit),
    Managers => || needs(Permission::KpiGrade, gradings::managers),
    Recruitments => recruitments::list,
    NewRecruitment => || needs(Permission::KpiGrade, recruitments::new),
    Recruitment => recruitments::show,
    RuleBook => || needs(Permission::KpiRead, rule_book::show),
    PayRuns => || needs(Permission::PayRead, pay::list),
    PayRun => || needs(Permission::PayRead, pay::show),
    PayTerms => || needs(Permission::PayRead, pay::terms),
    OwnPay => pay::own,
}
