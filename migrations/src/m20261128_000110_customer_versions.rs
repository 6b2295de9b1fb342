//! Changes of key fields of an approved customer file, waiting beside it (CRM-03).

crate::statements! { "
ALTER TABLE customer ADD COLUMN proposal text;
ALTER TABLE customer ADD COLUMN proposal_id {id};
CREATE INDEX ix_customer_proposal ON customer (proposal);
CREATE TABLE customer_proposal (
    id {id} PRIMARY KEY NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    status text NOT NULL,
    name text NOT NULL,
    credit_code text,
    tier text NOT NULL,
    proposed_by {id} NOT NULL REFERENCES person (id),
    proposed_at {time} NOT NULL,
    remark text,
    decided_by {id} REFERENCES person (id),
    decided_at {time}
);
CREATE INDEX ix_customer_proposal_customer_id ON customer_proposal (customer_id, proposed_at)
" }
