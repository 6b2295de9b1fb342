//! The tree of the company: branches, departments, teams (ORG-01).

use crate::values::{PersonRef, is_name, is_printable};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    /// What a unit is; a unit stands below one of a kind before its own.
    UnitKind as "unit_kind" {
        Company = "company",
        Branch = "branch",
        Department = "department",
        Team = "team",
    }
}

vocabulary! {
    UnitActKind as "unit_act" {
        Edit = "edit",
        Close = "close",
        Reopen = "reopen",
    }
}

/// A unit or a post as mentioned in another record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgRef {
    pub id: Uuid,
    pub code: String,
    pub name: String,
}

/// What is written about a unit; with another `parent_id` it moves with everything below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    pub kind: UnitKind,
    /// `FGS001`
    #[validate(length(max = 20), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: String,
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    /// Absent: a company, which stands at the top.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
    #[serde(default)]
    pub head_id: Option<Uuid>,
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub duties: String,
    /// The units it works with.
    #[serde(default)]
    #[validate(length(max = 50))]
    pub partner_ids: Vec<Uuid>,
}

/// A unit of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unit {
    pub id: Uuid,
    pub kind: UnitKind,
    pub code: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub head: Option<PersonRef>,
    /// To whom the head reports: the head of the nearest unit above that has another one.
    pub superior: Option<PersonRef>,
    pub duties: String,
    pub partners: Vec<OrgRef>,
    /// People in it and in all units below.
    pub people: i64,
    /// Places in its posts and those of all units below 编制.
    pub headcount: i64,
    pub closed_on: Option<NaiveDate>,
    pub version: i64,
    pub actions: Vec<UnitActKind>,
}

/// The whole tree; parents come before what stands below them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitTree {
    pub items: Vec<Unit>,
    /// Whether the caller may add units.
    pub may_add: bool,
}

/// Close a unit, or open it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitAct {
    pub act: UnitActKind,
}

endpoints! {
    ListUnits: GET "/units", () => UnitTree;
    AddUnit: POST "/units", UnitForm => Unit;
    ShowUnit: GET "/units/{id}", () => Unit;
    EditUnit: PUT "/units/{id}", UnitForm => Unit;
    ActOnUnit: POST "/units/{id}/transitions", UnitAct => Unit;
}

resource! { Unit => "/units/{id}" }
