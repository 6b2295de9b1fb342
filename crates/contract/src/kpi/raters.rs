//! Who marks an indicator, and with which weights (KPI-04).

use serde::{Deserialize, Serialize};

vocabulary! {
    /// Whom the weight of missing raters goes to (KPI-04).
    MissingRaters as "missing_raters" {
        /// The superior.
        Superior = "superior",
        /// The others, in proportion to their weights.
        Others = "others",
    }
}

impl From<MissingRaters> for scoring::raters::Missing {
    fn from(missing: MissingRaters) -> Self {
        match missing {
            MissingRaters::Superior => Self::Superior,
            MissingRaters::Others => Self::Others,
        }
    }
}

/// Who marks an indicator, and how their marks come together (KPI-04). The weights add to 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Raters {
    /// The person themselves, in percent; 0: they give no mark.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub own: u32,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub superior: u32,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub peers: u32,
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub subordinates: u32,
    /// Fewer marks of peers, or of subordinates, than this do not count: so that nobody can be told by their mark.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 20))]
    pub least: u32,
    /// So many peers are asked.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 20))]
    pub asked: u32,
    /// The highest and the lowest mark of peers and of subordinates are dropped, where there are three or more.
    pub trimmed: bool,
    pub missing: MissingRaters,
}

impl Raters {
    /// Their weights add to 100, and enough are asked.
    pub(super) fn fit(&self) -> bool {
        let weights = [self.own, self.superior, self.peers, self.subordinates];
        let sum = weights.iter().fold(0u32, |sum, weight| sum.saturating_add(*weight));
        sum == 100 && (2..=20).contains(&self.least) && (self.least..=20).contains(&self.asked)
    }
}

impl Default for Raters {
    /// Self 10, superior 40, peers 50; five peers are asked, three must answer.
    fn default() -> Self {
        Self { own: 10, superior: 40, peers: 50, subordinates: 0, least: 3, asked: 5, trimmed: false, missing: MissingRaters::Superior }
    }
}
