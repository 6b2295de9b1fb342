use crate::entity::{ActiveModel, Entity, Model};
use crate::queries::{planned as planned_of, subject, visible};
use crate::rules::{excerpt, is_plausible, summary_due};
use crate::states::FLOW;
use crate::{guests, outcomes, policy, postponing, preparation, run_sheet, spending, versions};
use chrono::SubsecRound;
use contract::SubjectKind;
use contract::approvals::{ApprovalKind, Verdict};
use contract::campaigns::{CampaignAct, CampaignActKind, CampaignPlan, CampaignPlanned, CampaignStatus, CampaignSummary};
use contract::tasks::{TaskKind, TaskStatus};
use contract::values::Money;
use engines::approvals::{self, Decided, Request};
use engines::calendar::WorkingDays;
use engines::numbering::{self, Series};
use engines::search::{self, Document, text};
use engines::tasks::{self, NewTask};
use locale::Language;
use platform::db::Tx;
use platform::flow::Step;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// Signers see this many characters of the proposal; the campaign has it in full.
const PROPOSAL_EXCERPT: usize = 500;
/// A task shows this many characters of a remark.
const REMARK_EXCERPT: usize = 100;

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
    let campaign = tx.insert::<Entity, _>(planned(row, plan)?).await?;
    index(tx, &campaign).await?;
    emit(tx, &campaign, "campaign.created");
    Ok(campaign)
}

/// Changes the plan. One that was submitted or approved is a draft again: nobody approved what it says now (DAY-01).
pub(crate) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, plan: &CampaignPlan) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    policy::edit(&before, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = planned(before.clone().into_active_model(), plan)?;
    let campaign = tx.update::<Entity, _>(&before, row).await?;
    index(tx, &campaign).await?;
    if campaign.starts_at != before.starts_at {
        preparation::reschedule(tx, &campaign).await?;
        run_sheet::shift(tx, &campaign, campaign.starts_at - before.starts_at).await?;
    }
    if campaign.status == CampaignStatus::Draft || campaign.version == before.version {
        return Ok(campaign);
    }
    approvals::changed(tx, id).await?;
    let step = FLOW.plan_by_system(&campaign, CampaignActKind::Return)?;
    let mut row = campaign.clone().into_active_model();
    row.approved_at = Set(None);
    row.ready_at = Set(None);
    row.approval_id = Set(None);
    row.remark = Set(locale::campaigns::CHANGED_SINCE.text(tx.meta().language).to_owned());
    moved(tx, &campaign, Change { row, act: CampaignActKind::Return }, step).await
}

/// Takes a campaign one step on.
pub(crate) async fn transition(tx: &mut Tx, id: Uuid, seen: i64, act: &CampaignAct) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    let step = policy::plan(&before, act.kind(), &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    match act {
        CampaignAct::Submit => {
            policy::complete(&before)?;
            row.remark = Set(String::new());
            let approval = ask_for_approval(tx, &before).await?;
            versions::keep(tx, &before, approval).await?;
            row.approval_id = Set(Some(approval));
        }
        CampaignAct::GetReady => {
            preparation::complete(tx, id).await?;
            row.ready_at = Set(Some(tx.at()));
        }
        CampaignAct::Start => {
            policy::not_before_its_day(&before, tx.at(), tx.state().config.utc_offset_minutes)?;
            run_sheet::is_safe(tx, &before).await?;
            row.started_at = Set(Some(tx.at()));
        }
        CampaignAct::Finish => finish(tx, &before, &mut row).await?,
        CampaignAct::SumUp(summary) => summed_up(tx, &mut row, summary)?,
        CampaignAct::Cancel(reason) => {
            approvals::void(tx, id).await?;
            row.remark = Set(reason.reason.trim().to_owned());
        }
        CampaignAct::Postpone(new) => postponing::put_off(tx, &before, &mut row, new)?,
    }
    let campaign = moved(tx, &before, Change { row, act: act.kind() }, step).await?;
    match act {
        CampaignAct::Postpone(new) => postponing::follow(tx, &before, &campaign, new).await?,
        CampaignAct::Cancel(_) => guests::must_hear(tx, &campaign).await?,
        CampaignAct::SumUp(summary) => outcomes::freeze(tx, &campaign, summary).await?,
        _ => {}
    }
    Ok(campaign)
}

