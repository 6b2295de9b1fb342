use super::queries::{LIST, announced, counts, found, list, present_one, seats_taken, settings, untold};
use super::{check_ins, commands, importing, policy, rules, sheet, tickets};
use crate::entity::Model as Campaign;
use crate::queries::visible;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, get, post, put};
use contract::campaigns::CampaignStatus;
use contract::campaigns::guests::{
    CheckInResults, CheckIns, Guest, GuestAct, GuestStatus, GuestsImported, InviteCustomers, Invited, NewGuest, PublicCampaign,
    PublicSignUp, SignUp, SignUpForm, SignedUp,
};
use contract::page::Page;
use contract::permission::campaign;
use engines::{Areas, Asking};
use platform::auth::{Actor, Can};
use platform::db::{Door, Tx};
use platform::http::{Body, Created, Expected, Once, State, Upload, Versioned};
use platform::list::{List, Params};
use platform::{Error, Reply, Violation};
use qrcode::{EcLevel, QrCode, render::svg};
use sea_orm::ConnectionTrait;
use sheets::Limits;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Side of a picture in CSS pixels; it is a vector and scales.
const SIDE: u32 = 208;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(list_guests).service(invite).service(import_guests).service(invite_customers).service(show).service(act);
    config.service(show_sign_up).service(set_sign_up).service(check_in).service(open_sign_up).service(sign_up);
}

/// The guests of a campaign (CMP-07).
#[utoipa::path(tag = "campaigns", operation_id = "list_guests", params(Params),
    responses((status = 200, description = "A page of guests", body = Page<Guest>)))]
#[get("/campaigns/{id}/guests")]
async fn list_guests(who: Can<campaign::Read>, id: Path<Uuid>, query: List, areas: Data<Areas>, door: Door) -> Reply<Json<Page<Guest>>> {
    let query = query.of(&LIST, who.id)?;
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let campaign = visible(asking.conn, &who, *id).await?;
    list(&asking, &areas, &campaign, &query).await.map(Json)
}

/// Invites somebody by hand; one phone number is one guest.
#[utoipa::path(tag = "campaigns", operation_id = "invite_guest", request_body = NewGuest,
    responses((status = 201, description = "The guest", body = Guest)))]
#[post("/campaigns/{id}/guests")]
async fn invite(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    once: Once,
    body: Body<NewGuest>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Created<Guest>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let guest = commands::invite(tx, id, &body).await?;
        shown(tx, &areas, guest).await
    };
    door.write(&who, attempt, write).await.map(Created)
}

/// Invites the guests of a spreadsheet (xlsx or csv) with columns for name, phone and company; rows that are not in order are named and left out.
///
/// The file is the whole body; its name travels in `Content-Disposition: attachment; filename*=UTF-8''…`.
#[utoipa::path(tag = "campaigns", operation_id = "import_guests",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The spreadsheet"),
    responses((status = 200, description = "What came of it", body = GuestsImported)))]
#[post("/campaigns/{id}/guests/import")]
async fn import_guests(who: Can<campaign::Run>, id: Path<Uuid>, once: Once, file: Upload, door: Door) -> Reply<Json<GuestsImported>> {
    let (id, attempt) = (id.into_inner(), once.bound(file.fingerprint()));
    let bytes = file.bytes;
    let work = actix_web::web::block(move || {
        let sheets = sheets::read(&bytes, &Limits::default()).map_err(|p| unreadable(p.code(), p.limit()))?;
        let read = sheet::read(&sheets).map_err(|code| unreadable(code, None))?;
        let rows = read.guests.len() + read.problems.len();
        if rows > importing::MOST { Err(unreadable("sheet_too_many_rows", Some(importing::MOST as u64))) } else { Ok(read) }
    });
    let read = work.await.map_err(|e| anyhow::anyhow!("reading a sheet: {e}"))??;
    let write = async move |tx: &mut Tx| importing::enter(tx, id, &read).await;
    door.write(&who, attempt, write).await.map(Json)
}

fn unreadable(code: &str, limit: Option<u64>) -> Error {
    let arguments = limit.map(|l| ("limit".to_owned(), l.to_string())).into_iter().collect();
    Error::Invalid(vec![Violation { pointer: String::new(), code: format!("import_problems.{code}"), arguments }])
}

