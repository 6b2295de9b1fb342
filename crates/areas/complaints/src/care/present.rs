//! A case in the customer's words: what happened, not who did it.

use super::commands::waits;
use crate::cases::entity::{complaint, complaint_contact, complaint_pause, complaint_step};
use crate::cases::steps_of;
use contract::complaints::care::{PublicCase, PublicEvent, PublicStage};
use contract::complaints::contacts::ContactMatter;
use contract::complaints::{ComplaintActKind, ComplaintStatus};
use locale::{Key, Language, care as text};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// How far it is. Whether remedies are drafted, signed or sent back is the company's own business.
pub(super) fn stage(status: ComplaintStatus) -> PublicStage {
    match status {
        ComplaintStatus::Received => PublicStage::Received,
        ComplaintStatus::Investigating | ComplaintStatus::Merged => PublicStage::Looking,
        ComplaintStatus::RemedyProposed | ComplaintStatus::Approving => PublicStage::Deciding,
        ComplaintStatus::Executing => PublicStage::Acting,
        ComplaintStatus::AwaitingFeedback => PublicStage::YourTurn,
        ComplaintStatus::Closed => PublicStage::Closed,
        ComplaintStatus::Withdrawn => PublicStage::Withdrawn,
    }
}

/// Whether there is somebody who reads what the customer writes.
pub(crate) fn may_write(status: ComplaintStatus) -> bool {
    !matches!(status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn)
}

/// What a step means to the customer; nothing where it means nothing to them.
fn told(act: Option<ComplaintActKind>) -> Option<Key> {
    Some(match act {
        None => text::RECEIVED,
        Some(act) => match act {
            ComplaintActKind::Assign => text::ASSIGNED,
            ComplaintActKind::Approve => text::DECIDED,
            ComplaintActKind::CarryOut | ComplaintActKind::Follow => text::CARRIED_OUT,
            ComplaintActKind::Close | ComplaintActKind::Accept => text::SATISFIED,
            ComplaintActKind::Reopen | ComplaintActKind::Dispute => text::REOPENED,
            ComplaintActKind::Withdraw => text::WITHDRAWN,
            ComplaintActKind::Pause => text::PAUSED,
            ComplaintActKind::Resume => text::RESUMED,
            ComplaintActKind::Lapse => text::LAPSED,
            ComplaintActKind::Propose
            | ComplaintActKind::Submit
            | ComplaintActKind::Return
            | ComplaintActKind::Escalate
            | ComplaintActKind::Merge
            | ComplaintActKind::Split
            | ComplaintActKind::Recuse => return None,
        },
    })
}

/// The case with its history, the newest first.
pub(super) async fn case(tx: &Tx, case: complaint::Model) -> Reply<PublicCase> {
    let language = tx.meta().language;
    let conn = tx.conn();
    let steps = steps_of(conn, case.id).await?;
    let said = complaint_contact::Entity::find()
        .filter(complaint_contact::Column::ComplaintId.eq(case.id))
        .filter(complaint_contact::Column::Shown.eq(true));
    let said = said.order_by_asc(complaint_contact::Column::At).order_by_asc(complaint_contact::Column::Id).all(conn).await?;
    let step = |step: complaint_step::Model| {
        let text = told(step.act)?.text(language).to_owned();
        Some(PublicEvent { at: step.at, text, own: false })
    };
    let mut history: Vec<PublicEvent> = steps.into_iter().filter_map(step).collect();
    history.extend(said.into_iter().map(|one| PublicEvent { at: one.at, text: one.text, own: one.matter == ContactMatter::Customer }));
    history.sort_by_key(|event| std::cmp::Reverse(event.at));
    let open = may_write(case.status);
    let waits = match case.paused_at {
        Some(_) => paused_for(tx, &case, language).await?,
        None => None,
    };
    let files = engines::attachments::of_customer(conn, &case.subject()).await?;
    Ok(PublicCase {
        files,
        stage: stage(case.status),
        received_at: case.received_at,
        promised_at: open.then_some(case.close_due_at),
        waits,
        matter: case.matter,
        result: case.result,
        history,
        may_write: open,
        may_answer: self::waits(case.status),
        number: case.number,
    })
}

/// What is waited for, without the words of the note, which are the company's own.
async fn paused_for(tx: &Tx, case: &complaint::Model, language: Language) -> Reply<Option<String>> {
    let lasting = complaint_pause::Entity::find()
        .filter(complaint_pause::Column::ComplaintId.eq(case.id))
        .filter(complaint_pause::Column::EndedAt.is_null());
    let reason = lasting.one(tx.conn()).await?.map(|pause| pause.reason);
    Ok(reason.and_then(|reason| locale::find(reason.text_path())).map(|key| key.text(language).to_owned()))
}
