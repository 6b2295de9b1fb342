use super::present::{all, slips};
use super::states::NOT_NOW;
use super::{commands, files, lines, queries, terms_http};
use actix_web::web::{Json, Path};
use actix_web::{get, post};
use contract::SubjectKind;
use contract::kpi::pay::{NewPayLine, NewPayRun, OwnPaySlips, PayAct, PayRun, PaySlip, PaySlips, PayStatus};
use contract::page::{FieldKind, Page};
use contract::permission::Permission;
use contract::permission::pay::{Export, Prepare, Read};
use locale::pay as text;
use platform::audit::{Change, Verb};
use platform::auth::{Can, Signed};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Download, Expected, Once, Versioned};
use platform::list::{Field, List, ListDef, Params};
use platform::{Error, Reply};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Pay runs.
pub const LIST: ListDef = ListDef {
    key: "pay-runs",
    fields: &[
        Field::new("month", "month", FieldKind::Text, text::MONTH).sortable(),
        Field::new("status", "status", FieldKind::Word, text::STATUS)
            .words(|| PayStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
    ],
    default_sort: "-month",
    searchable: false,
};

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_pay_runs).service(open_pay_run).service(show_pay_run).service(list_pay_slips).service(enter_pay_line);
    config.service(act_on_pay_run).service(export_pay_run).service(print_pay_slip).service(list_own_pay_slips);
    terms_http::routes(config);
}

async fn told(tx: &Tx, id: Uuid) -> Reply<PayRun> {
    let it = queries::run_of(tx.conn(), id).await?;
    queries::heads(tx.conn(), tx.actor()?, vec![it]).await?.pop().ok_or(Error::NotFound)
}

/// The pay of each month: how far it is, without amounts (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "list_pay_runs", params(Params),
    responses((status = 200, description = "A page of runs", body = Page<PayRun>)))]
#[get("/pay/runs")]
async fn list_pay_runs(who: Can<Read>, list: List, door: Door) -> Reply<Json<Page<PayRun>>> {
    let query = list.of(&LIST, who.id)?;
    queries::list(door.reader().conn(), &who, &query).await.map(Json)
}

/// Opens the pay of a month, once.
#[utoipa::path(tag = "pay", operation_id = "open_pay_run", request_body = NewPayRun,
    responses((status = 201, description = "The run", body = PayRun)))]
#[post("/pay/runs")]
async fn open_pay_run(who: Can<Prepare>, once: Once, body: Body<NewPayRun>, door: Door) -> Reply<Created<PayRun>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let id = commands::open(tx, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// A run: how far it is, without amounts.
#[utoipa::path(tag = "pay", operation_id = "show_pay_run", responses((status = 200, description = "The run", body = PayRun)))]
#[get("/pay/runs/{id}")]
async fn show_pay_run(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Versioned<PayRun>> {
    let conn = door.reader().conn();
    let it = queries::run_of(conn, *id).await?;
    queries::heads(conn, &who, vec![it]).await?.pop().ok_or(Error::NotFound).map(Versioned)
}

/// The slips of a run: worked out anew while it is a draft, as they were checked from then on. As far as `pay.read` reaches.
#[utoipa::path(tag = "pay", operation_id = "list_pay_slips", responses((status = 200, description = "The slips", body = PaySlips)))]
#[get("/pay/runs/{id}/slips")]
async fn list_pay_slips(who: Can<Read>, id: Path<Uuid>, door: Door) -> Reply<Json<PaySlips>> {
    let conn = door.reader().conn();
    let it = queries::run_of(conn, *id).await?;
    slips(conn, door.state(), &who, &it, door.meta.language).await.map(Json)
}

/// Enters a line of somebody's pay, with its evidence, while the run is a draft. A line never changes: `replaces` puts one right, and a
/// correction in a later run puts right what is locked (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "enter_pay_line", request_body = NewPayLine,
    responses((status = 200, description = "The run, without amounts", body = PayRun)))]
#[post("/pay/runs/{id}/lines")]
async fn enter_pay_line(who: Can<Prepare>, id: Path<Uuid>, once: Once, body: Body<NewPayLine>, door: Door) -> Reply<Versioned<PayRun>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let it = queries::run_of(tx.conn(), id).await?;
        lines::enter(tx, &it, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Checks, approves, gives back or locks a run: opened, checked and approved by three people (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "act_on_pay_run", request_body = PayAct,
    responses((status = 200, description = "The run as it is now, without amounts", body = PayRun)))]
