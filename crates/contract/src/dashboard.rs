//! The dashboard 驾驶舱 (DAY-13): figures of a period in charts; each leads to the list of just its records.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

vocabulary! {
    DashboardPeriod as "period" {
        ThisMonth = "this_month",
        LastMonth = "last_month",
        /// This month and the two before it.
        Quarter = "quarter",
    }
}

vocabulary! {
    /// How a panel is drawn.
    PanelShape as "panel_shape" {
        /// Side by side, in the order given.
        Bars = "bars",
        /// From the largest to the smallest, with their share so far.
        Pareto = "pareto",
        /// Each step holds those that came at least so far.
        Funnel = "funnel",
        /// One after the other in time.
        Line = "line",
    }
}

/// One figure of a panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Slice {
    /// In the caller's language.
    pub label: String,
    pub value: i64,
    /// A path of the SPA that lists just these records; empty where no list can.
    pub link: String,
}

/// One question and its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Panel {
    /// Text under `words.panel_<key>`.
    pub key: String,
    pub shape: PanelShape,
    pub slices: Vec<Slice>,
}

/// What a person's dashboard shows of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dashboard {
    pub period: DashboardPeriod,
    pub from: NaiveDate,
    /// The last day, inclusive.
    pub to: NaiveDate,
    pub panels: Vec<Panel>,
}

/// Which period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DashboardQuery {
    pub period: DashboardPeriod,
}

endpoints! {
    ShowDashboard: GET "/dashboard" ? DashboardQuery, () => Dashboard;
}
