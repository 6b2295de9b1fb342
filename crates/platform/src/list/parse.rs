use super::cursor::{Cursor, fingerprint};
use super::fields::{Field, ListDef};
use crate::error::{Error, Reply, Violation};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use chrono::{DateTime, NaiveDate, Utc};
use contract::page::{FieldKind, ListQuery};
use sea_orm::Value;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoColumnRef, LikeExpr};
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::str::FromStr;
use utoipa::IntoParams;
use uuid::Uuid;

/// The query of a list as it came; [`List::of`] reads it against the list's fields.
pub struct List(Vec<(String, String)>);

/// For the OpenAPI document: what every list understands.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documentation only")]
pub struct Params {
    /// `filter[field]=operator:value`; operators: eq ne in lt le gt ge has null. Without operator: eq. Fields: `GET /lists/{list}`.
    #[param(style = DeepObject, explode, value_type = Option<HashMap<String, String>>)]
    filter: Option<HashMap<String, String>>,
    /// Words to look for.
    #[param(max_length = 100)]
    q: Option<String>,
    /// A sortable field, `-` before it for descending.
    #[param(max_length = 60)]
    sort: Option<String>,
    /// Rows on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next` or `prev` of an earlier page of the same query.
    #[param(max_length = 2000)]
    cursor: Option<String>,
    /// Also count, up to a cap.
    count: Option<bool>,
}

/// A list's query, checked.
pub struct Parsed {
    pub(super) filters: Vec<(&'static Field, Operator)>,
    /// Trimmed; never empty.
    pub q: Option<String>,
    pub(super) sort: &'static Field,
    pub(super) descending: bool,
    pub(super) limit: u64,
    pub(super) cursor: Option<Cursor>,
    pub(super) fingerprint: String,
    /// Whether the total is wanted.
    pub count: bool,
}

pub(super) enum Operator {
    Eq(Value),
    Ne(Value),
    In(Vec<Value>),
    Lt(Value),
    Le(Value),
    Gt(Value),
    Ge(Value),
    Has(String),
    Null(bool),
}

impl Operator {
    pub(super) fn condition(&self, column: impl IntoColumnRef) -> Condition {
        let column = Expr::col(column);
        Condition::all().add(match self {
            Self::Eq(v) => column.eq(v.clone()),
            Self::Ne(v) => column.ne(v.clone()),
            Self::In(list) => column.is_in(list.iter().cloned()),
            Self::Lt(v) => column.lt(v.clone()),
            Self::Le(v) => column.lte(v.clone()),
            Self::Gt(v) => column.gt(v.clone()),
            Self::Ge(v) => column.gte(v.clone()),
            Self::Has(text) => column.like(LikeExpr::new(format!("%{}%", like_literal(text))).escape('\\')),
            Self::Null(true) => column.is_null(),
            Self::Null(false) => column.is_not_null(),
        })
    }
}

/// Escapes the wildcards of LIKE.
pub(super) fn like_literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

impl FromRequest for List {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(request.query_string());
        ready(pairs.map(|p| Self(p.into_inner())).map_err(|_| Error::Malformed))
    }
}

