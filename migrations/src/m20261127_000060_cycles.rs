//! Appraisal cycles with what people write and mark in them, and calibrations. A result may be published by the clock: by nobody.

crate::statements! { "
CREATE TABLE kpi_cycle (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    kind text {C} NOT NULL,
    period text {C} NOT NULL,
    status text {C} NOT NULL,
    self_from {day} NOT NULL,
    self_until {day} NOT NULL,
    marking_from {day} NOT NULL,
    marking_until {day} NOT NULL,
    calibrated_until {day} NOT NULL,
    extended text,
    reminded_on {day},
    closed_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_cycle_period ON kpi_cycle (period);
CREATE INDEX ix_kpi_cycle_self_from ON kpi_cycle (self_from, id);
CREATE TABLE kpi_cycle_rule (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    from_month text {C} NOT NULL,
    content text NOT NULL,
    author_id {id} REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_kpi_cycle_rule_from_month ON kpi_cycle_rule (from_month, created_at);
CREATE TABLE kpi_review (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    cycle_id {id} NOT NULL REFERENCES kpi_cycle (id),
    period text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    post text NOT NULL,
    indicators text NOT NULL,
    achievements text NOT NULL,
    shortcomings text NOT NULL,
    improvements text NOT NULL,
    marks text NOT NULL,
    submitted_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_review_period ON kpi_review (period, person_id);
CREATE INDEX ix_kpi_review_cycle_id ON kpi_review (cycle_id);
CREATE INDEX ix_kpi_review_person_id ON kpi_review (person_id);
CREATE TABLE kpi_mark (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    cycle_id {id} NOT NULL REFERENCES kpi_cycle (id),
    review_id {id} NOT NULL REFERENCES kpi_review (id),
    rater text NOT NULL,
    rater_id {id} NOT NULL REFERENCES person (id),
    marks text NOT NULL,
    remark text NOT NULL,
    submitted_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_mark_rater ON kpi_mark (review_id, rater_id);
CREATE INDEX ix_kpi_mark_cycle_id ON kpi_mark (cycle_id, rater_id);
CREATE TABLE kpi_peer (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    peers text NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_peer_person_id ON kpi_peer (person_id);
CREATE TABLE kpi_unsealing (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    review_id {id} NOT NULL REFERENCES kpi_review (id),
    status text NOT NULL,
    reason text NOT NULL,
    asked_by {id} NOT NULL REFERENCES person (id),
    decided_by {id} REFERENCES person (id),
    decided_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_kpi_unsealing_review_id ON kpi_unsealing (review_id);
CREATE TABLE kpi_adjustment (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    period text {C} NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    before_tenths bigint NOT NULL,
    after_tenths bigint NOT NULL,
    reason text NOT NULL,
    adjusted_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_kpi_adjustment_period ON kpi_adjustment (period, person_id, created_at);
ALTER TABLE kpi_result RENAME TO kpi_result_before;
CREATE TABLE kpi_result (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    month text NOT NULL,
    status text NOT NULL,
    score_tenths bigint NOT NULL,
    grade text NOT NULL,
    frozen text NOT NULL,
    hash text NOT NULL,
    published_at {time} NOT NULL,
    published_by {id} REFERENCES person (id),
    appeal_until {time} NOT NULL,
    appealed_at {time},
    appeal_reason text,
    appeal_indicator text,
    appeal_record {id},
    answer text,
    answered_by {id},
    answered_at {time},
    score_tenths_before bigint,
    final_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
INSERT INTO kpi_result (id, version, person_id, month, status, score_tenths, grade, frozen, hash, published_at, published_by,
    appeal_until, appealed_at, appeal_reason, appeal_indicator, appeal_record, answer, answered_by, answered_at,
    score_tenths_before, final_at, created_at, updated_at)
SELECT id, version, person_id, month, status, score_tenths, grade, frozen, hash, published_at, published_by,
    appeal_until, appealed_at, appeal_reason, appeal_indicator, appeal_record, answer, answered_by, answered_at,
    score_tenths_before, final_at, created_at, updated_at FROM kpi_result_before;
DROP TABLE kpi_result_before;
CREATE UNIQUE INDEX ux_kpi_result_month ON kpi_result (month, person_id);
CREATE INDEX ix_kpi_result_person_id ON kpi_result (person_id);
CREATE INDEX ix_kpi_result_status ON kpi_result (status, appeal_until)
" }
