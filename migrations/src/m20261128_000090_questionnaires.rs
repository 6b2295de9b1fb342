//! Questionnaires, their editions and answers (MKT-08, CMP-09). Of an answer no person and no moment is kept, only the day; its id and its
//! place in the table tell neither who nor when.

crate::statements! { "
CREATE TABLE questionnaire (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    title text NOT NULL,
    intro text NOT NULL,
    campaign_id {id} REFERENCES campaign (id),
    status text {C} NOT NULL,
    anonymous {flag} NOT NULL,
    by_code_only {flag} NOT NULL,
    handed_out bigint NOT NULL,
    quota bigint,
    questions text NOT NULL,
    edition bigint NOT NULL,
    token text {C} NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_questionnaire_number ON questionnaire (number);
CREATE UNIQUE INDEX ux_questionnaire_token ON questionnaire (token);
CREATE INDEX ix_questionnaire_created_at ON questionnaire (created_at, id);
CREATE INDEX ix_questionnaire_owner_id ON questionnaire (owner_id, created_at, id);
CREATE INDEX ix_questionnaire_unit_id ON questionnaire (unit_id, created_at, id);
CREATE INDEX ix_questionnaire_campaign_id ON questionnaire (campaign_id, created_at, id);
CREATE TABLE questionnaire_edition (
    id {id} PRIMARY KEY NOT NULL,
    questionnaire_id {id} NOT NULL REFERENCES questionnaire (id),
    edition bigint NOT NULL,
    published_on {day} NOT NULL,
    questions text NOT NULL
);
CREATE UNIQUE INDEX ux_questionnaire_edition ON questionnaire_edition (questionnaire_id, edition);
CREATE TABLE questionnaire_code (
    code_hash text {C} PRIMARY KEY NOT NULL,
    questionnaire_id {id} NOT NULL REFERENCES questionnaire (id),
    used {flag} NOT NULL
);
CREATE INDEX ix_questionnaire_code_questionnaire_id ON questionnaire_code (questionnaire_id);
CREATE TABLE questionnaire_answer (
    id text {C} PRIMARY KEY NOT NULL,
    questionnaire_id {id} NOT NULL REFERENCES questionnaire (id),
    edition bigint NOT NULL,
    on_day {day} NOT NULL,
    way text {C} NOT NULL,
    valid {flag} NOT NULL,
    respondent text NOT NULL,
    answers text NOT NULL
);
CREATE INDEX ix_questionnaire_answer_edition ON questionnaire_answer (questionnaire_id, edition, valid);
CREATE TABLE questionnaire_tally (
    id text {C} PRIMARY KEY NOT NULL,
    chosen bigint NOT NULL
)
" }
