//! Which roles people held when: scores of a past month follow the roles of then (KPI-05).

crate::statements! { "
CREATE TABLE role_term (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    roles text NOT NULL,
    from_on {day},
    to_on {day}
);
CREATE INDEX ix_role_term_person_id ON role_term (person_id)
" }
