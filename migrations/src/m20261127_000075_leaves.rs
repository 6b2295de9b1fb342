//! Leave 请假 (DAY-08, ORG-09).

crate::statements! { "
CREATE TABLE leave_request (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    substitute_id {id} NOT NULL REFERENCES person (id),
    kind text {C} NOT NULL,
    from_on {day} NOT NULL,
    to_on {day} NOT NULL,
    days bigint NOT NULL,
    reason text NOT NULL,
    notes text NOT NULL,
    status text {C} NOT NULL,
    remark text NOT NULL,
    approval_id {id},
    delegation_id {id},
    back_on {day},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_leave_request_number ON leave_request (number);
CREATE INDEX ix_leave_request_created_at ON leave_request (created_at, id);
CREATE INDEX ix_leave_request_from_on ON leave_request (from_on, id);
CREATE INDEX ix_leave_request_person_id ON leave_request (person_id, from_on);
CREATE INDEX ix_leave_request_substitute_id ON leave_request (substitute_id);
CREATE INDEX ix_leave_request_status ON leave_request (status, from_on)
" }
