//! Sign-in and access: passwords, sessions, second factors, the confidentiality agreement, service accounts and their keys.

crate::statements! { "
ALTER TABLE account ADD COLUMN must_change {flag} NOT NULL DEFAULT false;
ALTER TABLE account ADD COLUMN temporary_until {time};
ALTER TABLE account ADD COLUMN changed_at {time};
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN way text NOT NULL DEFAULT 'password';
CREATE INDEX ix_session_person_id ON session (person_id, ended_at);
CREATE TABLE access_rules (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    second_factor_roles text NOT NULL
);
CREATE TABLE second_factor (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    version bigint NOT NULL,
    secret_sealed text NOT NULL,
    started_at {time} NOT NULL,
    confirmed_at {time},
    last_step bigint NOT NULL
);
CREATE TABLE recovery_code (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    code_hash text NOT NULL,
    used_at {time}
);
CREATE INDEX ix_recovery_code_person_id ON recovery_code (person_id, code_hash);
CREATE TABLE agreement (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number bigint NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    status text NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    in_force_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_agreement_number ON agreement (number);
CREATE INDEX ix_agreement_status ON agreement (status);
CREATE TABLE agreement_acceptance (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    agreement_id {id} NOT NULL REFERENCES agreement (id),
    person_id {id} NOT NULL REFERENCES person (id),
    accepted_at {time} NOT NULL,
    address text NOT NULL
);
CREATE UNIQUE INDEX ux_agreement_acceptance_person_id ON agreement_acceptance (person_id, agreement_id);
CREATE TABLE service_account (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    version bigint NOT NULL,
    name text NOT NULL,
    purpose text NOT NULL,
    permissions text NOT NULL,
    scope text NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    closed_at {time},
    created_at {time} NOT NULL
);
CREATE INDEX ix_service_account_created_at ON service_account (created_at, id);
CREATE TABLE api_key (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    account_id {id} NOT NULL REFERENCES service_account (id),
    name text NOT NULL,
    prefix text NOT NULL,
    key_hash text NOT NULL,
    permissions text NOT NULL,
    expires_at {time} NOT NULL,
    last_used_at {time},
    last_address text NOT NULL,
    revoked_at {time},
    author_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_api_key_key_hash ON api_key (key_hash);
CREATE INDEX ix_api_key_account_id ON api_key (account_id, created_at);
CREATE VIEW account_overview AS
    SELECT a.id, a.username, p.name, p.number, a.must_change, a.locked_until, a.temporary_until, f.confirmed_at AS second_factor_at
    FROM account a JOIN person p ON p.id = a.id AND p.active
    LEFT JOIN second_factor f ON f.id = a.id AND f.confirmed_at IS NOT NULL;
CREATE VIEW agreement_standing AS
    SELECT p.id, p.number, p.name, p.post, p.unit_id, x.accepted_at, x.address
    FROM person p JOIN account a ON a.id = p.id
    LEFT JOIN agreement g ON g.status = 'in_force'
    LEFT JOIN agreement_acceptance x ON x.agreement_id = g.id AND x.person_id = p.id
    WHERE p.active
" }
