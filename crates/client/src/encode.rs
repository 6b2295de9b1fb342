//! Query strings and bodies from the contract's types.

use crate::ClientError;
use contract::page::ListQuery;
use serde::Serialize;
use serde_json::Value;
use std::any::Any;

/// The query string of `query`, without the `?`: a list in the list grammar, anything else field by field.
pub fn query<Q: Serialize + 'static>(query: &Q) -> Result<String, ClientError> {
    let pairs = match (query as &dyn Any).downcast_ref::<ListQuery>() {
        Some(list) => list.pairs(),
        None => fields(serde_json::to_value(query).map_err(|e| ClientError::Decode(e.to_string()))?),
    };
    Ok(query_string(&pairs))
}

/// Names and values as a query string, without the `?`.
pub fn query_string(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect::<Vec<_>>().join("&")
}

/// The JSON of `body`; none for operations that take no body.
pub fn body<B: Serialize + 'static>(body: &B) -> Result<Option<Vec<u8>>, ClientError> {
    if (body as &dyn Any).is::<()>() {
        return Ok(None);
    }
    serde_json::to_vec(body).map(Some).map_err(|e| ClientError::Decode(e.to_string()))
}

fn fields(value: Value) -> Vec<(String, String)> {
    let Value::Object(map) = value else { return Vec::new() };
    let text = |value| match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    map.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()
}

/// Percent-encodes everything but letters, digits and what a query may hold as it is.
pub fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'[' | b']' | b':' | b',' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_use_the_list_grammar() {
        let list = ListQuery { filters: vec![("status".into(), "in:a,b".into())], q: Some("张".into()), ..Default::default() };
        assert_eq!(query(&list).unwrap(), "filter[status]=in:a,b&q=%E5%BC%A0");
    }

    #[test]
    fn other_queries_are_their_fields_without_the_absent_ones() {
        #[derive(Serialize)]
        struct Month {
            month: Option<&'static str>,
            n: u8,
        }
        assert_eq!(query(&Month { month: None, n: 2 }).unwrap(), "n=2");
        assert_eq!(query(&Month { month: Some("2026-11"), n: 2 }).unwrap(), "month=2026-11&n=2");
        assert_eq!(query(&()).unwrap(), "");
    }

    #[test]
    fn the_unit_body_is_no_body() {
        assert_eq!(body(&()).unwrap(), None);
        assert_eq!(body(&"x").unwrap(), Some(b"\"x\"".to_vec()));
    }
}
