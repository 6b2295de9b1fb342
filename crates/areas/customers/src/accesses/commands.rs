use super::entity::{access, meant};
use super::queries::visible;
use super::states::{FLOW, NOT_NOW};
use crate::files::entity as file;
use crate::imports::rules::name_key;
use chrono::Days;
use contract::approvals::flow::{FlowForm, FlowStep, Vacant};
use contract::approvals::{ApprovalKind, ApprovalStatus, Verdict};
use contract::customers::{AccessAct, AccessActKind, NewAccess};
use contract::values::credit_code;
use engines::approvals::{self, Decided, Request};
use engines::calendar::{end_of_day, local_date};
use engines::numbering::{self, Series};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Leave lasts this many days at most.
const LONGEST: u64 = 90;
/// Files that one name can mean.
const MOST_OF_A_NAME: u64 = 5;

/// CRM-06: the general manager decides, unless the company says otherwise.
pub(crate) fn flow() -> FlowForm {
    FlowForm {
        kind: ApprovalKind::CustomerAccess,
        name: "客户档案查阅审批".to_owned(),
        vacant: Vacant::Refuse,
        same_person_once: false,
        bulk: false,
        steps: vec![FlowStep::by_role("总经理审批", "general_manager")],
    }
}

/// Asks the general manager for leave to read files. The answer is the same whether they exist or not.
pub(crate) async fn request(tx: &mut Tx, form: &NewAccess) -> Reply<access::Model> {
    let (at, offset) = (tx.at(), tx.state().config.utc_offset_minutes);
    let today = local_date(at, offset);
    if form.until < today || form.until > today + Days::new(LONGEST) {
        return Err(Error::invalid("/until", "access_until"));
    }
    let wanted: Vec<String> = form.customers.iter().map(|name| name.trim().to_owned()).collect();
    let fields: BTreeSet<_> = form.fields.iter().copied().collect();
    let row = access::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::CustomerAccess).await?),
        person_id: Set(tx.actor()?.id),
        wanted: Set(serde_json::to_string(&wanted)?),
        fields: Set(serde_json::to_string(&fields)?),
        purpose: Set(form.purpose.trim().to_owned()),
        status: Set(FLOW.start),
        remark: Set(String::new()),
        approval_id: Set(None),
        decided_at: Set(None),
        ends_at: Set(end_of_day(form.until, offset)),
        created_at: Set(at),
        updated_at: Set(at),
    };
    let access = tx.insert::<access::Entity, _>(row).await?;
    let links = meant_by(tx.conn(), &wanted)
        .await?
        .into_iter()
        .map(|customer| meant::ActiveModel { access_id: Set(access.id), customer_id: Set(customer) });
    let links: Vec<_> = links.collect();
    if !links.is_empty() {
        meant::Entity::insert_many(links).exec_without_returning(tx.conn()).await?;
    }
    let words: Vec<&str> =
        fields.iter().filter_map(|f| locale::find(f.text_path())).map(|key| key.text(locale::Language::default())).collect();
    let request = Request {
        kind: ApprovalKind::CustomerAccess,
        subject: access.subject(),
        version: access.version,
        // In the applicant's words alone: they read this page, too.
        snapshot: vec![
            ("accesses.customers", wanted.join("\n")),
            ("accesses.fields", words.join("、")),
            ("accesses.purpose", access.purpose.clone()),
            ("accesses.until", form.until.to_string()),
        ],
        barred: Vec::new(),
        amount: None,
        days: None,
        detail: None,
    };
    let approval = approvals::open(tx, request).await?;
    let mut row = access.clone().into_active_model();
    row.approval_id = Set(Some(approval));
    tx.update::<access::Entity, _>(&access, row).await
}

/// The files that these names mean: by number, credit code or full name; parts of names mean nothing, so that nobody fishes.
async fn meant_by(conn: &impl ConnectionTrait, names: &[String]) -> Reply<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    for name in names {
        let mut condition =
            Condition::any().add(file::Column::Number.eq(name.to_uppercase())).add(file::Column::NameKey.eq(name_key(name)));
        if let Ok(code) = credit_code::parse(name) {
            condition = condition.add(file::Column::CreditCode.eq(code));
        }
        let ids = file::Entity::find().select_only().column(file::Column::Id).filter(condition);
        let ids = ids.filter(file::Column::MergedInto.is_null()).order_by_asc(file::Column::Id);
        found.extend(ids.limit(MOST_OF_A_NAME).into_tuple::<Uuid>().all(conn).await?);
    }
    Ok(found)
}

/// Withdraws a request, or takes leave back.
pub(super) async fn act(tx: &mut Tx, id: Uuid, seen: i64, act: &AccessAct) -> Reply<access::Model> {
    let actor = tx.actor()?.clone();
    let before = visible(tx.conn(), &actor, id).await?;
    let step = match act.act {
        AccessActKind::Withdraw if before.person_id == actor.id => FLOW.plan_by_system(&before, act.act)?,
        AccessActKind::Withdraw => return Err(Error::Refused(NOT_NOW)),
        _ => FLOW.plan(&before, act.act, &actor)?,
    };
    if before.version != seen {
        return Err(Error::Stale);
    }
    if act.act == AccessActKind::Withdraw {
        approvals::void(tx, id).await?;
    }
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.remark = Set(act.reason.trim().to_owned());
    tx.update::<access::Entity, _>(&before, row).await
}

/// The general manager's answer.
///
/// # Errors
/// Where the request no longer waits for it.
pub async fn on_decision(tx: &mut Tx, decided: &Decided, approval_id: Uuid) -> Reply<()> {
    let before = access::Entity::find_by_id(decided.subject_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.approval_id != Some(approval_id) {
        return Ok(());
    }
    let act = match (decided.verdict, decided.status) {
        (Verdict::Approve, _) => AccessActKind::Grant,
        (Verdict::Return, ApprovalStatus::Withdrawn) => AccessActKind::Withdraw,
        (Verdict::Return, _) => AccessActKind::Return,
    };
    let step = FLOW.plan_by_system(&before, act)?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    row.remark = Set(decided.remark.clone());
    row.decided_at = Set(Some(tx.at()));
    tx.update::<access::Entity, _>(&before, row).await?;
    Ok(())
}
