//! Background work, events for others, web hooks, notifications.

crate::statements! { "
CREATE TABLE job (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    kind text {C} NOT NULL,
    payload text NOT NULL,
    status text {C} NOT NULL,
    run_at {time} NOT NULL,
    attempts integer NOT NULL,
    max_attempts integer NOT NULL,
    owner text,
    last_error text,
    created_at {time} NOT NULL,
    ended_at {time}
);
CREATE INDEX ix_job_status_run_at ON job (status, run_at, id);
CREATE INDEX ix_job_run_at ON job (run_at, id);
CREATE INDEX ix_job_created_at ON job (created_at, id);
CREATE TABLE schedule (
    kind text {C} PRIMARY KEY NOT NULL,
    next_at {time} NOT NULL
);
CREATE TABLE event_cursor (name text {C} PRIMARY KEY NOT NULL, seq bigint NOT NULL);
INSERT INTO event_cursor (name, seq) VALUES ('purged', 0);
INSERT INTO event_cursor (name, seq) VALUES ('webhooks', 0);
CREATE TABLE webhook (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    events text NOT NULL,
    status text {C} NOT NULL,
    secret_number bigint NOT NULL,
    old_secret_until {time},
    failing_since {time},
    created_by {id} NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_webhook_created_at ON webhook (created_at, id);
CREATE TABLE webhook_delivery (
    id {id} PRIMARY KEY NOT NULL,
    webhook_id {id} NOT NULL REFERENCES webhook (id),
    event_id {id} NOT NULL,
    event_seq bigint NOT NULL,
    event_name text {C} NOT NULL,
    body text NOT NULL,
    status text {C} NOT NULL,
    attempts integer NOT NULL,
    last_status integer,
    last_error text,
    created_at {time} NOT NULL,
    last_at {time}
);
CREATE INDEX ix_webhook_delivery_webhook_id ON webhook_delivery (webhook_id, created_at, id);
CREATE INDEX ix_webhook_delivery_created_at ON webhook_delivery (created_at, id);
CREATE TABLE notification (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    kind text {C} NOT NULL,
    title text NOT NULL,
    subject_kind text {C} NOT NULL,
    subject_id {id} NOT NULL,
    from_id {id},
    created_at {time} NOT NULL,
    read_at {time}
);
CREATE INDEX ix_notification_person_id_created_at ON notification (person_id, created_at, id);
CREATE INDEX ix_notification_person_id_read_at ON notification (person_id, read_at)
" }
