//! The history of somebody's roles: a score of a past month follows the roles of then (KPI-05).

use crate::entity::{person, role_term};
use chrono::{Days, NaiveDate};
use engines::calendar::local_date;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, Set};
use uuid::Uuid;

/// Within so many days after the first one, roles are taken to have been held from the start: accounts are opened a little later.
const SETTLING_IN: u64 = 31;

/// Keeps from when on which roles are held, by days: what was held for a part of a day only leaves no trace. Both lists are in order.
pub(crate) async fn keep(tx: &Tx, found: &person::Model, held: &[String], wanted: &[String]) -> Reply<()> {
    let offset = tx.state().config.utc_offset_minutes;
    let today = local_date(tx.at(), offset);
    let yesterday = today.checked_sub_days(Days::new(1));
    let of_person = || role_term::Entity::find().filter(role_term::Column::PersonId.eq(found.id));
    let open = of_person().filter(role_term::Column::ToOn.is_null()).one(tx.conn()).await?;
    let Some(open) = open else {
        let since = found.roles_at.map(|at| local_date(at, offset));
        let new_here = found.entered_on.is_none_or(|on| on.checked_add_days(Days::new(SETTLING_IN)).is_none_or(|settled| today <= settled));
        if held.is_empty() && since.is_none() && new_here {
            return begin(tx, found.id, wanted, None).await;
        }
        // Of earlier days of a history that begins now, only the roles at its beginning are known.
        if since.is_none_or(|since| since < today) {
            let ended = role_term::ActiveModel { to_on: Set(yesterday), ..row(found.id, held, since) };
            role_term::Entity::insert(ended).exec_without_returning(tx.conn()).await?;
        }
        return begin(tx, found.id, wanted, Some(today)).await;
    };
    if open.from_on != Some(today) {
        let mut ended = open.into_active_model();
        ended.to_on = Set(yesterday);
        ended.update(tx.conn()).await?;
        return begin(tx, found.id, wanted, Some(today)).await;
    }
    // The second change of a day.
    let before = of_person().filter(role_term::Column::ToOn.eq(yesterday)).one(tx.conn()).await?;
    match before.filter(|before| before.roles == wanted.join(" ")) {
        Some(before) => {
            open.delete(tx.conn()).await?;
            let mut again = before.into_active_model();
            again.to_on = Set(None);
            again.update(tx.conn()).await?;
        }
        None => {
            let mut other = open.into_active_model();
            other.roles = Set(wanted.join(" "));
            other.update(tx.conn()).await?;
        }
    }
    Ok(())
}

async fn begin(tx: &Tx, person: Uuid, roles: &[String], from_on: Option<NaiveDate>) -> Reply<()> {
    role_term::Entity::insert(row(person, roles, from_on)).exec_without_returning(tx.conn()).await?;
    Ok(())
}

fn row(person: Uuid, roles: &[String], from_on: Option<NaiveDate>) -> role_term::ActiveModel {
    role_term::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person),
        roles: Set(roles.join(" ")),
        from_on: Set(from_on),
        to_on: Set(None),
    }
}
