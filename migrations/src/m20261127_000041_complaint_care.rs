//! How a customer gets in without an account: the code of a case and the surveys.

crate::statements! { "
CREATE TABLE complaint_code (
    complaint_id {id} PRIMARY KEY NOT NULL REFERENCES complaint (id),
    code_hash text NOT NULL,
    failures bigint NOT NULL,
    locked_until {time}
);
CREATE TABLE complaint_ticket (
    ticket_hash text PRIMARY KEY NOT NULL,
    used_at {time} NOT NULL
);
CREATE INDEX ix_complaint_ticket_used_at ON complaint_ticket (used_at);
CREATE TABLE complaint_survey (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    token_hash text NOT NULL,
    issued_at {time} NOT NULL,
    issued_by {id},
    ends_at {time} NOT NULL,
    answered_at {time}
);
CREATE UNIQUE INDEX ux_complaint_survey_token_hash ON complaint_survey (token_hash);
CREATE INDEX ix_complaint_survey_complaint_id ON complaint_survey (complaint_id, issued_at)
" }
