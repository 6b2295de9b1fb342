//! How people are told besides the bell: their settings, the company's robots, the log of what was sent.

crate::statements! { "
CREATE TABLE notification_setting (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    version bigint NOT NULL,
    email text NOT NULL,
    mails text NOT NULL,
    digests text NOT NULL,
    robots text NOT NULL,
    digest_hour integer NOT NULL,
    quiet_from integer,
    quiet_until integer,
    updated_at {time} NOT NULL
);
CREATE TABLE notification_digest (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    day {day} NOT NULL,
    until_at {time} NOT NULL
);
CREATE TABLE robot (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    provider text {C} NOT NULL,
    host text NOT NULL,
    sealed_url text NOT NULL,
    sealed_secret text NOT NULL,
    unit_id {id} REFERENCES unit (id),
    status text {C} NOT NULL,
    created_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_robot_name ON robot (name, id);
CREATE INDEX ix_robot_created_at ON robot (created_at, id);
CREATE TABLE notification_delivery (
    id {id} PRIMARY KEY NOT NULL,
    channel text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    notification_id {id},
    robot_id {id},
    since_at {time},
    until_at {time},
    status text {C} NOT NULL,
    held_until {time},
    attempts integer NOT NULL,
    last_status integer,
    last_error text,
    created_at {time} NOT NULL,
    last_at {time}
);
CREATE INDEX ix_notification_delivery_created_at ON notification_delivery (created_at, id)
" }
