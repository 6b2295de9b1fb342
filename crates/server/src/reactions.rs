//! What happens elsewhere when something happens: every cross-area effect on one screen, in the transaction of its cause.

use crate::{comments, notifications};
use contract::approvals::ApprovalKind;
use engines::approvals::{COPIED, DECIDED, DELEGATED, Decided, REMINDED, VOIDED};
use engines::tasks;
use futures_util::future::LocalBoxFuture;
use organisation::announcements;
use organisation::duty_letters;
use platform::Reply;
use platform::db::Tx;
use platform::outbox::{Event, Reactions};

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
                comments::ADDED | comments::EDITED => notifications::mentioned(tx, event).await,
                comments::WITHDRAWN => notifications::comment_withdrawn(tx, event).await,
                workday::assignments::REPLIED | workday::assignments::DONE => notifications::assignment_moved(tx, event).await,
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

/// The area that asked hears the decision.
async fn decided(tx: &mut Tx, event: &Event) -> Reply<()> {
    let decided: Decided = serde_json::from_value(event.data.clone())?;
    match decided.kind {
        ApprovalKind::Campaign | ApprovalKind::CampaignOverrun => campaigns::on_decision(tx, &decided, event.id).await,
        ApprovalKind::CustomerAccess => customers::on_decision(tx, &decided, event.id).await,
        ApprovalKind::ShortNotice => organisation::hand_overs::on_decision(tx, &decided, event.id).await,
        ApprovalKind::Remedy => complaints::on_decision(tx, &decided, event.id).await,
    }
}
