//! What people are paid besides what their grade brings: dated, none is overwritten.

use super::amounts::{opened, sealed};
use super::entity::{run, term};
use crate::gradings::staff_grades;
use crate::month::Month;
use contract::SubjectKind;
use contract::kpi::pay::{NewPayTerm, PayStatus, PayTerm, PayTermSet, PayTerms, PersonPay};
use contract::permission::Permission;
use contract::permission::pay::{Prepare, Read};
use contract::{Money, PersonRef};
use engines::people::{Names, PersonnelFiles, Staff};
use locale::problems as text;
use platform::auth::Actor;
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::Keys;
use platform::{Error, Refusal, Reply};
use rust_decimal::Decimal;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const OWN: Refusal = Refusal::new("pay.own", text::PAY_OWN);

/// The amounts of terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    pub basic: Decimal,
    pub performance: Decimal,
}

/// Sets somebody's terms from a month on whose pay is not checked yet; nobody sets their own.
///
/// # Errors
/// `422` for unknown people and months that are checked, `409` for one's own, `403` beyond reach.
pub async fn set(tx: &mut Tx, new: &NewPayTerm) -> Reply<PayTermSet> {
    let actor = tx.actor()?.clone();
    let staff = Staff::load(tx.conn()).await?;
    let person = staff.person(new.person_id).filter(|person| actor.scope::<Read>().covers(person.id, person.unit_id));
    let person = person.ok_or_else(|| Error::invalid("/person_id", "person_unknown"))?;
    if !actor.scope::<Prepare>().covers(person.id, person.unit_id) {
        return Err(Error::Forbidden(Permission::PayPrepare));
    }
    if person.id == actor.id {
        return Err(Error::Refused(OWN));
    }
    let month: Month = new.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
    if is_settled(tx.conn(), month).await? {
        return Err(Error::invalid("/from_month", "pay_checked"));
    }
    let amounts = Terms { basic: new.basic.amount, performance: new.performance.amount };
    let row = term::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        person_id: Set(person.id),
        from_month: Set(month.to_string()),
        sealed: Set(sealed(&tx.state().keys, &amounts)?),
        reason: Set(new.reason.trim().to_owned()),
        author_id: Set(actor.id),
        created_at: Set(tx.at()),
    };
    let row = tx.insert::<term::Entity, _>(row).await?;
    let data = serde_json::json!({ "person_id": row.person_id, "from_month": row.from_month });
    tx.emit(Event { name: "pay_term.set", kind: SubjectKind::Pay, id: row.id, data });
    Ok(PayTermSet { id: row.id, person: PersonRef { id: person.id, name: person.name.clone() }, from_month: row.from_month })
}

/// Whether the pay of a month, or of one after it, is checked.
pub(super) async fn is_settled(conn: &impl ConnectionTrait, month: Month) -> Reply<bool> {
    let settled = run::Entity::find().filter(run::Column::Month.gte(month.to_string())).filter(run::Column::Status.ne(PayStatus::Draft));
    Ok(settled.one(conn).await?.is_some())
}

async fn rows(conn: &impl ConnectionTrait) -> Reply<Vec<term::Model>> {
    let found = term::Entity::find().order_by_asc(term::Column::FromMonth).order_by_asc(term::Column::CreatedAt);
    Ok(found.order_by_asc(term::Column::Id).all(conn).await?)
}

/// The terms in force in a month by person.
pub(super) async fn of_month(conn: &impl ConnectionTrait, keys: &Keys, month: &str) -> Reply<HashMap<Uuid, Terms>> {
    let mut latest: HashMap<Uuid, term::Model> = HashMap::new();
    for row in rows(conn).await?.into_iter().filter(|row| row.from_month.as_str() <= month) {
        latest.insert(row.person_id, row);
    }
    latest.into_values().map(|row| Ok((row.person_id, opened(keys, &row.sealed)?))).collect()
}

/// The terms of everyone within reach, with those of other months.
pub(super) async fn of_everyone(conn: &impl ConnectionTrait, keys: &Keys, who: &Actor, month: Month) -> Reply<PayTerms> {
    let (staff, files) = (Staff::load(conn).await?, PersonnelFiles::load(conn).await?);
    let (grades, rows) = (staff_grades(conn, month).await?, rows(conn).await?);
    let names = Names::load(conn, rows.iter().map(|row| row.author_id)).await?;
    let term = |row: &term::Model| -> Reply<PayTerm> {
        let amounts: Terms = opened(keys, &row.sealed)?;
        Ok(PayTerm {
            id: row.id,
            from_month: row.from_month.clone(),
            basic: money(amounts.basic),
            performance: money(amounts.performance),
            reason: row.reason.clone(),
            set_by: names.of(row.author_id),
            set_at: row.created_at,
        })
    };
    let mut items = Vec::new();
    for person in staff.people().iter().filter(|p| p.active && who.scope::<Read>().covers(p.id, p.unit_id)) {
        let own: Vec<&term::Model> = rows.iter().filter(|row| row.person_id == person.id).collect();
        let now = own.iter().rposition(|row| row.from_month <= month.to_string());
        let others = own.iter().enumerate().rev().filter(|(at, _)| Some(*at) != now).map(|(_, row)| term(row));
        items.push(PersonPay {
            person: PersonRef { id: person.id, name: person.name.clone() },
            post: person.post.clone(),
            employment: files.of(person.id).employment,
            grade: grades.get(&person.id).map(|held| held.grade),
            now: now.and_then(|at| own.get(at)).map(|row| term(row)).transpose()?,
            others: others.collect::<Reply<_>>()?,
        });
    }
    Ok(PayTerms { items, editable: who.may(Permission::PayPrepare) })
}

/// Yuan.
pub(super) fn money(amount: Decimal) -> Money {
    let mut amount = amount;
    amount.rescale(2);
    Money { amount, currency: "CNY".to_owned() }
}
