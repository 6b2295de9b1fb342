//! The organisation in full: what units, people and roles are besides their names, posts, hand-overs.

crate::statements! { "
ALTER TABLE unit ADD COLUMN head_id {id} REFERENCES person (id);
ALTER TABLE unit ADD COLUMN duties text NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN partners text NOT NULL DEFAULT '[]';
ALTER TABLE unit ADD COLUMN closed_on {day};
CREATE INDEX ix_unit_head_id ON unit (head_id);
CREATE TABLE post (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    code text {C} NOT NULL,
    name text NOT NULL,
    unit_id {id} NOT NULL REFERENCES unit (id),
    superior_id {id} REFERENCES post (id),
    headcount bigint NOT NULL,
    summary text NOT NULL,
    duties text NOT NULL,
    indicators text NOT NULL,
    qualification text NOT NULL,
    powers text NOT NULL,
    responsibilities text NOT NULL,
    relations text NOT NULL,
    careers text NOT NULL,
    closed_on {day}
);
CREATE UNIQUE INDEX ux_post_code ON post (code);
CREATE INDEX ix_post_unit_id ON post (unit_id);
ALTER TABLE person ADD COLUMN post_id {id} REFERENCES post (id);
ALTER TABLE person ADD COLUMN status text NOT NULL DEFAULT 'active';
ALTER TABLE person ADD COLUMN sex text;
ALTER TABLE person ADD COLUMN birth_on {day};
ALTER TABLE person ADD COLUMN education text;
ALTER TABLE person ADD COLUMN major text NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN major_related {flag};
ALTER TABLE person ADD COLUMN entered_on {day};
ALTER TABLE person ADD COLUMN left_on {day};
ALTER TABLE person ADD COLUMN employment text;
ALTER TABLE person ADD COLUMN territory text;
ALTER TABLE person ADD COLUMN certificates text NOT NULL DEFAULT '[]';
ALTER TABLE person ADD COLUMN roles_at {time};
CREATE INDEX ix_person_post_id ON person (post_id);
CREATE INDEX ix_person_superior_id ON person (superior_id);
CREATE TABLE post_term (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    post_id {id},
    post text NOT NULL,
    unit_id {id} NOT NULL,
    unit text NOT NULL,
    from_on {day},
    to_on {day},
    reason text NOT NULL
);
CREATE INDEX ix_post_term_person_id ON post_term (person_id);
ALTER TABLE role ADD COLUMN name text NOT NULL DEFAULT '';
ALTER TABLE role ADD COLUMN description text NOT NULL DEFAULT '';
ALTER TABLE role ADD COLUMN built_in {flag} NOT NULL DEFAULT {yes};
CREATE TABLE hand_over (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL,
    supervisor_id {id} NOT NULL REFERENCES person (id),
    notice_on {day} NOT NULL,
    last_day {day} NOT NULL,
    short_notice {flag} NOT NULL,
    reason text NOT NULL,
    status text NOT NULL,
    approval_id {id},
    settled_by {id},
    settled_at {time},
    settled_note text NOT NULL,
    signed_by {id},
    signed_at {time},
    signed_note text NOT NULL,
    closed_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_hand_over_number ON hand_over (number);
CREATE INDEX ix_hand_over_created_at ON hand_over (created_at, id);
CREATE INDEX ix_hand_over_last_day ON hand_over (last_day, id);
CREATE INDEX ix_hand_over_person_id ON hand_over (person_id);
CREATE INDEX ix_hand_over_supervisor_id ON hand_over (supervisor_id);
CREATE TABLE hand_over_line (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    hand_over_id {id} NOT NULL REFERENCES hand_over (id),
    kind text NOT NULL,
    subject_kind text NOT NULL,
    subject_id {id} NOT NULL,
    title text NOT NULL,
    must_settle {flag} NOT NULL,
    receiver_id {id},
    status text NOT NULL,
    remark text NOT NULL,
    done_at {time},
    created_at {time} NOT NULL
);
CREATE INDEX ix_hand_over_line_hand_over_id ON hand_over_line (hand_over_id, status);
CREATE INDEX ix_hand_over_line_receiver_id ON hand_over_line (receiver_id, status);
CREATE INDEX ix_hand_over_line_kind ON hand_over_line (kind, id)
" }
