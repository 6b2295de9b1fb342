//! Files that belong to records; their sealed contents lie in a folder.

crate::statements! { "
CREATE TABLE attachment (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    subject_kind text {C} NOT NULL,
    subject_id {id} NOT NULL,
    file_name text NOT NULL,
    kind text {C} NOT NULL,
    size bigint NOT NULL,
    hash text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    removed_by {id} REFERENCES person (id),
    removed_at {time},
    purged_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_attachment_subject ON attachment (subject_id, created_at, id);
CREATE INDEX ix_attachment_removed ON attachment (removed_at);
CREATE INDEX ix_attachment_subject_size ON attachment (subject_id, size, id)
" }
