use super::entity::ActiveModel;
use chrono::{DateTime, Utc};
use contract::customers::{CustomerKind, ReviewStatus, Tier};
use platform::auth::Actor;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// A new file of whoever enters it, with nothing filled in but what every file begins with: it waits for review (CRM-03).
pub(crate) fn blank(actor: &Actor, at: DateTime<Utc>, number: String) -> ActiveModel {
    ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(number),
        name: Set(String::new()),
        name_key: Set(String::new()),
        kind: Set(CustomerKind::Company),
        credit_code: Set(None),
        tier: Set(Tier::D),
        source: Set(None),
        industry: Set(String::new()),
        employees: Set(None),
        turnover_cents: Set(None),
        city: Set(String::new()),
        address_sealed: Set(None),
        phone_sealed: Set(None),
        phone_hint: Set(None),
        phone_hash: Set(None),
        need: Set(String::new()),
        first_contact_on: Set(None),
        tags: Set(String::new()),
        review: Set(ReviewStatus::Pending),
        review_remark: Set(None),
        reviewed_at: Set(None),
        proposal: Set(None),
        proposal_id: Set(None),
        merged_into: Set(None),
        completeness: Set(0),
        owner_id: Set(Some(actor.id)),
        unit_id: Set(actor.unit_id),
        entered_by: Set(actor.id),
        import_id: Set(None),
        held_at: Set(at),
        warned_at: Set(None),
        last_followed_at: Set(None),
        next_follow_up_on: Set(None),
        created_at: Set(at),
        updated_at: Set(at),
    }
}
