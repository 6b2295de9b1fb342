//! The lists of announcements.

use contract::announcements::{AnnouncementStatus, Audience};
use contract::page::FieldKind;
use platform::list::{Field, ListDef};

/// Those that are for the caller, as they are shown now.
pub(crate) const ADDRESSED: ListDef = ListDef {
    key: "announcements",
    fields: &[
        Field::new("title", "title", FieldKind::Text, locale::announcements::TITLE),
        Field::new("shown_from", "shown_from", FieldKind::Time, locale::announcements::SHOWN_FROM).sortable(),
        Field::new("pinned", "pinned", FieldKind::Flag, locale::announcements::PINNED),
        Field::new("read_at", "read_at", FieldKind::Time, locale::announcements::READ_AT),
        Field::new("prominent", "prominent", FieldKind::Flag, locale::announcements::PROMINENT),
    ],
    default_sort: "-shown_from",
    searchable: false,
};

/// Those written within the caller's reach.
pub(crate) const WRITTEN: ListDef = ListDef {
    key: "written-announcements",
    fields: &[
        Field::new("title", "title", FieldKind::Text, locale::announcements::TITLE),
        Field::new("status", "status", FieldKind::Word, locale::announcements::STATUS)
            .words(|| AnnouncementStatus::ALL.iter().map(|s| (s.word(), s.text_path())).collect()),
        Field::new("audience", "audience", FieldKind::Word, locale::announcements::AUDIENCE)
            .words(|| Audience::ALL.iter().map(|a| (a.word(), a.text_path())).collect()),
        Field::new("author", "author_id", FieldKind::Person, locale::announcements::AUTHOR),
        Field::new("created_at", "created_at", FieldKind::Time, locale::announcements::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: false,
};

/// Those addressed, with their receipts.
pub(crate) const RECEIPTS: ListDef = ListDef {
    key: "announcement-receipts",
    fields: &[
        Field::new("number", "number", FieldKind::Text, locale::announcements::NUMBER).sortable(),
        Field::new("name", "name", FieldKind::Text, locale::announcements::NAME),
        Field::new("unit", "unit", FieldKind::Text, locale::announcements::UNIT),
        Field::new("read_at", "read_at", FieldKind::Time, locale::announcements::READ_AT),
    ],
    default_sort: "number",
    searchable: false,
};
