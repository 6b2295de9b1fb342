use super::entity::{approval_flow, delegation};
use super::trial::{Ground, run};
use super::{delegations, flows};
use crate::calendar::{WorkingDays, local_date};
use crate::people::Staff;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use chrono::NaiveDate;
use contract::approvals::ApprovalKind;
use contract::approvals::delegation::{Delegation, DelegationAct, NewDelegation};
use contract::approvals::flow::{Flow, FlowAct, FlowForm, FlowTrial, TrialResult};
use contract::page::{FieldKind, Page};
use contract::permission::approval_flow::Edit;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params, page, total};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Versions of flows.
pub const FLOWS: ListDef = ListDef {
    key: "approval-flows",
    fields: &[
        Field::new("kind", "kind", FieldKind::Word, locale::approvals::KIND)
            .words(|| ApprovalKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("from_on", "from_on", FieldKind::Date, locale::approvals::FROM_ON),
        Field::new("updated_at", "updated_at", FieldKind::Time, locale::approvals::UPDATED_AT).sortable(),
    ],
    default_sort: "-updated_at",
    searchable: false,
};

/// Delegations that somebody gave or received.
pub const DELEGATIONS: ListDef = ListDef {
    key: "delegations",
    fields: &[
        Field::new("person", "person_id", FieldKind::Person, locale::approvals::DELEGATOR),
        Field::new("delegate", "delegate_id", FieldKind::Person, locale::approvals::DELEGATE),
        Field::new("from_on", "from_on", FieldKind::Date, locale::approvals::FROM_ON).sortable(),
    ],
    default_sort: "-from_on",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_flows).service(draft_flow).service(show_flow).service(edit_flow).service(act_on_flow).service(try_flow);
    config.service(list_delegations).service(delegate).service(show_delegation).service(act_on_delegation);
}

fn today(door: &Door) -> NaiveDate {
    local_date(door.state().clock.now(), door.state().config.utc_offset_minutes)
}

async fn presented(conn: &impl ConnectionTrait, row: approval_flow::Model, today: NaiveDate) -> Reply<Flow> {
    flows::present(conn, vec![row], today).await?.pop().ok_or(Error::NotFound)
}

/// Every version of every flow.
#[utoipa::path(tag = "approval flows", operation_id = "list_flows", params(Params),
    responses((status = 200, description = "A page of versions", body = Page<Flow>)))]
#[get("/approval-flows")]
async fn list_flows(who: Can<Edit>, list: List, door: Door) -> Reply<Json<Page<Flow>>> {
    let query = list.of(&FLOWS, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, approval_flow::Entity::find(), &query).await?;
    let total = total(conn, approval_flow::Entity::find(), &query).await?;
    Ok(Json(Page { items: flows::present(conn, found.items, today(&door)).await?, next: found.next, prev: found.prev, total }))
}

/// Begins a new version of a flow.
#[utoipa::path(tag = "approval flows", operation_id = "draft_flow", request_body = FlowForm,
    responses((status = 201, description = "The draft", body = Flow)))]
