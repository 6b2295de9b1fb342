//! The start page and the search over all areas.

use crate::values::Subject;
use serde::{Deserialize, Serialize};

/// A figure of the start page; it links to the records behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figure {
    /// `my_customers`, `open_complaints`…; text under `words.figure_<key>`.
    pub key: String,
    pub value: i64,
    /// A path of the SPA that lists just these records.
    pub link: String,
    /// True where the figure asks for action.
    pub attention: bool,
}

/// The figures that concern the caller.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    pub figures: Vec<Figure>,
}

/// A record found by the search box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    pub subject: Subject,
    pub detail: String,
}

/// The best hits in every area that the caller may see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hits {
    pub hits: Vec<Hit>,
}

/// What is looked for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SearchQuery {
    pub q: String,
}

endpoints! {
    ShowHome: GET "/home", () => Home;
    Search: GET "/search" ? SearchQuery, () => Hits;
}
