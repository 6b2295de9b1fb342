//! The OpenAPI document, taken from the live app; what every operation has in common is added here once.

use contract::problem::{FieldProblem, Problem};
use utoipa::OpenApi;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, SecurityRequirement};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Yunchou 运筹",
        description = "The operating system of a company's marketing centre. Conventions: docs/API-DESIGN.md.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, FieldProblem))
)]
struct Document;

/// The whole document.
pub fn document() -> utoipa::openapi::OpenApi {
    let app = actix_web::App::new().into_utoipa_app().openapi(Document::openapi());
    let (_, mut document) = app.service(scope("/api/v1").configure(crate::areas::routes)).split_for_parts();
    complete(&mut document);
    document
}

/// The document as it is committed.
///
/// # Errors
/// Where it cannot be written as JSON.
pub fn json() -> anyhow::Result<String> {
    text(&document())
}

/// A document as JSON text.
///
/// # Errors
/// Where it cannot be written as JSON.
pub(crate) fn text(document: &utoipa::openapi::OpenApi) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(document)? + "\n")
}

const KEYS: &str = "An API key of a service account: its permissions and reach are those it was issued with.";

/// What concerns a person's own sign-in is no business of a program.
fn is_for_people(path: &str) -> bool {
    (path.contains("/me/") && !path.ends_with("/preferences")) || path.contains("/sessions/") || path.ends_with("/acceptances")
}

/// Their answers hold secrets and are never kept, so that a repeated request is a new one.
fn answers_secrets(path: &str) -> bool {
    const SECRET: [&str; 8] = [
        "/complaint-mails",
        "/password",
        "/temporary-password",
        "/keys",
        "/me/calendar-feed",
        "/codes",
        "/surveys",
        "/stage-surveys/{id}/links",
    ];
    SECRET.iter().any(|end| path.ends_with(end))
        || path.contains("/me/second-factor")
        // Customers have no account to whom an answer could be kept.
        || path.contains("/public/")
}

fn complete(document: &mut utoipa::openapi::OpenApi) {
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme("session", SecurityScheme::Http(bearer));
    let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("yk_…").description(Some(KEYS)).build();
    components.add_security_scheme("api_key", SecurityScheme::Http(key));
    for (path, item) in &mut document.paths.paths {
        let has_parameters = path.contains('{');
        for (operation, method) in [(&mut item.get, "GET"), (&mut item.post, "POST"), (&mut item.put, "PUT"), (&mut item.delete, "DELETE")]
        {
            if let Some(operation) = operation {
                let has_body = operation.request_body.is_some();
                add_problems(operation, is_for_people(path), has_parameters, has_body, method != "GET");
                add_headers(operation, path, method);
            }
        }
    }
}

fn add_problems(operation: &mut Operation, for_people: bool, has_parameters: bool, has_body: bool, writes: bool) {
    let public = operation.security.as_ref().is_some_and(|list| list.iter().all(|s| *s == SecurityRequirement::default()));
    if operation.security.is_none() {
        let session = SecurityRequirement::new("session", Vec::<String>::new());
        operation.security =
            Some(if for_people { vec![session] } else { vec![session, SecurityRequirement::new("api_key", Vec::<String>::new())] });
    }
    let mut add = |status: &str, description: &str| {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem(description)));
    };
    add("400", "The request cannot be read");
    add("401", "Not signed in, or sign-in refused");
    if !public {
        add("403", "Without the permission");
    }
    if has_parameters {
        add("404", "Not there, or not visible to the caller");
    }
    if writes {
        add("409", "A rule says no; the code says which");
        add("412", "Someone else changed it");
        add("428", "An update without If-Match");
    }
    if has_body {
        add("413", "Too large");
        add("415", "Not this content type");
    }
    add("422", "Bad fields, each with a pointer");
    add("429", "Too many requests");
    add("500", "An internal error, recorded under the request id");
    add("503", "Busy; try again");
}

/// Updates need the version that was seen; a `POST` may be made repeatable. Tests hold this against the handlers.
fn add_headers(operation: &mut Operation, path: &str, method: &str) {
    const ACTS: [&str; 7] = [
        "/transitions",
        "/decisions",
        "/reviews",
        "/withdrawals",
        "/customers/{id}/assignments",
        "/customers/{id}/returns",
        "/customers/{id}/merges",
    ];
    /// The last one of a person's own wishes wins.
    const UNVERSIONED: [&str; 1] = ["/me/preferences"];
    /// A second reveal is a second look, a second sign-in a second session; a trial writes nothing;
    /// a form on paper has an id of its own, and nothing may tell who entered it when.
    const EACH_ITS_OWN: [&str; 7] =
        ["/sessions", "/sessions/refresh", "/reveals", "/acceptances", "/trials", "/papers", "/stage-survey-links/{token}"];
    let ends = |list: &[&str]| list.iter().any(|end| path.ends_with(end));
    let header = |name: &str, required: Required, description: &str| {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(required)
            .description(Some(description))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)));
        RefOr::T(parameter.build())
    };
    let parameters = operation.parameters.get_or_insert_with(Vec::new);
    if ends(&ACTS) || (method == "PUT" && !ends(&UNVERSIONED)) {
        parameters.push(header("If-Match", Required::True, "The version that was seen, e.g. `\"7\"`"));
    }
    if method == "POST" && !ends(&EACH_ITS_OWN) && !answers_secrets(path) {
        parameters.push(header("Idempotency-Key", Required::False, "The same key with the same body has one effect and one answer"));
    }
}

fn problem(description: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}
