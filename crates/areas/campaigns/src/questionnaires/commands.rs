//! What is done with questionnaires: written, published as an edition, closed; codes that work once.

use super::answering;
use super::entity::{ActiveModel, Entity, Model, code, edition};
use super::queries::{self, found};
use super::states::{self, FLOW};
use crate::guests::secret;
use crate::queries::visible;
use contract::SubjectKind;
use contract::campaigns::questionnaires::{AnswerWay, GivenAnswers, QuestionnaireActKind, QuestionnaireForm, QuestionnaireStatus};
use contract::permission::{Permission, campaign};
use engines::calendar::local_date;
use engines::numbering::{self, Series};
use platform::audit::{Change, Verb};
use platform::db::Tx;
use platform::outbox::Event;
use platform::seal::Keys;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

const NOT_OPEN: Refusal = Refusal::new("questionnaire.not_open", locale::problems::QUESTIONNAIRE_NOT_OPEN);

/// Codes are kept as hashes: whoever reads the table can answer with none of them.
pub(super) fn code_hash(keys: &Keys, code: &str) -> String {
    keys.hash("questionnaire-code", code.as_bytes())
}

/// Makes a questionnaire.
pub(super) async fn create(tx: &mut Tx, form: &QuestionnaireForm) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Questionnaire).await?),
        status: Set(FLOW.start),
        edition: Set(0),
        token: Set(secret(16)?),
        owner_id: Set(actor.id),
        unit_id: Set(actor.unit_id),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
        ..Default::default()
    };
    let row = written(tx, row, form).await?;
    let it = tx.insert::<Entity, _>(row).await?;
    emit(tx, &it, "questionnaire.created");
    Ok(it)
}

async fn written(tx: &Tx, mut row: ActiveModel, form: &QuestionnaireForm) -> Reply<ActiveModel> {
    if let Some(id) = form.campaign_id {
        let seen = visible(tx.conn(), tx.actor()?, id).await;
        seen.map_err(|error| if matches!(error, Error::NotFound) { Error::invalid("/campaign_id", "campaign_unknown") } else { error })?;
    }
    row.title = Set(form.title.trim().to_owned());
    row.intro = Set(form.intro.trim().to_owned());
    row.campaign_id = Set(form.campaign_id);
    row.anonymous = Set(form.anonymous);
    row.by_code_only = Set(form.by_code_only);
    row.handed_out = Set(form.handed_out.into());
    row.quota = Set(form.quota.map(i64::from));
    row.questions = Set(serde_json::to_string(&form.questions)?);
    Ok(row)
}

/// Leave to change one that the caller sees.
async fn own(tx: &Tx, id: Uuid) -> Reply<Model> {
    let actor = tx.actor()?;
    let it = found(tx.conn(), actor, id).await?;
    let reached = actor.scope::<campaign::Edit>().covers(it.owner_id, it.unit_id);
    if reached { Ok(it) } else { Err(Error::Forbidden(Permission::CampaignEdit)) }
}

/// Changes it. What is published stays as it is until it is published again; a promise of anonymity stands for ever, and none is made
/// to those who have already answered with their names.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &QuestionnaireForm) -> Reply<Model> {
    let before = own(tx, id).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    if before.edition > 0 && before.anonymous != form.anonymous {
        return Err(Error::invalid("/anonymous", "questionnaire_promised"));
    }
    let row = written(tx, before.clone().into_active_model(), form).await?;
    tx.update::<Entity, _>(&before, row).await
}

/// Takes it one step on.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: QuestionnaireActKind) -> Reply<Model> {
    let actor = tx.actor()?.clone();
    let before = found(tx.conn(), &actor, id).await?;
    let step = FLOW.plan(&before, act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    let name = match act {
        QuestionnaireActKind::Publish => {
            row.edition = Set(publish(tx, &before).await?);
            "questionnaire.published"
        }
        QuestionnaireActKind::Close => "questionnaire.closed",
        QuestionnaireActKind::Reopen => "questionnaire.reopened",
    };
    let it = tx.update::<Entity, _>(&before, row).await?;
    emit(tx, &it, name);
    Ok(it)
}

/// Freezes the questions as the next edition.
async fn publish(tx: &Tx, it: &Model) -> Reply<i64> {
    if queries::edition(tx.conn(), it.id, it.edition).await?.is_some_and(|newest| newest.questions == it.questions) {
        return Err(Error::Refused(states::same()));
    }
    let row = edition::ActiveModel {
        id: Set(Uuid::now_v7()),
        questionnaire_id: Set(it.id),
        edition: Set(it.edition + 1),
        published_on: Set(local_date(tx.at(), tx.state().config.utc_offset_minutes)),
        questions: Set(it.questions.clone()),
    };
    edition::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(it.edition + 1)
}

fn emit(tx: &mut Tx, it: &Model, name: &'static str) {
    let data = serde_json::json!({ "number": it.number, "status": it.status, "edition": it.edition });
    tx.emit(Event { name, kind: SubjectKind::Questionnaire, id: it.id, data });
}

/// The public address and codes that work once; only this answer has them. Each counts as sent.
pub(super) async fn codes(tx: &mut Tx, id: Uuid, count: u32) -> Reply<(String, Vec<String>)> {
    let it = own(tx, id).await?;
    if it.status != QuestionnaireStatus::Open {
        return Err(Error::Refused(NOT_OPEN));
    }
    let made = (0..count).map(|_| secret(12)).collect::<Reply<Vec<String>>>()?;
    let row = |one: &String| code::ActiveModel {
        code_hash: Set(code_hash(&tx.state().keys, one)),
        questionnaire_id: Set(it.id),
        used: Set(false),
    };
    let rows: Vec<_> = made.iter().map(row).collect();
    code::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    let change = Change { field: "codes".to_owned(), old: None, new: Some(count.to_string()) };
    tx.note(Verb::Update, SubjectKind::Questionnaire, it.id, vec![change]);
    emit(tx, &it, "questionnaire.codes_made");
    Ok((it.token, made))
}

/// Leave to enter forms from paper: also after it was closed, as long as some come back.
pub(super) async fn paper(tx: &Tx, id: Uuid) -> Reply<Model> {
    let it = own(tx, id).await?;
    if it.edition > 0 { Ok(it) } else { Err(Error::Refused(NOT_OPEN)) }
}

/// What the demo company asks, with what was answered.
///
/// # Errors
/// Where the database fails.
pub async fn seed(tx: &mut Tx, form: &QuestionnaireForm, answers: &[GivenAnswers]) -> Reply<Uuid> {
    let it = create(tx, form).await?;
    let it = act(tx, it.id, it.version, QuestionnaireActKind::Publish).await?;
    for given in answers {
        let one = answering::Given { id: Uuid::now_v7(), edition: 1, answers: given, respondent: "", way: AnswerWay::Link };
        answering::keep(tx, &it, &one).await?;
    }
    Ok(it.id)
}
