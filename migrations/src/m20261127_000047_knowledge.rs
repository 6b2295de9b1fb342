//! Answer templates (CPL-12).

crate::statements! { "
CREATE TABLE knowledge (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    category text {C} NOT NULL,
    words text NOT NULL,
    body text NOT NULL,
    status text {C} NOT NULL,
    used bigint NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_knowledge_created_at ON knowledge (created_at, id);
CREATE INDEX ix_knowledge_used ON knowledge (used, id);
CREATE INDEX ix_knowledge_status ON knowledge (status, category);
CREATE TABLE knowledge_use (
    id {id} PRIMARY KEY NOT NULL,
    knowledge_id {id} NOT NULL REFERENCES knowledge (id),
    record_id {id} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_knowledge_use_record ON knowledge_use (knowledge_id, record_id)
" }