/// The approval engine's answer: approved campaigns may start, returned ones are drafts again with the signer's remark (CMP-03). The
/// answer to a request that is no longer the campaign's own changes nothing.
///
/// # Errors
/// Where the campaign no longer waits for it.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    if decided.kind == ApprovalKind::CampaignOverrun {
        return spending::on_decision(tx, decided, approval_id).await;
    }
    let before = Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.approval_id != Some(approval_id) {
        return Ok(());
    }
    let mut row = before.clone().into_active_model();
    let act = match decided.verdict {
        Verdict::Approve => {
            row.approved_at = Set(Some(tx.at()));
            CampaignActKind::Approve
        }
        Verdict::Return => {
            row.remark = Set(decided.remark.clone());
            CampaignActKind::Return
        }
    };
    let step = FLOW.plan_by_system(&before, act)?;
    moved(tx, &before, Change { row, act }, step).await?;
    Ok(())
}

/// Something that must be prepared is open again (CMP-04).
pub(crate) async fn unready(tx: &mut Tx, campaign: &Model) -> Reply<()> {
    let step = FLOW.plan_by_system(campaign, CampaignActKind::Unready)?;
    let mut row = campaign.clone().into_active_model();
    row.ready_at = Set(None);
    moved(tx, campaign, Change { row, act: CampaignActKind::Unready }, step).await?;
    Ok(())
}

/// What a step writes besides the status.
struct Change {
    row: ActiveModel,
    act: CampaignActKind,
}

/// The only writer of `status`.
async fn moved(tx: &mut Tx, before: &Model, change: Change, step: Step<CampaignStatus>) -> Reply<Model> {
    let Change { mut row, act } = change;
    row.status = Set(step.to());
    let campaign = tx.update::<Entity, _>(before, row).await?;
    hand_over(tx, &campaign).await?;
    preparation::follow(tx, before.status, &campaign).await?;
    spending::follow(tx, &campaign).await?;
    emit(tx, &campaign, event(act));
    Ok(campaign)
}

/// Closes the task of the step before and puts the next one into the owner's inbox.
async fn hand_over(tx: &mut Tx, campaign: &Model) -> Reply<()> {
    let ended = if campaign.status == CampaignStatus::Cancelled { TaskStatus::Cancelled } else { TaskStatus::Done };
    tasks::close(tx, campaign.id, TaskKind::Campaign, ended).await?;
    let subject = subject(campaign);
    let (title, due_at) = match (campaign.status, campaign.summary_due_on) {
        // A step leads to a draft only where the plan was returned.
        (CampaignStatus::Draft, _) => (excerpt(&one_line(&campaign.remark), REMARK_EXCERPT), None),
        (CampaignStatus::Approved | CampaignStatus::Ready, _) => (subject.title.clone(), Some(campaign.starts_at)),
        (CampaignStatus::Finished, Some(due_on)) => {
            let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
            (subject.title.clone(), Some(days.end_of(due_on)))
        }
        _ => return Ok(()),
    };
    tasks::open(tx, NewTask { kind: TaskKind::Campaign, person: campaign.owner_id, title, subject, due_at }).await
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn event(act: CampaignActKind) -> &'static str {
    match act {
        CampaignActKind::Submit => "campaign.submitted",
        CampaignActKind::Approve => "campaign.approved",
        CampaignActKind::Return => "campaign.returned",
        CampaignActKind::GetReady => "campaign.ready",
        CampaignActKind::Unready => "campaign.unready",
        CampaignActKind::Start => "campaign.started",
        CampaignActKind::Finish => "campaign.finished",
        CampaignActKind::SumUp => "campaign.summed_up",
        CampaignActKind::Cancel => "campaign.cancelled",
        CampaignActKind::Postpone => "campaign.postponed",
    }
}

fn emit(tx: &mut Tx, campaign: &Model, name: &'static str) {
    let data = serde_json::json!({ "number": campaign.number, "status": campaign.status });
    tx.emit(Event { name, kind: SubjectKind::Campaign, id: campaign.id, data });
}

/// What signers see is in the words and the language of who submits; what the plan leaves open is left out. Of a revision they see what
/// changed since they were asked before (CMP-03).
async fn ask_for_approval(tx: &mut Tx, row: &Model) -> Reply<Uuid> {
    let (offset, language) = (tx.state().config.utc_offset_minutes, tx.meta().language);
    let now = told(&planned_of(row), offset, language);
    let mut snapshot: Vec<_> = now.iter().map(|(path, value)| (*path, excerpt(value, PROPOSAL_EXCERPT))).collect();
    if let Some(before) = versions::submitted(tx.conn(), row.id).await? {
        let before = told(&before, offset, language);
        let changes: Vec<_> =
            before.iter().zip(&now).filter(|(old, new)| old != new).map(|(old, new)| changed(old, new, language)).collect();
        snapshot.push(("campaigns.changed", changes.join("\n")));
    }
    let request = Request {
        kind: ApprovalKind::Campaign,
        subject: subject(row),
        version: row.version,
        snapshot: snapshot.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        // Besides who submits: a manager who submits somebody's plan does not make its owner a signer.
        barred: vec![row.owner_id],
        amount: Some(Money::from_cents(row.budget_cents)),
        days: None,
        detail: Some(row.form.word()),
    };
    approvals::open(tx, request).await
}

