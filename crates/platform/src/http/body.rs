use crate::error::{Error, Reply, Violation, violations};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::ops::Deref;
use validator::Validate;

/// The largest JSON body, in bytes.
const LIMIT: usize = 256 * 1024;

/// A JSON body that has been read and validated: a handler cannot receive another.
pub struct Body<T> {
    value: T,
    /// Hash of the bytes received, for idempotency.
    pub(crate) fingerprint: String,
}

impl<T> Body<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Body<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: DeserializeOwned + Validate> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Reply<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        let payload = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if !kind.to_ascii_lowercase().starts_with("application/json") {
                return Err(Error::UnsupportedMediaType);
            }
            let bytes = read(payload.await.map_err(|_| Error::Malformed)?, LIMIT).await?;
            let value = parse(&bytes)?;
            Ok(Self { value, fingerprint: crate::seal::hex(&Sha256::digest(&bytes)) })
        })
    }
}

/// Reads a body up to a limit.
///
/// # Errors
/// `413` over the limit, `400` where the connection breaks.
pub(crate) async fn read(mut payload: web::Payload, limit: usize) -> Reply<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Reply<T> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Malformed)?;
    let mut json = serde_json::Deserializer::from_str(text);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|e| shape(&e))?;
    json.end().map_err(|_| Error::Malformed)?;
    value.validate().map_err(|e| Error::Invalid(violations(&e)))?;
    Ok(value)
}

/// Where the JSON does not have the shape of the type; texts of the parser are read for names only, never shown.
fn shape(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    use serde_json::error::Category;
    if matches!(error.inner().classify(), Category::Syntax | Category::Eof | Category::Io) {
        return Error::Malformed;
    }
    let path: String = error.path().iter().filter_map(segment).map(|s| format!("/{s}")).collect();
    let message = error.inner().to_string();
    let named = |prefix: &str| message.strip_prefix(prefix).and_then(|rest| rest.split('`').next()).map(str::to_owned);
    let violation = if let Some(field) = named("missing field `") {
        Violation::new(format!("{path}/{field}"), "required")
    } else if let Some(field) = named("unknown field `") {
        let parent = path.strip_suffix(&format!("/{field}")).unwrap_or(&path).to_owned();
        Violation::new(format!("{parent}/{field}"), "field_unknown")
    } else if message.starts_with("unknown variant") {
        Violation::new(path, "word_unknown")
    } else {
        Violation::new(path, "type")
    };
    Error::Invalid(vec![violation])
}

fn segment(segment: &serde_path_to_error::Segment) -> Option<String> {
    use serde_path_to_error::Segment;
    match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::customers::CustomerForm;

    fn pointers(json: &str) -> Vec<(String, String)> {
        match parse::<CustomerForm>(json.as_bytes()) {
            Err(Error::Invalid(list)) => list.into_iter().map(|v| (v.pointer, v.code)).collect(),
            Err(Error::Malformed) => vec![("malformed".into(), String::new())],
            _ => vec![],
        }
    }

    #[test]
    fn every_bad_field_is_named() {
        let found = pointers(r#"{"name":" ","kind":"company","tier":"a","phone":"12"}"#);
        assert_eq!(found, [("/name".into(), "required".into()), ("/phone".into(), "phone_too_short".into())]);
    }

    #[test]
    fn missing_unknown_and_mistyped_fields_have_pointers() {
        assert_eq!(pointers(r#"{"kind":"company","tier":"a"}"#), [("/name".into(), "required".into())]);
        assert_eq!(pointers(r#"{"name":"a","kind":"company","tier":"a","x":1}"#), [("/x".into(), "field_unknown".into())]);
        assert_eq!(pointers(r#"{"name":"a","kind":"shop","tier":"a"}"#), [("/kind".into(), "word_unknown".into())]);
        assert_eq!(pointers(r#"{"name":7,"kind":"company","tier":"a"}"#), [("/name".into(), "type".into())]);
        assert_eq!(pointers("{").first().map(|p| p.0.as_str()), Some("malformed"));
    }

    #[test]
    fn a_nested_amount_is_pointed_at() {
        let found = pointers(r#"{"name":"a","kind":"company","tier":"a","turnover":{"amount":"1.234"}}"#);
        assert_eq!(found, [("/turnover/amount".into(), "money_invalid".into())]);
    }
}
