use super::{commands, queries, unsealing};
use crate::cycles;
use crate::http::sees;
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::SubjectKind;
use contract::kpi::cycles::CycleStatus;
use contract::kpi::marks::{
    AppraisalReview, MarkForm, MarkSheet, MyPart, NamedPeers, NewUnsealing, PeersNamed, Rater, SelfReview, SelfReviewForm, Unsealing,
    UnsealingAct,
};
use contract::permission::kpi::Publish;
use engines::people::{Names, Staff};
use platform::audit::{Change, Verb};
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::{Error, Reply};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_my_part).service(write_self_review).service(write_marks).service(show_review).service(name_peers);
    config.service(ask_unsealing).service(show_unsealing).service(act_on_unsealing);
}

/// What is asked of the caller in a cycle: their self-review, and whom they mark (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "show_my_part", responses((status = 200, description = "The caller's part", body = MyPart)))]
#[get("/kpi/cycles/{id}/my-part")]
async fn show_my_part(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Json<MyPart>> {
    let conn = door.reader().conn();
    let cycle = cycles::found(conn, *id).await?;
    queries::my_part(conn, &cycle, who.id).await.map(Json)
}

/// Writes one's own self-review: achievements, shortcomings, improvements, and one's own marks, while self-reviews are open (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "write_self_review", request_body = SelfReviewForm,
    responses((status = 200, description = "The self-review", body = SelfReview)))]
#[put("/kpi/self-reviews/{id}")]
async fn write_self_review(
    who: Signed,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<SelfReviewForm>,
    door: Door,
) -> Reply<Versioned<SelfReview>> {
    let (id, me) = (*id, who.id);
    let write = async move |tx: &mut Tx| {
        let row = commands::write_self_review(tx, id, seen.0, &body).await?;
        let cycle = cycles::found(tx.conn(), row.cycle_id).await?;
        queries::self_review(&row, &cycle, Names::load(tx.conn(), [me]).await?.of(me), Some(me))
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Marks somebody whom the caller was asked to mark, while marking is open; the person and their superior are never told by whom, unless it
/// is the superior's (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "write_marks", request_body = MarkForm,
    responses((status = 200, description = "The sheet", body = MarkSheet)))]
#[put("/kpi/mark-sheets/{id}")]
async fn write_marks(who: Signed, id: Path<Uuid>, seen: Expected, body: Body<MarkForm>, door: Door) -> Reply<Versioned<MarkSheet>> {
    let id = *id;
    let write = async move |tx: &mut Tx| {
        let row = commands::write_marks(tx, id, seen.0, &body).await?;
        let cycle = cycles::found(tx.conn(), row.cycle_id).await?;
        let review = queries::by_id(tx.conn(), row.review_id).await?;
        let names = Names::load(tx.conn(), [review.person_id]).await?;
        queries::sheet(row, &review, &cycle, names.of(review.person_id))
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// A person's review in a month or a year: their own, or as far as `kpi.read` reaches. Marks of others once they are closed; for the
/// person themselves once their result is published. Peers and subordinates have no names (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "show_review", responses((status = 200, description = "The review", body = AppraisalReview)))]
#[get("/kpi/reviews/{person_id}/{period}")]
async fn show_review(who: Signed, path: Path<(Uuid, String)>, door: Door) -> Reply<Json<AppraisalReview>> {
    let (id, period) = path.into_inner();
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let person = staff.person(id).filter(|person| sees(&who, person)).ok_or(Error::NotFound)?;
    let row = queries::of_person(conn, id, &period).await?;
    let cycle = cycles::found(conn, row.cycle_id).await?;
    let own = who.id == id;
    let open = cycle.closed_at.is_some() && (!own || matches!(cycle.status, CycleStatus::Published | CycleStatus::Final));
    let groups = if open { queries::groups(conn, &row).await? } else { Vec::new() };
    let may_open = commands::may_open(&who, person);
    let self_review = queries::self_review(&row, &cycle, Names::load(conn, [id]).await?.of(id), Some(who.id))?;
    Ok(Json(AppraisalReview {
        may_ask: may_open && groups.iter().any(|group| group.rater.is_hidden() && group.given > 0),
        unsealings: if may_open { unsealing::of_review(conn, row.id).await? } else { Vec::new() },
        self_review,
        groups: groups.into_iter().filter(|group| group.rater != Rater::Own).collect(),
    }))
}

/// Names peers for a person instead of those that the rule would choose, from the next marking on. Who they are is told to nobody
/// (KPI-04).
#[utoipa::path(tag = "kpi", operation_id = "name_peers", request_body = NamedPeers,
    responses((status = 200, description = "How many are named", body = PeersNamed)))]
#[post("/kpi/people/{person_id}/peers")]
async fn name_peers(who: Can<Publish>, person_id: Path<Uuid>, once: Once, body: Body<NamedPeers>, door: Door) -> Reply<Json<PeersNamed>> {
    let (id, attempt) = (*person_id, once.with(&body));
    let write = async move |tx: &mut Tx| Ok(PeersNamed { named: commands::name_peers(tx, id, &body).await? });
    door.write(&who, attempt, write).await.map(Json)
}

async fn told(conn: &impl ConnectionTrait, actor: &platform::auth::Actor, id: Uuid) -> Reply<Unsealing> {
    let row = unsealing::visible(conn, actor, id).await?;
    unsealing::present(conn, actor, row).await
}

/// Asks a second person to open who marked somebody, with a reason. Neither of the two may be the person or their superior.
#[utoipa::path(tag = "kpi", operation_id = "ask_unsealing", request_body = NewUnsealing,
    responses((status = 201, description = "The request", body = Unsealing)))]
#[post("/kpi/unsealings")]
async fn ask_unsealing(who: Can<Publish>, once: Once, body: Body<NewUnsealing>, door: Door) -> Reply<Created<Unsealing>> {
    let (actor, attempt) = (who.clone(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let id = unsealing::ask(tx, &body).await?;
        told(tx.conn(), &actor, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A request to open who marked somebody; once it is open, who marked is told to the two who opened it, and each look is logged.
#[utoipa::path(tag = "kpi", operation_id = "show_unsealing", responses((status = 200, description = "The request", body = Unsealing)))]
#[get("/kpi/unsealings/{id}")]
async fn show_unsealing(who: Can<Publish>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Unsealing>> {
    let it = told(door.reader().conn(), &who, *id).await?;
    if !it.opened.is_empty() {
        let (id, count) = (it.id, it.opened.len().to_string());
        let note = async move |tx: &mut Tx| {
            let shown = Change { field: "opened".to_owned(), old: None, new: Some(count.clone()) };
            tx.note(Verb::Reveal, SubjectKind::KpiUnsealing, id, vec![shown]);
            Ok(())
        };
        door.write(&who, None, note).await?;
    }
    Ok(Versioned(it))
}

/// Opens who marked somebody, or refuses: by a second person.
#[utoipa::path(tag = "kpi", operation_id = "act_on_unsealing", request_body = UnsealingAct,
    responses((status = 200, description = "The request as it is now", body = Unsealing)))]
#[post("/kpi/unsealings/{id}/transitions")]
async fn act_on_unsealing(
    who: Can<Publish>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<UnsealingAct>,
    door: Door,
) -> Reply<Versioned<Unsealing>> {
    let (id, attempt, actor) = (*id, once.with(&body), who.clone());
    let write = async move |tx: &mut Tx| {
        unsealing::act(tx, id, seen.0, &body).await?;
        told(tx.conn(), &actor, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