impl List {
    /// Reads the query against a list's fields; `me` is what `me` means in a filter by person.
    ///
    /// # Errors
    /// `422` with a pointer for each unknown field, operator or value.
    pub fn of(&self, def: &'static ListDef, me: Uuid) -> Reply<Parsed> {
        let mut bad = Vec::new();
        for (name, value) in &self.0 {
            let known = matches!(name.as_str(), "q" | "sort" | "limit" | "cursor" | "count") || name.starts_with("filter[");
            if !known {
                bad.push(Violation::new(format!("/{name}"), "parameter_unknown"));
            } else if name == "limit" && !value.parse::<u64>().is_ok_and(|n| (1..=200).contains(&n)) {
                bad.push(Violation::new("/limit", "limit_range"));
            } else if name == "count" && !matches!(value.as_str(), "true" | "false") {
                bad.push(Violation::new("/count", "type"));
            } else if name == "q" && (!def.searchable || value.chars().count() > 100) {
                bad.push(Violation::new("/q", if def.searchable { "search_long" } else { "search_unsupported" }));
            }
        }
        let query = ListQuery::from_pairs(self.0.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let filters: Vec<_> =
            query.filters.iter().filter_map(|(key, text)| filter(def, key, text, me).map_err(|v| bad.push(v)).ok()).collect();
        let sort_text = query.sort.as_deref().unwrap_or(def.default_sort);
        let (descending, key) = sort_text.strip_prefix('-').map_or((false, sort_text), |key| (true, key));
        let sort = def.field(key).filter(|f| f.sortable);
        if sort.is_none() {
            bad.push(Violation::new("/sort", "sort_unknown"));
        }
        let fingerprint = fingerprint(&format!("{:?}|{:?}|{sort_text}", query.filters, query.q));
        let cursor = query.cursor.as_deref().map(|text| Cursor::decode(text, &fingerprint));
        if cursor == Some(None) {
            bad.push(Violation::new("/cursor", "cursor_invalid"));
        }
        let (Some(sort), true) = (sort, bad.is_empty()) else { return Err(Error::Invalid(bad)) };
        let q = query.q.map(|q| q.trim().to_owned()).filter(|q| !q.is_empty());
        let limit = query.limit.map_or(50, u64::from);
        Ok(Parsed { filters, q, sort, descending, limit, cursor: cursor.flatten(), fingerprint, count: query.count })
    }
}

impl Parsed {
    /// As many rows a page as an export reads at once.
    pub fn for_export(mut self) -> Self {
        self.limit = 1000;
        self
    }

    /// The same query from a cursor of its own on; `None` where the cursor is another query's.
    pub fn following(mut self, cursor: &str) -> Option<Self> {
        self.cursor = Some(Cursor::decode(cursor, &self.fingerprint)?);
        Some(self)
    }
}

fn filter(def: &'static ListDef, key: &str, text: &str, me: Uuid) -> Result<(&'static Field, Operator), Violation> {
    let bad = |code: &str| Violation::new(format!("/filter[{key}]"), code);
    let field = def.field(key).filter(|f| f.filterable).ok_or_else(|| bad("filter_unknown"))?;
    let value = |text: &str| value(field, text, me).ok_or_else(|| bad("filter_value"));
    let ordered = matches!(field.kind, FieldKind::Number | FieldKind::Date | FieldKind::Time);
    let operator = match text.split_once(':') {
        Some(("eq", v)) => Operator::Eq(value(v)?),
        Some(("ne", v)) => Operator::Ne(value(v)?),
        Some(("in", list)) if list.split(',').count() <= 100 => Operator::In(list.split(',').map(value).collect::<Result<_, _>>()?),
        Some(("lt", v)) if ordered => Operator::Lt(value(v)?),
        Some(("le", v)) if ordered => Operator::Le(value(v)?),
        Some(("gt", v)) if ordered => Operator::Gt(value(v)?),
        Some(("ge", v)) if ordered => Operator::Ge(value(v)?),
        Some(("has", v)) if field.kind == FieldKind::Text && !v.is_empty() => Operator::Has(v.to_owned()),
        Some(("null", "true")) => Operator::Null(true),
        Some(("null", "false")) => Operator::Null(false),
        Some(("lt" | "le" | "gt" | "ge" | "has" | "in" | "null", _)) => return Err(bad("filter_operator")),
        _ => Operator::Eq(value(text)?),
    };
    Ok((field, operator))
}

/// A value of the field's kind from its text.
pub(super) fn value(field: &Field, text: &str, me: Uuid) -> Option<Value> {
    match field.kind {
        FieldKind::Text => Some(text.to_owned().into()),
        FieldKind::Word => (field.words)().iter().any(|(word, _)| *word == text).then(|| text.to_owned().into()),
        FieldKind::Number => text.parse::<i64>().ok().map(Value::from),
        FieldKind::Date => NaiveDate::from_str(text).ok().map(Value::from),
        FieldKind::Time => DateTime::parse_from_rfc3339(text).ok().map(|t| t.with_timezone(&Utc).into()),
        FieldKind::Person if text == "me" => Some(me.into()),
        FieldKind::Person => Uuid::from_str(text).ok().map(Value::from),
        FieldKind::Flag => text.parse::<bool>().ok().map(Value::from),
    }
}

/// The column of a field.
pub(super) fn column(field: &Field) -> Alias {
    Alias::new(field.column)
}
