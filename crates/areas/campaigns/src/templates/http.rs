use super::entity::{Column, Entity, Model};
use actix_web::web::{Json, Path};
use actix_web::{get, post, put};
use contract::campaigns::preparation::{CampaignTemplate, CampaignTemplateForm, CampaignTemplates};
use contract::permission::{Permission, campaign};
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, Versioned};
use platform::{Error, Reply};
use sea_orm::{EntityTrait, QueryOrder};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list).service(create).service(show).service(edit);
}

fn present(row: Model, actor: &Actor) -> Reply<CampaignTemplate> {
    Ok(CampaignTemplate {
        id: row.id,
        name: row.name,
        form: row.form,
        lines: serde_json::from_str(&row.lines)?,
        in_use: row.in_use,
        updated_at: row.updated_at,
        version: row.version,
        editable: actor.may(Permission::CampaignTemplate),
    })
}

/// The company's templates of checklists, by form (CMP-04).
#[utoipa::path(tag = "campaigns", operation_id = "list_campaign_templates",
    responses((status = 200, description = "Every template", body = CampaignTemplates)))]
#[get("/campaign-templates")]
async fn list(who: Can<campaign::Read>, door: Door) -> Reply<Json<CampaignTemplates>> {
    let rows = Entity::find().order_by_asc(Column::Id).all(door.reader().conn()).await?;
    let items = rows.into_iter().map(|row| present(row, &who)).collect::<Reply<Vec<_>>>()?;
    Ok(Json(CampaignTemplates { items, editable: who.may(Permission::CampaignTemplate) }))
}

/// Adds a template.
#[utoipa::path(tag = "campaigns", operation_id = "create_campaign_template", request_body = CampaignTemplateForm,
    responses((status = 201, description = "The template", body = CampaignTemplate)))]
#[post("/campaign-templates")]
async fn create(
    who: Can<campaign::Template>,
    once: Once,
    body: Body<CampaignTemplateForm>,
    door: Door,
) -> Reply<Created<CampaignTemplate>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let row = super::create(tx, &body).await?;
        present(row, tx.actor()?)
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A template.
#[utoipa::path(tag = "campaigns", operation_id = "show_campaign_template",
    responses((status = 200, description = "The template", body = CampaignTemplate)))]
#[get("/campaign-templates/{id}")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<CampaignTemplate>> {
    let row = Entity::find_by_id(*id).one(door.reader().conn()).await?.ok_or(Error::NotFound)?;
    present(row, &who).map(Versioned)
}

/// Changes a template; checklists that were laid out from it stay as they are.
#[utoipa::path(tag = "campaigns", operation_id = "edit_campaign_template", request_body = CampaignTemplateForm,
    responses((status = 200, description = "The template as it is now", body = CampaignTemplate)))]
#[put("/campaign-templates/{id}")]
async fn edit(
    who: Can<campaign::Template>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<CampaignTemplateForm>,
    door: Door,
) -> Reply<Versioned<CampaignTemplate>> {
    let id = id.into_inner();
    let write = async move |tx: &mut Tx| {
        let row = super::edit(tx, id, seen.0, &body).await?;
        present(row, tx.actor()?)
    };
    door.write(&who, None, write).await.map(Versioned)
}
