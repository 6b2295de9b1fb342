//! Scores, the schemes behind them, and what people enter for them.

mod cycles;
mod compliance;
mod effects;
mod entries;
mod review;
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
}
