//! The list of customers reads the columns of its rows and no others: a file has two and a half times as many.

use super::entity::Entity;
use super::policy::reach;
use chrono::{DateTime, NaiveDate, Utc};
use contract::customers::{CustomerRow, ProposalStatus, ReviewStatus, Tier};
use contract::page::Page;
use contract::permission::{Right, customer};
use contract::values::{Masked, SubjectKind};
use engines::people::Names;
use platform::Reply;
use platform::auth::Actor;
use platform::list::{Edge, Parsed, page_of, total};
use platform::seal::Keys;
use sea_orm::{ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, Select, Value};
use uuid::Uuid;

/// A page of the files that may be read and are within reach of this right (CRM-15).
pub(super) async fn list<R: Right>(conn: &impl ConnectionTrait, keys: &Keys, actor: &Actor, query: &Parsed) -> Reply<Page<CustomerRow>> {
    let mut select = Entity::find().filter(reach::<customer::Read>(actor)).filter(reach::<R>(actor));
    if let Some(q) = &query.q {
        select = select.filter(engines::search::condition(conn, keys, SubjectKind::Customer, "customer.id", q));
    }
    let found = page_of(conn, select.clone(), query, Select::into_partial_model::<Listed>).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().filter_map(|f| f.owner_id)).await?;
    let row = |file: Listed| CustomerRow {
        owner: file.owner_id.map(|id| names.of(id)),
        phone: file.phone_hint.map(Masked::showing),
        tags: super::tags::split(&file.tags),
        id: file.id,
        number: file.number,
        name: file.name,
        tier: file.tier,
        industry: file.industry,
        city: file.city,
        review: file.review,
        proposal: file.proposal,
        last_followed_at: file.last_followed_at,
        next_follow_up_on: file.next_follow_up_on,
        created_at: file.created_at,
        version: file.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// The files that a query finds for whoever may read them; `None` where they are more than a page of an export.
pub(crate) async fn found(conn: &impl ConnectionTrait, keys: &Keys, actor: &Actor, query: Parsed) -> Reply<Option<Vec<Uuid>>> {
    let page = list::<customer::Read>(conn, keys, actor, &query.for_export()).await?;
    Ok(page.next.is_none().then(|| page.items.into_iter().map(|row| row.id).collect()))
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Listed {
    id: Uuid,
    version: i64,
    number: String,
    name: String,
    tier: Tier,
    industry: String,
    city: String,
    phone_hint: Option<String>,
    tags: String,
    review: ReviewStatus,
    proposal: Option<ProposalStatus>,
    owner_id: Option<Uuid>,
    last_followed_at: Option<DateTime<Utc>>,
    next_follow_up_on: Option<NaiveDate>,
    created_at: DateTime<Utc>,
}

impl Edge for Listed {
    fn edge(&self, column: &str) -> Option<Value> {
        match column {
            "id" => Some(self.id.into()),
            "number" => Some(self.number.clone().into()),
            "name" => Some(self.name.clone().into()),
            "created_at" => Some(self.created_at.into()),
            _ => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_sort_has_its_next_page() {
        let row = Listed {
            id: Uuid::from_u128(1),
            version: 1,
            number: "KH-000001".into(),
            name: "成都嘉业".into(),
            tier: Tier::A,
            industry: String::new(),
            city: String::new(),
            phone_hint: None,
            tags: String::new(),
            review: ReviewStatus::Approved,
            proposal: None,
            owner_id: None,
            last_followed_at: None,
            next_follow_up_on: None,
            created_at: DateTime::UNIX_EPOCH,
        };
        let sorts = super::super::LIST.fields.iter().filter(|field| field.sortable);
        for column in sorts.map(|field| field.column).chain(["id"]) {
            assert!(row.edge(column).is_some(), "{column}");
        }
    }
}
