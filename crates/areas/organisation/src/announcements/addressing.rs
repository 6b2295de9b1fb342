//! Whom an announcement is for.

use super::entity::{addressee, announcement};
use crate::entity::{person, person_role, role, unit};
use crate::keys::people_only;
use contract::announcements::{AnnouncementForm, AnnouncementStatus, Audience};
use contract::permission::announcement::Publish;
use engines::people::Staff;
use platform::auth::Actor;
use platform::db::Tx;
use platform::error::Violation;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows of one statement.
const CHUNK: usize = 1000;

/// Who reaches only some units addresses these, never everyone nor a role; units and roles must exist.
///
/// # Errors
/// `422` at the field that goes too far or names what is not there.
pub(super) async fn check(conn: &impl ConnectionTrait, actor: &Actor, form: &AnnouncementForm) -> Reply<()> {
    let scope = actor.scope::<Publish>();
    if form.audience != Audience::Units && !scope.is_all() {
        return Err(Error::invalid("/audience", "announcement_reach"));
    }
    let mut bad = Vec::new();
    if form.audience == Audience::Units {
        let open =
            unit::Entity::find().filter(unit::Column::Id.is_in(form.unit_ids.iter().copied())).filter(unit::Column::ClosedOn.is_null());
        let open: BTreeSet<Uuid> = open.all(conn).await?.into_iter().map(|unit| unit.id).collect();
        for (at, id) in form.unit_ids.iter().enumerate() {
            if !open.contains(id) {
                bad.push(Violation::new(format!("/unit_ids/{at}"), "unit_unknown"));
            } else if !scope.covers(Uuid::nil(), *id) {
                bad.push(Violation::new(format!("/unit_ids/{at}"), "announcement_reach"));
            }
        }
    }
    if form.audience == Audience::Roles {
        let known = role::Entity::find().filter(role::Column::Code.is_in(form.roles.iter().map(String::as_str))).all(conn).await?;
        for (at, code) in form.roles.iter().enumerate() {
            if !known.iter().any(|role| role.code == *code) {
                bad.push(Violation::new(format!("/roles/{at}"), "role_unknown"));
            }
        }
    }
    if bad.is_empty() { Ok(()) } else { Err(Error::Invalid(bad)) }
}

/// Whether the actor reaches everyone whom a draft, written perhaps by somebody who reaches further, addresses.
pub(super) fn reaches(actor: &Actor, row: &announcement::Model) -> Reply<bool> {
    let scope = actor.scope::<Publish>();
    Ok(match row.audience {
        Audience::Units => units_of(row)?.into_iter().all(|unit| scope.covers(Uuid::nil(), unit)),
        Audience::All | Audience::Roles => scope.is_all(),
    })
}

/// The ids of the units that an announcement names.
pub(super) fn units_of(row: &announcement::Model) -> Reply<Vec<Uuid>> {
    Ok(serde_json::from_str(&row.units)?)
}

/// Whether an announcement is for a person of this unit, whose units above are known to `staff`, with these roles.
fn is_for(row: &announcement::Model, staff: &Staff, id: Uuid) -> Reply<bool> {
    Ok(match row.audience {
        Audience::All => true,
        Audience::Units => units_of(row)?.into_iter().any(|unit| staff.within(unit).contains(&id)),
        Audience::Roles => staff.person(id).is_some_and(|p| p.roles.iter().any(|held| row.roles.split_whitespace().any(|r| r == held))),
    })
}

/// Writes down whom an announcement is for as of now: people who work here, no programs.
pub(super) async fn address(tx: &mut Tx, row: &announcement::Model) -> Reply<()> {
    let mut people =
        person::Entity::find().select_only().column(person::Column::Id).filter(person::Column::Active.eq(true)).filter(people_only());
    match row.audience {
        Audience::All => {}
        Audience::Units => {
            let staff = Staff::load(tx.conn()).await?;
            let within: BTreeSet<Uuid> = units_of(row)?.into_iter().flat_map(|unit| staff.within(unit)).collect();
            let all: BTreeSet<Uuid> = people.into_tuple::<Uuid>().all(tx.conn()).await?.into_iter().collect();
            return add(tx, row.id, all.intersection(&within).copied().collect()).await;
        }
        Audience::Roles => {
            let held = person_role::Entity::find()
                .select_only()
                .column(person_role::Column::PersonId)
                .filter(person_role::Column::Role.is_in(row.roles.split_whitespace()));
            let held: BTreeSet<Uuid> = held.into_tuple::<Uuid>().all(tx.conn()).await?.into_iter().collect();
            people = people.filter(person::Column::Id.is_in(held));
        }
    }
    let ids = people.into_tuple().all(tx.conn()).await?;
    add(tx, row.id, ids).await
}

async fn add(tx: &Tx, announcement: Uuid, people: Vec<Uuid>) -> Reply<()> {
    let row = |person: &Uuid| addressee::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        announcement_id: Set(announcement),
        person_id: Set(*person),
        read_at: Set(None),
    };
    for some in people.chunks(CHUNK) {
        addressee::Entity::insert_many(some.iter().map(row)).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// An announcement as those who tell of it need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub id: Uuid,
    pub title: String,
    /// Those addressed who have not read it.
    pub people: Vec<Uuid>,
}

/// A published announcement with those who have not read it; `None` where it is withdrawn by now.
///
/// # Errors
/// Where the database fails.
pub async fn announced(tx: &Tx, id: Uuid) -> Reply<Option<Announced>> {
    let found = announcement::Entity::find_by_id(id).filter(announcement::Column::Status.eq(AnnouncementStatus::Published));
    let Some(row) = found.one(tx.conn()).await? else { return Ok(None) };
    let people = addressee::Entity::find()
        .select_only()
        .column(addressee::Column::PersonId)
        .filter(addressee::Column::AnnouncementId.eq(id))
        .filter(addressee::Column::ReadAt.is_null());
    Ok(Some(Announced { id, title: row.title, people: people.into_tuple().all(tx.conn()).await? }))
}

/// Somebody is new, or in another unit or role than before: what is published for such people is from now on for them, too.
///
/// # Errors
/// Where the database fails.
pub async fn join(tx: &mut Tx, id: Uuid) -> Reply<Vec<Announced>> {
    let at = tx.at();
    let known =
        addressee::Entity::find().select_only().column(addressee::Column::AnnouncementId).filter(addressee::Column::PersonId.eq(id));
    let known: Vec<Uuid> = known.into_tuple().all(tx.conn()).await?;
    let open = announcement::Entity::find()
        .filter(announcement::Column::Status.eq(AnnouncementStatus::Published))
        .filter(Condition::any().add(announcement::Column::ShownUntil.is_null()).add(announcement::Column::ShownUntil.gt(at)))
        .filter(announcement::Column::Id.is_not_in(known));
    let open = open.all(tx.conn()).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let staff = Staff::load(tx.conn()).await?;
    let mut news = Vec::new();
    for row in open {
        if !is_for(&row, &staff, id)? {
            continue;
        }
        add(tx, row.id, vec![id]).await?;
        if row.told_at.is_some() {
            news.push(Announced { id: row.id, title: row.title, people: vec![id] });
        }
    }
    Ok(news)
}
