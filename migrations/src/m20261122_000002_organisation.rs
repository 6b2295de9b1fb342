//! Units, people, accounts, roles, sessions.

crate::statements! { "
CREATE TABLE unit (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    parent_id {id} REFERENCES unit (id),
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL
);
CREATE UNIQUE INDEX ux_unit_code ON unit (code);
CREATE TABLE person (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    name text NOT NULL,
    unit_id {id} NOT NULL REFERENCES unit (id),
    post text NOT NULL,
    superior_id {id} REFERENCES person (id),
    active {flag} NOT NULL,
    language text,
    theme text NOT NULL
);
CREATE UNIQUE INDEX ux_person_number ON person (number);
CREATE INDEX ix_person_unit_id ON person (unit_id);
CREATE TABLE account (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    version bigint NOT NULL,
    username text {C} NOT NULL,
    password_hash text NOT NULL,
    failures integer NOT NULL,
    locked_until {time}
);
CREATE UNIQUE INDEX ux_account_username ON account (username);
CREATE TABLE role (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    code text {C} NOT NULL,
    scope text NOT NULL,
    permissions text NOT NULL
);
CREATE UNIQUE INDEX ux_role_code ON role (code);
CREATE TABLE person_role (
    person_id {id} NOT NULL REFERENCES person (id),
    role text {C} NOT NULL REFERENCES role (code),
    PRIMARY KEY (person_id, role)
);
CREATE INDEX ix_person_role_role ON person_role (role);
CREATE TABLE session (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    refresh_hash text NOT NULL,
    previous_hash text,
    started_at {time} NOT NULL,
    renewed_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    ended_at {time},
    address text NOT NULL
);
CREATE UNIQUE INDEX ux_session_refresh_hash ON session (refresh_hash);
CREATE INDEX ix_session_previous_hash ON session (previous_hash)
" }
