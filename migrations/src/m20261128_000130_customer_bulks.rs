//! Tags of customers, and acts on many customers at once with what is needed to take them back (CRM-15).

crate::statements! { "
ALTER TABLE customer ADD COLUMN tags text NOT NULL DEFAULT '';
CREATE TABLE customer_bulk (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    deed text NOT NULL,
    receiver_id {id} REFERENCES person (id),
    tags text NOT NULL,
    reason text NOT NULL,
    at {time} NOT NULL,
    done_at {time},
    undone_at {time}
);
CREATE INDEX ix_customer_bulk_person_id ON customer_bulk (person_id, at);
CREATE TABLE customer_bulk_item (
    bulk_id {id} NOT NULL REFERENCES customer_bulk (id),
    record_id {id} NOT NULL,
    position bigint NOT NULL,
    seen bigint NOT NULL,
    outcome text NOT NULL,
    refusal text,
    before text NOT NULL,
    PRIMARY KEY (bulk_id, record_id)
)
" }
