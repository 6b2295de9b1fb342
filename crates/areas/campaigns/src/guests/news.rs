//! Guests hear that a campaign was put off or called off (CMP-12): whoever invited them is asked to tell them, and the page where people
//! sign up says it by itself.

use super::entity::{Column, Entity, Model};
use crate::entity::Model as Campaign;
use crate::queries::subject;
use contract::campaigns::guests::GuestStatus;
use contract::tasks::{TaskKind, TaskStatus};
use engines::people;
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::db::Tx;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Those who count on it.
const EXPECTING: [GuestStatus; 3] = [GuestStatus::Invited, GuestStatus::Confirmed, GuestStatus::Waiting];

/// Everybody who counts on the campaign has to hear what became of it.
pub(crate) async fn must_hear(tx: &mut Tx, campaign: &Campaign) -> Reply<()> {
    let expecting = Condition::all().add(Column::CampaignId.eq(campaign.id)).add(Column::Status.is_in(EXPECTING));
    let by: Vec<Option<Uuid>> =
        Entity::find().select_only().column(Column::AddedBy).distinct().filter(expecting.clone()).into_tuple().all(tx.conn()).await?;
    Entity::update_many()
        .col_expr(Column::UntoldSince, Expr::value(tx.at()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(expecting)
        .exec(tx.conn())
        .await?;
    tasks::close(tx, campaign.id, TaskKind::GuestNews, TaskStatus::Cancelled).await?;
    let mut tellers = BTreeSet::new();
    for person in by {
        tellers.insert(teller(tx, campaign, person).await?);
    }
    for person in tellers {
        let subject = subject(campaign);
        let title = subject.title.clone();
        tasks::open(tx, NewTask { kind: TaskKind::GuestNews, person, title, subject, due_at: None }).await?;
    }
    Ok(())
}

/// Who tells the guests that somebody invited: they, or the campaign's owner for those who signed up themselves or whose host left.
async fn teller(tx: &Tx, campaign: &Campaign, added_by: Option<Uuid>) -> Reply<Uuid> {
    match added_by {
        Some(person) if people::unit_of(tx.conn(), person).await.is_ok() => Ok(person),
        _ => Ok(campaign.owner_id),
    }
}

/// A guest heard of it: whoever has nobody left to tell is done.
pub(super) async fn told(tx: &mut Tx, guest: &Model, campaign: &Campaign) -> Reply<()> {
    if guest.untold_since.is_none() {
        return Ok(());
    }
    let person = teller(tx, campaign, guest.added_by).await?;
    let untold = Entity::find().filter(Column::CampaignId.eq(campaign.id)).filter(Column::UntoldSince.is_not_null());
    let of_person = if person == campaign.owner_id {
        Condition::any().add(Column::AddedBy.is_null()).add(Column::AddedBy.eq(person))
    } else {
        Condition::all().add(Column::AddedBy.eq(person))
    };
    if untold.filter(of_person).count(tx.conn()).await? == 0 {
        tasks::close_for(tx, campaign.id, TaskKind::GuestNews, person, TaskStatus::Done).await?;
    }
    Ok(())
}
