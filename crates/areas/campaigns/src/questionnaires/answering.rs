//! Taking an answer (MKT-08): what it says, and nothing of who said it. No event, no entry in the audit log, no moment: those would tell.

use super::commands::code_hash;
use super::entity::{self as questionnaire, Model, answer, code, edition, tally};
use super::queries::{edition, is_full};
use contract::campaigns::questionnaires::answers::{asked, missing, wrong};
use contract::campaigns::questionnaires::{AnswerTaken, AnswerWay, GivenAnswers, Question};
use engines::calendar::local_date;
use platform::db::Tx;
use platform::error::Violation;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

const FULL: Refusal = Refusal::new("questionnaire.full", locale::problems::QUESTIONNAIRE_FULL);
const CHOICE_FULL: Refusal = Refusal::new("questionnaire.choice_full", locale::problems::QUESTIONNAIRE_CHOICE_FULL);
const CODE: Refusal = Refusal::new("questionnaire.code", locale::problems::QUESTIONNAIRE_CODE);

/// An answer as it came.
pub(super) struct Given<'a> {
    /// Made by the device.
    pub id: Uuid,
    pub edition: u32,
    pub answers: &'a GivenAnswers,
    pub respondent: &'a str,
    pub way: AnswerWay,
}

/// Those who answer wait for each other: the last place is given once.
async fn hold(tx: &Tx, id: Uuid) -> Reply<()> {
    questionnaire::Entity::find_by_id(id).lock_exclusive().one(tx.conn()).await?;
    Ok(())
}

/// Uses up a code, unless this very answer came before: then its own answer was lost on the way.
pub(super) async fn use_code(tx: &Tx, it: &Model, given: &Given<'_>, typed: &str) -> Reply<()> {
    hold(tx, it.id).await?;
    if answer::Entity::find_by_id(kept_as(tx, it, given.id)).one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    let used = code::Entity::update_many()
        .col_expr(code::Column::Used, sea_orm::sea_query::Expr::val(true))
        .filter(code::Column::CodeHash.eq(code_hash(&tx.state().keys, typed.trim())))
        .filter(code::Column::QuestionnaireId.eq(it.id))
        .filter(code::Column::Used.eq(false));
    if used.exec(tx.conn()).await?.rows_affected == 1 { Ok(()) } else { Err(Error::Refused(CODE)) }
}

fn kept_as(tx: &Tx, it: &Model, id: Uuid) -> String {
    tx.state().keys.hash("questionnaire-answer", format!("{}.{id}", it.id).as_bytes())
}

/// Keeps an answer. From paper one with gaps, or beyond a quota, is returned and not valid; by link it is refused.
pub(super) async fn keep(tx: &mut Tx, it: &Model, given: &Given<'_>) -> Reply<AnswerTaken> {
    hold(tx, it.id).await?;
    let id = kept_as(tx, it, given.id);
    if let Some(before) = answer::Entity::find_by_id(&id).one(tx.conn()).await? {
        return Ok(AnswerTaken { valid: before.valid });
    }
    let number = i64::from(given.edition);
    let edition = edition(tx.conn(), it.id, number).await?.ok_or_else(|| Error::invalid("/edition", "questionnaire_edition"))?;
    let questions: Vec<Question> = serde_json::from_str(&edition.questions)?;
    let bad: Vec<Violation> = wrong(&questions, given.answers).into_iter().map(|(pointer, code)| Violation::new(pointer, code)).collect();
    if !bad.is_empty() {
        return Err(Error::Invalid(bad));
    }
    if it.anonymous && !given.respondent.trim().is_empty() {
        return Err(Error::invalid("/respondent", "questionnaire_anonymous"));
    }
    let gaps = missing(&questions, given.answers);
    let by_hand = given.way == AnswerWay::Paper;
    if !gaps.is_empty() && !by_hand {
        return Err(Error::Invalid(gaps.iter().map(|key| Violation::new(format!("/answers/{key}"), "required")).collect()));
    }
    let refused = if gaps.is_empty() { beyond(tx, it, &edition, &questions, given.answers).await? } else { None };
    if let Some(refusal) = refused.filter(|_| !by_hand) {
        return Err(Error::Refused(refusal));
    }
    let valid = gaps.is_empty() && refused.is_none();
    if valid {
        count(tx, &edition, &questions, given.answers).await?;
    }
    let row = answer::ActiveModel {
        id: Set(id),
        questionnaire_id: Set(it.id),
        edition: Set(number),
        on_day: Set(local_date(tx.at(), tx.state().config.utc_offset_minutes)),
        way: Set(given.way),
        valid: Set(valid),
        respondent: Set(given.respondent.trim().to_owned()),
        answers: Set(serde_json::to_string(given.answers)?),
    };
    answer::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(AnswerTaken { valid })
}

/// The quota that this answer would go beyond.
async fn beyond(tx: &Tx, it: &Model, edition: &edition::Model, questions: &[Question], given: &GivenAnswers) -> Reply<Option<Refusal>> {
    if is_full(tx.conn(), it).await? {
        return Ok(Some(FULL));
    }
    let limited = limited(edition, questions, given);
    let rows = tally::Entity::find().filter(tally::Column::Id.is_in(limited.iter().map(|(id, _)| id.clone())));
    let rows = rows.all(tx.conn()).await?;
    let full = |(id, quota): &(String, u32)| rows.iter().any(|row| row.id == *id && row.chosen >= i64::from(*quota));
    Ok(limited.iter().any(full).then_some(CHOICE_FULL))
}

/// The choices with a quota that were chosen.
fn limited(edition: &edition::Model, questions: &[Question], given: &GivenAnswers) -> Vec<(String, u32)> {
    let mut limited = Vec::new();
    for question in asked(questions, given) {
        for place in given.get(&question.key).map(|answer| answer.choices.as_slice()).unwrap_or_default() {
            let choice = usize::try_from(*place).ok().and_then(|place| question.choices.get(place));
            if let Some(quota) = choice.and_then(|choice| choice.quota) {
                limited.push((format!("{}.{}.{}.{place}", edition.questionnaire_id, edition.edition, question.key), quota));
            }
        }
    }
    limited
}

async fn count(tx: &Tx, edition: &edition::Model, questions: &[Question], given: &GivenAnswers) -> Reply<()> {
    for (id, _) in limited(edition, questions, given) {
        match tally::Entity::find_by_id(&id).one(tx.conn()).await? {
            Some(before) => {
                let row = tally::ActiveModel { id: Set(id), chosen: Set(before.chosen + 1) };
                tally::Entity::update(row).exec(tx.conn()).await?;
            }
            None => {
                tally::Entity::insert(tally::ActiveModel { id: Set(id), chosen: Set(1) }).exec_without_returning(tx.conn()).await?;
            }
        }
    }
    Ok(())
}
