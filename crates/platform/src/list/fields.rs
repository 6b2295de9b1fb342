use contract::page::{FieldKind, ListDescription, ListField, WordLabel};
use locale::{Key, Language};

/// One field of a list.
pub struct Field {
    /// In filters and sorts.
    pub key: &'static str,
    /// Its column; never null where `sortable`.
    pub column: &'static str,
    pub kind: FieldKind,
    pub label: Key,
    pub sortable: bool,
    pub filterable: bool,
    /// `(word, text path)` for a `word` field.
    pub words: fn() -> Vec<(&'static str, &'static str)>,
}

fn no_words() -> Vec<(&'static str, &'static str)> {
    Vec::new()
}

impl Field {
    /// A field that can be filtered.
    pub const fn new(key: &'static str, column: &'static str, kind: FieldKind, label: Key) -> Self {
        Self { key, column, kind, label, sortable: false, filterable: true, words: no_words }
    }

    /// It can be sorted by, too; its column is never null and an index leads with it.
    pub const fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }

    /// It is shown and sorted by, but not filtered.
    pub const fn not_filterable(mut self) -> Self {
        self.filterable = false;
        self
    }

    /// The words it may hold.
    pub const fn words(mut self, words: fn() -> Vec<(&'static str, &'static str)>) -> Self {
        self.words = words;
        self
    }
}

/// A list: its fields and how it is sorted unless asked.
pub struct ListDef {
    /// As in `/lists/{key}`.
    pub key: &'static str,
    pub fields: &'static [Field],
    /// As in `sort=`.
    pub default_sort: &'static str,
    /// Whether `q=` is understood.
    pub searchable: bool,
}

impl ListDef {
    pub(crate) fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// For the filter builder, in the caller's language.
    pub fn describe(&self, language: Language) -> ListDescription {
        let label = |path: &str, word: &str| locale::find(path).map_or_else(|| word.to_owned(), |k| k.text(language).to_owned());
        let fields = self.fields.iter().map(|f| ListField {
            key: f.key.to_owned(),
            label: f.label.text(language).to_owned(),
            kind: f.kind,
            sortable: f.sortable,
            filterable: f.filterable,
            words: (f.words)().into_iter().map(|(word, path)| WordLabel { word: word.to_owned(), label: label(path, word) }).collect(),
        });
        ListDescription {
            key: self.key.to_owned(),
            default_sort: self.default_sort.to_owned(),
            searchable: self.searchable,
            fields: fields.collect(),
        }
    }
}
