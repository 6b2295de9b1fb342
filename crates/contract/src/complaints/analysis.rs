//! Analysis of complaints (CPL-10) and the report that GB/T 19012 (ISO 10002) asks for; each figure leads to its records.

use super::ComplaintStatus;
use super::nonconformities::DaysQuery;
use crate::dashboard::Panel;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// What a figure is counted in.
    FigureUnit as "figure_unit" {
        Cases = "cases",
        Percent = "percent",
        Marks = "marks",
        Yuan = "yuan",
        Hours = "hours",
    }
}

/// One figure of a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnalysisFigure {
    /// Text under `words.analysis_<key>`.
    pub key: String,
    /// In the caller's language.
    pub label: String,
    /// Absent: there is nothing to measure.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub value: Option<Decimal>,
    pub unit: FigureUnit,
    /// How many records it is worked out from.
    pub of: i64,
    /// How many records the link lists.
    pub listed: i64,
    /// A path of the SPA that lists just these records; empty where no list can.
    pub link: String,
}

/// How long cases stand in a state, in working time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateTime {
    pub state: ComplaintStatus,
    /// How often a case was in it and left it.
    pub times: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub mean_hours: Decimal,
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub longest_hours: Decimal,
}

/// Complaints of some days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintAnalysis {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub figures: Vec<AnalysisFigure>,
    pub panels: Vec<Panel>,
    pub states: Vec<StateTime>,
}

/// How often a clock was kept in the period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockKept {
    /// In the caller's language.
    pub step: String,
    pub due: i64,
    pub kept: i64,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub rate: Option<Decimal>,
}

/// One line of a table of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportLine {
    pub label: String,
    pub count: i64,
    /// Of all in this table, in percent.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub share: Decimal,
}

/// The report on complaints of some days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintReport {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Received, closed, withdrawn, open at the end; rates; satisfaction; cost.
    pub figures: Vec<AnalysisFigure>,
    pub severities: Vec<ReportLine>,
    pub categories: Vec<ReportLine>,
    pub channels: Vec<ReportLine>,
    pub causes: Vec<ReportLine>,
    pub marks: Vec<ReportLine>,
    pub clocks: Vec<ClockKept>,
    pub states: Vec<StateTime>,
    /// What was opened, carried out, found effective and came back.
    pub actions: Vec<ReportLine>,
    /// Where to improve, in the caller's language: late steps, causes without an action, what grew.
    pub opportunities: Vec<String>,
}

endpoints! {
    ShowComplaintAnalysis: GET "/complaint-analysis" ? DaysQuery, () => ComplaintAnalysis;
    ShowComplaintReport: GET "/complaint-report" ? DaysQuery, () => ComplaintReport;
}

/// Operations whose answers are files.
pub const FILES: &[(&str, &str, &str)] =
    &[("PrintComplaintReport", "GET", "/complaint-report/export.pdf"), ("ExportComplaintReport", "GET", "/complaint-report/export.xlsx")];
