//! Views of lists that people keep: search, filters, order and columns under a name (CRM-15).

use crate::values::PersonRef;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// The most views that a person keeps of one list.
pub const MOST: u64 = 50;

/// A view as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SavedViewForm {
    #[validate(length(max = 40, code = "length"), custom(function = "crate::values::is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
    /// As in the address of the list, percent-encoded: `q`, `sort` and `filter[…]`; empty: everything, in the list's own order.
    #[validate(length(max = 2000, code = "length"), custom(function = "crate::values::is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000, example = "filter%5Btier%5D=a&sort=-created_at"))]
    pub query: String,
    /// Columns that are not shown; their names are the browser application's own.
    #[validate(length(max = 40, code = "length"), custom(function = "are_columns"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub hidden: Vec<String>,
    /// Also for the people of one's own department and of those below it.
    pub shared: bool,
}

fn are_columns(names: &[String]) -> Result<(), ValidationError> {
    let fits = |name: &String| (1..=80).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.".contains(&b));
    if names.iter().all(fits) { Ok(()) } else { Err(ValidationError::new("word_unknown")) }
}

/// A view of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: Uuid,
    /// Its key under `/lists/`.
    pub list: String,
    pub name: String,
    pub query: String,
    pub hidden: Vec<String>,
    pub shared: bool,
    /// Whose it is; only they change it.
    pub owner: PersonRef,
    pub mine: bool,
    pub version: i64,
}

/// The views of a list that are for the caller: their own first, then those shared with them, each by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedViews {
    pub items: Vec<SavedView>,
}

endpoints! {
    ListViews: GET "/lists/{list}/views", () => SavedViews;
    ShowView: GET "/list-views/{id}", () => SavedView;
    SaveView: POST "/lists/{list}/views", SavedViewForm => SavedView;
    EditView: PUT "/list-views/{id}", SavedViewForm => SavedView;
    RemoveView: DELETE "/list-views/{id}", () => ();
}

resource! { SavedView => "/list-views/{id}" }
