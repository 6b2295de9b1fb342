//! Acts on many customers at once (CRM-15): planned first, done after a look at what it touches, taken back within a day.

use crate::values::{PersonRef, at, is_name, is_printable};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

/// Customers of one act.
pub const MOST_AT_ONCE: usize = 500;
/// Tags of one customer.
pub const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 20;

vocabulary! {
    /// What is done with many customers at once.
    BulkDeed as "bulk_deed" {
        /// They are given to somebody, out of the pool or from their owners.
        Assign = "assign",
        /// They go back into the public pool.
        Return = "return",
        Tag = "tag",
        Untag = "untag",
    }
}

vocabulary! {
    /// Why a customer is left out of an act on many.
    BulkRefusal as "bulk_refusal" {
        /// There is no such customer, or not for the caller.
        NotFound = "not_found",
        /// The caller may only read it.
        Forbidden = "forbidden",
        /// It is theirs already.
        SameOwner = "same_owner",
        /// Whoever would receive it has as many as one may have.
        LimitReached = "limit_reached",
        /// It lies in the pool.
        InPool = "in_pool",
        /// It has these tags already, or has none of them.
        Unchanged = "unchanged",
        /// It would have too many tags.
        TooManyTags = "too_many_tags",
        /// Somebody changed it in between.
        Changed = "changed",
        /// Whoever had it can have customers no more.
        OwnerUnable = "owner_unable",
    }
}

/// Plan an act on many customers: nothing is changed yet, the answer tells what would be. Name the customers by `ids`, or by the
/// `query` of the list: at most 500.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "is_whole", skip_on_field_errors = false))]
pub struct NewBulk {
    pub deed: BulkDeed,
    #[serde(default)]
    #[validate(length(max = 500, code = "bulk_many"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub ids: Vec<Uuid>,
    /// `filter[tier]=a&q=…` as in `GET /customers`: every customer that it finds.
    #[serde(default)]
    #[validate(length(max = 2000), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub query: Option<String>,
    /// Whom they are given to.
    #[serde(default)]
    pub person_id: Option<Uuid>,
    /// Needed to put customers back.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
    /// At most ten, of at most twenty characters each, without commas.
    #[serde(default)]
    #[validate(length(max = 10, code = "length"), custom(function = "are_tags"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub tags: Vec<String>,
}

fn are_tags(tags: &[String]) -> Result<(), ValidationError> {
    for tag in tags {
        is_name(tag)?;
        if tag.trim().chars().count() > LONGEST_TAG || tag.contains(['、', ',', '，', '\n']) {
            return Err(ValidationError::new("tag_unfit"));
        }
    }
    Ok(())
}

fn is_whole(form: &NewBulk) -> Result<(), ValidationError> {
    if form.ids.is_empty() == form.query.is_none() {
        return Err(at("ids", "bulk_which"));
    }
    match form.deed {
        BulkDeed::Assign if form.person_id.is_none() => Err(at("person_id", "required")),
        BulkDeed::Return if form.reason.trim().is_empty() => Err(at("reason", "reason_required")),
        BulkDeed::Tag | BulkDeed::Untag if form.tags.is_empty() => Err(at("tags", "required")),
        _ => Ok(()),
    }
}

/// An act on many customers: what it would touch, or touched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bulk {
    pub id: Uuid,
    pub deed: BulkDeed,
    pub receiver: Option<PersonRef>,
    pub tags: Vec<String>,
    pub reason: String,
    pub at: DateTime<Utc>,
    /// Absent: it is a plan.
    pub done_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    /// It can be taken back until then.
    pub undo_until: Option<DateTime<Utc>>,
    /// Customers that were named.
    pub named: u64,
    /// Those that it touches, or touched.
    pub touched: u64,
    /// Those that were taken back.
    pub undone: u64,
    /// Those that were left out, or could not be taken back, each with the reason.
    pub refused: Vec<BulkRefused>,
    pub version: i64,
}

/// A customer that was left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRefused {
    pub customer_id: Uuid,
    /// Number and name; only where the caller may see the file.
    pub title: Option<String>,
    pub reason: BulkRefusal,
}

/// The caller's acts on many customers, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bulks {
    /// The last twenty that were done.
    pub bulks: Vec<Bulk>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(deed: BulkDeed) -> NewBulk {
        let ids = vec![Uuid::from_u128(1)];
        NewBulk { deed, ids, query: None, person_id: None, reason: String::new(), tags: Vec::new() }
    }

    #[test]
    fn an_act_on_many_says_which_and_what() {
        assert!(form(BulkDeed::Assign).validate().is_err());
        assert!(NewBulk { person_id: Some(Uuid::nil()), ..form(BulkDeed::Assign) }.validate().is_ok());
        assert!(form(BulkDeed::Return).validate().is_err());
        assert!(form(BulkDeed::Tag).validate().is_err());
        let tag = |text: &str| NewBulk { tags: vec![text.to_owned()], ..form(BulkDeed::Tag) };
        assert!(tag("老客户").validate().is_ok());
        for bad in ["", " ", "重点、老客户", "a,b", "一二三四五六七八九十一二三四五六七八九十一"] {
            assert!(tag(bad).validate().is_err(), "{bad}");
        }
        assert!(NewBulk { query: Some(String::new()), ..tag("重点") }.validate().is_err(), "ids or query, not both");
    }
}
