//! Posts and files of a company's people, for the demo company (PLT-11).

use crate::entity::person;
use crate::people::commands::begin_term;
use crate::posts::entity as post;
use crate::{posts, units};
use chrono::NaiveDate;
use contract::people::{Certificate, Education, Employment, Sex, Territory};
use contract::posts::PostForm;
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

/// Adds a post with its description.
///
/// # Errors
/// As over HTTP.
pub async fn add_post(tx: &mut Tx, form: &PostForm) -> Reply<Uuid> {
    posts::add(tx, form).await
}

/// Makes somebody the head of a unit.
///
/// # Errors
/// Where there is no such unit.
pub async fn set_head(tx: &mut Tx, unit: Uuid, head: Uuid) -> Reply<()> {
    units::set_head(tx, unit, Some(head)).await
}

/// What a personnel file says.
pub struct File {
    pub sex: Sex,
    pub birth_on: NaiveDate,
    pub education: Education,
    pub entered_on: NaiveDate,
    pub major_related: Option<bool>,
    pub employment: Employment,
    pub territory: Option<Territory>,
    pub certificates: Vec<Certificate>,
}

/// Puts somebody into a post and writes their file.
///
/// # Errors
/// Where person or post do not exist.
pub async fn place(tx: &mut Tx, id: Uuid, post_id: Uuid, file: File) -> Reply<()> {
    let found = person::Entity::find_by_id(id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let post = post::Entity::find_by_id(post_id).one(tx.conn()).await?.ok_or(Error::NotFound)?;
    let mut row = found.clone().into_active_model();
    row.post_id = Set(Some(post.id));
    row.post = Set(post.name.clone());
    row.sex = Set(Some(file.sex));
    row.birth_on = Set(Some(file.birth_on));
    row.education = Set(Some(file.education));
    row.major_related = Set(file.major_related);
    row.entered_on = Set(Some(file.entered_on));
    row.employment = Set(Some(file.employment));
    row.territory = Set(file.territory);
    row.certificates = Set(serde_json::to_string(&file.certificates)?);
    tx.update::<person::Entity, _>(&found, row).await?;
    begin_term(tx, id, &post, Some(file.entered_on), String::new()).await
}
