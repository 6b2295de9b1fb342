//! Templates of checklists by form of campaign, which the company edits (CMP-04). A campaign keeps what was laid out, whatever becomes of
//! the template.

mod builtin;
mod entity;
mod http;

pub use http::routes;

use contract::campaigns::preparation::{CampaignTemplateForm, TemplateLine};
use entity::{ActiveModel, Entity, Model};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, Set};
use uuid::Uuid;

/// Gives a company that has no template those that everybody starts with.
///
/// # Errors
/// Where the database fails.
pub async fn ensure(tx: &mut Tx) -> Reply<()> {
    if Entity::find().count(tx.conn()).await? > 0 {
        return Ok(());
    }
    for form in builtin::all() {
        create(tx, &form).await?;
    }
    Ok(())
}

async fn create(tx: &mut Tx, form: &CampaignTemplateForm) -> Reply<Model> {
    let at = tx.at();
    let row = ActiveModel { id: Set(Uuid::now_v7()), version: Set(1), created_at: Set(at), updated_at: Set(at), ..Default::default() };
    tx.insert::<Entity, _>(written(row, form)?).await
}

async fn edit(tx: &mut Tx, id: Uuid, seen: i64, form: &CampaignTemplateForm) -> Reply<Model> {
    let before = Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let row = written(before.clone().into_active_model(), form)?;
    tx.update::<Entity, _>(&before, row).await
}

fn written(mut row: ActiveModel, form: &CampaignTemplateForm) -> Reply<ActiveModel> {
    row.name = Set(form.name.trim().to_owned());
    row.form = Set(form.form);
    row.lines = Set(serde_json::to_string(&form.lines)?);
    row.in_use = Set(form.in_use);
    Ok(row)
}

/// The lines of a template; `None` where there is none in use.
pub(crate) async fn lines_of(conn: &impl ConnectionTrait, id: Uuid) -> Reply<Option<Vec<TemplateLine>>> {
    let found = Entity::find_by_id(id).one(conn).await?.filter(|template| template.in_use);
    found.map(|template| Ok(serde_json::from_str(&template.lines)?)).transpose()
}

/// The template in use that was made first for a form.
pub(crate) async fn for_form(conn: &impl ConnectionTrait, form: contract::campaigns::CampaignForm) -> Reply<Option<Uuid>> {
    use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
    let found = Entity::find().filter(entity::Column::Form.eq(form)).filter(entity::Column::InUse.eq(true));
    Ok(found.order_by_asc(entity::Column::Id).one(conn).await?.map(|template| template.id))
}
