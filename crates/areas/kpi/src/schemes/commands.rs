use super::entity::{ActiveModel, Column, Entity, Model};
use super::forms;
use super::queries::found;
use super::rules::{DRAFT_EXISTS, Known, NOT_NOW, actions, status, unknown};
use crate::month::Month;
use contract::SubjectKind;
use contract::kpi::schemes::{SchemeAct, SchemeActKind, SchemeForm};
use engines::Areas;
use engines::calendar::local_date;
use engines::people::Staff;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

/// From the beginning, so that demo data and imports of earlier days find them.
const ALWAYS: &str = "2000-01";

/// Puts the built-in schemes into force, where the company has none for the role.
///
/// # Errors
/// Where the database fails.
pub async fn ensure(tx: &mut Tx) -> Reply<()> {
    let known: Vec<String> = Entity::find().select_only().column(Column::Role).distinct().into_tuple().all(tx.conn()).await?;
    for (at, form) in forms().enumerate().filter(|(_, form)| !known.contains(&form.role)) {
        let place = Place { number: 1, position: i64::try_from(at).unwrap_or(i64::MAX), author: None };
        let row = new(tx, &place, &form)?;
        tx.insert::<Entity, _>(ActiveModel { from_month: Set(Some(ALWAYS.to_owned())), ..row }).await?;
    }
    Ok(())
}

/// Writes a version down as it is: for the demo company. Without a month it is a draft.
///
/// # Errors
/// Where the database fails.
pub async fn seed(tx: &mut Tx, form: &SchemeForm, from_month: Option<&str>) -> Reply<()> {
    let place = next(tx, &form.role).await?;
    let row = new(tx, &place, form)?;
    tx.insert::<Entity, _>(ActiveModel { from_month: Set(from_month.map(str::to_owned)), ..row }).await?;
    Ok(())
}

/// Begins a new version; there is one draft of a role at a time.
///
/// # Errors
/// `409` where there is a draft, `422` where the form names something unknown.
pub(super) async fn draft(tx: &mut Tx, areas: &Areas, form: &SchemeForm) -> Reply<Model> {
    check(tx, areas, form).await?;
    if has_draft(tx, &form.role).await? {
        return Err(Error::Refused(DRAFT_EXISTS));
    }
    let place = next(tx, &form.role).await?;
    let row = new(tx, &place, form)?;
    let row = tx.insert::<Entity, _>(row).await?;
    emit(tx, &row, "kpi_scheme.drafted");
    Ok(row)
}

/// Changes a draft.
///
/// # Errors
/// `404`, `409` for what is no draft, `412`, `422`.
pub(super) async fn edit(tx: &mut Tx, areas: &Areas, id: Uuid, seen: i64, form: &SchemeForm) -> Reply<Model> {
    let before = found(tx.conn(), None, id).await?;
    if before.from_month.is_some() {
        return Err(Error::Refused(NOT_NOW));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    if form.role != before.role {
        return Err(Error::invalid("/role", "field_invalid"));
    }
    check(tx, areas, form).await?;
    let mut row = before.clone().into_active_model();
    row.name = Set(form.name.trim().to_owned());
    row.content = Set(serde_json::to_string(form)?);
    row.author_id = Set(Some(tx.actor()?.id));
    tx.update::<Entity, _>(&before, row).await
}

/// Puts a draft in force from a month on, or makes a planned version a draft again.
///
/// # Errors
/// `404`, `409`, `412`, `422` for a month that is past.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &SchemeAct) -> Reply<Model> {
    let this_month = Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes)).to_string();
    let before = found(tx.conn(), None, id).await?;
    let kind = match act {
        SchemeAct::Recall => SchemeActKind::Recall,
        SchemeAct::PutInForce(_) => SchemeActKind::PutInForce,
    };
    // Whether an earlier version is in force makes no difference to what can be done with this one.
    if !actions(status(before.from_month.as_deref(), &this_month, false)).contains(&kind) {
        return Err(Error::Refused(NOT_NOW));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    let event = match act {
        SchemeAct::Recall => {
            if has_draft(tx, &before.role).await? {
                return Err(Error::Refused(DRAFT_EXISTS));
            }
            row.from_month = Set(None);
            "kpi_scheme.recalled"
        }
        SchemeAct::PutInForce(body) => {
            let month: Month = body.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
            if month.to_string() < this_month {
                return Err(Error::invalid("/from_month", "date_past"));
            }
            row.from_month = Set(Some(month.to_string()));
            "kpi_scheme.put_in_force"
        }
    };
    let now = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &now, event);
    Ok(now)
}

/// Where a new version stands.
struct Place {
    number: i64,
    position: i64,
    author: Option<Uuid>,
}

async fn next(tx: &Tx, role: &str) -> Reply<Place> {
    let last = Entity::find().filter(Column::Role.eq(role)).order_by_desc(Column::Number).limit(1).one(tx.conn()).await?;
    let author = tx.person();
    if let Some(last) = last {
        return Ok(Place { number: last.number + 1, position: last.position, author });
    }
    let lowest = Entity::find().order_by_desc(Column::Position).limit(1).one(tx.conn()).await?;
    Ok(Place { number: 1, position: lowest.map_or(0, |row| row.position + 1), author })
}

fn new(tx: &Tx, place: &Place, form: &SchemeForm) -> Reply<ActiveModel> {
    let at = tx.at();
    Ok(ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        role: Set(form.role.clone()),
        number: Set(place.number),
        position: Set(place.position),
        name: Set(form.name.trim().to_owned()),
        from_month: Set(None),
        content: Set(serde_json::to_string(form)?),
        author_id: Set(place.author),
        created_at: Set(at),
        updated_at: Set(at),
    })
}

async fn has_draft(tx: &Tx, role: &str) -> Reply<bool> {
    Ok(Entity::find().filter(Column::Role.eq(role)).filter(Column::FromMonth.is_null()).one(tx.conn()).await?.is_some())
}

async fn check(tx: &Tx, areas: &Areas, form: &SchemeForm) -> Reply<()> {
    let staff = Staff::load(tx.conn()).await?;
    let known = |fact: &'static engines::FactDef| Known {
        fact: fact.key,
        measures: fact.measures,
        outcomes: crate::sums::outcomes_of(areas, fact.key).into_iter().filter_map(locale::path_of).collect(),
    };
    let facts: Vec<Known<'_>> = crate::facts::sources(areas).map(known).collect();
    let held = |role: &str| staff.people().iter().any(|p| p.active && p.roles.iter().any(|held| held == role));
    let bad = unknown(form, &facts, held);
    if bad.is_empty() { Ok(()) } else { Err(Error::Invalid(bad)) }
}

fn emit(tx: &mut Tx, row: &Model, name: &'static str) {
    let data = serde_json::json!({ "role": row.role, "number": row.number, "from_month": row.from_month });
    tx.emit(Event { name, kind: SubjectKind::KpiScheme, id: row.id, data });
}
