//! What went wrong, in words and at the right field.

use crate::i18n::{language, t, tell};
use crate::ui::icon::{Icon, icon};
use client::ClientError;
use contract::problem::FieldProblem;
use leptos::prelude::*;
use locale::ui;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

/// A failure in the person's language.
pub fn error_text(error: &ClientError) -> String {
    match error {
        ClientError::Problem(problem) if problem.detail.is_empty() => problem.title.clone(),
        ClientError::Problem(problem) => problem.detail.clone(),
        ClientError::Offline => tell(ui::OFFLINE, &[]),
        ClientError::Status(status) => tell(ui::SERVER_TROUBLE, &[("status", &status.to_string())]),
        ClientError::Decode(_) => tell(ui::UNREADABLE_REPLY, &[]),
    }
}

/// The text of a field problem found in the browser.
pub fn rule_text(code: &str) -> String {
    rule_with(code, &[])
}

/// The same, at a place in what was typed, counted from 1.
pub fn rule_at(code: &str, at: usize) -> String {
    rule_with(code, &[("at", &at.to_string())])
}

fn rule_with(code: &str, arguments: &[(&str, &str)]) -> String {
    let paths = [format!("problems.{code}"), format!("problems.field_{code}"), format!("ui.invalid_{code}")];
    let found = paths.iter().find_map(|path| locale::find_rule(path, arguments)).unwrap_or(ui::INVALID);
    found.with(language(), arguments)
}

/// The bounds that a rule names, and the place at which it fails.
fn bounds(error: &ValidationError) -> Vec<(&str, String)> {
    let bound = |(name, value): (&'static str, &serde_json::Value)| (name, value.to_string().trim_end_matches(".0").to_owned());
    ["min", "max", "at"].into_iter().filter_map(|name| Some((name, error.params.get(name)?))).map(bound).collect()
}

/// What the contract's own rules refuse, by JSON pointer.
pub fn field_problems(errors: &ValidationErrors) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found
}

fn collect(errors: &ValidationErrors, at: &str, found: &mut Vec<FieldProblem>) {
    for (field, kind) in errors.errors() {
        let here = if *field == "__all__" { at.to_owned() } else { format!("{at}/{field}") };
        match kind {
            ValidationErrorsKind::Field(list) => found.extend(list.iter().map(|error| {
                let named = error.params.get("field").and_then(|name| name.as_str());
                let pointer = named.map_or_else(|| here.clone(), |name| format!("{here}/{name}"));
                let bounds = bounds(error);
                let arguments: Vec<(&str, &str)> = bounds.iter().map(|(name, value)| (*name, value.as_str())).collect();
                FieldProblem { pointer, code: error.code.to_string(), detail: rule_with(&error.code, &arguments) }
            })),
            ValidationErrorsKind::Struct(inner) => collect(inner, &here, found),
            ValidationErrorsKind::List(list) => list.iter().for_each(|(i, inner)| collect(inner, &format!("{here}/{i}"), found)),
        }
    }
}

/// A notice over a form or page.
pub fn notice(tone: &'static str, body: impl IntoView + 'static) -> AnyView {
    let picture = if tone == "cinnabar" || tone == "ochre" { Icon::Alert } else { Icon::Info };
    view! { <div class=format!("notice {tone}") role=if tone == "cinnabar" { "alert" } else { "note" }>{icon(picture)}<div>{body}</div></div> }.into_any()
}

/// A page or part that could not be loaded, with the way out.
pub fn failure(error: &ClientError, retry: impl Fn() + 'static) -> AnyView {
    let (title, retryable) = match error.status() {
        403 => (ui::FORBIDDEN, false),
        404 => (ui::NOT_FOUND, false),
        _ => (ui::LOADING_FAILED, true),
    };
    let text = error_text(error);
    let request = match error {
        ClientError::Problem(problem) if retryable => Some(problem.request_id.clone()),
        _ => None,
    };
    view! {
        <div class="blank" role="alert">
            {drawing()}
            <h2>{t(title)}</h2>
            <p>{text}</p>
            {request.map(|id| view! { <p class="number">{t(ui::REQUEST_ID)} " " {id}</p> })}
            {retryable.then(|| view! { <button type="button" class="button" on:click=move |_| retry()>{icon(Icon::Retry)}{t(ui::RETRY)}</button> })}
        </div>
    }
    .into_any()
}

/// Rods laid out on a mat: the picture of nothing yet.
pub fn drawing() -> impl IntoView {
    view! {
        <svg class="drawing mark" viewBox="0 0 96 64" aria-hidden="true">
            <rect x="4" y="8" width="88" height="48" rx="6" fill="none" stroke="currentColor" stroke-opacity="0.25" stroke-dasharray="4 5" />
            <g class="rods" opacity="0.55">
                <rect x="22" y="20" width="5" height="24" rx="2.500" />
                <rect x="34" y="20" width="5" height="24" rx="2.500" />
                <rect x="58" y="29.500" width="22" height="5" rx="2.500" />
            </g>
            <rect class="lead" x="46" y="20" width="5" height="24" rx="2.500" transform="rotate(14 48.500 32)" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::approvals::{Decide, Verdict};
    use contract::customers::CustomerForm;
    use validator::Validate;

    #[test]
    fn rules_of_the_contract_point_at_fields() {
        let form = CustomerForm { name: " ".into(), phone: Some("12".into()), ..Default::default() };
        let mut pointers: Vec<_> = form.validate().err().iter().flat_map(field_problems).map(|p| p.pointer).collect();
        pointers.sort();
        assert_eq!(pointers, ["/name", "/phone"]);
    }

    #[test]
    fn what_is_too_long_is_told_the_bound() {
        let decide = Decide { verdict: Verdict::Return, remark: "长".repeat(5000) };
        let told: Vec<_> = decide.validate().err().iter().flat_map(field_problems).map(|p| p.detail).collect();
        assert!(told.iter().any(|detail| detail.contains("2000")), "{told:?}");
    }

    #[test]
    fn rules_over_several_fields_point_at_the_one_they_name() {
        let decide = Decide { verdict: Verdict::Return, remark: String::new() };
        let pointers: Vec<_> = decide.validate().err().iter().flat_map(field_problems).map(|p| p.pointer).collect();
        assert_eq!(pointers, ["/remark"]);
    }
}
