//! Posts with the whole post description 岗位说明书 (ORG-02).

use crate::people::Education;
use crate::units::OrgRef;
use crate::values::{Money, PersonRef, is_name, is_not_negative, is_printable};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

vocabulary! {
    PostActKind as "post_act" {
        Edit = "edit",
        Close = "close",
        Reopen = "reopen",
    }
}

/// What a post asks of whoever holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct Qualification {
    #[serde(default)]
    pub education: Option<Education>,
    /// Years of experience.
    #[serde(default)]
    #[validate(range(min = 0, max = 60))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 60))]
    pub years: Option<i64>,
    #[serde(default)]
    #[validate(range(min = 16, max = 70))]
    #[cfg_attr(feature = "openapi", schema(minimum = 16, maximum = 70))]
    pub age_from: Option<i64>,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub certificates: String,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub knowledge: String,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub abilities: String,
}

/// What a post may decide by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct Powers {
    /// The largest discount, in percent.
    #[serde(default)]
    #[validate(range(min = 0, max = 100))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100))]
    pub discount_percent: Option<i64>,
    /// The largest expense signed off.
    #[serde(default)]
    #[validate(nested, custom(function = "is_not_negative"))]
    pub expense_limit: Option<Money>,
    /// Reviews contracts before they are signed.
    #[serde(default)]
    pub pre_signing_review: bool,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub other: String,
}

/// Where a post may lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[derive(Default)]
pub struct Careers {
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub promotion: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub transfer: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub demotion: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub dismissal: String,
}

/// A post description as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostForm {
    /// `SC001`
    #[validate(length(max = 20), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: String,
    #[validate(length(max = 60), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub name: String,
    pub unit_id: Uuid,
    #[serde(default)]
    pub superior_id: Option<Uuid>,
    /// How many places there are 编制.
    #[validate(range(min = 0, max = 9999))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 9999))]
    pub headcount: i64,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub summary: String,
    #[serde(default)]
    #[validate(length(max = 8000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 8000))]
    pub duties: String,
    /// Keys of KPI indicators, e.g. `follow_up_kept`.
    #[serde(default)]
    #[validate(length(max = 30))]
    pub indicators: Vec<String>,
    #[serde(default)]
    #[validate(nested)]
    pub qualification: Qualification,
    #[serde(default)]
    #[validate(nested)]
    pub powers: Powers,
    #[serde(default)]
    #[validate(length(max = 4000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 4000))]
    pub responsibilities: String,
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub relations: String,
    #[serde(default)]
    #[validate(nested)]
    pub careers: Careers,
}

/// A KPI indicator that counts for a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostIndicator {
    pub key: String,
    /// In the caller's language.
    pub label: String,
}

/// A post in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostRow {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub unit: OrgRef,
    pub superior: Option<OrgRef>,
    pub headcount: i64,
    /// How many people hold it.
    pub actual: i64,
    pub closed_on: Option<NaiveDate>,
}

/// Every post, by code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Posts {
    pub items: Vec<PostRow>,
    /// Whether the caller may add posts.
    pub may_add: bool,
    /// The indicators a post description may name.
    pub indicators: Vec<PostIndicator>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub unit: OrgRef,
    pub superior: Option<OrgRef>,
    /// Posts directly below.
    pub reports: Vec<OrgRef>,
    pub headcount: i64,
    pub actual: i64,
    pub holders: Vec<PersonRef>,
    pub summary: String,
    pub duties: String,
    pub indicators: Vec<PostIndicator>,
    pub qualification: Qualification,
    pub powers: Powers,
    pub responsibilities: String,
    pub relations: String,
    pub careers: Careers,
    pub closed_on: Option<NaiveDate>,
    pub version: i64,
    pub actions: Vec<PostActKind>,
}

/// Close a post, or open it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostAct {
    pub act: PostActKind,
}

endpoints! {
    ListPosts: GET "/posts", () => Posts;
    AddPost: POST "/posts", PostForm => Post;
    ShowPost: GET "/posts/{id}", () => Post;
    EditPost: PUT "/posts/{id}", PostForm => Post;
    ActOnPost: POST "/posts/{id}/transitions", PostAct => Post;
}

/// Files, besides the typed operations: name, method, path.
pub const FILES: &[(&str, &str, &str)] = &[("PrintPost", "GET", "/posts/{id}/description.pdf")];

resource! { Post => "/posts/{id}" }
