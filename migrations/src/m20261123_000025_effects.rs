//! What final results come to: coefficients by grade, dated.

crate::statements! { "
CREATE TABLE kpi_effect_rule (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    from_month text {C} NOT NULL,
    content text NOT NULL,
    author_id {id} REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_kpi_effect_rule_from_month ON kpi_effect_rule (from_month, created_at)
" }
