//! The day of a campaign of the demo company: the same commands as over HTTP.

use super::commands;
use super::entity::{Column, Entity};
use super::states::FLOW;
use crate::queries::visible;
use chrono::TimeDelta;
use contract::campaigns::run_sheet::{RosterEntry, RosterForm, RunItemAct, RunItemActKind, RunItemForm, RunItemKind};
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// What happens, how many minutes after the start, and how long it takes.
const STEPS: [(RunItemKind, &str, i64, u32); 6] = [
    (RunItemKind::Safety, "消防通道和灭火器检查", -60, 15),
    (RunItemKind::Safety, "用电负荷检查", -45, 15),
    (RunItemKind::Step, "签到与发放资料", 0, 30),
    (RunItemKind::Step, "主题介绍", 30, 40),
    (RunItemKind::Step, "参观与一对一咨询", 70, 90),
    (RunItemKind::Step, "抽奖与收尾", 160, 20),
];

/// Plans the day, with the campaign's owner on duty.
pub(crate) async fn plan(tx: &mut Tx, campaign: Uuid) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let it = visible(tx.conn(), &actor, campaign).await?;
    for (kind, title, after, minutes) in STEPS {
        let planned_at = it.starts_at + TimeDelta::minutes(after);
        let form = RunItemForm { kind, title: title.to_owned(), planned_at, minutes, owner_id: it.owner_id };
        commands::plan(tx, campaign, &form).await?;
    }
    let from_at = it.starts_at - TimeDelta::minutes(60);
    let entry = RosterEntry { person_id: it.owner_id, duty: "现场总协调".to_owned(), from_at, until_at: it.ends_at };
    commands::set_roster(tx, campaign, 0, &RosterForm { entries: vec![entry] }).await?;
    Ok(())
}

/// Finishes what is planned of one kind.
pub(crate) async fn finish(tx: &mut Tx, campaign: Uuid, kind: RunItemKind) -> Reply<()> {
    let planned =
        Entity::find().filter(Column::CampaignId.eq(campaign)).filter(Column::Kind.eq(kind)).filter(Column::Status.eq(FLOW.start));
    for item in planned.order_by_asc(Column::PlannedAt).all(tx.conn()).await? {
        commands::act(tx, item.id, item.version, &RunItemAct { act: RunItemActKind::Finish, remark: String::new() }).await?;
    }
    Ok(())
}
