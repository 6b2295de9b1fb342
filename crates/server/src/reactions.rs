//! What happens elsewhere when something happens: every cross-area effect on one screen, in the transaction of its cause.

use crate::{comments, notifications};
use complaints::remedies;
use contract::approvals::ApprovalKind;
use customers::leads::NewLead;
use customers::pool;
use engines::approvals::{COPIED, DECIDED, DELEGATED, Decided, REMINDED, VOIDED};
use engines::calendar::WorkingDays;
use engines::tasks;
use futures_util::future::LocalBoxFuture;
use organisation::announcements;
use organisation::duty_letters;
use platform::Reply;
use platform::db::Tx;
use platform::outbox::{Event, Reactions};
use workday::assignments::{self, Given};

/// The company's reactions.
pub struct Company;

impl Reactions for Company {
    fn react<'a>(&'a self, tx: &'a mut Tx, event: &'a Event) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async move {
            match event.name {
                DECIDED => {
                    decided(tx, event).await?;
                    notifications::decided(tx, event).await
                }
                VOIDED => notifications::voided(tx, event).await,
                REMINDED => notifications::reminded(tx, event).await,
                COPIED => notifications::copied(tx, event).await,
                DELEGATED => notifications::delegated(tx, event).await,
                duty_letters::IN_FORCE | duty_letters::ENDED | duty_letters::REVOKED => notifications::letter(tx, event).await,
                comments::ADDED | comments::EDITED => {
                    comments::ask(tx, event).await?;
                    notifications::mentioned(tx, event).await
                }
                comments::WITHDRAWN => {
                    comments::give_up(tx, event).await?;
                    notifications::comment_withdrawn(tx, event).await
                }
                workday::leaves::BEGUN => away(tx, event, true).await,
                workday::leaves::ENDED => away(tx, event, false).await,
                assignments::REPLIED => notifications::assignment_moved(tx, event).await,
                assignments::DONE => {
                    remedies::done(tx, event.id, true).await?;
                    notifications::assignment_moved(tx, event).await
                }
                assignments::REOPENED => remedies::done(tx, event.id, false).await,
                assignments::CANCELLED => remedies::called_off(tx, event.id).await,
                campaigns::guests::WALKED_IN => leads(tx, event).await,
                "complaint.filed" => notifications::channels::apologise(tx, event.id).await,
                "complaint.approved" => measures(tx, event).await,
                "complaint.remedy_proposed" => {
                    give_up(tx, event, false).await?;
                    complaints::corrective_actions::on_remedy(tx, event.id).await
                }
                "complaint.withdrawn" | "complaint.merged" => give_up(tx, event, true).await,
                kpi::cycles::REMINDED => notifications::marks_missing(tx, event).await,
                "kpi_result.final" => notifications::flagged(tx, event).await,
                pool::WARNED | pool::POOLED | pool::RECEIVED => notifications::customer_moved(tx, event).await,
                tasks::OPENED => notifications::task_opened(tx, event).await,
                announcements::SHOWN => notifications::announcement_shown(tx, event).await,
                announcements::REMINDED => notifications::announcement_reminded(tx, event).await,
                announcements::WITHDRAWN => notifications::announcement_withdrawn(tx, event).await,
                "person.added" | "person.transferred" | "person.roles_changed" => notifications::joined(tx, event).await,
                _ => Ok(()),
            }
        })
    }
}

/// Who walked in at a campaign becomes a customer file that waits for review (CMP-08).
async fn leads(tx: &mut Tx, event: &Event) -> Reply<()> {
    let walked = campaigns::guests::walked_in(tx, event).await?;
    let lead = |one: campaigns::guests::WalkedIn| NewLead { key: one.guest, name: one.name, phone: one.phone, company: one.company };
    let became = customers::leads::enter(tx, &walked.into_iter().map(lead).collect::<Vec<_>>()).await?;
    campaigns::guests::became(tx, &became).await
}

/// Each measure of an approved remedy becomes a task of who carries it out (CPL-05).
async fn measures(tx: &mut Tx, event: &Event) -> Reply<()> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    for one in remedies::starting(tx, event.id).await? {
        let given = Given { title: one.what, owner: one.owner, giver: one.giver, due_at: days.end_of(one.due_on), about: one.about };
        let task = assignments::give(tx, given).await?;
        remedies::became(tx, one.measure, task).await?;
    }
    Ok(())
}

/// The tasks of measures that nobody needs any more end.
async fn give_up(tx: &mut Tx, event: &Event, all: bool) -> Reply<()> {
    for task in remedies::dropped(tx, event.id, all).await? {
        assignments::call_off(tx, task, locale::complaints::MEASURE_DROPPED.text(locale::Language::default())).await?;
    }
    Ok(())
}

/// The area that asked hears the decision.
async fn decided(tx: &mut Tx, event: &Event) -> Reply<()> {
    let decided: Decided = serde_json::from_value(event.data.clone())?;
    match decided.kind {
        ApprovalKind::Campaign | ApprovalKind::CampaignOverrun => campaigns::on_decision(tx, &decided, event.id).await,
        ApprovalKind::CustomerAccess => customers::on_decision(tx, &decided, event.id).await,
        ApprovalKind::ShortNotice => organisation::hand_overs::on_decision(tx, &decided, event.id).await,
        ApprovalKind::Leave => workday::leaves::on_decision(tx, &decided, event.id).await,
        ApprovalKind::Remedy => complaints::on_decision(tx, &decided, event.id).await,
        ApprovalKind::KpiAdjustment => kpi::entries::on_decision(tx, &decided, event.id).await,
    }
}

/// The personnel file says who is on leave.
async fn away(tx: &mut Tx, event: &Event, is_away: bool) -> Reply<()> {
    match workday::leaves::whose(tx.conn(), event.id).await? {
        Some(person) => organisation::people::on_leave(tx, person, is_away).await,
        None => Ok(()),
    }
}
