//! Comments on records, with the people they mention.

crate::statements! { "
CREATE TABLE record_comment (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    subject_kind text {C} NOT NULL,
    subject_id {id} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    text text NOT NULL,
    mentions text {C} NOT NULL,
    edited_at {time},
    withdrawn_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_record_comment_subject ON record_comment (subject_id, created_at, id)
" }
