use super::addressing::{self, check};
use super::entity::{addressee, announcement};
use super::states::FLOW;
use chrono::{DateTime, TimeDelta, Utc};
use contract::SubjectKind;
use contract::announcements::{AnnouncementActKind, AnnouncementForm, AnnouncementStatus, Reminded};
use engines::calendar::{end_of_day, start_of_day};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// The event of an announcement that those addressed see from now on.
pub const SHOWN: &str = "announcement.shown";
/// The event of a reminder to those who have not read it.
pub const REMINDED: &str = "announcement.reminded";
/// The event of a withdrawal.
pub const WITHDRAWN: &str = "announcement.withdrawn";

/// From one reminder to the next.
const PATIENCE: TimeDelta = TimeDelta::hours(4);

const NOT_A_DRAFT: Refusal = Refusal::new("announcement.not_a_draft", locale::problems::ANNOUNCEMENT_NOT_A_DRAFT);
const BEYOND: Refusal = Refusal::new("announcement.beyond_reach", locale::problems::ANNOUNCEMENT_BEYOND_REACH);
const OVER: Refusal = Refusal::new("announcement.over", locale::problems::ANNOUNCEMENT_OVER);
const NOT_SHOWN: Refusal = Refusal::new("announcement.not_shown", locale::problems::ANNOUNCEMENT_NOT_SHOWN);
const JUST_REMINDED: Refusal = Refusal::new("announcement.just_reminded", locale::problems::ANNOUNCEMENT_JUST_REMINDED);

/// Writes a draft.
pub(super) async fn draft(tx: &mut Tx, author: &Actor, form: &AnnouncementForm) -> Reply<announcement::Model> {
    check(tx.conn(), author, form).await?;
    let row = announcement::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        title: Set(String::new()),
        body: Set(String::new()),
        pinned: Set(false),
        audience: Set(form.audience),
        units: Set(String::new()),
        roles: Set(String::new()),
        from_on: Set(None),
        until_on: Set(None),
        status: Set(FLOW.start),
        author_id: Set(author.id),
        unit_id: Set(author.unit_id),
        published_at: Set(None),
        shown_from: Set(None),
        shown_until: Set(None),
        told_at: Set(None),
        reminded_at: Set(None),
        withdrawn_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    tx.insert::<announcement::Entity, _>(fill(row, form)?).await
}

fn fill(mut row: announcement::ActiveModel, form: &AnnouncementForm) -> Reply<announcement::ActiveModel> {
    row.title = Set(form.title.trim().to_owned());
    row.body = Set(form.body.trim().to_owned());
    row.pinned = Set(form.pinned);
    row.audience = Set(form.audience);
    row.units = Set(serde_json::to_string(&form.unit_ids)?);
    row.roles = Set(form.roles.join(" "));
    row.from_on = Set(form.from_on);
    row.until_on = Set(form.until_on);
    Ok(row)
}

