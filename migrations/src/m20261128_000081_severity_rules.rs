//! The company's own rules of severity, and the name of the rule that spoke.

crate::statements! { "
ALTER TABLE complaint ADD COLUMN severity_name text;
CREATE TABLE complaint_severity_rules (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    from_on {day} NOT NULL,
    rules text NOT NULL,
    otherwise text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_complaint_severity_rules_from_on ON complaint_severity_rules (from_on, id)
" }
