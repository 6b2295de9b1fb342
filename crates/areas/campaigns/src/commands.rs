use crate::entity::{ActiveModel, Entity, Model};
use crate::queries::{editable, right_for, subject, visible};
use crate::rules::{signers, summary_due};
use crate::states::FLOW;
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, Verdict};
use contract::campaigns::{CampaignAct, CampaignActKind, CampaignPlan, CampaignStatus, CampaignSummary};
use contract::permission::campaign;
use contract::tasks::{TaskKind, TaskStatus};
use engines::approvals::{self, Decided, Request};
use engines::calendar::WorkingDays;
use engines::numbering::{self, Series};
use engines::search::{self, Document, text};
use engines::tasks::{self, NewTask};
use platform::db::Tx;
use platform::flow::Step;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

const NOT_EDITABLE: Refusal = Refusal::new("campaign.not_editable", locale::problems::CAMPAIGN_NOT_EDITABLE);

/// Drafts a campaign (CMP-01).
pub(crate) async fn draft(tx: &mut Tx, plan: &CampaignPlan) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let at = tx.at();
    let number = numbering::next(tx, Series::Campaign).await?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(number),
        status: Set(FLOW.start),
        remark: Set(String::new()),
        owner_id: Set(actor.id),
        unit_id: Set(actor.unit_id),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    };
    let campaign = tx.insert::<Entity, _>(planned(row, plan)).await?;
    index(tx, &campaign).await?;
    Ok(campaign)
}

/// Changes the plan of a draft.
pub(crate) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, plan: &CampaignPlan) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    if !actor.scope::<campaign::Edit>().covers(before.owner_id, before.unit_id) {
        return Err(Error::Forbidden(contract::permission::Permission::CampaignEdit));
    }
    if !editable(&actor, &before) {
        return Err(Error::Refused(NOT_EDITABLE));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = planned(before.clone().into_active_model(), plan);
    let campaign = tx.update::<Entity, _>(&before, row).await?;
    index(tx, &campaign).await?;
    Ok(campaign)
}

