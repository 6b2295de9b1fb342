//! Imports that know who repeats whom and go in by pieces; leave to read a file for a while; who read what.

crate::statements! { "
ALTER TABLE customer_import ADD COLUMN entered_count bigint NOT NULL DEFAULT 0;
ALTER TABLE customer_import_row ADD COLUMN identity text {C};
CREATE INDEX ix_customer_import_row_identity ON customer_import_row (import_id, identity, sheet_row);
CREATE INDEX ix_customer_import_row_outcome ON customer_import_row (import_id, outcome, sheet_row);
CREATE TABLE customer_access (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    wanted text NOT NULL,
    fields text NOT NULL,
    purpose text NOT NULL,
    status text {C} NOT NULL,
    remark text NOT NULL,
    approval_id {id},
    decided_at {time},
    ends_at {time} NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_customer_access_number ON customer_access (number);
CREATE INDEX ix_customer_access_created_at ON customer_access (created_at, id);
CREATE INDEX ix_customer_access_person_id ON customer_access (person_id, created_at, id);
CREATE INDEX ix_customer_access_ends_at ON customer_access (ends_at, id);
CREATE TABLE customer_access_file (
    access_id {id} NOT NULL REFERENCES customer_access (id),
    customer_id {id} NOT NULL REFERENCES customer (id),
    PRIMARY KEY (access_id, customer_id)
);
CREATE INDEX ix_customer_access_file_customer_id ON customer_access_file (customer_id);
CREATE TABLE customer_reading (
    id {id} PRIMARY KEY NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    person_id {id} NOT NULL REFERENCES person (id),
    kind text NOT NULL,
    field text,
    basis text NOT NULL,
    access_id {id},
    address text NOT NULL,
    at {time} NOT NULL
);
CREATE INDEX ix_customer_reading_customer_id ON customer_reading (customer_id, at, id);
CREATE INDEX ix_customer_reading_person_id ON customer_reading (person_id, at, id);
CREATE INDEX ix_customer_reading_at ON customer_reading (at, id)
" }
