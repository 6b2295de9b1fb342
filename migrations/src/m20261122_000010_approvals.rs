//! Approvals: flows, requests, who is asked, history, copies, delegations.

crate::statements! { "
CREATE TABLE approval_flow (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL,
    number bigint NOT NULL,
    name text NOT NULL,
    from_on {day},
    vacant text NOT NULL,
    same_person_once {flag} NOT NULL,
    bulk {flag} NOT NULL,
    steps text NOT NULL,
    author_id {id},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_approval_flow_kind_number ON approval_flow (kind, number);
CREATE INDEX ix_approval_flow_updated_at ON approval_flow (updated_at, id);
CREATE TABLE approval (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL,
    flow_id {id} NOT NULL REFERENCES approval_flow (id),
    subject_kind text NOT NULL,
    subject_id {id} NOT NULL,
    subject_version bigint NOT NULL,
    subject_title text NOT NULL,
    applicant_id {id} NOT NULL REFERENCES person (id),
    barred text NOT NULL,
    status text NOT NULL,
    snapshot text NOT NULL,
    amount_cents bigint,
    days text,
    detail text,
    current_step integer NOT NULL,
    entries integer NOT NULL,
    reminded_at {time},
    ended_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_approval_subject_id ON approval (subject_id);
CREATE INDEX ix_approval_applicant_id ON approval (applicant_id, created_at, id);
CREATE INDEX ix_approval_created_at ON approval (created_at, id);
CREATE TABLE approval_step (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    approval_id {id} NOT NULL REFERENCES approval (id),
    position integer NOT NULL,
    name text NOT NULL,
    spec text NOT NULL,
    status text NOT NULL,
    round integer NOT NULL,
    asked_at {time},
    due_at {time}
);
CREATE INDEX ix_approval_step_approval_id ON approval_step (approval_id, position);
CREATE INDEX ix_approval_step_due_at ON approval_step (status, due_at);
CREATE TABLE approval_signer (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    approval_id {id} NOT NULL REFERENCES approval (id),
    step_id {id} NOT NULL REFERENCES approval_step (id),
    round integer NOT NULL,
    position integer NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    parent_id {id},
    origin text NOT NULL,
    status text NOT NULL,
    asked_at {time},
    decided_by {id},
    decided_at {time},
    remark text NOT NULL,
    added_by {id}
);
CREATE INDEX ix_approval_signer_approval_id ON approval_signer (approval_id);
CREATE INDEX ix_approval_signer_person_id ON approval_signer (person_id, status);
CREATE INDEX ix_approval_signer_decided_by ON approval_signer (decided_by);
CREATE TABLE approval_entry (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    approval_id {id} NOT NULL REFERENCES approval (id),
    number integer NOT NULL,
    at {time} NOT NULL,
    what text NOT NULL,
    person_id {id},
    for_id {id},
    step integer,
    targets text NOT NULL,
    remark text NOT NULL,
    rule text NOT NULL
);
CREATE UNIQUE INDEX ux_approval_entry_approval_id ON approval_entry (approval_id, number);
CREATE TABLE approval_copy (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    approval_id {id} NOT NULL REFERENCES approval (id),
    person_id {id} NOT NULL REFERENCES person (id),
    at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_approval_copy_person_id ON approval_copy (person_id, approval_id);
CREATE INDEX ix_approval_copy_approval_id ON approval_copy (approval_id);
CREATE TABLE delegation (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    delegate_id {id} NOT NULL REFERENCES person (id),
    from_on {day} NOT NULL,
    to_on {day} NOT NULL,
    kinds text NOT NULL,
    reason text NOT NULL,
    ended_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_delegation_person_id ON delegation (person_id, from_on);
CREATE INDEX ix_delegation_delegate_id ON delegation (delegate_id, from_on);
CREATE INDEX ix_delegation_from_on ON delegation (from_on, id);
ALTER TABLE task ADD COLUMN reminded_at {time}
" }
