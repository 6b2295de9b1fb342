//! Won contracts stated for campaigns, and frozen summaries (CMP-10, CMP-11).

crate::statements! { "
CREATE TABLE won_contract (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    signed_on {day} NOT NULL,
    amount_cents bigint NOT NULL,
    remark text NOT NULL,
    entered_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_won_contract_number ON won_contract (number);
CREATE INDEX ix_won_contract_customer_id ON won_contract (customer_id, signed_on, id);
CREATE TABLE campaign_archive (
    id {id} PRIMARY KEY NOT NULL REFERENCES campaign (id),
    document text NOT NULL,
    hash text {C} NOT NULL,
    at {time} NOT NULL
)
" }
