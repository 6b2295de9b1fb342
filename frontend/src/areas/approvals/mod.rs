//! Requests for approval, the flows behind them, and who decides for whom (DAY-01, ORG-09).

mod delegations;
mod flow;
mod flow_steps;
mod flow_trial;
mod flows;
mod operations;
mod paper;
mod show;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    approvals:
    Request => show::show,
    Paper => paper::paper,
    Flows => || needs(Permission::ApprovalFlowEdit, flows::list),
    Flow => || needs(Permission::ApprovalFlowEdit, flow::show),
    Delegations => delegations::list,
}
