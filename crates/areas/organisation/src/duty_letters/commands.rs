//! The steps of a duty letter (ORG-04).

use super::entity::{ActiveModel, Column, Entity, Model};
use super::queries;
use super::states::{FLOW, NOT_NOW};
use crate::entity::person;
use chrono::NaiveDate;
use contract::SubjectKind;
use contract::duty_letters::{DutyLetterAct, DutyLetterActKind, DutyLetterForm, DutyLetterStatus};
use contract::permission::Permission;
use contract::permission::duty_letter::Manage;
use contract::tasks::{TaskKind, TaskStatus};
use engines::calendar::local_date;
use engines::numbering::{self, Series};
use engines::tasks::{self, NewTask};
use platform::db::{Door, Tx};
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;
use uuid::Uuid;

/// All three have signed.
pub const IN_FORCE: &str = "duty_letter.in_force";
/// Its last day is over, or who was authorised has left.
pub const ENDED: &str = "duty_letter.ended";
/// It was taken back.
pub const REVOKED: &str = "duty_letter.revoked";

const RENEWED: Refusal = Refusal::new("duty_letter.renewed", locale::problems::DUTY_LETTER_RENEWED);
/// Letters ended in one write.
const CHUNK: u64 = 100;

/// Drafts a letter; who authorises finds it in their inbox.
///
/// # Errors
/// `403` beyond the reach of `duty_letter.manage`, `422` where a person is unknown or the last day is past.
pub async fn draft(tx: &mut Tx, form: &DutyLetterForm) -> Reply<Uuid> {
    insert(tx, form, None).await
}

/// Drafts the letter that follows one that ended.
///
/// # Errors
/// As [`draft`]; `404` where the caller does not see the old one, `409` where it has not ended or another follows already.
pub(super) async fn renew(tx: &mut Tx, id: Uuid, form: &DutyLetterForm) -> Reply<Uuid> {
    let actor = tx.actor()?.clone();
    let old = queries::found(tx.conn(), id, &actor).await?;
    FLOW.plan(&old, DutyLetterActKind::Renew, &actor)?;
    if queries::follower(tx.conn(), id).await?.is_some() {
        return Err(Error::Refused(RENEWED));
    }
    if form.person_id != old.person_id {
        return Err(Error::invalid("/person_id", "letter_other_person"));
    }
    insert(tx, form, Some(id)).await
}

async fn insert(tx: &mut Tx, form: &DutyLetterForm, renews_id: Option<Uuid>) -> Reply<Uuid> {
    let id = Uuid::now_v7();
    let row = ActiveModel {
        id: Set(id),
        version: Set(1),
        number: Set(numbering::next(tx, Series::DutyLetter).await?),
        status: Set(FLOW.start),
        authorised_at: Set(None),
        accepted_at: Set(None),
        supervised_at: Set(None),
        ended_at: Set(None),
        revoked_by: Set(None),
        revoked_reason: Set(String::new()),
        renews_id: Set(renews_id),
        drafted_by: Set(tx.actor()?.id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = written(tx, row, form).await?;
    let it = tx.insert::<Entity, _>(row).await.map_err(|e| e.on_unique("renews_id", RENEWED))?;
    ask(tx, &it).await?;
    emit(tx, "duty_letter.drafted", &it);
    Ok(id)
}

/// Puts a form into a row: everybody in it is there, and the caller may authorise for this person.
async fn written(tx: &Tx, mut row: ActiveModel, form: &DutyLetterForm) -> Reply<ActiveModel> {
    let people = [("/person_id", form.person_id), ("/authoriser_id", form.authoriser_id), ("/supervisor_id", form.supervisor_id)];
    let mut unit = None;
    for (pointer, id) in people {
        let found = person::Entity::find_by_id(id).filter(person::Column::Active.eq(true)).one(tx.conn()).await?;
        let found = found.ok_or_else(|| Error::invalid(pointer, "person_unknown"))?;
        unit.get_or_insert(found.unit_id);
    }
    let unit = unit.unwrap_or_default();
    if !tx.actor()?.scope::<Manage>().covers(form.person_id, unit) {
        return Err(Error::Forbidden(Permission::DutyLetterManage));
    }
    if form.ends_on < today(tx) {
        return Err(Error::invalid("/ends_on", "day_past"));
    }
    row.person_id = Set(form.person_id);
    row.unit_id = Set(unit);
    row.authoriser_id = Set(form.authoriser_id);
    row.supervisor_id = Set(form.supervisor_id);
    row.scope_kind = Set(form.scope_kind);
    row.scope = Set(form.scope.trim().to_owned());
    row.powers = Set(form.powers.trim().to_owned());
    row.starts_on = Set(form.starts_on);
    row.ends_on = Set(form.ends_on);
    Ok(row)
}

/// Changes a draft: what somebody signed never changes.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403`, `409` and `422` as for a draft.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &DutyLetterForm) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    FLOW.plan(&before, DutyLetterActKind::Edit, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if before.renews_id.is_some() && form.person_id != before.person_id {
        return Err(Error::invalid("/person_id", "letter_other_person"));
    }
    let row = written(tx, before.clone().into_active_model(), form).await?;
    let it = tx.update::<Entity, _>(&before, row).await?;
    if it.waits_for() != before.waits_for() {
        ask(tx, &it).await?;
    }
    Ok(())
}