async fn shown(tx: &Tx, areas: &Areas, guest: super::entity::Model) -> Reply<Guest> {
    let campaign = visible(tx.conn(), tx.actor()?, guest.campaign_id).await?;
    present_one(&Asking::new(tx.state(), tx.actor()?, tx.meta().language), areas, &campaign, guest).await
}

/// Invites customers whom the caller sees, by whoever sees the campaign: their names are on its list of guests from then on.
#[utoipa::path(tag = "campaigns", operation_id = "invite_customers_as_guests", request_body = InviteCustomers,
    responses((status = 200, description = "How many were invited", body = Invited)))]
#[post("/campaigns/{id}/guests/from-customers")]
async fn invite_customers(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    once: Once,
    body: Body<InviteCustomers>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Json<Invited>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| commands::invite_customers(tx, &areas, id, &body.customer_ids).await;
    door.write(&who, attempt, write).await.map(Json)
}

/// A guest.
#[utoipa::path(tag = "campaigns", operation_id = "show_guest", responses((status = 200, description = "The guest", body = Guest)))]
#[get("/campaign-guests/{id}")]
async fn show(who: Can<campaign::Read>, id: Path<Uuid>, areas: Data<Areas>, door: Door) -> Reply<Versioned<Guest>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let (guest, campaign) = found(asking.conn, &who, *id).await?;
    present_one(&asking, &areas, &campaign, guest).await.map(Versioned)
}

/// Confirms, declines or follows up; `actions` of the guest says which of these are open to the caller.
#[utoipa::path(tag = "campaigns", operation_id = "act_on_guest", request_body = GuestAct,
    responses((status = 200, description = "The guest as they are now", body = Guest)))]
#[post("/campaign-guests/{id}/transitions")]
async fn act(
    who: Can<campaign::Read>,
    id: Path<Uuid>,
    seen: Expected,
    once: Once,
    body: Body<GuestAct>,
    areas: Data<Areas>,
    door: Door,
) -> Reply<Versioned<Guest>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| {
        let guest = commands::act(tx, id, seen.0, &body).await?;
        shown(tx, &areas, guest).await
    };
    door.write(&who, attempt, write).await.map(Versioned)
}

/// Where this server is reached, as the company or the request says.
pub(crate) fn origin(request: &HttpRequest, state: &State) -> String {
    let info = request.connection_info();
    state.config.server.public_url.clone().unwrap_or_else(|| format!("{}://{}", info.scheme(), info.host()))
}

/// A QR code of a text.
pub(crate) fn picture(text: &str) -> Reply<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|e| Error::Internal(anyhow::anyhow!("{e}")))?;
    let drawn = code.render::<svg::Color>().min_dimensions(SIDE, SIDE).quiet_zone(true).build();
    // Without the XML declaration it can stand inside a page.
    Ok(drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned()))
}

async fn told(conn: &impl ConnectionTrait, actor: &Actor, campaign: &Campaign, origin: &str) -> Reply<SignUp> {
    let settings = settings(conn, campaign.id).await?;
    let counts = counts(conn, campaign.id).await?;
    let count = |fits: &[GuestStatus]| {
        let sum: i64 = counts.iter().filter(|(status, _)| fits.contains(status)).map(|(_, n)| n).sum();
        u32::try_from(sum).unwrap_or(u32::MAX)
    };
    let url = settings.as_ref().map(|settings| format!("{origin}/join/{}", settings.token)).unwrap_or_default();
    Ok(SignUp {
        id: campaign.id,
        open: settings.as_ref().is_some_and(|settings| settings.is_open),
        quota: settings.as_ref().and_then(|settings| u32::try_from(settings.quota?).ok()),
        qr_svg: if url.is_empty() { String::new() } else { picture(&url)? },
        url,
        invited: count(&[GuestStatus::Invited]),
        confirmed: count(&[GuestStatus::Confirmed]),
        waiting: count(&[GuestStatus::Waiting]),
        declined: count(&[GuestStatus::Declined]),
        attended: count(&[GuestStatus::Attended, GuestStatus::FollowedUp]),
        untold: untold(conn, campaign.id).await?,
        editable: policy::keep(campaign, actor).is_ok(),
        checks_in: policy::check_in(campaign, actor).is_ok(),
        version: settings.map_or(0, |settings| settings.version),
    })
}

