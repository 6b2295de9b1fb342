use super::commands;
use actix_web::{HttpResponse, http::header, post};
use contract::complaints::mails::MailTaken;
use contract::permission::complaint::Create;
use platform::Reply;
use platform::auth::Can;
use platform::db::Door;
use platform::http::Upload;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(take);
}

/// Takes a mail in, once for each `Message-ID` (CPL-01). The whole body is the mail as it came.
///
/// A new case is answered with the reply to send, which alone has the code. An answer to that reply, or a mail of the same sender with
/// the number in its subject, is added to the case while it is open. Attachments have the limits of the public form.
#[utoipa::path(tag = "complaints", operation_id = "take_complaint_mail",
    request_body(content = Vec<u8>, content_type = "message/rfc822", description = "The mail"),
    responses((status = 200, description = "What it came to", body = MailTaken)))]
#[post("/complaint-mails")]
async fn take(who: Can<Create>, mail: Upload, door: Door) -> Reply<HttpResponse> {
    let taken = commands::take(&door, &who, &mail.bytes).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(taken))
}
