//! Pay statements 薪酬 (KPI-16): amounts are sealed.

crate::statements! { "
CREATE TABLE pay_term (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    from_month text {C} NOT NULL,
    sealed text NOT NULL,
    reason text NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_pay_term_person_id ON pay_term (person_id, from_month, created_at);
CREATE TABLE pay_run (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    month text {C} NOT NULL,
    status text {C} NOT NULL,
    checks bigint NOT NULL,
    opened_by {id} NOT NULL REFERENCES person (id),
    checked_by {id} REFERENCES person (id),
    checked_at {time},
    approved_by {id} REFERENCES person (id),
    approved_at {time},
    locked_by {id} REFERENCES person (id),
    locked_at {time},
    returned_by {id} REFERENCES person (id),
    returned_reason text NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_pay_run_month ON pay_run (month);
CREATE TABLE pay_line (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    run_id {id} NOT NULL REFERENCES pay_run (id),
    person_id {id} NOT NULL REFERENCES person (id),
    kind text {C} NOT NULL,
    sealed text NOT NULL,
    for_month text {C},
    replaces {id} REFERENCES pay_line (id),
    author_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_pay_line_run_id ON pay_line (run_id, person_id);
CREATE UNIQUE INDEX ux_pay_line_replaces ON pay_line (replaces);
CREATE TABLE pay_slip (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    run_id {id} NOT NULL REFERENCES pay_run (id),
    person_id {id} NOT NULL REFERENCES person (id),
    check_number bigint NOT NULL,
    sealed text NOT NULL,
    created_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_pay_slip_person ON pay_slip (run_id, check_number, person_id);
CREATE INDEX ix_pay_slip_person_id ON pay_slip (person_id)
" }
