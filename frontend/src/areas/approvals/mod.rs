//! Requests for approval, the flows behind them, and who decides for whom (DAY-01, ORG-09).

mod delegations;
mod flow;
mod flow_steps;
mod flow_trial;
mod flows;
mod operations;
mod paper;
mod show;

pub use delegations::list as delegations;
pub use flow::show as flow;
pub use flows::list as flows;
pub use paper::paper;
pub use show::show;