/// Signs a letter or takes it back.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says.
pub async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &DutyLetterAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act.act, &actor)?;
    let now = Set(Some(tx.at()));
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let event = match act.act {
        DutyLetterActKind::Authorise => {
            row.authorised_at = now;
            "duty_letter.authorised"
        }
        DutyLetterActKind::Accept => {
            row.accepted_at = now;
            "duty_letter.accepted"
        }
        DutyLetterActKind::Supervise => {
            row.supervised_at = now;
            IN_FORCE
        }
        DutyLetterActKind::Revoke => {
            row.ended_at = now;
            row.revoked_by = Set(Some(actor.id));
            row.revoked_reason = Set(act.reason.trim().to_owned());
            REVOKED
        }
        // They carry a form, or belong to the clock.
        DutyLetterActKind::Edit | DutyLetterActKind::Renew | DutyLetterActKind::End => return Err(Error::Refused(NOT_NOW)),
    };
    let it = tx.update::<Entity, _>(&before, row).await?;
    ask(tx, &it).await?;
    emit(tx, event, &it);
    Ok(())
}

/// Ends letters whose last day is over, and those of people who have left; tells how many.
///
/// # Errors
/// Where the database fails.
pub async fn end(door: &Door) -> Reply<usize> {
    let mut all = 0;
    loop {
        let ended = door.write_as_system(async |tx: &mut Tx| end_some(tx).await).await?;
        if ended == 0 {
            return Ok(all);
        }
        all += ended;
    }
}

async fn end_some(tx: &mut Tx) -> Reply<usize> {
    let gone = Query::select().column(person::Column::Id).from(person::Entity).and_where(person::Column::Active.eq(false)).to_owned();
    let over = Condition::any().add(Column::EndsOn.lt(today(tx))).add(Column::PersonId.in_subquery(gone));
    let late = Entity::find()
        .filter(Column::Status.is_not_in([DutyLetterStatus::Ended, DutyLetterStatus::Revoked]))
        .filter(over)
        .order_by_asc(Column::Id)
        .limit(CHUNK);
    let late = late.all(tx.conn()).await?;
    for before in &late {
        let step = FLOW.plan_by_system(before, DutyLetterActKind::End)?;
        let mut row = before.clone().into_active_model();
        row.status = Set(step.to());
        row.ended_at = Set(Some(tx.at()));
        let it = tx.update::<Entity, _>(before, row).await?;
        ask(tx, &it).await?;
        emit(tx, ENDED, &it);
    }
    Ok(late.len())
}

/// Closes the task of the signature before and asks for the next.
async fn ask(tx: &mut Tx, it: &Model) -> Reply<()> {
    let over = matches!(it.status, DutyLetterStatus::Ended | DutyLetterStatus::Revoked | DutyLetterStatus::Draft);
    tasks::close(tx, it.id, TaskKind::DutyLetter, if over { TaskStatus::Cancelled } else { TaskStatus::Done }).await?;
    let Some(person) = it.waits_for() else { return Ok(()) };
    let subject = it.subject();
    tasks::open(tx, NewTask { kind: TaskKind::DutyLetter, person, title: subject.title.clone(), subject, due_at: None }).await
}

fn emit(tx: &mut Tx, name: &'static str, it: &Model) {
    let data = json!({ "number": it.number, "person_id": it.person_id, "status": it.status });
    tx.emit(Event { name, kind: SubjectKind::DutyLetter, id: it.id, data });
}

fn today(tx: &Tx) -> NaiveDate {
    local_date(tx.at(), tx.state().config.utc_offset_minutes)
}
