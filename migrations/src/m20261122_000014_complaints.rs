//! Pauses of a complaint's clocks.

crate::statements! { "
CREATE TABLE complaint_pause (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    reason text NOT NULL,
    note text NOT NULL,
    began_at {time} NOT NULL,
    began_by {id} NOT NULL,
    ended_at {time},
    ended_by {id}
);
CREATE INDEX ix_complaint_pause_complaint_id ON complaint_pause (complaint_id, began_at)
" }
