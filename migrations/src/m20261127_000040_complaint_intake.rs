//! Intake of complaints in full: the company's terms, branches of categories and causes, the complainant, contacts with the customer.

crate::statements! { "
ALTER TABLE complaint ADD COLUMN phone_sealed text;
ALTER TABLE complaint ADD COLUMN phone_hint text;
ALTER TABLE complaint ADD COLUMN phone_hash text;
ALTER TABLE complaint ADD COLUMN email_sealed text;
ALTER TABLE complaint ADD COLUMN email_hint text;
ALTER TABLE complaint ADD COLUMN topic_id {id};
ALTER TABLE complaint ADD COLUMN product text NOT NULL DEFAULT '';
ALTER TABLE complaint ADD COLUMN contract_number text NOT NULL DEFAULT '';
ALTER TABLE complaint ADD COLUMN campaign_id {id};
ALTER TABLE complaint ADD COLUMN campaign_title text;
ALTER TABLE complaint ADD COLUMN severity_rule text NOT NULL DEFAULT 'declared';
ALTER TABLE complaint ADD COLUMN severity_word text;
ALTER TABLE complaint ADD COLUMN told_at {time};
ALTER TABLE complaint ADD COLUMN tell_due_at {time};
ALTER TABLE complaint ADD COLUMN tell_reminded_at {time};
CREATE INDEX ix_complaint_phone_hash ON complaint (phone_hash);
CREATE INDEX ix_complaint_topic_id ON complaint (topic_id, received_at);
CREATE INDEX ix_complaint_tell_due_at ON complaint (tell_due_at);
CREATE TABLE complaint_setting (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    settings text NOT NULL,
    updated_at {time} NOT NULL
);
CREATE TABLE complaint_topic (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    kind text {C} NOT NULL,
    category text {C},
    parent_id {id} REFERENCES complaint_topic (id),
    name text NOT NULL,
    retired {flag} NOT NULL
);
CREATE TABLE complaint_contact (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    at {time} NOT NULL,
    matter text NOT NULL,
    channel text NOT NULL,
    text text NOT NULL,
    shown {flag} NOT NULL,
    person_id {id}
);
CREATE INDEX ix_complaint_contact_complaint_id ON complaint_contact (complaint_id, at)
" }
