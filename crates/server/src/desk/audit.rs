use actix_web::get;
use actix_web::web::Json;
use contract::SubjectKind;
use contract::audit::AuditEntry;
use contract::page::{FieldKind, Page};
use contract::permission::audit::Read;
use engines::people::Names;
use platform::Reply;
use platform::audit::{Change, Verb, entry};
use platform::auth::Can;
use platform::db::Door;
use platform::list::{Field, List, ListDef, Params, page, total};
use sea_orm::{ConnectionTrait, EntityTrait};
use utoipa_actix_web::service_config::ServiceConfig;

/// The audit log.
pub const LIST: ListDef = ListDef {
    key: "audit",
    fields: &[
        Field::new("seq", "seq", FieldKind::Number, locale::audit::SEQ).sortable(),
        Field::new("at", "at", FieldKind::Time, locale::audit::AT),
        Field::new("person", "person_id", FieldKind::Person, locale::audit::PERSON),
        Field::new("action", "action", FieldKind::Word, locale::audit::ACTION)
            .words(|| Verb::ALL.iter().map(|verb| (verb.word(), action_path(*verb))).collect()),
        Field::new("kind", "kind", FieldKind::Word, locale::audit::KIND)
            .words(|| SubjectKind::ALL.iter().map(|k| (k.word(), k.text_path())).collect()),
        Field::new("record", "record_id", FieldKind::Record, locale::audit::RECORD),
    ],
    default_sort: "-seq",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list);
}

/// The audit log (PLT-06).
#[utoipa::path(tag = "audit", operation_id = "list_audit", params(Params),
    responses((status = 200, description = "A page of the log", body = Page<AuditEntry>)))]
#[get("/audit")]
async fn list(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<AuditEntry>>> {
    let query = list.of(&LIST, who.id)?;
    let conn = door.reader().conn();
    let found = page(conn, entry::Entity::find(), &query).await?;
    let total = total(conn, entry::Entity::find(), &query).await?;
    Ok(Json(Page { items: present(conn, found.items).await?, next: found.next, prev: found.prev, total }))
}

/// Where the text of a verb is found.
pub(super) fn action_path(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "audit_ui.action_create",
        Verb::Update => "audit_ui.action_update",
        Verb::Remove => "audit_ui.action_remove",
        Verb::Reveal => "audit_ui.action_reveal",
        Verb::Export => "audit_ui.action_export",
        Verb::SignIn => "audit_ui.action_sign_in",
        Verb::SignOut => "audit_ui.action_sign_out",
        Verb::SignInFailed => "audit_ui.action_sign_in_failed",
    }
}

pub(super) async fn present(conn: &impl ConnectionTrait, rows: Vec<entry::Model>) -> Reply<Vec<AuditEntry>> {
    let names = Names::load(conn, rows.iter().filter_map(|r| r.person_id)).await?;
    let entry = |row: entry::Model| {
        let changes: Vec<Change> = serde_json::from_str(&row.changes)?;
        Ok(AuditEntry {
            id: row.id,
            seq: row.seq,
            at: row.at,
            person: row.person_id.map(|id| names.of(id)),
            action: row.action,
            kind: row.kind.parse().unwrap_or(SubjectKind::Task),
            record_id: row.record_id,
            changes: changes.into_iter().map(Into::into).collect(),
            request_id: row.request_id,
            hash: row.hash,
        })
    };
    rows.into_iter().map(entry).collect()
}