#[post("/pay/runs/{id}/transitions")]
async fn act_on_pay_run(
    who: Can<Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<PayAct>,
    door: Door,
) -> Reply<Versioned<PayRun>> {
    let (id, attempt) = (*id, once.with(&body));
    let write = async move |tx: &mut Tx| {
        let before = queries::run_of(tx.conn(), id).await?;
        commands::act(tx, before, seen.0, &body).await?;
        told(tx, id).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// The slips of a run as a spreadsheet, from its check on.
#[utoipa::path(tag = "pay", operation_id = "export_pay_run",
    responses((status = 200, description = "An xlsx file", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))]
#[get("/pay/runs/{id}/export.xlsx")]
async fn export_pay_run(who: Can<Export>, id: Path<Uuid>, door: Door) -> Reply<Download> {
    let (conn, language) = (door.reader().conn(), door.meta.language);
    let it = queries::run_of(conn, *id).await?;
    if it.status == PayStatus::Draft {
        return Err(Error::Refused(NOT_NOW));
    }
    let found = slips(conn, door.state(), &who, &it, language).await?;
    let bytes = files::workbook(&it.month, &found, language)?;
    let (run, rows) = (it.id, found.items.len());
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "rows".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Pay, run, vec![count]);
        Ok(())
    };
    door.write(&who, None, note).await?;
    let file_name = format!("{}-{}-{}.xlsx", text::FILE.text(language), it.month, who.name);
    Ok(Download { file_name, content_type: sheets::XLSX, bytes })
}

/// A slip to print: one's own of a locked month, or anybody's within reach of `pay.read`. Who printed it stands on it.
#[utoipa::path(tag = "pay", operation_id = "print_pay_slip",
    responses((status = 200, description = "A PDF file", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/pay/runs/{id}/slips/{person_id}/slip.pdf")]
async fn print_pay_slip(who: Signed, path: Path<(Uuid, Uuid)>, door: Door) -> Reply<Download> {
    let ((run, person), language) = (path.into_inner(), door.meta.language);
    let (conn, keys) = (door.reader().conn(), &door.state().keys);
    let found: Option<PaySlip> = if person == who.id {
        let own = queries::own(conn, keys, person).await?.into_iter().find(|(it, _)| it.id == run);
        match own {
            Some((it, one)) => all(conn, &[(&it, &one)], language).await?.pop(),
            None => None,
        }
    } else if who.may(Permission::PayRead) {
        let it = queries::run_of(conn, run).await?;
        slips(conn, door.state(), &who, &it, language).await?.items.into_iter().find(|one| one.person.id == person)
    } else {
        None
    };
    let one = found.ok_or(Error::NotFound)?;
    let at = door.state().clock.now() + chrono::TimeDelta::minutes(door.state().config.utc_offset_minutes.into());
    let bytes = files::print(&one, &format!("{} {}", who.name, at.format("%Y-%m-%d %H:%M")), language);
    let note = async move |tx: &mut Tx| {
        tx.note(Verb::Export, SubjectKind::Pay, run, vec![Change { field: "slip".to_owned(), old: None, new: Some(person.to_string()) }]);
        Ok(())
    };
    door.write(&who, None, note).await?;
    let file_name = format!("{}-{}-{}.pdf", text::SLIP.text(language), one.month, one.person.name);
    Ok(Download { file_name, content_type: "application/pdf", bytes })
}

/// One's own slips of locked months, the newest first: nobody else's (KPI-16).
#[utoipa::path(tag = "pay", operation_id = "list_own_pay_slips", responses((status = 200, description = "One's own slips", body = OwnPaySlips)))]
#[get("/me/pay-slips")]
async fn list_own_pay_slips(who: Signed, door: Door) -> Reply<Json<OwnPaySlips>> {
    let conn = door.reader().conn();
    let own = queries::own(conn, &door.state().keys, who.id).await?;
    let shown: Vec<_> = own.iter().map(|(it, one)| (it, one)).collect();
    Ok(Json(OwnPaySlips { items: all(conn, &shown, door.meta.language).await? }))
}
