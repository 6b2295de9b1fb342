//! Who has a customer: assignment, the public pool 公海, sharing (CRM-10).

use super::Tier;
use crate::values::{PersonRef, is_name, is_printable};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::{Validate, ValidationError};

vocabulary! {
    /// How a customer came from one to another.
    MoveKind as "customer_move" {
        /// Somebody took it out of the pool.
        Claimed = "claimed",
        /// Somebody was given it out of the pool.
        Assigned = "assigned",
        /// It went from its owner to somebody else.
        Transferred = "transferred",
        /// It was put back into the pool, with a reason.
        Returned = "returned",
        /// It went back into the pool by itself: nobody had followed it up.
        Lost = "lost",
    }
}

/// A customer in the pool: what may be known of it before it is taken out. No phone, no address, no conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoolRow {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub tier: Tier,
    pub industry: String,
    pub city: String,
    /// Since when it lies there.
    pub held_at: DateTime<Utc>,
    /// The caller had it before and cannot take it again until then.
    pub not_before: Option<DateTime<Utc>>,
}

/// How the caller stands with the rules of the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoolStanding {
    /// Customers that are the caller's own now.
    pub held: u64,
    /// Absent: as many as one likes.
    pub most_held: Option<i64>,
    pub claimed_today: u64,
    /// A day; absent: as many as one likes.
    pub most_claims: Option<i64>,
    /// Own customers that go back soon unless they are followed up.
    pub warned: u64,
    /// Days without a follow-up after which a customer goes back; absent: never.
    pub idle_days: Option<i64>,
}

/// The company's rules of the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PoolRules {
    pub rules: PoolRulesForm,
    pub version: i64,
}

impl crate::endpoint::Resource for PoolRules {
    fn path(&self) -> String {
        "/customer-pool/rules".to_owned()
    }
    fn version(&self) -> i64 {
        self.version
    }
}

/// Change the rules of the pool; they count from the next moment on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "warned_before", skip_on_field_errors = false))]
pub struct PoolRulesForm {
    /// Whether customers go back by themselves.
    pub active: bool,
    /// Days without a follow-up after which a customer goes back.
    #[validate(range(min = 2, max = 730))]
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 730))]
    pub idle_days: i64,
    /// So many days before, its owner is warned.
    #[validate(range(min = 1, max = 60))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 60))]
    pub warn_days: i64,
    /// Customers of these tiers never go back by themselves.
    #[serde(default)]
    #[validate(length(max = 4, code = "length"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 4))]
    pub exempt_tiers: Vec<Tier>,
    /// Customers that one person may own; absent: as many as they like.
    #[serde(default)]
    #[validate(range(min = 1, max = 100_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub most_held: Option<i64>,
    /// Customers that one person may take out of the pool in a day; absent: as many as they like.
    #[serde(default)]
    #[validate(range(min = 1, max = 10_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub most_claims: Option<i64>,
    /// So long nobody can take out again what they put back or lost; 0: at once.
    #[validate(range(min = 0, max = 365))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 365))]
    pub cooling_days: i64,
}

fn warned_before(form: &PoolRulesForm) -> Result<(), ValidationError> {
    if form.warn_days < form.idle_days { Ok(()) } else { Err(crate::values::at("warn_days", "pool_warned_late")) }
}

/// Give a customer to somebody: out of the pool, or from its owner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    pub person_id: Uuid,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "is_printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub reason: String,
}

/// Put a customer back into the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReturn {
    #[validate(length(max = 500), custom(function = "is_name"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: String,
}

/// Let a colleague into a customer's file for a while. Once more with the same colleague: from now on as said here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewShare {
    pub person_id: Uuid,
    /// They may work on it as well: change it, follow it up, see its phones.
    pub may_edit: bool,
    /// The last day, at most a year ahead.
    #[validate(custom(function = "crate::values::is_plausible_day"))]
    pub until: NaiveDate,
}

/// A colleague who is let in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Share {
    pub id: Uuid,
    pub person: PersonRef,
    pub may_edit: bool,
    /// It ends by itself then.
    pub ends_at: DateTime<Utc>,
    pub shared_by: PersonRef,
}

/// A customer came from one to another; nobody: the pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Move {
    pub at: DateTime<Utc>,
    pub kind: MoveKind,
    pub from: Option<PersonRef>,
    pub to: Option<PersonRef>,
    /// Absent where the system did it.
    pub by: Option<PersonRef>,
    pub reason: String,
}

/// Who has a customer, since when, who else is let in, and who had it before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holding {
    /// Absent: it lies in the pool.
    pub owner: Option<PersonRef>,
    pub held_at: DateTime<Utc>,
    /// Without a follow-up it goes back into the pool then.
    pub goes_back_at: Option<DateTime<Utc>>,
    /// Those who are let in now.
    pub shares: Vec<Share>,
    /// The last twenty, newest first.
    pub moves: Vec<Move>,
}
