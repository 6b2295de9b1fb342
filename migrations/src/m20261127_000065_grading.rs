//! Grading of account managers (KPI-13), and the dated rule book of grading, recruitment and graded pay (KPI-13 to KPI-15).

crate::statements! { "
ALTER TABLE person ADD COLUMN trade_since {day};
CREATE TABLE kpi_rule_book (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    from_month text {C} NOT NULL,
    content text NOT NULL,
    note text NOT NULL,
    author_id {id} REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_kpi_rule_book_from_month ON kpi_rule_book (from_month, created_at);
CREATE TABLE kpi_grading (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    from_month text {C} NOT NULL,
    status text {C} NOT NULL,
    rules text NOT NULL,
    raters text NOT NULL,
    drafted_by {id} NOT NULL REFERENCES person (id),
    ranked_by {id} REFERENCES person (id),
    ranked_at {time},
    published_by {id} REFERENCES person (id),
    published_at {time},
    objections_until {time},
    final_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_kpi_grading_created_at ON kpi_grading (created_at, id);
CREATE INDEX ix_kpi_grading_from_month ON kpi_grading (from_month, id);
CREATE INDEX ix_kpi_grading_status ON kpi_grading (status, objections_until);
CREATE TABLE kpi_grading_candidate (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    grading_id {id} NOT NULL REFERENCES kpi_grading (id),
    person_id {id} NOT NULL REFERENCES person (id),
    exam text,
    worked_out text,
    place bigint,
    total text,
    grade text {C},
    certificate_due_on {day},
    reminded_on {day},
    objection text,
    objected_at {time},
    answer text,
    answered_by {id} REFERENCES person (id),
    answered_at {time},
    total_before text,
    place_before bigint,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_grading_candidate_person ON kpi_grading_candidate (grading_id, person_id);
CREATE INDEX ix_kpi_grading_candidate_person_id ON kpi_grading_candidate (person_id);
CREATE INDEX ix_kpi_grading_candidate_due ON kpi_grading_candidate (certificate_due_on);
CREATE TABLE kpi_grading_mark (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    grading_id {id} NOT NULL REFERENCES kpi_grading (id),
    candidate_id {id} NOT NULL REFERENCES kpi_grading_candidate (id),
    rater_group text {C} NOT NULL,
    rater text NOT NULL,
    visited_on {day},
    items text NOT NULL,
    entered_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_grading_mark_rater ON kpi_grading_mark (candidate_id, rater_group, rater);
CREATE INDEX ix_kpi_grading_mark_grading_id ON kpi_grading_mark (grading_id)
" }
