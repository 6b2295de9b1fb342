use contract::customers::{CustomerKind, ProposalStatus, ReviewStatus, Source, Tier};
use contract::page::FieldKind;
use platform::list::{Field, ListDef};

/// The list of customers (CRM-15). Confidential values are neither filtered nor sorted by: a filter is an oracle.
pub const LIST: ListDef = ListDef {
    key: "customers",
    fields: &[
        Field::new("number", "number", FieldKind::Text, locale::customers::NUMBER).sortable(),
        Field::new("name", "name", FieldKind::Text, locale::customers::NAME).sortable(),
        Field::new("kind", "kind", FieldKind::Word, locale::customers::KIND)
            .words(|| CustomerKind::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("tier", "tier", FieldKind::Word, locale::customers::TIER)
            .words(|| Tier::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("industry", "industry", FieldKind::Text, locale::customers::INDUSTRY),
        Field::new("city", "city", FieldKind::Text, locale::customers::CITY),
        Field::new("source", "source", FieldKind::Word, locale::customers::SOURCE)
            .words(|| Source::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("employees", "employees", FieldKind::Number, locale::customers::EMPLOYEES),
        Field::new("credit_code", "credit_code", FieldKind::Text, locale::customers::CREDIT_CODE),
        Field::new("need", "need", FieldKind::Text, locale::customers::NEED),
        Field::new("tags", "tags", FieldKind::Text, locale::customers::TAGS),
        Field::new("completeness", "completeness", FieldKind::Number, locale::customers::COMPLETENESS),
        Field::new("first_contact_on", "first_contact_on", FieldKind::Date, locale::customers::FIRST_CONTACT_ON),
        Field::new("entered_by", "entered_by", FieldKind::Person, locale::customers::ENTERED_BY),
        Field::new("review", "review", FieldKind::Word, locale::customers::REVIEW)
            .words(|| ReviewStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("proposal", "proposal", FieldKind::Word, locale::customers::PROPOSAL)
            .words(|| [ProposalStatus::Pending, ProposalStatus::Returned].iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("owner", "owner_id", FieldKind::Person, locale::customers::OWNER),
        Field::new("warned_at", "warned_at", FieldKind::Time, locale::customers::WARNED_AT),
        Field::new("last_followed_at", "last_followed_at", FieldKind::Time, locale::customers::LAST_FOLLOWED_AT),
        Field::new("next_follow_up_on", "next_follow_up_on", FieldKind::Date, locale::customers::NEXT_FOLLOW_UP_ON),
        Field::new("created_at", "created_at", FieldKind::Time, locale::customers::CREATED_AT).sortable(),
    ],
    default_sort: "-created_at",
    searchable: true,
};
