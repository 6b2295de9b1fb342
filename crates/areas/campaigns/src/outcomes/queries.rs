use super::archive::frozen;
use super::entity::{Column, Entity, Model};
use super::figures::{Won, counted, work_out};
use crate::entity::{self as campaign, Model as Campaign};
use crate::guests::touches;
use crate::policy;
use crate::queries::subject;
use contract::SubjectKind;
use contract::campaigns::outcomes::{CampaignLesson, CampaignLessons, CampaignOutcome, ContractShare, CountedFor, WonContract};
use contract::campaigns::{CampaignForm, CampaignStatus};
use contract::permission::Permission;
use contract::timeline::{TimelineItem, TimelineKind};
use contract::values::{Money, Subject};
use engines::calendar::{local_date, start_of_day};
use engines::people::Names;
use engines::{Areas, Asking, attachments};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// Lessons that are shown.
const LESSONS: u64 = 5;
/// As many as a timeline asks for.
const MOST: u64 = 100;

/// A contract whose customer the asker sees.
pub(super) async fn found(conn: &impl ConnectionTrait, asking: &Asking<'_>, areas: &Areas, id: Uuid) -> Reply<(Model, Subject)> {
    let row = Entity::find_by_id(id).one(conn).await?.ok_or(Error::NotFound)?;
    let customer = areas.record(asking, SubjectKind::Customer, row.customer_id).await?.ok_or(Error::NotFound)?;
    Ok((row, customer))
}

/// A contract with the campaigns that it counts for.
pub(super) async fn present(conn: &impl ConnectionTrait, asking: &Asking<'_>, row: Model, customer: Subject) -> Reply<WonContract> {
    let files = attachments::counts(conn, SubjectKind::WonContract, &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let touches = touches(conn, &[row.customer_id]).await?.remove(&row.customer_id).unwrap_or_default();
    let shares = if files > 0 { counted(asking.state, &row, &touches) } else { Vec::new() };
    let seen =
        campaign::Entity::find().filter(campaign::Column::Id.is_in(shares.iter().map(|(id, _)| *id))).filter(policy::visible(asking.actor));
    let seen: HashMap<Uuid, Subject> = seen.all(conn).await?.iter().map(|row| (row.id, subject(row))).collect();
    let names = Names::load(conn, [row.entered_by]).await?;
    Ok(WonContract {
        counts_for: shares
            .into_iter()
            .map(|(id, cents)| CountedFor { campaign: seen.get(&id).cloned(), amount: Money::from_cents(cents) })
            .collect(),
        entered_by: names.of(row.entered_by),
        amount: Money::from_cents(row.amount_cents),
        editable: asking.actor.may(Permission::CustomerEdit),
        customer,
        files,
        id: row.id,
        number: row.number,
        signed_on: row.signed_on,
        remark: row.remark,
        version: row.version,
    })
}

/// What came of a campaign. Whose contract it is, is told to who may see that customer.
pub(super) async fn outcome(asking: &Asking<'_>, areas: &Areas, campaign: &Campaign) -> Reply<CampaignOutcome> {
    let worked = work_out(asking.conn, asking.state, campaign).await?;
    let ids: Vec<Uuid> = worked.won.iter().map(|won| won.contract.customer_id).collect();
    let known = if ids.is_empty() { Vec::new() } else { areas.records(asking, SubjectKind::Customer, &ids).await? };
    let known: HashMap<Uuid, Subject> = known.into_iter().map(|customer| (customer.id, customer)).collect();
    let share = |won: Won| {
        let customer = known.get(&won.contract.customer_id).cloned();
        ContractShare {
            id: customer.as_ref().map(|_| won.contract.id),
            number: customer.as_ref().map(|_| won.contract.number.clone()),
            customer,
            signed_on: won.contract.signed_on,
            amount: Money::from_cents(won.contract.amount_cents),
            counted: Money::from_cents(won.counted),
            proven: won.proven,
        }
    };
    Ok(CampaignOutcome {
        id: campaign.id,
        figures: worked.figures,
        contracts: worked.won.into_iter().map(share).collect(),
        may_state: asking.actor.may(Permission::CustomerEdit),
        archive: frozen(asking.conn, asking.state, campaign.id).await?,
    })
}

/// What was learned from the last campaigns of a form within reach.
pub(super) async fn lessons(asking: &Asking<'_>, form: CampaignForm) -> Reply<CampaignLessons> {
    let last = campaign::Entity::find()
        .filter(policy::visible(asking.actor))
        .filter(campaign::Column::Form.eq(form))
        .filter(campaign::Column::Status.eq(CampaignStatus::SummedUp))
        .order_by_desc(campaign::Column::StartsAt)
        .limit(LESSONS);
    let lesson = |row: &Campaign| CampaignLesson {
        campaign: subject(row),
        held_on: local_date(row.starts_at, asking.state.config.utc_offset_minutes),
        good: row.good.clone().unwrap_or_default(),
        bad: row.bad.clone().unwrap_or_default(),
        next_time: row.next_time.clone().unwrap_or_default(),
    };
    Ok(CampaignLessons { items: last.all(asking.conn).await?.iter().map(lesson).collect() })
}

/// Those of these contracts whose scans the asker sees: who stated them, and who sees every customer. An area cannot ask another whose a
/// customer is.
pub(crate) async fn records(asking: &Asking<'_>, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    if !asking.actor.may(Permission::CustomerRead) {
        return Ok(Vec::new());
    }
    let rows = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(asking.conn).await?;
    let own = |row: &&Model| row.entered_by == asking.actor.id || asking.actor.scope_of(Permission::CustomerRead).is_all();
    let called = |row: &Model| Subject { kind: SubjectKind::WonContract, id: row.id, title: row.number.clone() };
    Ok(rows.iter().filter(own).map(called).collect())
}

/// The contracts on a customer's timeline: who sees the customer sees them.
pub(crate) async fn timeline(asking: &Asking<'_>, customer: Uuid) -> Reply<Vec<TimelineItem>> {
    let rows = Entity::find().filter(Column::CustomerId.eq(customer)).order_by_desc(Column::SignedOn).limit(MOST).all(asking.conn).await?;
    let names = Names::load(asking.conn, rows.iter().map(|row| row.entered_by)).await?;
    let item = |row: &Model| TimelineItem {
        at: start_of_day(row.signed_on, asking.state.config.utc_offset_minutes),
        kind: TimelineKind::WonContract,
        title: format!("{} {}", row.number, Money::from_cents(row.amount_cents)),
        body: row.remark.clone(),
        person: Some(names.of(row.entered_by)),
        subject: Subject { kind: SubjectKind::WonContract, id: row.id, title: row.number.clone() },
    };
    Ok(rows.iter().map(item).collect())
}