/// How people sign up for a campaign, and how many guests it has.
#[utoipa::path(tag = "campaigns", operation_id = "show_sign_up", responses((status = 200, description = "The sign-up", body = SignUp)))]
#[get("/campaigns/{id}/sign-up")]
async fn show_sign_up(who: Can<campaign::Read>, id: Path<Uuid>, request: HttpRequest, door: Door) -> Reply<Versioned<SignUp>> {
    let conn = door.reader().conn();
    let campaign = visible(conn, &who, *id).await?;
    told(conn, &who, &campaign, &origin(&request, door.state())).await.map(Versioned)
}

/// Opens or closes the sign-up and sets the seats; who waits moves up where there are more.
#[utoipa::path(tag = "campaigns", operation_id = "set_sign_up", request_body = SignUpForm,
    responses((status = 200, description = "The sign-up as it is now", body = SignUp)))]
#[put("/campaigns/{id}/sign-up")]
async fn set_sign_up(
    who: Can<campaign::Run>,
    id: Path<Uuid>,
    seen: Expected,
    body: Body<SignUpForm>,
    request: HttpRequest,
    door: Door,
) -> Reply<Versioned<SignUp>> {
    let (id, origin) = (id.into_inner(), origin(&request, door.state()));
    let write = async move |tx: &mut Tx| {
        let campaign = commands::set(tx, id, seen.0, &body).await?;
        told(tx.conn(), tx.actor()?, &campaign, &origin).await
    };
    door.write(&who, None, write).await.map(Versioned)
}

/// Checks guests in as a device noted it, with or without a connection: each note counts once, however often it is sent.
#[utoipa::path(tag = "campaigns", operation_id = "check_in_guests", request_body = CheckIns,
    responses((status = 200, description = "What became of each", body = CheckInResults)))]
#[post("/campaigns/{id}/check-ins")]
async fn check_in(who: Can<campaign::Run>, id: Path<Uuid>, once: Once, body: Body<CheckIns>, door: Door) -> Reply<Json<CheckInResults>> {
    let (id, attempt) = (id.into_inner(), once.with(&body));
    let write = async move |tx: &mut Tx| check_ins::merge(tx, id, &body).await;
    door.write(&who, attempt, write).await.map(Json)
}

/// What somebody without an account sees of a campaign that they can sign up for, or that was called off; `404` before its approval and once
/// the sign-up is closed.
#[utoipa::path(tag = "campaigns", operation_id = "open_sign_up", security(()),
    responses((status = 200, description = "The campaign", body = PublicCampaign)))]
#[get("/public/sign-ups/{token}")]
async fn open_sign_up(token: Path<String>, door: Door) -> Reply<Json<PublicCampaign>> {
    let (state, conn) = (door.state(), door.reader().conn());
    let (campaign, settings) = announced(conn, &token).await?;
    let full = !rules::has_seat(settings.quota, seats_taken(conn, campaign.id).await?);
    Ok(Json(PublicCampaign {
        theme: campaign.theme,
        place: campaign.place,
        starts_at: campaign.starts_at,
        ends_at: campaign.ends_at,
        cancelled: campaign.status == CampaignStatus::Cancelled,
        postponed_from: campaign.postponed_from,
        full,
        ticket: tickets::issue(&state.keys, &token, state.clock.now()),
    }))
}

/// Signs somebody up without an account. A number that was signed up before is told the same, without the code.
#[utoipa::path(tag = "campaigns", operation_id = "sign_up_for_campaign", request_body = PublicSignUp, security(()),
    responses((status = 200, description = "Signed up, or on the waiting list", body = SignedUp)))]
#[post("/public/sign-ups/{token}")]
async fn sign_up(token: Path<String>, body: Body<PublicSignUp>, door: Door) -> Reply<Json<SignedUp>> {
    let token = token.into_inner();
    let (waiting, code) = door.write_as_system(async move |tx: &mut Tx| commands::sign_up(tx, &token, &body).await).await?;
    let qr_svg = code.as_deref().map(picture).transpose()?;
    Ok(Json(SignedUp { waiting, code, qr_svg }))
}
