//! Duty letters 岗位授权书 (ORG-04).

crate::statements! { "
CREATE TABLE duty_letter (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    authoriser_id {id} NOT NULL REFERENCES person (id),
    supervisor_id {id} NOT NULL REFERENCES person (id),
    scope_kind text {C} NOT NULL,
    scope text NOT NULL,
    powers text NOT NULL,
    starts_on {day} NOT NULL,
    ends_on {day} NOT NULL,
    status text {C} NOT NULL,
    authorised_at {time},
    accepted_at {time},
    supervised_at {time},
    ended_at {time},
    revoked_by {id} REFERENCES person (id),
    revoked_reason text NOT NULL,
    renews_id {id} REFERENCES duty_letter (id),
    drafted_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_duty_letter_number ON duty_letter (number);
CREATE UNIQUE INDEX ux_duty_letter_renews_id ON duty_letter (renews_id);
CREATE INDEX ix_duty_letter_created_at ON duty_letter (created_at, id);
CREATE INDEX ix_duty_letter_ends_on ON duty_letter (ends_on, id);
CREATE INDEX ix_duty_letter_person_id ON duty_letter (person_id);
CREATE INDEX ix_duty_letter_status ON duty_letter (status, ends_on)
" }