/// Takes a campaign one step on.
pub(crate) async fn transition(tx: &mut Tx, id: Uuid, seen: i64, act: &CampaignAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    let right = right_for(act.kind());
    if !actor.scope_of(right).covers(before.owner_id, before.unit_id) {
        return Err(Error::Forbidden(right));
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    match act {
        CampaignAct::Submit => {
            row.remark = Set(String::new());
            row.approval_id = Set(Some(ask_for_approval(tx, &before).await?));
        }
        CampaignAct::Start => row.started_at = Set(Some(tx.at())),
        CampaignAct::Finish => finish(tx, &before, &mut row).await?,
        CampaignAct::SumUp(summary) => summed_up(tx, &mut row, summary),
        CampaignAct::Cancel(reason) => {
            approvals::void(tx, id).await?;
            row.remark = Set(reason.reason.trim().to_owned());
        }
    }
    // A step that was taken is no longer waited for.
    let fresh = if matches!(act, CampaignAct::Finish) { None } else { Some(TaskStatus::Done) };
    if let Some(status) = fresh {
        tasks::close(tx, id, TaskKind::Campaign, status).await?;
    }
    moved(tx, &before, row, step).await
}

/// The approval engine's answer: approved campaigns may start, returned ones are drafts again (CMP-03).
///
/// # Errors
/// Where the campaign no longer waits for it.
pub async fn on_decision(tx: &mut Tx, decided: &Decided) -> Reply<()> {
    let before = Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let act = match decided.verdict {
        Verdict::Approve => CampaignActKind::Approve,
        Verdict::Return => CampaignActKind::Return,
    };
    let step = FLOW.plan_by_system(&before, act)?;
    let mut row = before.clone().into_active_model();
    row.remark = Set(decided.remark.clone());
    if decided.verdict == Verdict::Approve {
        row.approved_at = Set(Some(tx.at()));
    }
    let campaign = moved(tx, &before, row, step).await?;
    let subject = subject(&campaign);
    let due_at = (decided.verdict == Verdict::Approve).then_some(campaign.starts_at);
    let task = NewTask { kind: TaskKind::Campaign, person: campaign.owner_id, title: subject.title.clone(), subject, due_at };
    tasks::open(tx, task).await
}

/// The only writer of `status`.
async fn moved(tx: &mut Tx, before: &Model, mut row: ActiveModel, step: Step<CampaignStatus>) -> Reply<Model> {
    row.status = Set(step.to());
    let campaign = tx.update::<Entity, _>(before, row).await?;
    let data = serde_json::json!({ "from": step.from(), "to": step.to() });
    tx.emit(Event { name: "campaign.moved", kind: SubjectKind::Campaign, id: campaign.id, data });
    Ok(campaign)
}

async fn ask_for_approval(tx: &mut Tx, row: &Model) -> Reply<Uuid> {
    let offset = tx.state().config.utc_offset_minutes;
    let local = |at: chrono::DateTime<chrono::Utc>| (at + chrono::TimeDelta::minutes(offset.into())).format("%Y-%m-%d %H:%M").to_string();
    let money = contract::Money::from_cents(row.budget_cents);
    let snapshot = vec![
        ("campaigns.theme", row.theme.clone()),
        ("campaigns.goal", row.goal.clone()),
        ("campaigns.audience", row.audience.clone()),
        ("campaigns.place", row.place.clone()),
        ("campaigns.period", format!("{} – {}", local(row.starts_at), local(row.ends_at))),
        ("campaigns.budget", format!("¥{}", money.amount)),
        ("campaigns.expected_participants", row.expected_participants.to_string()),
        ("campaigns.expected_leads", row.expected_leads.to_string()),
        ("campaigns.proposal", row.proposal.clone()),
    ];
    let request = Request {
        kind: ApprovalKind::Campaign,
        subject: subject(row),
        version: row.version,
        snapshot: snapshot.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        steps: signers(row.budget_cents),
        barred: Vec::new(),
    };
    approvals::open(tx, request).await
}

/// CMP-10: from now on a summary is due.
async fn finish(tx: &mut Tx, before: &Model, row: &mut ActiveModel) -> Reply<()> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = summary_due(tx.at(), &days);
    row.finished_at = Set(Some(tx.at()));
    row.summary_due_on = Set(Some(due));
    tasks::close(tx, before.id, TaskKind::Campaign, TaskStatus::Done).await?;
    let subject = subject(before);
    let task = NewTask {
        kind: TaskKind::Campaign,
        person: before.owner_id,
        title: subject.title.clone(),
        subject,
        due_at: Some(days.end_of(due)),
    };
    tasks::open(tx, task).await
}

fn summed_up(tx: &Tx, row: &mut ActiveModel, summary: &CampaignSummary) {
    let CampaignSummary { participants, leads, cost, good, bad, next_time } = summary;
    row.summed_up_at = Set(Some(tx.at()));
    row.participants = Set(Some(*participants));
    row.leads = Set(Some(*leads));
    row.cost_cents = Set(cost.cents());
    row.good = Set(Some(good.trim().to_owned()));
    row.bad = Set(Some(bad.trim().to_owned()));
    row.next_time = Set(Some(next_time.trim().to_owned()));
}

fn planned(mut row: ActiveModel, plan: &CampaignPlan) -> ActiveModel {
    let CampaignPlan { theme, form, goal, audience, place, starts_at, ends_at, budget, expected_participants, expected_leads, proposal } =
        plan;
    row.theme = Set(theme.trim().to_owned());
    row.form = Set(*form);
    row.goal = Set(goal.trim().to_owned());
    row.audience = Set(audience.trim().to_owned());
    row.place = Set(place.trim().to_owned());
    row.starts_at = Set(*starts_at);
    row.ends_at = Set(*ends_at);
    row.budget_cents = Set(budget.cents().unwrap_or_default());
    row.expected_participants = Set(*expected_participants);
    row.expected_leads = Set(*expected_leads);
    row.proposal = Set(proposal.trim().to_owned());
    row
}

async fn index(tx: &Tx, row: &Model) -> Reply<()> {
    let mut texts = vec![row.theme.clone(), row.number.clone(), row.place.clone()];
    texts.extend(text::pinyin_texts(&row.theme));
    search::index(tx, Document { kind: SubjectKind::Campaign, id: row.id, texts, phones: Vec::new() }).await
}
