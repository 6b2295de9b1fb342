//! Lists: what a caller may ask and what comes back. See `docs/API-DESIGN.md`.

use serde::{Deserialize, Serialize};

/// One page of a list, keyset-paged: `next` and `prev` are opaque cursors bound to the query they came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Cursor of the next page; absent on the last one.
    pub next: Option<String>,
    /// Cursor of the page before; absent on the first one.
    pub prev: Option<String>,
    /// Only with `count=true`; counted up to a cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None, prev: None, total: None }
    }
}

/// How many records match, counted exactly up to a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Total {
    pub count: u64,
    /// False: there are at least `count`.
    pub exact: bool,
}

/// The query of a list as the client builds it.
///
/// On the wire: `filter[status]=in:open,closed&q=张三&sort=-created_at&limit=50&cursor=…&count=true`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Field, then `operator:value`; a value without operator means `eq`.
    pub filters: Vec<(String, String)>,
    pub q: Option<String>,
    /// Field key, `-` before it for descending.
    pub sort: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
    pub count: bool,
}

impl ListQuery {
    /// The pairs of the query string, ready to be percent-encoded.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = self.filters.iter().map(|(k, v)| (format!("filter[{k}]"), v.clone())).collect();
        let mut push = |name: &str, value: Option<String>| pairs.extend(value.map(|v| (name.to_owned(), v)));
        push("q", self.q.clone());
        push("sort", self.sort.clone());
        push("limit", self.limit.map(|l| l.to_string()));
        push("cursor", self.cursor.clone());
        push("count", self.count.then(|| "true".to_owned()));
        pairs
    }

    /// Reads the pairs of a query string; names that are not the list grammar's are left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            match name {
                "q" => query.q = Some(value.to_owned()),
                "sort" => query.sort = Some(value.to_owned()),
                "limit" => query.limit = value.parse().ok(),
                "cursor" => query.cursor = Some(value.to_owned()),
                "count" => query.count = value == "true",
                _ => {
                    if let Some(field) = name.strip_prefix("filter[").and_then(|n| n.strip_suffix(']')) {
                        query.filters.push((field.to_owned(), value.to_owned()));
                    }
                }
            }
        }
        query
    }
}

vocabulary! {
    /// What a list field holds; it decides operators and the editor in the filter builder.
    FieldKind as "field_kind" {
        Text = "text",
        Word = "word",
        Number = "number",
        Date = "date",
        Time = "time",
        Person = "person",
        /// A record by its id.
        Record = "record",
        Flag = "flag",
    }
}

/// One field of a list, as the filter builder and the column choice need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListField {
    pub key: String,
    /// In the caller's language.
    pub label: String,
    pub kind: FieldKind,
    pub sortable: bool,
    pub filterable: bool,
    /// The words a `word` field may hold, with their labels.
    pub words: Vec<WordLabel>,
}

/// A word and its text in the caller's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordLabel {
    pub word: String,
    pub label: String,
}

/// What a list offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListDescription {
    pub key: String,
    pub default_sort: String,
    pub searchable: bool,
    pub fields: Vec<ListField>,
}

endpoints! {
    /// What can be filtered, sorted and shown in a list.
    DescribeList: GET "/lists/{list}", () => ListDescription;
}
