//! Every answer is held against the OpenAPI document: documented status, right media type, right shape.

use jsonschema::Validator;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&server::openapi::json().unwrap()).unwrap());
static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    pub method: String,
    /// With placeholders, under `/api/v1`.
    pub path: String,
    pub id: String,
    pub public: bool,
    pub document: Value,
}

impl Operation {
    /// The path with every placeholder filled with something that does not exist.
    pub fn sample_path(&self) -> String {
        let mut path = self.path.clone();
        while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
            let name = &path[from + 1..to];
            let value = match name {
                "row" => "1",
                "month" => "2026-11",
                "list" => "nothing",
                _ => "00000000-0000-7000-8000-000000000000",
            };
            path.replace_range(from..=to, value);
        }
        path
    }

    /// Whether it takes a parameter of this name.
    pub fn has_parameter(&self, name: &str) -> bool {
        self.document["parameters"].as_array().is_some_and(|list| list.iter().any(|p| p["name"] == name))
    }

    /// The schema of the JSON body, if it takes one.
    pub fn body_schema(&self) -> Option<&Value> {
        self.document.pointer("/requestBody/content/application~1json/schema")
    }
}

/// Every operation of the document.
pub fn operations() -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, document) in item.as_object().unwrap() {
            let public =
                document["security"].as_array().is_some_and(|list| list.iter().all(|s| s.as_object().is_some_and(|o| o.is_empty())));
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.strip_prefix("/api/v1").unwrap().to_owned(),
                id: document["operationId"].as_str().unwrap().to_owned(),
                public,
                document: document.clone(),
            });
        }
    }
    all
}

/// The schema a reference leads to.
pub fn resolve(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(reference) => resolve(DOCUMENT.pointer(reference.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// `Null` where the body is no JSON.
    pub json: Value,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body, where the status is as expected.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.json);
        self.json
    }

    /// The code of the problem, where the status is as expected.
    #[track_caller]
    pub fn problem(self, status: u16) -> String {
        assert_eq!(self.status, status, "{:#}", self.json);
        self.json["code"].as_str().unwrap().to_owned()
    }

    /// Pointers and codes of bad fields of a 422.
    #[track_caller]
    pub fn bad_fields(self) -> Vec<(String, String)> {
        assert_eq!(self.status, 422, "{:#}", self.json);
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        self.json["errors"].as_array().unwrap().iter().map(|e| (text(&e["pointer"]), text(&e["code"]))).collect()
    }
}

/// Fails the test where the answer is not as documented. `path` is under `/api/v1`, without query.
pub fn check(method: &str, path: &str, answer: &Answer) {
    let Some((template, document)) = find(method, path) else {
        assert!(matches!(answer.status, 404 | 405), "{method} {path} is not documented but answers {}", answer.status);
        return;
    };
    let status = answer.status.to_string();
    let documented = &document["responses"][&status];
    assert!(documented.is_object(), "{method} {template} answers an undocumented {status}: {:#}", answer.json);
    let media = answer.headers.get("content-type").and_then(|v| v.to_str().ok()).unwrap_or("").split(';').next().unwrap().to_owned();
    let Some(content) = documented["content"].as_object() else {
        assert!(answer.bytes.is_empty(), "{method} {template} {status} has an undocumented body");
        return;
    };
    assert!(content.contains_key(&media), "{method} {template} {status} comes as {media:?}, documented are {:?}", content.keys());
    if media.ends_with("json") {
        let key = format!("{method} {template} {status}");
        let validator = validator(key.clone(), &content[&media]["schema"]);
        let errors: Vec<String> = validator.iter_errors(&answer.json).map(|e| format!("{} at {}", e, e.instance_path())).collect();
        assert!(errors.is_empty(), "{key}: {errors:#?}\n{:#}", answer.json);
    }
}

fn validator(key: String, schema: &Value) -> Arc<Validator> {
    let mut known = VALIDATORS.lock().unwrap();
    let build = || {
        let root =
            json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "components": DOCUMENT["components"], "allOf": [schema] });
        Arc::new(jsonschema::validator_for(&root).unwrap())
    };
    known.entry(key).or_insert_with(build).clone()
}

/// The template and the description of the operation that takes this path.
pub fn find(method: &str, path: &str) -> Option<(String, Value)> {
    let full = format!("/api/v1{path}");
    let fits = |template: &str| {
        let (a, b): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), full.split('/').collect());
        a.len() == b.len() && a.iter().zip(&b).all(|(t, p)| t == p || t.starts_with('{'))
    };
    let mut found: Vec<_> = DOCUMENT["paths"].as_object()?.iter().filter(|(template, _)| fits(template)).collect();
    found.sort_by_key(|(template, _)| template.matches('{').count());
    found.into_iter().find_map(|(template, item)| Some((template.clone(), item.get(method.to_lowercase())?.clone())))
}