#[post("/approval-flows")]
async fn draft_flow(who: Can<Edit>, once: Once, body: Body<FlowForm>, door: Door) -> Reply<Created<Flow>> {
    let (attempt, today) = (once.with(&body), today(&door));
    let write = async move |tx: &mut Tx| {
        let row = flows::draft(tx, &body).await?;
        presented(tx.conn(), row, today).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A version of a flow.
#[utoipa::path(tag = "approval flows", operation_id = "show_flow", responses((status = 200, description = "The version", body = Flow)))]
#[get("/approval-flows/{id}")]
async fn show_flow(_who: Can<Edit>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Flow>> {
    let conn = door.reader().conn();
    let row = approval_flow::Entity::find_by_id(*id).one(conn).await?.ok_or(Error::NotFound)?;
    presented(conn, row, today(&door)).await.map(Versioned)
}

/// Changes a draft.
#[utoipa::path(tag = "approval flows", operation_id = "edit_flow", request_body = FlowForm,
    responses((status = 200, description = "The draft as it is now", body = Flow)))]
#[put("/approval-flows/{id}")]
async fn edit_flow(who: Can<Edit>, id: Path<Uuid>, seen: Expected, body: Body<FlowForm>, door: Door) -> Reply<Versioned<Flow>> {
    let (id, today) = (id.into_inner(), today(&door));
    let write = async move |tx: &mut Tx| {
        let row = flows::edit(tx, id, seen.0, &body).await?;
        presented(tx.conn(), row, today).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Puts a draft in force, or takes a planned version back.
#[utoipa::path(tag = "approval flows", operation_id = "act_on_flow", request_body = FlowAct,
    responses((status = 200, description = "The version as it is now", body = Flow)))]
#[post("/approval-flows/{id}/transitions")]
async fn act_on_flow(
    who: Can<Edit>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<FlowAct>,
    door: Door,
) -> Reply<Versioned<Flow>> {
    let (id, attempt, today) = (id.into_inner(), once.with(&body), today(&door));
    let write = async move |tx: &mut Tx| {
        let row = flows::act(tx, id, seen.0, &body).await?;
        presented(tx.conn(), row, today).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// A trial run: who would be asked, step by step, and why. Nothing is written.
#[utoipa::path(tag = "approval flows", operation_id = "try_flow", request_body = FlowTrial,
    responses((status = 200, description = "The steps", body = TrialResult)))]
#[post("/approval-flows/{id}/trials")]
async fn try_flow(_who: Can<Edit>, id: Path<Uuid>, body: Body<FlowTrial>, door: Door) -> Reply<Json<TrialResult>> {
    let conn = door.reader().conn();
    let flow = approval_flow::Entity::find_by_id(*id).one(conn).await?.ok_or(Error::NotFound)?;
    let staff = Staff::load(conn).await?;
    if !staff.person(body.applicant_id).is_some_and(|p| p.active) {
        return Err(Error::invalid("/applicant_id", "person_unknown"));
    }
    let days = WorkingDays::load(conn, door.state().config.utc_offset_minutes).await?;
    let ground = Ground { staff: &staff, days: &days, now: door.state().clock.now(), language: door.meta.language };
    Ok(Json(run(&flow, &body, &ground)?))
}

/// Delegations that the caller gave or received.
#[utoipa::path(tag = "delegations", operation_id = "list_delegations", params(Params),
    responses((status = 200, description = "A page of delegations", body = Page<Delegation>)))]
#[get("/delegations")]
async fn list_delegations(who: Signed, list: List, door: Door) -> Reply<Json<Page<Delegation>>> {
    let query = list.of(&DELEGATIONS, who.id)?;
    let conn = door.reader().conn();
    let own = Condition::any().add(delegation::Column::PersonId.eq(who.id)).add(delegation::Column::DelegateId.eq(who.id));
    let select = delegation::Entity::find().filter(own);
    let found = page(conn, select.clone(), &query).await?;
    let total = total(conn, select, &query).await?;
    let items = delegations::present(conn, found.items, who.id, today(&door)).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Names a delegate for a time (ORG-09).
#[utoipa::path(tag = "delegations", operation_id = "delegate", request_body = NewDelegation,
    responses((status = 201, description = "The delegation", body = Delegation)))]
#[post("/delegations")]
async fn delegate(who: Signed, once: Once, body: Body<NewDelegation>, door: Door) -> Reply<Created<Delegation>> {
    let (me, attempt, today) = (who.id, once.with(&body), today(&door));
    let write = async move |tx: &mut Tx| {
        let id = delegations::delegate(tx, me, &body).await?;
        one(tx.conn(), id, me, today).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A delegation.
#[utoipa::path(tag = "delegations", operation_id = "show_delegation", responses((status = 200, description = "The delegation", body = Delegation)))]
#[get("/delegations/{id}")]
async fn show_delegation(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Delegation>> {
    one(door.reader().conn(), *id, who.id, today(&door)).await.map(Versioned)
}

/// Ends a delegation before its time.
#[utoipa::path(tag = "delegations", operation_id = "act_on_delegation", request_body = DelegationAct,
    responses((status = 200, description = "The delegation as it is now", body = Delegation)))]
#[post("/delegations/{id}/transitions")]
async fn act_on_delegation(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<DelegationAct>,
    door: Door,
) -> Reply<Versioned<Delegation>> {
    let (id, me, attempt, today) = (id.into_inner(), who.id, once.with(&body), today(&door));
    let write = async move |tx: &mut Tx| {
        delegations::end(tx, id, seen.0).await?;
        one(tx.conn(), id, me, today).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

async fn one(conn: &impl ConnectionTrait, id: Uuid, who: Uuid, today: NaiveDate) -> Reply<Delegation> {
    let row = delegations::concerning(conn, id, who).await?;
    delegations::present(conn, vec![row], who, today).await?.pop().ok_or(Error::NotFound)
}
