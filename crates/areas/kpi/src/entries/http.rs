use super::queries::{found, present, visible};
use super::{LIST, commands, policy};
use crate::ground::Ground;
use crate::score::Asked;
use crate::wording;
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::PersonRef;
use contract::kpi::entries::{Entry, EntryOption, EntryOptions, NewEntry};
use contract::kpi::schemes::IndicatorSource;
use contract::page::Page;
use contract::permission::kpi::Enter;
use engines::people::Staff;
use platform::auth::{Actor, Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Once, Versioned};
use platform::list::{List, Params, page, total};
use platform::{Error, Reply};
use sea_orm::ConnectionTrait;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_entries).service(enter_value).service(show_entry).service(list_entry_options);
}

async fn told(conn: &impl ConnectionTrait, id: Uuid, actor: &Actor, staff: &Staff) -> Reply<Entry> {
    let row = found(conn, actor, staff, id).await?;
    present(conn, vec![row], actor, staff).await?.pop().ok_or(Error::NotFound)
}

/// Entered values: one's own, and those of whom one sees the scores; what was put right is there, too.
#[utoipa::path(tag = "kpi", operation_id = "list_entries", params(Params),
    responses((status = 200, description = "A page of entries", body = Page<Entry>)))]
#[get("/kpi/entries")]
async fn list_entries(who: Signed, list: List, door: Door) -> Reply<Json<Page<Entry>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    let found = page(conn, visible(&who, &staff), &query).await?;
    let total = total(conn, visible(&who, &staff), &query).await?;
    let items = present(conn, found.items, &who, &staff).await?;
    Ok(Json(Page { items, next: found.next, prev: found.prev, total }))
}

/// Enters a value for an indicator of somebody's scheme, with a reason (KPI-01). An entry is never overwritten: `replaces` puts one right
/// once that is approved, and both stay. Nobody enters for themselves, and not once the month's result is published.
#[utoipa::path(tag = "kpi", operation_id = "enter_value", request_body = NewEntry,
    responses((status = 201, description = "The entry", body = Entry)))]
#[post("/kpi/entries")]
async fn enter_value(who: Can<Enter>, once: Once, body: Body<NewEntry>, door: Door) -> Reply<Created<Entry>> {
    let asked = Asked::new(Some(&body.month), &door)?;
    let ground = Ground::load(&asked, Some(body.person_id), &door).await?;
    let (actor, attempt) = (who.clone(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let id = commands::enter(tx, &ground, asked.month, &body).await?;
        told(tx.conn(), id, &actor, &ground.staff).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// An entered value.
#[utoipa::path(tag = "kpi", operation_id = "show_entry", responses((status = 200, description = "The entry", body = Entry)))]
#[get("/kpi/entries/{id}")]
async fn show_entry(who: Signed, id: Path<Uuid>, door: Door) -> Reply<Versioned<Entry>> {
    let conn = door.reader().conn();
    let staff = Staff::load(conn).await?;
    told(conn, *id, &who, &staff).await.map(Versioned)
}

/// For whom and for what the caller may enter values in a month.
#[utoipa::path(tag = "kpi", operation_id = "list_entry_options",
    responses((status = 200, description = "People and their indicators", body = EntryOptions)))]
#[get("/kpi/months/{month}/entry-options")]
async fn list_entry_options(who: Can<Enter>, month: Path<String>, door: Door) -> Reply<Json<EntryOptions>> {
    let asked = Asked::new(Some(&month), &door)?;
    let ground = Ground::load(&asked, None, &door).await?;
    let mut options = Vec::new();
    for measured in ground.all(|person| policy::enters(&who, person)) {
        for one in measured.indicators().into_iter().filter(|one| one.source == IndicatorSource::Entered) {
            options.push(EntryOption {
                person: PersonRef { id: measured.person.id, name: measured.person.name.clone() },
                post: measured.stood.post.clone(),
                indicator: one.key.clone(),
                label: wording::label(one, door.meta.language),
                definition: wording::definition(one, door.meta.language),
            });
        }
    }
    Ok(Json(EntryOptions { month: asked.month.to_string(), options }))
}
