//! Surveys (CPL-06): a link that works once, as text and as a QR code, good until the case closes by itself.

use super::entity::survey;
use crate::cases::entity::complaint;
use crate::cases::{policy, seen};
use contract::complaints::ComplaintStatus;
use contract::complaints::care::SurveyLink;
use platform::db::Tx;
use platform::seal::{Keys, hex, random};
use platform::{Error, Reply};
use qrcode::{EcLevel, QrCode, render::svg};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

/// Side of the picture in CSS pixels; it is a vector and scales.
const SIDE: u32 = 208;

fn hash(keys: &Keys, token: &str) -> String {
    keys.hash("complaint-survey", token.as_bytes())
}

/// A survey for a case that waits for its customer's answer; surveys from before end. The token stands behind `#`: browsers do not
/// send it, so no log keeps it.
pub(super) async fn issue(tx: &mut Tx, id: Uuid, origin: &str) -> Reply<SurveyLink> {
    let actor = tx.actor()?.clone();
    let case = seen(tx.conn(), id, &actor).await?;
    if let Some(refusal) = policy::beyond_feedback(&case, &actor) {
        return Err(Error::Refused(refusal));
    }
    let ends_at = case.answer_due_at.filter(|_| case.status == ComplaintStatus::AwaitingFeedback);
    let ends_at = ends_at.ok_or(Error::Refused(crate::cases::NOT_NOW))?;
    end(tx, case.id).await?;
    let mut bytes = [0; 24];
    random(&mut bytes)?;
    let token = hex(&bytes);
    let row = survey::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        complaint_id: Set(case.id),
        token_hash: Set(hash(&tx.state().keys, &token)),
        issued_at: Set(tx.at()),
        issued_by: Set(Some(actor.id)),
        ends_at: Set(ends_at),
        answered_at: Set(None),
    };
    tx.insert::<survey::Entity, _>(row).await?;
    let address = format!("{origin}/care/survey#{token}");
    let picture = QrCode::with_error_correction_level(&address, EcLevel::M).map_err(|e| Error::Internal(anyhow::anyhow!("{e}")))?;
    let qr_svg = picture.render::<svg::Color>().min_dimensions(SIDE, SIDE).quiet_zone(true).build();
    // Without the XML declaration it can stand inside a page.
    let qr_svg = qr_svg.split_once("?>").map_or(qr_svg.clone(), |(_, svg)| svg.to_owned());
    Ok(SurveyLink { address, qr_svg, ends_at })
}

/// Ends the surveys of a case that were not answered.
async fn end(tx: &mut Tx, case: Uuid) -> Reply<()> {
    let open = survey::Entity::find()
        .filter(survey::Column::ComplaintId.eq(case))
        .filter(survey::Column::AnsweredAt.is_null())
        .filter(survey::Column::EndsAt.gt(tx.at()));
    for before in open.all(tx.conn()).await? {
        let mut row = before.clone().into_active_model();
        row.ends_at = Set(tx.at());
        tx.update::<survey::Entity, _>(&before, row).await?;
    }
    Ok(())
}

/// The case of a survey that may be answered now; whatever else the token is, there is none.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn open(
    conn: &impl ConnectionTrait,
    keys: &Keys,
    token: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Reply<(survey::Model, complaint::Model)> {
    let found = survey::Entity::find().filter(survey::Column::TokenHash.eq(hash(keys, token.trim()))).one(conn).await?;
    let survey = found.filter(|one| one.answered_at.is_none() && now < one.ends_at).ok_or(Error::NotFound)?;
    let case = complaint::Entity::find_by_id(survey.complaint_id).one(conn).await?;
    let case = case.filter(|case| case.status == ComplaintStatus::AwaitingFeedback).ok_or(Error::NotFound)?;
    Ok((survey, case))
}

/// Notes that it was answered: it opens nothing any more.
pub(super) async fn used(tx: &mut Tx, before: survey::Model) -> Reply<()> {
    let mut row = before.clone().into_active_model();
    row.answered_at = Set(Some(tx.at()));
    tx.update::<survey::Entity, _>(&before, row).await.map(|_| ())
}
