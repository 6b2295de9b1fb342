//! Appraisal cycles: their days, what one writes and marks, who is missing, the calibration (KPI-04 to KPI-08).

mod acts;
mod annual;
mod calibration;
mod list;
mod missing;
mod part;
mod peers;
mod published;
mod rules;
mod show;

pub use calibration::calibration;
pub use list::list;
pub use part::{given, self_review_read};
pub use rules::{YES, YES_OR_NO};
pub use show::show;

use crate::areas::kpi::scores::month_name;
use leptos::prelude::*;

/// The name of a period: a month, or a year as it is written.
pub fn period_name(period: &str) -> AnyView {
    month_name(period).into_any()
}
