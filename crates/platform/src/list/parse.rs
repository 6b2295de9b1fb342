use super::cursor::{Cursor, fingerprint};
use super::fields::{Field, ListDef};
use crate::error::{Error, Reply, Violation};
use crate::http::State;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::page::{FieldKind, ListQuery};
use contract::values::is_day;
use sea_orm::Value;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoColumnRef, LikeExpr};
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::str::FromStr;
use utoipa::IntoParams;
use uuid::Uuid;

/// The query of a list as it came; [`List::of`] reads it against the list's fields.
pub struct List {
    pairs: Vec<(String, String)>,
    /// What `now` means in a filter by time.
    now: DateTime<Utc>,
}

/// For the OpenAPI document: what every list understands.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "documentation only")]
pub struct Params {
    /// `filter[field]=operator:value`; operators: eq ne in lt le gt ge has null. Without operator: eq. A time may be
    /// relative: `now`, `now+24h`, `now-7d`. Fields: `GET /lists/{list}`.
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
        let now = request.app_data::<web::Data<State>>().map_or_else(Utc::now, |state| state.clock.now());
        ready(Self::from_text(request.query_string(), now))
    }
}

impl List {
    /// Reads a query string that was kept; `now` is what it means in a filter by time.
    ///
    /// # Errors
    /// `400` where it is none.
    pub fn from_text(text: &str, now: DateTime<Utc>) -> Reply<Self> {
        let pairs = web::Query::<Vec<(String, String)>>::from_query(text);
        pairs.map(|pairs| Self { pairs: pairs.into_inner(), now }).map_err(|_| Error::Malformed)
    }

    /// What was asked, unchecked.
    pub fn query(&self) -> ListQuery {
        ListQuery::from_pairs(self.pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())))
    }

    /// Reads the query against a list's fields; `me` is what `me` means in a filter by person.
    ///
    /// # Errors
    /// `422` with a pointer for each unknown field, operator or value.
    pub fn of(&self, def: &'static ListDef, me: Uuid) -> Reply<Parsed> {
        let mut bad = Vec::new();
        for (name, value) in &self.pairs {
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
        let query = self.query();
        let filters: Vec<_> =
            query.filters.iter().filter_map(|(key, text)| filter(def, key, text, (me, self.now)).map_err(|v| bad.push(v)).ok()).collect();
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

fn filter(def: &'static ListDef, key: &str, text: &str, (me, now): (Uuid, DateTime<Utc>)) -> Result<(&'static Field, Operator), Violation> {
    let bad = |code: &str| Violation::new(format!("/filter[{key}]"), code);
    let field = def.field(key).filter(|f| f.filterable).ok_or_else(|| bad("filter_unknown"))?;
    let value = |text: &str| {
        let moment = (field.kind == FieldKind::Time).then(|| relative(text, now)).flatten().map(Value::from);
        moment.or_else(|| value(field, text, me)).ok_or_else(|| bad("filter_value"))
    };
    let ordered = matches!(field.kind, FieldKind::Number | FieldKind::Date | FieldKind::Time);
    let operator = match text.split_once(':') {
        Some(("eq", v)) => Operator::Eq(value(v)?),
        Some(("ne", v)) => Operator::Ne(value(v)?),
        Some(("in", list)) if list.split(',').count() <= 100 => Operator::In(list.split(',').map(value).collect::<Result<_, _>>()?),
        Some(("lt", v)) if ordered => Operator::Lt(value(v)?),
        Some(("le", v)) if ordered => Operator::Le(value(v)?),
        Some(("gt", v)) if ordered => Operator::Gt(value(v)?),
        Some(("ge", v)) if ordered => Operator::Ge(value(v)?),
        Some(("has", v)) if field.kind == FieldKind::Text && !v.is_empty() => {
            value(v)?;
            Operator::Has(v.to_owned())
        }
        Some(("null", "true")) => Operator::Null(true),
        Some(("null", "false")) => Operator::Null(false),
        Some(("lt" | "le" | "gt" | "ge" | "has" | "in" | "null", _)) => return Err(bad("filter_operator")),
        _ => Operator::Eq(value(text)?),
    };
    Ok((field, operator))
}

/// A moment counted from now: `now`, `now+24h`, `now-7d`.
fn relative(text: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let rest = text.strip_prefix("now")?;
    if rest.is_empty() {
        return Some(now);
    }
    // A plus that nobody escaped arrives as a blank.
    let (sign, rest) = if let Some(rest) = rest.strip_prefix(['+', ' ']) { (1, rest) } else { (-1, rest.strip_prefix('-')?) };
    let (count, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let count = sign * i64::from(count.parse::<u16>().ok().filter(|_| count.bytes().all(|b| b.is_ascii_digit()))?);
    let span = match unit {
        "h" => TimeDelta::try_hours(count)?,
        "d" => TimeDelta::try_days(count)?,
        _ => return None,
    };
    now.checked_add_signed(span)
}

/// A value of the field's kind from its text.
pub(super) fn value(field: &Field, text: &str, me: Uuid) -> Option<Value> {
    match field.kind {
        // What no database keeps cannot be asked for.
        FieldKind::Text => (!text.contains('\0')).then(|| text.to_owned().into()),
        FieldKind::Word => (field.words)().iter().any(|(word, _)| *word == text).then(|| text.to_owned().into()),
        FieldKind::Number => text.parse::<i64>().ok().map(Value::from),
        FieldKind::Date => NaiveDate::from_str(text).ok().filter(|day| is_day(*day)).map(Value::from),
        FieldKind::Time => {
            DateTime::parse_from_rfc3339(text).ok().filter(|at| is_day(at.date_naive())).map(|t| t.with_timezone(&Utc).into())
        }
        FieldKind::Person if text == "me" => Some(me.into()),
        FieldKind::Person | FieldKind::Record => Uuid::from_str(text).ok().map(Value::from),
        FieldKind::Flag => text.parse::<bool>().ok().map(Value::from),
    }
}

/// The column of a field.
pub(super) fn column(field: &Field) -> Alias {
    Alias::new(field.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_may_be_counted_from_now() {
        let now = DateTime::parse_from_rfc3339("2026-11-22T10:00:00Z").unwrap().to_utc();
        let at = |text| relative(text, now).map(|at| at.to_rfc3339());
        assert_eq!(at("now").as_deref(), Some("2026-11-22T10:00:00+00:00"));
        assert_eq!(at("now+24h").as_deref(), Some("2026-11-23T10:00:00+00:00"));
        assert_eq!(at("now 2h").as_deref(), Some("2026-11-22T12:00:00+00:00"));
        assert_eq!(at("now-7d").as_deref(), Some("2026-11-15T10:00:00+00:00"));
        for bad in ["", "no", "now+", "now+h", "now+-1h", "now++1h", "now+1", "now+1m", "now+99999h", "now+1é", "nowadays"] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }
}
