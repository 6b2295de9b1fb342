//! Service requests (CPL-11).

crate::statements! { "
CREATE TABLE service_request (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    kind text {C} NOT NULL,
    customer_id {id} REFERENCES customer (id),
    customer_title text NOT NULL,
    asker text NOT NULL,
    channel text {C} NOT NULL,
    question text NOT NULL,
    order_number text NOT NULL,
    goods text NOT NULL,
    status text {C} NOT NULL,
    agent_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    answer text NOT NULL,
    answer_due_at {time} NOT NULL,
    answered_at {time},
    refund_cents bigint,
    replacement text NOT NULL,
    complaint_id {id} REFERENCES complaint (id),
    due_at {time} NOT NULL,
    closed_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_service_request_number ON service_request (number);
CREATE INDEX ix_service_request_created_at ON service_request (created_at, id);
CREATE INDEX ix_service_request_due_at ON service_request (due_at, id);
CREATE INDEX ix_service_request_status ON service_request (status, due_at, id);
CREATE INDEX ix_service_request_agent_id ON service_request (agent_id, created_at, id);
CREATE INDEX ix_service_request_unit_id ON service_request (unit_id, created_at, id);
CREATE INDEX ix_service_request_customer_id ON service_request (customer_id, created_at);
CREATE INDEX ix_service_request_complaint_id ON service_request (complaint_id)
" }
