//! The effect of the campaigns of a year (CMP-13): by form, by site, by month.

use crate::values::Money;
use serde::{Deserialize, Serialize};

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectsQuery {
    pub year: i32,
}

/// What some campaigns came to, as their summaries say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EffectLine {
    /// The form, the site, or the month as `2026-11`.
    pub label: String,
    /// Campaigns that were held.
    pub held: u32,
    /// Those of them whose summary is written: what follows is theirs.
    pub summed_up: u32,
    pub participants: i64,
    pub leads: i64,
    pub cost: Money,
    pub cost_per_lead: Option<Money>,
    /// Fewer were held than the company plans for a month; only of months that are over.
    pub below: bool,
}

/// The campaigns of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CampaignEffects {
    pub year: i32,
    /// So many campaigns are to be held each month; 0: the company says nothing.
    pub minimum: u32,
    pub by_form: Vec<EffectLine>,
    pub by_site: Vec<EffectLine>,
    pub by_month: Vec<EffectLine>,
}

endpoints! {
    ShowCampaignEffects: GET "/campaign-effects" ? EffectsQuery, () => CampaignEffects;
}
