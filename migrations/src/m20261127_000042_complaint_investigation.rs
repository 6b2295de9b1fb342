//! Statements, departments asked, versions of remedies with their measures; cases handled as one.

crate::statements! { "
ALTER TABLE complaint ADD COLUMN cause_id {id};
ALTER TABLE complaint ADD COLUMN responsible_unit_id {id};
ALTER TABLE complaint ADD COLUMN merged_into_id {id};
CREATE INDEX ix_complaint_merged_into_id ON complaint (merged_into_id);
CREATE INDEX ix_complaint_cause_id ON complaint (cause_id, received_at);
CREATE INDEX ix_complaint_responsible_unit_id ON complaint (responsible_unit_id, received_at);
CREATE TABLE complaint_statement (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    at {time} NOT NULL,
    speaker text NOT NULL,
    text text NOT NULL,
    taken_by {id} NOT NULL
);
CREATE INDEX ix_complaint_statement_complaint_id ON complaint_statement (complaint_id, at);
CREATE TABLE complaint_inquiry (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    person_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    question text NOT NULL,
    asked_by {id} NOT NULL,
    asked_at {time} NOT NULL,
    due_at {time} NOT NULL,
    answer text,
    answered_at {time}
);
CREATE INDEX ix_complaint_inquiry_complaint_id ON complaint_inquiry (complaint_id, asked_at);
CREATE INDEX ix_complaint_inquiry_person_id ON complaint_inquiry (person_id);
CREATE TABLE complaint_remedy (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    number bigint NOT NULL,
    fate text {C} NOT NULL,
    findings text NOT NULL,
    cause text NOT NULL,
    cause_id {id},
    unit_id {id},
    measures text NOT NULL,
    compensation_cents bigint NOT NULL,
    due_on {day} NOT NULL,
    proposed_by {id} NOT NULL,
    proposed_at {time} NOT NULL,
    decided_at {time},
    remark text NOT NULL
);
CREATE UNIQUE INDEX ux_complaint_remedy_number ON complaint_remedy (complaint_id, number);
CREATE TABLE complaint_measure (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    remedy_id {id} NOT NULL REFERENCES complaint_remedy (id),
    what text NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    due_on {day} NOT NULL,
    cost_cents bigint,
    assignment_id {id},
    done_at {time},
    dropped_at {time}
);
CREATE INDEX ix_complaint_measure_complaint_id ON complaint_measure (complaint_id);
CREATE UNIQUE INDEX ux_complaint_measure_assignment_id ON complaint_measure (assignment_id)
" }
