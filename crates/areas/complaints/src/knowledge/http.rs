use super::fields::LIST;
use super::{commands, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::complaints::knowledge::{Knowledge, KnowledgeAct, KnowledgeForm, KnowledgeSuggestions, KnowledgeUse};
use contract::page::Page;
use contract::permission::knowledge::{Read, Write};
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Query, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_knowledge).service(write_knowledge).service(suggest_knowledge).service(show_knowledge);
    config.service(edit_knowledge).service(act_on_knowledge).service(use_knowledge);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<Knowledge> {
    let it = queries::found(tx.conn(), id, tx.actor()?).await?;
    queries::present(tx.conn(), vec![it], tx.actor()?).await?.pop().ok_or(Error::NotFound)
}

/// Templates: the published ones, the caller's own drafts, and for who publishes all (CPL-12).
#[utoipa::path(tag = "knowledge", operation_id = "list_knowledge", params(Params),
    responses((status = 200, description = "A page of templates", body = Page<Knowledge>)))]
#[get("/knowledge")]
async fn list_knowledge(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<Knowledge>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), door.state(), &who, &query).await.map(Json)
}

/// Writes a template as a draft.
#[utoipa::path(tag = "knowledge", operation_id = "write_knowledge", request_body = KnowledgeForm,
    responses((status = 201, description = "The draft", body = Knowledge)))]
#[post("/knowledge")]
async fn write_knowledge(who: Can<Write>, once: Once, body: Body<KnowledgeForm>, door: Door) -> Reply<Created<Knowledge>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::write(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// What templates have to fit.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Matter {
    /// A category of complaints.
    #[param(max_length = 20)]
    category: Option<String>,
    /// The matter or the question; its first 500 characters count.
    #[param(max_length = 2000)]
    text: String,
}

/// Published templates that fit a matter by category and words, the best first, at most five.
#[utoipa::path(tag = "knowledge", operation_id = "suggest_knowledge", params(Matter),
    responses((status = 200, description = "What fits", body = KnowledgeSuggestions)))]
#[get("/knowledge/suggestions")]
async fn suggest_knowledge(who: Can<Read>, matter: Query<Matter>, door: Door) -> Reply<Json<KnowledgeSuggestions>> {
    let category = match &matter.category {
        Some(word) => Some(word.parse().map_err(|_| Error::invalid("/category", "word_unknown"))?),
        None => None,
    };
    let text: String = matter.text.chars().take(500).collect();
    let items = queries::suggestions(door.reader().conn(), &who, category, &text).await?;
    Ok(Json(KnowledgeSuggestions { items }))
}

/// A template.
#[utoipa::path(tag = "knowledge", operation_id = "show_knowledge", responses((status = 200, description = "The template", body = Knowledge)))]
#[get("/knowledge/{id}")]
async fn show_knowledge(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Knowledge>> {
    let conn = door.reader().conn();
    let it = queries::found(conn, *id, &who).await?;
    queries::present(conn, vec![it], &who).await?.pop().ok_or(Error::NotFound).map(Versioned)
}

/// Changes a template: a draft by its author, a published one by who publishes.
#[utoipa::path(tag = "knowledge", operation_id = "edit_knowledge", request_body = KnowledgeForm,
    responses((status = 200, description = "The template as it is now", body = Knowledge)))]
#[put("/knowledge/{id}")]
async fn edit_knowledge(
    who: Can<Write>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<KnowledgeForm>,
    door: Door,
) -> Reply<Versioned<Knowledge>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        told(tx, *id).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Publishes a template, or retires it: then it is suggested no more.
#[utoipa::path(tag = "knowledge", operation_id = "act_on_knowledge", request_body = KnowledgeAct,
    responses((status = 200, description = "The template as it is now", body = Knowledge)))]
#[post("/knowledge/{id}/transitions")]
async fn act_on_knowledge(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<KnowledgeAct>,
    door: Door,
) -> Reply<Versioned<Knowledge>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, body.act).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Counts that a template was used in a case or a request that the caller sees; a second time in the same one counts no more.
#[utoipa::path(tag = "knowledge", operation_id = "use_knowledge", request_body = KnowledgeUse,
    responses((status = 200, description = "The template as it is now", body = Knowledge)))]
#[post("/knowledge/{id}/uses")]
async fn use_knowledge(who: Can<Read>, id: Path<Uuid>, once: Once, body: Body<KnowledgeUse>, door: Door) -> Reply<Json<Knowledge>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        sees(tx, tx.actor()?, body.record_id).await?;
        commands::used(tx, *id, body.record_id).await?;
        told(tx, *id).await
    };
    door.write(&who, attempt, write).await.map(Json)
}

async fn sees(tx: &Tx, who: &Actor, record: Uuid) -> Reply<()> {
    let case = crate::cases::subject_seen(tx.conn(), record, who).await?.is_some();
    let request = !case && !crate::service_requests::seen_among(tx.conn(), &[record], who).await?.is_empty();
    if case || request { Ok(()) } else { Err(Error::invalid("/record_id", "record_unknown")) }
}
