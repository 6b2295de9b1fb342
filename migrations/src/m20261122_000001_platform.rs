//! Audit log, events, idempotency.

crate::statements! { "
CREATE TABLE audit_head (id bigint PRIMARY KEY, seq bigint NOT NULL, hash text NOT NULL);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
CREATE TABLE audit_entry (
    id {id} PRIMARY KEY NOT NULL,
    seq bigint NOT NULL,
    at {time} NOT NULL,
    person_id {id},
    action text NOT NULL,
    kind text NOT NULL,
    record_id {id} NOT NULL,
    changes text NOT NULL,
    request_id text NOT NULL,
    hash text NOT NULL
);
CREATE UNIQUE INDEX ux_audit_entry_seq ON audit_entry (seq);
CREATE INDEX ix_audit_entry_record ON audit_entry (record_id, seq);
CREATE TABLE event (
    seq {serial},
    id {id} NOT NULL,
    at {time} NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    record_id {id} NOT NULL,
    person_id {id},
    data text NOT NULL
);
CREATE TABLE idempotency (
    id {id} PRIMARY KEY NOT NULL,
    person_id {id},
    key text NOT NULL,
    operation text NOT NULL,
    fingerprint text NOT NULL,
    reply text NOT NULL,
    at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_idempotency_person_id_operation_key ON idempotency (person_id, operation, key);
CREATE INDEX ix_idempotency_at ON idempotency (at)
" }
