use contract::campaigns::{CampaignForm, CampaignStatus};
use contract::page::FieldKind;
use platform::list::{Field, ListDef};

/// The list of campaigns. Its budget is in fen.
pub(crate) const LIST: ListDef = ListDef {
    key: "campaigns",
    fields: &[
        Field::new("number", "number", FieldKind::Text, locale::campaigns::NUMBER).sortable(),
        Field::new("theme", "theme", FieldKind::Text, locale::campaigns::THEME).sortable(),
        Field::new("form", "form", FieldKind::Word, locale::campaigns::FORM)
            .words(|| CampaignForm::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("status", "status", FieldKind::Word, locale::campaigns::STATUS)
            .words(|| CampaignStatus::ALL.iter().map(|w| (w.word(), w.text_path())).collect()),
        Field::new("starts_at", "starts_at", FieldKind::Time, locale::campaigns::STARTS_AT).sortable(),
        Field::new("ends_at", "ends_at", FieldKind::Time, locale::campaigns::ENDS_AT),
        Field::new("budget", "budget_cents", FieldKind::Number, locale::campaigns::BUDGET_CENTS),
        Field::new("owner", "owner_id", FieldKind::Person, locale::campaigns::OWNER),
        Field::new("summary_due_on", "summary_due_on", FieldKind::Date, locale::campaigns::SUMMARY_DUE_ON),
        Field::new("created_at", "created_at", FieldKind::Time, locale::campaigns::CREATED_AT).sortable(),
    ],
    default_sort: "-starts_at",
    searchable: true,
};
