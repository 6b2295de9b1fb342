//! Tasks that people give each other.

crate::statements! { "
CREATE TABLE assignment (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    title text NOT NULL,
    details text NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    giver_id {id} NOT NULL REFERENCES person (id),
    status text NOT NULL,
    priority text NOT NULL,
    repeat text NOT NULL,
    due_at {time},
    sort_at {time} NOT NULL,
    reply_by {time},
    reply text,
    replied_at {time},
    escalated_at {time},
    followed_at {time},
    checklist text NOT NULL,
    about_kind text,
    about_id {id},
    remark text NOT NULL,
    done_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_assignment_number ON assignment (number);
CREATE INDEX ix_assignment_owner_id ON assignment (owner_id, sort_at);
CREATE INDEX ix_assignment_giver_id ON assignment (giver_id, sort_at);
CREATE INDEX ix_assignment_sort_at ON assignment (sort_at, id);
CREATE INDEX ix_assignment_created_at ON assignment (created_at, id);
CREATE INDEX ix_assignment_reply_by ON assignment (status, reply_by);
CREATE INDEX ix_assignment_about_id ON assignment (about_id);
CREATE TABLE assignment_watcher (
    assignment_id {id} NOT NULL REFERENCES assignment (id),
    person_id {id} NOT NULL REFERENCES person (id),
    PRIMARY KEY (assignment_id, person_id)
);
CREATE INDEX ix_assignment_watcher_person_id ON assignment_watcher (person_id)
" }
