use super::{Meta, State};
use crate::error::Error;
use crate::limits::{self, Quota};
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse, web};
use locale::Language;
use std::time::Instant;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const CSP: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; frame-src blob:; \
                   object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The browsable API page sets styles inline.
const DOCS_CSP: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; \
                        base-uri 'none'; frame-ancestors 'none'";

/// Around every request: request id, language, log line, metrics, security headers, and problem details for every error.
///
/// # Errors
/// None of its own.
pub async fn envelope<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let started = Instant::now();
    let meta = meta(&request);
    let method = request.method().clone();
    if method == Method::HEAD {
        // Answered as GET is; the body stays behind when the answer is written.
        request.head_mut().method = Method::GET;
    }
    let docs = request.path().starts_with("/docs/");
    let https = request.app_data::<web::Data<State>>().is_some_and(|s| s.config.server.https);
    request.extensions_mut().insert(meta.clone());
    let mut response = match next.call(request).await {
        Ok(response) if needs_problem(&response) => {
            let error = response.response().error().map(|e| ours(e, &meta)).unwrap_or_else(|| by_status(response.status().as_u16()));
            response.into_response(problem(&error, &meta)).map_into_right_body()
        }
        Ok(response) => response.map_into_left_body(),
        // Only authentication fails like this; the request cannot be kept aside, its routing needs it alone.
        Err(error) => return Err(InternalError::from_response("authentication", problem(&ours(&error, &meta), &meta)).into()),
    };
    secure(response.headers_mut(), https, docs);
    let quota = response.request().extensions().get::<Quota>().copied();
    for (name, value) in quota.iter().flat_map(Quota::headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    if let Ok(value) = HeaderValue::from_str(&meta.request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let status = response.status().as_u16();
    let took = started.elapsed();
    metrics::histogram!("http_request_seconds", "method" => method.to_string(), "route" => route.clone(), "status" => status.to_string())
        .record(took.as_secs_f64());
    tracing::info!(request_id = %meta.request_id, %method, route, status, took_us = took.as_micros() as u64, "request");
    Ok(response)
}

fn meta(request: &ServiceRequest) -> Meta {
    let text = |name: HeaderName| request.headers().get(name).and_then(|v| v.to_str().ok());
    let given = text(REQUEST_ID).filter(|id| (8..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let address = match request.app_data::<web::Data<State>>() {
        Some(state) => limits::address(request.request(), &state.config.limits),
        None => request.peer_addr().map(|peer| peer.ip()),
    };
    Meta {
        request_id: given.map_or_else(|| Uuid::now_v7().simple().to_string(), str::to_owned),
        language: Language::negotiate(text(header::ACCEPT_LANGUAGE).unwrap_or("")),
        address: address.map(|a| a.to_string()).unwrap_or_default(),
        agent: text(header::USER_AGENT).map(|agent| agent.chars().take(400).collect()).unwrap_or_default(),
    }
}

fn needs_problem<B>(response: &ServiceResponse<B>) -> bool {
    let status = response.status();
    (status.is_client_error() || status.is_server_error())
        && response.headers().get(header::CONTENT_TYPE).is_none_or(|v| v != "application/problem+json")
}

/// Our own error, or the nearest to an error of the framework.
fn ours(error: &actix_web::Error, meta: &Meta) -> Error {
    match error.as_error::<Error>() {
        Some(Error::Internal(cause)) => {
            tracing::error!(request_id = %meta.request_id, cause = format!("{cause:#}"), "internal error");
            Error::Internal(anyhow::anyhow!("logged"))
        }
        Some(known) => copy(known),
        None => by_status(error.as_response_error().status_code().as_u16()),
    }
}

fn copy(error: &Error) -> Error {
    match error {
        Error::Malformed => Error::Malformed,
        Error::Unauthenticated => Error::Unauthenticated,
        Error::SignIn(refusal) => Error::SignIn(*refusal),
        Error::Forbidden(permission) => Error::Forbidden(*permission),
        Error::Barred(refusal) => Error::Barred(*refusal),
        Error::NotFound => Error::NotFound,
        Error::MethodNotAllowed(allowed) => Error::MethodNotAllowed(allowed.clone()),
        Error::Refused(refusal) => Error::Refused(*refusal),
        Error::Stale => Error::Stale,
        Error::TooLarge => Error::TooLarge,
        Error::UnsupportedMediaType => Error::UnsupportedMediaType,
        Error::Invalid(violations) => Error::Invalid(violations.clone()),
        Error::PreconditionRequired => Error::PreconditionRequired,
        Error::TooMany(seconds) => Error::TooMany(*seconds),
        Error::Unavailable => Error::Unavailable,
        Error::Internal(_) => Error::Internal(anyhow::anyhow!("logged")),
    }
}

fn by_status(status: u16) -> Error {
    match status {
        401 => Error::Unauthenticated,
        404 => Error::NotFound,
        405 => Error::MethodNotAllowed("GET, HEAD".to_owned()),
        413 => Error::TooLarge,
        415 => Error::UnsupportedMediaType,
        503 => Error::Unavailable,
        400..=499 => Error::Malformed,
        _ => Error::Internal(anyhow::anyhow!("status {status}")),
    }
}

fn problem(error: &Error, meta: &Meta) -> HttpResponse {
    let mut response = HttpResponse::build(error.status());
    response.insert_header((header::CONTENT_LANGUAGE, meta.language.tag()));
    if let Error::TooMany(seconds) = error {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Error::MethodNotAllowed(allowed) = error {
        response.insert_header((header::ALLOW, allowed.as_str()));
    }
    if matches!(error, Error::Unauthenticated) {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    let body = serde_json::to_string(&error.problem(meta.language, &meta.request_id)).unwrap_or_default();
    response.content_type("application/problem+json").body(body)
}

fn secure(headers: &mut HeaderMap, https: bool, docs: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, if docs { DOCS_CSP } else { CSP });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    if https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::middleware::from_fn;
    use actix_web::{App, test, web};
    use std::io::Write;
    use std::sync::{Arc, Mutex, PoisonError};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    async fn fails() -> Result<HttpResponse, Error> {
        Err(Error::Internal(anyhow::anyhow!("the disk is full")))
    }

    #[actix_web::test]
    async fn an_internal_error_is_found_in_the_log_by_its_request_id() {
        let lines = Lines::default();
        let writer = lines.clone();
        let logger = tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        let _logging = tracing::subscriber::set_default(logger);
        let app = test::init_service(App::new().route("/", web::get().to(fails)).wrap(from_fn(envelope))).await;
        let request = test::TestRequest::get().uri("/").insert_header(("x-request-id", "quoted-0001")).to_request();
        let answer = test::call_service(&app, request).await;
        let body = String::from_utf8(test::read_body(answer).await.to_vec()).unwrap();
        assert!(body.contains("quoted-0001") && !body.contains("disk"), "{body}");
        let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let line = log.lines().find(|l| l.contains("the disk is full")).unwrap();
        assert!(line.contains("\"request_id\":\"quoted-0001\""), "{line}");
    }
}
