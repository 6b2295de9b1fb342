//! A campaign is held later than planned (CMP-12). What was approved is still what will be done: the approval stands. What was prepared for one
//! day is not for another: it is ready only after another look.

use crate::entity::{ActiveModel, Model};
use crate::rules::is_plausible;
use crate::{guests, preparation, run_sheet, spending};
use chrono::SubsecRound;
use contract::campaigns::Postponement;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::ActiveValue::Set;

/// Puts the new time into the row. The first time that was planned is kept, however often it is put off.
pub(crate) fn put_off(tx: &Tx, before: &Model, row: &mut ActiveModel, new: &Postponement) -> Reply<()> {
    for (pointer, at) in [("/starts_at", new.starts_at), ("/ends_at", new.ends_at)] {
        if !is_plausible(at) {
            return Err(Error::invalid(pointer, "range"));
        }
    }
    if new.starts_at <= before.starts_at || new.starts_at <= tx.at() {
        return Err(Error::invalid("/starts_at", "postponed_not_later"));
    }
    row.starts_at = Set(new.starts_at.trunc_subsecs(6));
    row.ends_at = Set(new.ends_at.trunc_subsecs(6));
    row.postponed_from = Set(before.postponed_from.or(Some(before.starts_at)));
    row.ready_at = Set(None);
    row.remark = Set(new.reason.trim().to_owned());
    Ok(())
}

/// What moves with it: the checklist on the working calendar, the day itself, commitments, and what guests have to hear.
pub(crate) async fn follow(tx: &mut Tx, before: &Model, campaign: &Model, new: &Postponement) -> Reply<()> {
    preparation::put_off(tx, campaign).await?;
    run_sheet::shift(tx, campaign, campaign.starts_at - before.starts_at).await?;
    if !new.keep_commitments {
        spending::release(tx, campaign).await?;
    }
    guests::must_hear(tx, campaign).await
}
