//! Complaints and the steps they took.

crate::statements! { "
CREATE TABLE complaint (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    customer_id {id} REFERENCES customer (id),
    customer_title text NOT NULL,
    complainant text NOT NULL,
    matter text NOT NULL,
    category text NOT NULL,
    channel text NOT NULL,
    severity text NOT NULL,
    wish text NOT NULL,
    about_person_id {id},
    status text {C} NOT NULL,
    agent_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    investigator_id {id},
    manager_id {id},
    findings text,
    cause text,
    measures text,
    compensation_cents bigint,
    remedy_due_on {day},
    result text,
    satisfaction bigint,
    words text,
    reopened integer NOT NULL,
    approval_id {id},
    received_at {time} NOT NULL,
    acknowledge_due_at {time} NOT NULL,
    investigate_due_at {time} NOT NULL,
    close_due_at {time} NOT NULL,
    acknowledged_at {time},
    investigated_at {time},
    executed_at {time},
    closed_at {time},
    approve_due_at {time},
    approved_at {time},
    execute_due_at {time},
    answer_due_at {time},
    step_due_at {time} NOT NULL,
    paused_at {time},
    escalated bigint NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_complaint_number ON complaint (number);
CREATE INDEX ix_complaint_customer_id ON complaint (customer_id, received_at);
CREATE INDEX ix_complaint_received_at ON complaint (received_at, id);
CREATE INDEX ix_complaint_step_due_at ON complaint (step_due_at, id);
CREATE INDEX ix_complaint_status ON complaint (status, received_at, id);
CREATE INDEX ix_complaint_agent_id ON complaint (agent_id, received_at, id);
CREATE INDEX ix_complaint_investigator_id ON complaint (investigator_id, received_at, id);
CREATE INDEX ix_complaint_unit_id ON complaint (unit_id, received_at, id);
CREATE TABLE complaint_step (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    at {time} NOT NULL,
    act text,
    from_status text,
    to_status text NOT NULL,
    person_id {id},
    note text NOT NULL
);
CREATE INDEX ix_complaint_step_complaint_id ON complaint_step (complaint_id, at)
" }
