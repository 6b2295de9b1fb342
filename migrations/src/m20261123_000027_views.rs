//! Views of lists that people keep.

crate::statements! { "
CREATE TABLE saved_view (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    list text {C} NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    hidden text {C} NOT NULL,
    unit_id {id} REFERENCES unit (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_saved_view_name ON saved_view (person_id, list, name);
CREATE INDEX ix_saved_view_unit ON saved_view (unit_id, list)
" }
