//! Notifications know what they tell of, so that the same is told once. Nothing was ever written to the table before.

crate::statements! { "
DROP TABLE notification;
CREATE TABLE notification (
    id {id} PRIMARY KEY NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    kind text {C} NOT NULL,
    title text NOT NULL,
    subject_kind text {C} NOT NULL,
    subject_id {id} NOT NULL,
    from_id {id},
    cause_id {id} NOT NULL,
    created_at {time} NOT NULL,
    read_at {time}
);
CREATE INDEX ix_notification_person_id_created_at ON notification (person_id, created_at, id);
CREATE UNIQUE INDEX ux_notification_cause_id_kind_person_id ON notification (cause_id, kind, person_id);
CREATE INDEX ix_notification_created_at ON notification (created_at);
CREATE INDEX ix_notification_person_id_read_at ON notification (person_id, read_at)
" }
