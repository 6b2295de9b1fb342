use crate::support::{Operation, resolve};
use serde_json::{Value, json};

/// A body that fits the operation's schema, with nothing optional in it. Of a union the last variant is taken, it holds the most.
pub fn body(operation: &Operation) -> Option<Value> {
    operation.body_schema().map(value)
}

fn value(schema: &Value) -> Value {
    let schema = resolve(schema);
    for union in ["oneOf", "anyOf"] {
        if let Some(variants) = schema[union].as_array() {
            return value(variants.iter().rfind(|v| v["type"] != "null").unwrap());
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = json!({});
        for part in parts {
            whole.as_object_mut().unwrap().extend(value(part).as_object().unwrap().clone());
        }
        return whole;
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("object"), _) => object(schema),
        (Some("array"), _) => schema.get("example").cloned().unwrap_or(json!([])),
        (Some("integer" | "number"), _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
        (Some("boolean"), _) => json!(true),
        (_, Some("uuid")) => json!("00000000-0000-7000-8000-000000000000"),
        (_, Some("date-time")) => json!("2026-11-23T01:00:00Z"),
        (_, Some("date")) => json!("2026-11-23"),
        _ => schema.get("example").cloned().unwrap_or(json!("甲")),
    }
}

fn object(schema: &Value) -> Value {
    let required: Vec<&str> = schema["required"].as_array().map(|r| r.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
    let mut whole = serde_json::Map::new();
    for name in required {
        whole.insert(name.to_owned(), value(&schema["properties"][name]));
    }
    Value::Object(whole)
}

/// The properties of a plain object body with their schemas.
pub fn properties(operation: &Operation) -> Vec<(String, Value)> {
    let Some(schema) = operation.body_schema() else { return Vec::new() };
    let Some(properties) = resolve(schema)["properties"].as_object() else { return Vec::new() };
    properties.iter().map(|(name, schema)| (name.clone(), resolve(schema).clone())).collect()
}
