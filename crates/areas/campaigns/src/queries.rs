use crate::entity::{Column, Entity, Model};
use crate::rules::cost_per_lead;
use crate::{guests, materials, outcomes, policy, preparation, questionnaires, run_sheet, spending};
use chrono::NaiveDate;
use contract::campaigns::{Campaign, CampaignFigures, CampaignPlanned, CampaignRow, CampaignStatus, CampaignSummary};
use contract::home::{Figure, Hit};
use contract::page::Page;
use contract::permission::Permission;
use contract::values::{Money, Subject, SubjectKind};
use engines::Asking;
use engines::people::Names;
use platform::auth::Actor;
use platform::list::{Parsed, page, total};
use platform::seal::Keys;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A campaign within reach.
pub(crate) async fn visible(conn: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Reply<Model> {
    Entity::find_by_id(id).filter(policy::visible(actor)).one(conn).await?.ok_or(Error::NotFound)
}

/// A campaign as mentioned elsewhere.
pub(crate) fn subject(row: &Model) -> Subject {
    Subject { kind: SubjectKind::Campaign, id: row.id, title: format!("{} {}", row.number, row.theme) }
}

/// The planned part of a campaign.
pub(crate) fn planned(row: &Model) -> CampaignPlanned {
    CampaignPlanned {
        theme: row.theme.clone(),
        form: row.form,
        goal: row.goal.clone(),
        audience: row.audience.clone(),
        place: row.place.clone(),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        budget: Money::from_cents(row.budget_cents),
        expected_participants: row.expected_participants,
        expected_leads: row.expected_leads,
        proposal: row.proposal.clone(),
    }
}

/// A campaign in full.
pub(crate) async fn present(conn: &impl ConnectionTrait, actor: &Actor, row: Model) -> Reply<Campaign> {
    let names = Names::load(conn, [row.owner_id]).await?;
    let each = row.cost_cents.zip(row.leads).and_then(|(cost, leads)| cost_per_lead(cost, leads));
    Ok(Campaign {
        actions: policy::actions(&row, actor),
        editable: policy::edit(&row, actor).is_ok(),
        owner: names.of(row.owner_id),
        plan: planned(&row),
        summary: summary(&row),
        figures: figures_of(conn, &row).await?,
        cost_per_lead: each.map(Money::from_cents),
        remark: Some(row.remark).filter(|r| !r.is_empty()),
        postponed_from: row.postponed_from,
        id: row.id,
        number: row.number,
        status: row.status,
        approval_id: row.approval_id,
        ready_at: row.ready_at,
        started_at: row.started_at,
        finished_at: row.finished_at,
        summary_due_on: row.summary_due_on,
        summed_up_at: row.summed_up_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
        version: row.version,
    })
}

/// CMP-10: what the records say, while somebody has to sum up.
async fn figures_of(conn: &impl ConnectionTrait, row: &Model) -> Reply<Option<CampaignFigures>> {
    if row.status != CampaignStatus::Finished {
        return Ok(None);
    }
    let came = guests::came(conn, row.id).await?;
    let cost = Money::from_cents(spending::paid(conn, row.id).await?);
    Ok(Some(CampaignFigures { participants: came.all, leads: came.new, cost }))
}

fn summary(row: &Model) -> Option<CampaignSummary> {
    Some(CampaignSummary {
        participants: row.participants?,
        leads: row.leads?,
        cost: Money::from_cents(row.cost_cents?),
        good: row.good.clone()?,
        bad: row.bad.clone().unwrap_or_default(),
        next_time: row.next_time.clone().unwrap_or_default(),
    })
}

/// A page of the campaigns within reach.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    keys: &Keys,
    actor: &Actor,
    query: &Parsed,
    today: NaiveDate,
) -> Reply<Page<CampaignRow>> {
    let mut select = Entity::find().filter(policy::visible(actor));
    if let Some(q) = &query.q {
        select = select.filter(engines::search::condition(conn, keys, SubjectKind::Campaign, "campaign.id", q));
    }
    let found = page(conn, select.clone(), query).await?;
    let total = total(conn, select, query).await?;
    let names = Names::load(conn, found.items.iter().map(|r| r.owner_id)).await?;
    let row = |row: Model| CampaignRow {
        overdue: row.status == CampaignStatus::Finished && row.summary_due_on.is_some_and(|due| due < today),
        owner: names.of(row.owner_id),
        budget: Money::from_cents(row.budget_cents),
        id: row.id,
        number: row.number,
        theme: row.theme,
        form: row.form,
        status: row.status,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        version: row.version,
    };
    Ok(Page { items: found.items.into_iter().map(row).collect(), next: found.next, prev: found.prev, total })
}

/// Running campaigns and late summaries within reach, for those who work on campaigns; each links to the list of just these.
pub(crate) async fn figures(asking: &Asking<'_>) -> Reply<Vec<Figure>> {
    if !asking.actor.may(Permission::CampaignEdit) {
        return Ok(Vec::new());
    }
    let within = Entity::find().filter(policy::visible(asking.actor));
    let running = within.clone().filter(Column::Status.eq(CampaignStatus::Running)).count(asking.conn).await?;
    let late =
        within.filter(Column::Status.eq(CampaignStatus::Finished)).filter(Column::SummaryDueOn.lt(asking.today)).count(asking.conn).await?;
    let late_link = format!("/campaigns?filter[status]=finished&filter[summary_due_on]=lt:{}", asking.today);
    let figure = |key: &str, value: u64, link: &str, attention| Figure {
        key: key.to_owned(),
        value: i64::try_from(value).unwrap_or(i64::MAX),
        link: link.to_owned(),
        attention,
    };
    Ok(vec![
        figure("running_campaigns", running, "/campaigns?filter[status]=running", false),
        figure("late_summaries", late, &late_link, late > 0),
    ])
}

/// See [`engines::Area::records`].
///
/// # Errors
/// Where the database fails.
pub(crate) async fn records(asking: &Asking<'_>, kind: SubjectKind, ids: &[Uuid]) -> Reply<Vec<Subject>> {
    match kind {
        SubjectKind::Campaign => {}
        SubjectKind::CampaignItem => return preparation::records(asking, ids).await,
        SubjectKind::CampaignExpense => return spending::records(asking, ids).await,
        SubjectKind::CampaignMaterial => return materials::records(asking, ids).await,
        SubjectKind::CampaignRunItem => return run_sheet::item_records(asking, ids).await,
        SubjectKind::CampaignIncident => return run_sheet::incident_records(asking, ids).await,
        SubjectKind::WonContract => return outcomes::records(asking, ids).await,
        SubjectKind::Questionnaire => return questionnaires::records(asking, ids).await,
        _ => return Ok(Vec::new()),
    }
    let found = Entity::find().filter(Column::Id.is_in(ids.iter().copied())).filter(policy::visible(asking.actor));
    Ok(found.all(asking.conn).await?.iter().map(subject).collect())
}

/// The best hits within reach.
pub(crate) async fn search(asking: &Asking<'_>, q: &str) -> Reply<Vec<Hit>> {
    if !asking.actor.may(Permission::CampaignRead) {
        return Ok(Vec::new());
    }
    let condition = engines::search::condition(asking.conn, &asking.state.keys, SubjectKind::Campaign, "campaign.id", q);
    let select = Entity::find().filter(policy::visible(asking.actor)).filter(condition);
    let rows = select.order_by_desc(Column::StartsAt).limit(8).all(asking.conn).await?;
    Ok(rows.iter().map(|row| Hit { subject: subject(row), detail: row.place.clone() }).collect())
}