/// A plan as people read it: the path of each label and what stands there.
fn told(plan: &CampaignPlanned, offset: i32, language: Language) -> Vec<(&'static str, String)> {
    let local = |at: chrono::DateTime<chrono::Utc>| (at + chrono::TimeDelta::minutes(offset.into())).format("%Y-%m-%d %H:%M").to_string();
    let form = locale::find(plan.form.text_path()).map_or(plan.form.word(), |key| key.text(language));
    vec![
        ("campaigns.theme", plan.theme.clone()),
        ("campaigns.goal", plan.goal.clone()),
        ("campaigns.form", form.to_owned()),
        ("campaigns.audience", plan.audience.clone()),
        ("campaigns.place", plan.place.clone()),
        ("campaigns.period", format!("{} – {}", local(plan.starts_at), local(plan.ends_at))),
        ("campaigns.budget", plan.budget.to_string()),
        ("campaigns.expected_participants", plan.expected_participants.to_string()),
        ("campaigns.expected_leads", plan.expected_leads.to_string()),
        ("campaigns.proposal", plan.proposal.clone()),
    ]
}

/// One line of what changed: the label, what it was and what it is.
fn changed((path, old): &(&'static str, String), (_, new): &(&'static str, String), language: Language) -> String {
    let label = locale::find(path).map_or(*path, |key| key.text(language));
    let said = |text: &str| if text.is_empty() { "—".to_owned() } else { excerpt(&one_line(text), REMARK_EXCERPT) };
    format!("{label}: {} → {}", said(old), said(new))
}

/// CMP-10: from now on a summary is due.
async fn finish(tx: &mut Tx, before: &Model, row: &mut ActiveModel) -> Reply<()> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    row.finished_at = Set(Some(tx.at()));
    row.summary_due_on = Set(Some(summary_due(tx.at(), before.ends_at, &days)));
    Ok(())
}

fn summed_up(tx: &Tx, row: &mut ActiveModel, summary: &CampaignSummary) -> Reply<()> {
    let CampaignSummary { participants, leads, cost, good, bad, next_time } = summary;
    row.summed_up_at = Set(Some(tx.at()));
    row.participants = Set(Some(*participants));
    row.leads = Set(Some(*leads));
    row.cost_cents = Set(Some(cents(cost, "/cost/amount")?));
    row.good = Set(Some(good.trim().to_owned()));
    row.bad = Set(Some(bad.trim().to_owned()));
    row.next_time = Set(Some(next_time.trim().to_owned()));
    Ok(())
}

/// Puts the plan into a row. PostgreSQL keeps microseconds, so SQLite does, too.
fn planned(mut row: ActiveModel, plan: &CampaignPlan) -> Reply<ActiveModel> {
    let CampaignPlan { theme, form, goal, audience, place, starts_at, ends_at, budget, expected_participants, expected_leads, proposal } =
        plan;
    for (pointer, at) in [("/starts_at", starts_at), ("/ends_at", ends_at)] {
        if !is_plausible(*at) {
            return Err(Error::invalid(pointer, "range"));
        }
    }
    row.theme = Set(theme.trim().to_owned());
    row.form = Set(*form);
    row.goal = Set(goal.trim().to_owned());
    row.audience = Set(audience.trim().to_owned());
    row.place = Set(place.trim().to_owned());
    row.starts_at = Set(starts_at.trunc_subsecs(6));
    row.ends_at = Set(ends_at.trunc_subsecs(6));
    row.budget_cents = Set(cents(budget, "/budget/amount")?);
    row.expected_participants = Set(*expected_participants);
    row.expected_leads = Set(*expected_leads);
    row.proposal = Set(proposal.trim().to_owned());
    Ok(row)
}

fn cents(money: &Money, pointer: &str) -> Reply<i64> {
    money.cents().ok_or_else(|| Error::invalid(pointer, "money_invalid"))
}

async fn index(tx: &Tx, row: &Model) -> Reply<()> {
    let mut texts = vec![row.theme.clone(), row.number.clone(), row.place.clone()];
    texts.extend(text::pinyin_texts(&row.theme));
    search::index(tx, Document { kind: SubjectKind::Campaign, id: row.id, texts, phones: Vec::new() }).await
}
