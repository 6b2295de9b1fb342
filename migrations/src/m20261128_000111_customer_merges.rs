//! Duplicates that became one file (CRM-09), with what is needed to take them apart again.

crate::statements! { "
ALTER TABLE customer ADD COLUMN merged_into {id};
CREATE INDEX ix_customer_merged_into ON customer (merged_into);
CREATE TABLE customer_merge (
    id {id} PRIMARY KEY NOT NULL,
    kept_id {id} NOT NULL REFERENCES customer (id),
    merged_id {id} NOT NULL REFERENCES customer (id),
    kept_before text NOT NULL,
    kept_after text NOT NULL,
    merged_before text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    at {time} NOT NULL,
    undone_by {id} REFERENCES person (id),
    undone_at {time}
);
CREATE INDEX ix_customer_merge_kept_id ON customer_merge (kept_id, at);
CREATE INDEX ix_customer_merge_merged_id ON customer_merge (merged_id, at);
CREATE TABLE customer_merge_item (
    merge_id {id} NOT NULL REFERENCES customer_merge (id),
    place text NOT NULL,
    record_id {id} NOT NULL,
    PRIMARY KEY (merge_id, place, record_id)
)
" }
