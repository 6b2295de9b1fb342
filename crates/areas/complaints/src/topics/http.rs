use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::complaints::intake::{NewTopic, Topic, TopicForm};
use contract::permission::complaint::Configure;
use platform::Reply;
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(edit);
}

/// The branches of categories and of causes.
#[utoipa::path(tag = "complaints", operation_id = "list_complaint_topics",
    responses((status = 200, description = "All branches, also those no longer offered", body = Vec<Topic>)))]
#[get("/complaint-topics")]
async fn list(_who: Signed, door: Door) -> Reply<Json<Vec<Topic>>> {
    super::list(door.reader().conn()).await.map(Json)
}

/// Adds a branch.
#[utoipa::path(tag = "complaints", operation_id = "add_complaint_topic", request_body = NewTopic,
    responses((status = 201, description = "The branch", body = Topic)))]
#[post("/complaint-topics")]
async fn add(who: Can<Configure>, once: Once, body: Body<NewTopic>, door: Door) -> Reply<Created<Topic>> {
    let attempt = once.with(&body);
    door.write(&who, attempt, async move |tx: &mut Tx| super::add(tx, &body).await).await.map(Created)
}

/// Renames a branch, or stops offering it: cases keep it.
#[utoipa::path(tag = "complaints", operation_id = "edit_complaint_topic", request_body = TopicForm,
    responses((status = 200, description = "The branch as it is now", body = Topic)))]
#[put("/complaint-topics/{id}")]
async fn edit(who: Can<Configure>, id: Path<Uuid>, seen: Expected, body: Body<TopicForm>, door: Door) -> Reply<Versioned<Topic>> {
    door.write(&who, None, async move |tx: &mut Tx| super::edit(tx, *id, seen.0, &body).await).await.map(Versioned)
}
