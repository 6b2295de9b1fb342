//! Published results of a month.

crate::statements! { "
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
    published_by {id} NOT NULL REFERENCES person (id),
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
CREATE UNIQUE INDEX ux_kpi_result_month ON kpi_result (month, person_id);
CREATE INDEX ix_kpi_result_person_id ON kpi_result (person_id);
CREATE INDEX ix_kpi_result_status ON kpi_result (status, appeal_until)
" }
