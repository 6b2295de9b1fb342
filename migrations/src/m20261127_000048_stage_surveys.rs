//! Staged satisfaction surveys (CPL-13).

crate::statements! { "
CREATE TABLE survey_definition (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    stage text NOT NULL,
    questions text NOT NULL,
    threshold bigint NOT NULL,
    active {flag} NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_survey_definition_created_at ON survey_definition (created_at, id);
CREATE TABLE stage_survey (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    definition_id {id} NOT NULL REFERENCES survey_definition (id),
    stage text NOT NULL,
    questions text NOT NULL,
    threshold bigint NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    customer_title text NOT NULL,
    about text NOT NULL,
    asker_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    status text {C} NOT NULL,
    token_hash text {C},
    link_until {time} NOT NULL,
    marks text,
    mean_hundredths bigint,
    words text NOT NULL,
    way text {C},
    answered_at {time},
    complaint_id {id} REFERENCES complaint (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_stage_survey_number ON stage_survey (number);
CREATE UNIQUE INDEX ux_stage_survey_token_hash ON stage_survey (token_hash);
CREATE INDEX ix_stage_survey_created_at ON stage_survey (created_at, id);
CREATE INDEX ix_stage_survey_asker_id ON stage_survey (asker_id, created_at, id);
CREATE INDEX ix_stage_survey_unit_id ON stage_survey (unit_id, created_at, id);
CREATE INDEX ix_stage_survey_customer_id ON stage_survey (customer_id, created_at);
CREATE INDEX ix_stage_survey_complaint_id ON stage_survey (complaint_id);
CREATE INDEX ix_stage_survey_status ON stage_survey (status, created_at, id)
" }
