//! Knowledge 知识库 (CPL-12): answers that worked, as templates for the next case.

use super::ComplaintCategory;
use crate::page::{ListQuery, Page};
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    KnowledgeStatus as "knowledge_status" {
        Draft = "draft",
        Published = "published",
        Retired = "retired",
    }
}

vocabulary! {
    KnowledgeActKind as "knowledge_act" {
        Edit = "edit",
        Publish = "publish",
        Retire = "retire",
    }
}

/// A template as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KnowledgeForm {
    #[validate(length(max = 100), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub title: String,
    pub category: ComplaintCategory,
    /// Words by which it is found, with spaces between them.
    #[serde(default)]
    #[validate(length(max = 300), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub words: String,
    #[validate(length(max = 4000), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub body: String,
}

/// Publish or retire a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KnowledgeAct {
    pub act: KnowledgeActKind,
}

/// A template was used in a case or a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KnowledgeUse {
    /// The case or the request.
    pub record_id: Uuid,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Knowledge {
    pub id: Uuid,
    pub title: String,
    pub category: ComplaintCategory,
    pub words: String,
    pub body: String,
    pub status: KnowledgeStatus,
    /// In how many cases and requests it was used.
    pub used: i64,
    pub author: PersonRef,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub version: i64,
    pub actions: Vec<KnowledgeActKind>,
}

/// Templates that fit, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnowledgeSuggestions {
    pub items: Vec<Knowledge>,
}

/// What they have to fit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SuggestionQuery {
    pub category: Option<ComplaintCategory>,
    /// The matter or the question, at least its beginning.
    pub text: String,
}

endpoints! {
    ListKnowledge: GET "/knowledge" ? ListQuery, () => Page<Knowledge>;
    WriteKnowledge: POST "/knowledge", KnowledgeForm => Knowledge;
    SuggestKnowledge: GET "/knowledge/suggestions" ? SuggestionQuery, () => KnowledgeSuggestions;
    ShowKnowledge: GET "/knowledge/{id}", () => Knowledge;
    EditKnowledge: PUT "/knowledge/{id}", KnowledgeForm => Knowledge;
    ActOnKnowledge: POST "/knowledge/{id}/transitions", KnowledgeAct => Knowledge;
    UseKnowledge: POST "/knowledge/{id}/uses", KnowledgeUse => Knowledge;
}

resource! { Knowledge => "/knowledge/{id}" }