/// Changes a draft; what was published never changes.
pub(super) async fn edit(
    tx: &mut Tx,
    actor: &Actor,
    before: announcement::Model,
    seen: i64,
    form: &AnnouncementForm,
) -> Reply<announcement::Model> {
    if before.status != AnnouncementStatus::Draft {
        return Err(Error::Refused(NOT_A_DRAFT));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    check(tx.conn(), actor, form).await?;
    let row = fill(before.clone().into_active_model(), form)?;
    tx.update::<announcement::Entity, _>(&before, row).await
}

/// Publishes or withdraws.
pub(super) async fn act(
    tx: &mut Tx,
    actor: &Actor,
    before: announcement::Model,
    seen: i64,
    act: AnnouncementActKind,
) -> Reply<announcement::Model> {
    let step = FLOW.plan(&before, act, actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let (at, offset) = (tx.at(), tx.state().config.utc_offset_minutes);
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        AnnouncementActKind::Publish => {
            if !addressing::reaches(actor, &before)? {
                return Err(Error::Refused(BEYOND));
            }
            let begins = before.from_on.map_or(at, |day| start_of_day(day, offset).max(at));
            let ends = before.until_on.map(|day| end_of_day(day, offset));
            if ends.is_some_and(|ends| ends <= begins) {
                return Err(Error::Refused(OVER));
            }
            row.published_at = Set(Some(at));
            row.shown_from = Set(Some(begins));
            row.shown_until = Set(ends);
            row.told_at = Set((begins <= at).then_some(at));
            let now = tx.update::<announcement::Entity, _>(&before, row).await?;
            addressing::address(tx, &now).await?;
            emit(tx, now.id, "announcement.published");
            if now.told_at.is_some() {
                emit(tx, now.id, SHOWN);
            }
            Ok(now)
        }
        AnnouncementActKind::Withdraw => {
            row.withdrawn_at = Set(Some(at));
            let now = tx.update::<announcement::Entity, _>(&before, row).await?;
            if before.published_at.is_some() {
                emit(tx, now.id, WITHDRAWN);
            }
            Ok(now)
        }
    }
}

/// Whether those addressed see it at this moment.
pub(super) fn is_shown(row: &announcement::Model, now: DateTime<Utc>) -> bool {
    row.status == AnnouncementStatus::Published
        && row.shown_from.is_some_and(|from| from <= now)
        && row.shown_until.is_none_or(|end| end > now)
}

/// Whether a reminder may go out now.
pub(super) fn may_remind(row: &announcement::Model, now: DateTime<Utc>) -> bool {
    is_shown(row, now) && row.reminded_at.or(row.told_at).is_some_and(|last| last + PATIENCE <= now)
}

/// Confirms that a person has read it. A second time changes nothing.
pub(super) async fn read(tx: &mut Tx, id: Uuid, person: Uuid) -> Reply<()> {
    let mine = addressee::Entity::find().filter(addressee::Column::AnnouncementId.eq(id)).filter(addressee::Column::PersonId.eq(person));
    let before = mine.one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.read_at.is_some() {
        return Ok(());
    }
    let mut row = before.clone().into_active_model();
    row.read_at = Set(Some(tx.at()));
    tx.update::<addressee::Entity, _>(&before, row).await?;
    Ok(())
}

/// Reminds those who have not read it, at most every four hours.
pub(super) async fn remind(tx: &mut Tx, before: announcement::Model) -> Reply<Reminded> {
    if !is_shown(&before, tx.at()) {
        return Err(Error::Refused(NOT_SHOWN));
    }
    if !may_remind(&before, tx.at()) {
        return Err(Error::Refused(JUST_REMINDED));
    }
    let mut row = before.clone().into_active_model();
    row.reminded_at = Set(Some(tx.at()));
    let now = tx.update::<announcement::Entity, _>(&before, row).await?;
    let people = addressing::announced(tx, now.id).await?.map_or(0, |one| one.people.len());
    emit(tx, now.id, REMINDED);
    Ok(Reminded { people: people as u64 })
}

/// Tells of announcements whose first day has come, each in a write of its own; gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn show_due(door: &Door) -> Reply<u64> {
    let due = announcement::Entity::find()
        .select_only()
        .column(announcement::Column::Id)
        .filter(announcement::Column::Status.eq(AnnouncementStatus::Published))
        .filter(announcement::Column::ToldAt.is_null())
        .filter(announcement::Column::ShownFrom.lte(door.state().clock.now()))
        .order_by_asc(announcement::Column::Id);
    let ids: Vec<Uuid> = due.into_tuple().all(door.reader().conn()).await?;
    let mut shown = 0;
    for id in ids {
        let one = async move |tx: &mut Tx| {
            let before = announcement::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
            // Withdrawn or told of meanwhile.
            if before.told_at.is_some() || !is_shown(&before, tx.at()) {
                return Ok(0);
            }
            let mut row = before.clone().into_active_model();
            row.told_at = Set(Some(tx.at()));
            tx.update::<announcement::Entity, _>(&before, row).await?;
            emit(tx, id, SHOWN);
            Ok(1)
        };
        shown += door.write_as_system(one).await?;
    }
    Ok(shown)
}

fn emit(tx: &mut Tx, id: Uuid, name: &'static str) {
    tx.emit(Event { name, kind: SubjectKind::Announcement, id, data: json!({}) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::announcements::Audience;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn published() -> announcement::Model {
        let begun = at("2026-11-20T09:00:00+08:00");
        announcement::Model {
            id: Uuid::nil(),
            version: 2,
            title: "放假安排".into(),
            body: "元旦放假三天。".into(),
            pinned: false,
            audience: Audience::All,
            units: "[]".into(),
            roles: String::new(),
            from_on: None,
            until_on: "2026-11-21".parse().ok(),
            status: AnnouncementStatus::Published,
            author_id: Uuid::nil(),
            unit_id: Uuid::nil(),
            published_at: Some(begun),
            shown_from: Some(begun),
            shown_until: Some(at("2026-11-22T00:00:00+08:00")),
            told_at: Some(begun),
            reminded_at: None,
            withdrawn_at: None,
            created_at: begun,
            updated_at: begun,
        }
    }

    #[test]
    fn day_12_an_announcement_is_shown_from_its_first_day_to_the_end_of_its_last() {
        let row = published();
        assert!(!is_shown(&row, at("2026-11-20T08:59:00+08:00")));
        assert!(is_shown(&row, at("2026-11-20T09:00:00+08:00")));
        assert!(is_shown(&row, at("2026-11-21T23:59:00+08:00")));
        assert!(!is_shown(&row, at("2026-11-22T00:00:00+08:00")));
        assert!(!is_shown(&announcement::Model { status: AnnouncementStatus::Withdrawn, ..row }, at("2026-11-20T10:00:00+08:00")));
    }

    #[test]
    fn day_12_nobody_is_reminded_twice_within_four_hours() {
        let row = published();
        assert!(!may_remind(&row, at("2026-11-20T12:59:00+08:00")), "they were told just now");
        assert!(may_remind(&row, at("2026-11-20T13:00:00+08:00")));
        let again = announcement::Model { reminded_at: Some(at("2026-11-20T14:00:00+08:00")), ..row };
        assert!(!may_remind(&again, at("2026-11-20T17:00:00+08:00")));
        assert!(!may_remind(&again, at("2026-11-22T10:00:00+08:00")), "it is over");
    }
}
