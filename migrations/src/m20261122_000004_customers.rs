//! Customer files, contacts, follow-ups, imports.

crate::statements! { "
CREATE TABLE customer (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    name text {C} NOT NULL,
    name_key text {C} NOT NULL,
    kind text NOT NULL,
    credit_code text {C},
    tier text {C} NOT NULL,
    source text,
    industry text {C} NOT NULL,
    employees bigint,
    turnover_cents bigint,
    city text {C} NOT NULL,
    address_sealed text,
    phone_sealed text,
    phone_hint text,
    phone_hash text,
    need text NOT NULL,
    first_contact_on {day},
    review text NOT NULL,
    review_remark text,
    reviewed_at {time},
    completeness integer NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    entered_by {id} NOT NULL REFERENCES person (id),
    import_id {id},
    last_followed_at {time},
    next_follow_up_on {day},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_customer_number ON customer (number);
CREATE UNIQUE INDEX ux_customer_credit_code ON customer (credit_code);
CREATE INDEX ix_customer_name_key ON customer (name_key);
CREATE INDEX ix_customer_phone_hash ON customer (phone_hash);
CREATE INDEX ix_customer_created_at ON customer (created_at, id);
CREATE INDEX ix_customer_name ON customer (name, id);
CREATE INDEX ix_customer_owner_id_created_at ON customer (owner_id, created_at, id);
CREATE INDEX ix_customer_owner_id_name ON customer (owner_id, name, id);
CREATE INDEX ix_customer_tier_created_at ON customer (tier, created_at, id);
CREATE INDEX ix_customer_city_tier_created_at ON customer (city, tier, created_at, id);
CREATE TABLE contact (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    name text NOT NULL,
    post text NOT NULL,
    phone_sealed text,
    phone_hint text,
    email text NOT NULL,
    influence text,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_contact_customer_id ON contact (customer_id, created_at);
CREATE TABLE follow_up (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    contact_id {id},
    person_id {id} NOT NULL REFERENCES person (id),
    way text NOT NULL,
    content text NOT NULL,
    next_step text NOT NULL,
    next_on {day},
    kept_on {day},
    occurred_at {time} NOT NULL,
    recorded_at {time} NOT NULL
);
CREATE INDEX ix_follow_up_customer_id ON follow_up (customer_id, occurred_at);
CREATE INDEX ix_follow_up_person_id ON follow_up (person_id, occurred_at);
CREATE INDEX ix_follow_up_next_on ON follow_up (next_on);
CREATE TABLE customer_import (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    file_name text NOT NULL,
    status text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    columns text NOT NULL,
    row_count bigint NOT NULL,
    ok_count bigint NOT NULL,
    duplicate_count bigint NOT NULL,
    error_count bigint NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_customer_import_person_id ON customer_import (person_id, created_at, id);
CREATE TABLE customer_import_row (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    import_id {id} NOT NULL REFERENCES customer_import (id),
    sheet_row bigint NOT NULL,
    outcome text NOT NULL,
    cells_sealed text NOT NULL,
    problems text NOT NULL,
    duplicate_of_row bigint,
    duplicate_on_file {flag} NOT NULL,
    customer_id {id},
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_customer_import_row ON customer_import_row (import_id, sheet_row)
" }
