use super::commands;
use super::{paper, queries};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::permission::{organisation::Edit, person::Read};
use contract::posts::{Post, PostAct, PostForm, Posts};
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Download, Expected, Once, Versioned};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(add).service(show).service(edit).service(act).service(print);
}

/// Every post with its headcount and how many hold it, closed ones included.
#[utoipa::path(tag = "organisation", operation_id = "list_posts", responses((status = 200, description = "The posts", body = Posts)))]
#[get("/posts")]
async fn list(who: Can<Read>, door: Door) -> Reply<Json<Posts>> {
    queries::all(door.reader().conn(), &who, door.meta.language).await.map(Json)
}

/// Adds a post (ORG-02).
#[utoipa::path(tag = "organisation", operation_id = "add_post", request_body = PostForm,
    responses((status = 201, description = "The post", body = Post)))]
#[post("/posts")]
async fn add(who: Can<Edit>, once: Once, body: Body<PostForm>, door: Door) -> Reply<Created<Post>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::add(tx, &body).await?;
        queries::one(tx.conn(), id, tx.actor()?, tx.meta().language).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A post with its description, holders and direct reports.
#[utoipa::path(tag = "organisation", operation_id = "show_post", responses((status = 200, description = "The post", body = Post)))]
#[get("/posts/{id}")]
async fn show(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<Post>> {
    queries::one(door.reader().conn(), *id, &who, door.meta.language).await.map(Versioned)
}

/// The post description as a document to hand out and sign (ORG-02).
#[utoipa::path(tag = "organisation", operation_id = "print_post",
    responses((status = 200, description = "A PDF file", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/posts/{id}/description.pdf")]
async fn print(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Download> {
    let language = door.meta.language;
    let post = queries::one(door.reader().conn(), *id, &who, language).await?;
    let today = local_date(door.state().clock.now(), door.state().config.utc_offset_minutes);
    let bytes = paper::pdf(&post, &format!("{} · {today}", post.unit.name), language);
    Ok(Download { file_name: format!("{} {}.pdf", post.code, post.name), content_type: "application/pdf", bytes })
}

/// Changes a post description.
#[utoipa::path(tag = "organisation", operation_id = "edit_post", request_body = PostForm,
    responses((status = 200, description = "The post", body = Post)))]
#[put("/posts/{id}")]
async fn edit(who: Can<Edit>, id: Path<Uuid>, seen: Expected, body: Body<PostForm>, door: Door) -> Reply<Versioned<Post>> {
    let write = async move |tx: &mut Tx| {
        commands::edit(tx, *id, seen.0, &body).await?;
        queries::one(tx.conn(), *id, tx.actor()?, tx.meta().language).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Closes a post that nobody holds, or opens it again.
#[utoipa::path(tag = "organisation", operation_id = "act_on_post", request_body = PostAct,
    responses((status = 200, description = "The post", body = Post)))]
#[post("/posts/{id}/transitions")]
async fn act(who: Can<Edit>, id: Path<Uuid>, seen: Expected, once: Once, body: Body<PostAct>, door: Door) -> Reply<Versioned<Post>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        commands::act(tx, *id, seen.0, body.act).await?;
        queries::one(tx.conn(), *id, tx.actor()?, tx.meta().language).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}
