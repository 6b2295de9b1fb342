//! Customers are asked at a stage (CPL-13).

use super::entity::stage_survey::{ActiveModel, Entity};
use super::entity::survey_definition;
use super::states::{FLOW, beyond};
use super::{answers, queries};
use chrono::TimeDelta;
use contract::SubjectKind;
use contract::complaints::stage_surveys::{NewStageSurvey, StageSurveyAct, StageSurveyLink, StageSurveyStatus, SurveyWay};
use engines::numbering::{self, Series};
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::{Keys, hex, random};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

/// A link is good for so long.
const LINK_DAYS: i64 = 30;

/// Asks a customer at a stage.
///
/// # Errors
/// `422` where the customer is not visible to the caller, or the stage is not asked about any more.
pub async fn ask(tx: &mut Tx, new: &NewStageSurvey) -> Reply<Uuid> {
    let asker = tx.actor()?.clone();
    let customer = customers::visible_title(tx.conn(), &asker, new.customer_id).await;
    let customer = customer.map_err(|_| Error::invalid("/customer_id", "customer_unknown"))?;
    let active = survey_definition::Entity::find_by_id(new.definition_id).filter(survey_definition::Column::Active.eq(true));
    let definition = active.one(tx.conn()).await?.ok_or_else(|| Error::invalid("/definition_id", "survey_definition_unknown"))?;
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::StageSurvey).await?),
        definition_id: Set(definition.id),
        stage: Set(definition.stage),
        questions: Set(definition.questions),
        threshold: Set(definition.threshold),
        customer_id: Set(customer.id),
        customer_title: Set(customer.title),
        about: Set(new.about.trim().to_owned()),
        asker_id: Set(asker.id),
        unit_id: Set(asker.unit_id),
        status: Set(FLOW.start),
        token_hash: Set(None),
        link_until: Set(tx.at() + TimeDelta::days(LINK_DAYS)),
        marks: Set(None),
        mean_hundredths: Set(None),
        words: Set(String::new()),
        way: Set(None),
        answered_at: Set(None),
        complaint_id: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<Entity, _>(row).await?;
    let data = json!({ "number": it.number, "customer_id": it.customer_id });
    tx.emit(Event { name: "stage_survey.asked", kind: SubjectKind::StageSurvey, id: it.id, data });
    Ok(it.id)
}

/// Makes the one-time link of a survey; one made before leads nowhere from now on.
///
/// # Errors
/// `404` where the caller does not see the survey, `409` where it is answered or not theirs.
pub(super) async fn link(tx: &mut Tx, id: Uuid) -> Reply<StageSurveyLink> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if let Some(refusal) = beyond(&before, &actor) {
        return Err(Error::Refused(refusal));
    }
    if before.status != StageSurveyStatus::Asked {
        return Err(Error::Refused(super::states::NOT_NOW));
    }
    let mut bytes = [0; 32];
    random(&mut bytes)?;
    let token = hex(&bytes);
    let until = tx.at() + TimeDelta::days(LINK_DAYS);
    let mut row = before.clone().into_active_model();
    row.token_hash = Set(Some(hash(&tx.state().keys, &token)));
    row.link_until = Set(until);
    tx.update::<Entity, _>(&before, row).await?;
    Ok(StageSurveyLink { path: format!("/care/stage/{token}"), until })
}

/// How a link is kept: its 256 bits cannot be guessed.
pub(super) fn hash(keys: &Keys, token: &str) -> String {
    keys.hash("stage-survey", token.as_bytes())
}

/// Records an answer on the phone, or withdraws a survey.
///
/// # Errors
/// `404` where the caller does not see it, `412` on a stale version, `403` and `409` as the table says, `422` where marks are missing.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &StageSurveyAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let before = queries::found(tx.conn(), id, &actor).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    match act {
        StageSurveyAct::Record(marks) => answers::keep(tx, &before, &step, marks, SurveyWay::Phone).await,
        StageSurveyAct::Withdraw(reason) => {
            let mut row = before.clone().into_active_model();
            row.status = Set(step.to());
            row.words = Set(reason.reason.trim().to_owned());
            row.token_hash = Set(None);
            tx.update::<Entity, _>(&before, row).await?;
            let data = json!({ "number": before.number, "customer_id": before.customer_id });
            tx.emit(Event { name: "stage_survey.withdrawn", kind: SubjectKind::StageSurvey, id, data });
            Ok(())
        }
    }
}
