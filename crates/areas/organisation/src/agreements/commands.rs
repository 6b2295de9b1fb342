use super::entity::{acceptance, agreement};
use super::states::FLOW;
use contract::access::agreements::{AgreementActKind, AgreementForm, AgreementStatus};
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

const NOT_A_DRAFT: Refusal = Refusal::new("agreement.not_a_draft", locale::problems::AGREEMENT_NOT_A_DRAFT);
const NOT_IN_FORCE: Refusal = Refusal::new("agreement.not_in_force", locale::problems::AGREEMENT_NOT_IN_FORCE);

/// Drafts the next version; nobody is asked anything before it is published.
pub(super) async fn draft(tx: &mut Tx, author: Uuid, form: &AgreementForm) -> Reply<agreement::Model> {
    let last = agreement::Entity::find().order_by_desc(agreement::Column::Number).one(tx.conn()).await?;
    let row = agreement::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(last.map_or(0, |l| l.number) + 1),
        title: Set(form.title.trim().to_owned()),
        body: Set(form.body.trim().to_owned()),
        status: Set(FLOW.start),
        author_id: Set(author),
        in_force_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    tx.insert::<agreement::Entity, _>(row).await
}

/// Changes a draft; what people accepted never changes.
pub(super) async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &AgreementForm) -> Reply<agreement::Model> {
    let before = found(tx, id).await?;
    if before.status != AgreementStatus::Draft {
        return Err(Error::Refused(NOT_A_DRAFT));
    }
    if before.version != seen {
        return Err(Error::Stale);
    }
    let mut row: agreement::ActiveModel = before.clone().into_active_model();
    row.title = Set(form.title.trim().to_owned());
    row.body = Set(form.body.trim().to_owned());
    tx.update::<agreement::Entity, _>(&before, row).await
}

/// Publishes a version: the one before ends, and everyone has to accept before they go on.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: AgreementActKind) -> Reply<agreement::Model> {
    let actor = tx.actor()?.clone();
    let before = found(tx, id).await?;
    let step = FLOW.plan(&before, act, &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    put_in_force(tx, before, step.to()).await
}

pub(super) async fn put_in_force(tx: &mut Tx, before: agreement::Model, to: AgreementStatus) -> Reply<agreement::Model> {
    for earlier in agreement::Entity::find().filter(agreement::Column::Status.eq(AgreementStatus::InForce)).all(tx.conn()).await? {
        let step = FLOW.plan_by_system(&earlier, AgreementActKind::Supersede)?;
        let mut row: agreement::ActiveModel = earlier.clone().into_active_model();
        row.status = Set(step.to());
        tx.update::<agreement::Entity, _>(&earlier, row).await?;
    }
    let mut row: agreement::ActiveModel = before.clone().into_active_model();
    row.status = Set(to);
    row.in_force_at = Set(Some(tx.at()));
    tx.update::<agreement::Entity, _>(&before, row).await
}

/// Stores that a person accepts the version in force, with time and address. A second time changes nothing.
pub(super) async fn accept(tx: &mut Tx, id: Uuid, person: Uuid) -> Reply<()> {
    if found(tx, id).await?.status != AgreementStatus::InForce {
        return Err(Error::Refused(NOT_IN_FORCE));
    }
    let mine = acceptance::Entity::find().filter(acceptance::Column::AgreementId.eq(id)).filter(acceptance::Column::PersonId.eq(person));
    if mine.one(tx.conn()).await?.is_some() {
        return Ok(());
    }
    let row = acceptance::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        agreement_id: Set(id),
        person_id: Set(person),
        accepted_at: Set(tx.at()),
        address: Set(tx.meta().address.clone()),
    };
    tx.insert::<acceptance::Entity, _>(row).await?;
    Ok(())
}

async fn found(tx: &Tx, id: Uuid) -> Reply<agreement::Model> {
    agreement::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)
}
