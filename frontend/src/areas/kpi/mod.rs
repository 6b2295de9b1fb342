//! Scores, the schemes behind them, what people enter for them, and what follows: gradings and pay.

mod choose;
mod compliance;
mod cycles;
mod effects;
mod entries;
mod gradings;
mod pay;
mod recruitments;
mod review;
mod rule_book;
mod schemes;
mod scores;
mod team;

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
    Compliance => compliance::show,
    Effects => || needs(Permission::KpiPublish, effects::show),
    Cycles => cycles::list,
    Cycle => cycles::show,
    Calibration => || needs(Permission::KpiPublish, cycles::calibration),
    Unsealing => || needs(Permission::KpiPublish, review::unsealing),
    Team => team::team,
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
