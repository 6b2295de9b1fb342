//! A person's own settings.

use super::entity::setting::{self, names};
use super::robots;
use actix_web::{get, put};
use contract::notifications::NotificationKind;
use contract::notifications::settings::{KindSetting, MailMode, NotificationSettings, NotificationSettingsForm};
use platform::auth::{InPerson, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Expected, State, Versioned};
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, Set};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The hour of the digest where nobody chose one.
const DIGEST_HOUR: i32 = 9;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show).service(edit);
}

/// How the caller is told: the bell always, mail and robots as chosen here (PLT-07).
#[utoipa::path(tag = "notifications", operation_id = "show_notification_settings",
    responses((status = 200, description = "The settings", body = NotificationSettings)))]
#[get("/me/notification-settings")]
async fn show(who: InPerson, door: Door) -> Reply<Versioned<NotificationSettings>> {
    let conn = door.reader().conn();
    present(conn, door.state(), who.id, of(conn, who.id).await?).await.map(Versioned)
}

/// Chooses how the caller is told. The version of settings never chosen is 0.
#[utoipa::path(tag = "notifications", operation_id = "edit_notification_settings", request_body = NotificationSettingsForm,
    responses((status = 200, description = "The settings as they are now", body = NotificationSettings)))]
#[put("/me/notification-settings")]
async fn edit(
    _free: Signed,
    who: InPerson,
    seen: Expected,
    body: Body<NotificationSettingsForm>,
    door: Door,
) -> Reply<Versioned<NotificationSettings>> {
    let me = who.id;
    let write = async move |tx: &mut Tx| {
        let now = save(tx, me, seen.0, &body).await?;
        present(tx.conn(), tx.state(), me, Some(now)).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// What a person chose; `None`: nothing yet, so the bell only.
///
/// # Errors
/// Where the database fails.
pub async fn of(conn: &impl ConnectionTrait, person: Uuid) -> Reply<Option<setting::Model>> {
    Ok(setting::Entity::find_by_id(person).one(conn).await?)
}

async fn save(tx: &mut Tx, person: Uuid, seen: i64, form: &NotificationSettingsForm) -> Reply<setting::Model> {
    let before = of(tx.conn(), person).await?;
    if before.as_ref().map_or(0, |row| row.version) != seen {
        return Err(Error::Stale);
    }
    let chosen = |fits: fn(&KindSetting) -> bool| {
        let words: Vec<&str> = form.kinds.iter().filter(|one| fits(one)).map(|one| one.kind.word()).collect();
        Set(words.join(" "))
    };
    let mut row: setting::ActiveModel = before.clone().map(setting::Model::into_active_model).unwrap_or_default();
    row.email = Set(form.email.clone());
    row.mails = chosen(|one| one.mail == MailMode::AtOnce);
    row.digests = chosen(|one| one.mail == MailMode::Digest);
    row.robots = chosen(|one| one.robot);
    row.digest_hour = Set(form.digest_hour);
    row.quiet_from = Set(form.quiet_from);
    row.quiet_until = Set(form.quiet_until);
    if let Some(before) = before {
        return tx.update::<setting::Entity, setting::ActiveModel>(&before, row).await;
    }
    row.id = Set(person);
    row.version = Set(1);
    row.updated_at = Set(tx.at());
    tx.insert::<setting::Entity, setting::ActiveModel>(row).await
}

async fn present(conn: &impl ConnectionTrait, state: &State, person: Uuid, row: Option<setting::Model>) -> Reply<NotificationSettings> {
    let kinds = NotificationKind::ALL.iter().map(|kind| {
        let stored = |pick: fn(&setting::Model) -> &String| row.as_ref().is_some_and(|row| names(pick(row), *kind));
        let mail = match (stored(|row| &row.mails), stored(|row| &row.digests)) {
            (true, _) => MailMode::AtOnce,
            (false, true) => MailMode::Digest,
            (false, false) => MailMode::Never,
        };
        KindSetting { kind: *kind, mail, robot: stored(|row| &row.robots) }
    });
    Ok(NotificationSettings {
        id: person,
        kinds: kinds.collect(),
        digest_hour: row.as_ref().map_or(DIGEST_HOUR, |row| row.digest_hour),
        quiet_from: row.as_ref().and_then(|row| row.quiet_from),
        quiet_until: row.as_ref().and_then(|row| row.quiet_until),
        mail_ready: state.config.mail.is_some(),
        robots: robots::near(conn, person).await?.into_iter().map(|robot| robot.name).collect(),
        version: row.as_ref().map_or(0, |row| row.version),
        email: row.map(|row| row.email).unwrap_or_default(),
    })
}
