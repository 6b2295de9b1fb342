//! Materials of a campaign, from what is needed to what comes back to stock (CMP-05).

use crate::values::{Money, Subject, at, is_name, is_not_negative, is_printable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    MaterialKind as "material_kind" {
        Poster = "poster",
        Leaflet = "leaflet",
        Gift = "gift",
        Prize = "prize",
        Display = "display",
        Other = "other",
    }
}

vocabulary! {
    MaterialQuality as "material_quality" {
        Unchecked = "unchecked",
        Passed = "passed",
        Failed = "failed",
    }
}

vocabulary! {
    /// What is done with a material.
    MaterialActKind as "material_act" {
        Order = "order",
        Receive = "receive",
        /// The quality check; it wants a photo.
        Check = "check",
        Use = "use",
        /// Back to stock, or to the supplier.
        Return = "return",
    }
}

/// A material that is needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MaterialForm {
    #[validate(length(max = 120), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub name: String,
    pub kind: MaterialKind,
    /// What it is counted in.
    #[validate(length(max = 10), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10))]
    pub unit: String,
    #[validate(range(min = 1, max = 1_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub needed: i64,
    #[serde(default)]
    #[validate(length(max = 120), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub supplier: String,
    #[validate(nested, custom(function = "is_not_negative"))]
    pub unit_cost: Money,
}

/// Moves a quantity, or tells the outcome of the quality check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "says_enough", skip_on_field_errors = false))]
pub struct MaterialAct {
    pub act: MaterialActKind,
    /// Absent for a check.
    #[serde(default)]
    #[validate(range(min = 1, max = 1_000_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub quantity: Option<i64>,
    /// For a check.
    #[serde(default)]
    pub passed: Option<bool>,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub remark: String,
}

fn says_enough(act: &MaterialAct) -> Result<(), ValidationError> {
    match (act.act, act.passed, act.quantity) {
        (MaterialActKind::Check, None, _) => Err(at("passed", "required")),
        (MaterialActKind::Check, Some(false), _) if act.remark.trim().is_empty() => Err(at("remark", "reason_required")),
        (MaterialActKind::Check, ..) => Ok(()),
        (_, _, None) => Err(at("quantity", "required")),
        _ => Ok(()),
    }
}

/// A material as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Material {
    pub id: Uuid,
    pub campaign: Subject,
    pub name: String,
    pub kind: MaterialKind,
    pub unit: String,
    pub supplier: String,
    pub unit_cost: Money,
    /// Of what was ordered.
    pub cost: Money,
    pub needed: i64,
    pub ordered: i64,
    pub received: i64,
    pub used: i64,
    pub returned: i64,
    /// Received and neither used nor returned.
    pub left: i64,
    pub quality: MaterialQuality,
    pub remark: Option<String>,
    /// Pictures and papers attached.
    pub files: u32,
    pub version: i64,
    pub actions: Vec<MaterialActKind>,
    pub editable: bool,
}

/// The materials of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Materials {
    pub items: Vec<Material>,
    pub cost: Money,
    /// Whether the caller may add one.
    pub editable: bool,
}

endpoints! {
    ListMaterials: GET "/campaigns/{id}/materials", () => Materials;
    AddMaterial: POST "/campaigns/{id}/materials", MaterialForm => Material;
    ShowMaterial: GET "/campaign-materials/{id}", () => Material;
    EditMaterial: PUT "/campaign-materials/{id}", MaterialForm => Material;
    ActOnMaterial: POST "/campaign-materials/{id}/transitions", MaterialAct => Material;
}

resource! { Material => "/campaign-materials/{id}" }
