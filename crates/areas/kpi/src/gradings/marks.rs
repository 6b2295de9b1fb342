//! Exam marks and review sheets.

use super::commands::is_through;
use super::entity::{candidate, mark, round};
use super::queries::candidates_of;
use super::states::FLOW;
use contract::kpi::grading::{ExamMarks, GradingActKind, ReviewSheet};
use contract::kpi::rule_book::{GradingRules, RaterGroup};
use contract::permission::Permission;
use contract::tasks::{TaskKind, TaskStatus};
use engines::tasks;
use locale::problems as text;
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

const SELF: Refusal = Refusal::new("grading.self", text::GRADING_SELF);
const NOT_A_RATER: Refusal = Refusal::new("grading.not_a_rater", text::GRADING_NOT_A_RATER);

/// Enters marks of the exam; nobody enters their own.
///
/// # Errors
/// `403` and `409` as the table says, `422` for candidates of other rounds.
pub async fn examine(tx: &mut Tx, it: &round::Model, body: &ExamMarks) -> Reply<()> {
    let actor = tx.actor()?.clone();
    FLOW.plan(it, GradingActKind::Examine, &actor)?;
    let all = candidates_of(tx.conn(), it.id).await?;
    for (at, mark) in body.marks.iter().enumerate() {
        let one = all.iter().find(|one| one.id == mark.candidate_id);
        let one = one.ok_or_else(|| Error::invalid(format!("/marks/{at}/candidate_id"), "word_unknown"))?;
        if one.person_id == actor.id {
            return Err(Error::Refused(SELF));
        }
        let mut row = one.clone().into_active_model();
        row.exam = Set(Some(mark.mark.normalize().to_string()));
        tx.update::<candidate::Entity, _>(one, row).await?;
    }
    Ok(())
}

/// Enters a review sheet: one's own as a rater, or that of a customer who was visited.
///
/// # Errors
/// `403` for whoever does not organise the round and enters a customer's, `409` as the table says and for one's own, `422` where an item
/// is above what it can have.
pub async fn mark(tx: &mut Tx, it: &round::Model, sheet: &ReviewSheet) -> Reply<()> {
    let actor = tx.actor()?.clone();
    FLOW.plan(it, GradingActKind::Mark, &actor)?;
    let rules: GradingRules = serde_json::from_str(&it.rules)?;
    let above =
        |(item, most): (&rust_decimal::Decimal, &u32)| item.is_sign_negative() || *item > (*most).into() || item.normalize().scale() > 2;
    if let Some(at) = sheet.items.iter().zip(&rules.items).position(above) {
        return Err(Error::invalid(format!("/items/{at}"), "item_range"));
    }
    let all = candidates_of(tx.conn(), it.id).await?;
    let one = all.iter().find(|one| one.id == sheet.candidate_id).ok_or_else(|| Error::invalid("/candidate_id", "word_unknown"))?;
    let (group, rater) = match &sheet.customer {
        Some(_) if !actor.may(Permission::KpiGrade) => return Err(Error::Forbidden(Permission::KpiGrade)),
        Some(name) => (RaterGroup::Customers, name.trim().to_owned()),
        None => {
            let own = it.raters().into_iter().find(|rater| rater.person_id == actor.id);
            (own.ok_or(Error::Refused(NOT_A_RATER))?.group, actor.id.to_string())
        }
    };
    if one.person_id == actor.id {
        return Err(Error::Refused(SELF));
    }
    write(tx, it, one.id, group, &rater, sheet).await?;
    if sheet.customer.is_none() && is_through(tx, it, actor.id).await? {
        tasks::close_for(tx, it.id, TaskKind::Grading, actor.id, TaskStatus::Done).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, it: &round::Model, candidate: Uuid, group: RaterGroup, rater: &str, sheet: &ReviewSheet) -> Reply<()> {
    let known = mark::Entity::find()
        .filter(mark::Column::CandidateId.eq(candidate))
        .filter(mark::Column::RaterGroup.eq(group))
        .filter(mark::Column::Rater.eq(rater));
    let items = serde_json::to_string(&sheet.items)?;
    let by = tx.actor()?.id;
    if let Some(before) = known.one(tx.conn()).await? {
        let mut row = before.clone().into_active_model();
        row.items = Set(items);
        row.visited_on = Set(sheet.visited_on);
        row.entered_by = Set(by);
        return tx.update::<mark::Entity, _>(&before, row).await.map(|_| ());
    }
    let row = mark::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        grading_id: Set(it.id),
        candidate_id: Set(candidate),
        rater_group: Set(group),
        rater: Set(rater.to_owned()),
        visited_on: Set(sheet.visited_on),
        items: Set(items),
        entered_by: Set(by),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    tx.insert::<mark::Entity, _>(row).await.map(|_| ())
}
