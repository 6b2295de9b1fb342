//! Guests of campaigns, their sign-up and check-in (CMP-07).

crate::statements! { "
CREATE TABLE campaign_sign_up (
    id {id} PRIMARY KEY NOT NULL REFERENCES campaign (id),
    version bigint NOT NULL,
    token text {C} NOT NULL,
    is_open {flag} NOT NULL,
    quota bigint,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_campaign_sign_up_token ON campaign_sign_up (token);
CREATE TABLE campaign_guest (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    name text {C} NOT NULL,
    company text NOT NULL,
    phone_sealed text,
    phone_hint text,
    phone_hash text {C},
    code text {C} NOT NULL,
    customer_id {id},
    source text {C} NOT NULL,
    status text {C} NOT NULL,
    attended_at {time},
    remark text NOT NULL,
    added_by {id} REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_campaign_guest_code ON campaign_guest (code);
CREATE UNIQUE INDEX ux_campaign_guest_phone ON campaign_guest (campaign_id, phone_hash);
CREATE UNIQUE INDEX ux_campaign_guest_customer ON campaign_guest (campaign_id, customer_id);
CREATE INDEX ix_campaign_guest_created_at ON campaign_guest (campaign_id, created_at, id);
CREATE INDEX ix_campaign_guest_status ON campaign_guest (campaign_id, status, created_at);
CREATE TABLE campaign_check_in (
    id {id} PRIMARY KEY NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    guest_id {id} NOT NULL REFERENCES campaign_guest (id),
    at {time} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id)
);
CREATE INDEX ix_campaign_check_in_guest_id ON campaign_check_in (guest_id)
" }
