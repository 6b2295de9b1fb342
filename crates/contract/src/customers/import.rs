use crate::values::PersonRef;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    ImportStatus as "import_status" {
        /// Read and checked; nothing has been entered yet.
        Preview = "preview",
        /// Rows are being entered, some hundred at a time.
        Committing = "committing",
        Committed = "committed",
        Cancelled = "cancelled",
        /// Its customers are being taken out again.
        Undoing = "undoing",
        /// They were; those that somebody worked on meanwhile stayed.
        Undone = "undone",
    }
}

vocabulary! {
    /// What becomes of a row (CRM-14).
    RowOutcome as "row_outcome" {
        Ok = "ok",
        Duplicate = "duplicate",
        Error = "error",
    }
}

vocabulary! {
    /// A field that a column can be mapped to.
    ImportField as "import_field" {
        Name = "name",
        CreditCode = "credit_code",
        Contact = "contact",
        Mobile = "mobile",
        Landline = "landline",
        Industry = "industry",
        Employees = "employees",
        Turnover = "turnover",
        Address = "address",
        Source = "source",
        Tier = "tier",
        FirstContact = "first_contact",
    }
}

/// A column of the sheet and the field it was recognised as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportColumn {
    /// `A`, `B`, …
    pub column: String,
    pub heading: String,
    /// Absent: the column is left out.
    pub field: Option<ImportField>,
}

/// A spreadsheet of customers on its way in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub status: ImportStatus,
    pub person: PersonRef,
    pub columns: Vec<ImportColumn>,
    pub rows: i64,
    pub ok: i64,
    pub duplicates: i64,
    pub errors: i64,
    /// Rows that are customers by now: it grows while `committing` and shrinks while `undoing`. What was entered stays where the rest is
    /// cancelled.
    pub entered: i64,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<ImportActKind>,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellProblem {
    /// As in the sheet: `E4`.
    pub cell: String,
    pub field: ImportField,
    pub code: String,
    /// In the caller's language.
    pub detail: String,
}

/// A row of the sheet and what becomes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// Row number as in the sheet.
    pub row: i64,
    pub outcome: RowOutcome,
    /// Field word → text as read.
    pub values: BTreeMap<String, String>,
    pub problems: Vec<CellProblem>,
    /// The earlier row of this sheet that it repeats.
    pub duplicate_of_row: Option<i64>,
    /// It repeats a customer that is already on file.
    pub duplicate_on_file: bool,
    /// The customer that it became.
    pub customer_id: Option<Uuid>,
    /// For `If-Match` of its correction.
    pub version: i64,
}

/// Corrected texts of a row, field word → text; fields left out stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RowCorrection {
    #[validate(custom(function = "known_fields"))]
    pub values: BTreeMap<String, String>,
}

fn known_fields(values: &BTreeMap<String, String>) -> Result<(), validator::ValidationError> {
    if values.keys().any(|k| k.parse::<ImportField>().is_err()) {
        return Err(validator::ValidationError::new("field_unknown"));
    }
    if values.values().any(|v| v.chars().count() > 1000) { Err(validator::ValidationError::new("length")) } else { Ok(()) }
}

vocabulary! {
    ImportActKind as "import_act" {
        /// Enter all rows that are in order; goes on with those left where entering was interrupted.
        Commit = "commit",
        Cancel = "cancel",
        /// Take the customers out again that nobody has touched since, within thirty days.
        Undo = "undo",
    }
}

/// An action on an import.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportAct {
    pub act: ImportActKind,
}
