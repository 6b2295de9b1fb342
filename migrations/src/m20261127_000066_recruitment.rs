//! Recruitment of account managers 竞聘 (KPI-14).

crate::statements! { "
CREATE TABLE kpi_recruitment (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    status text {C} NOT NULL,
    rules text NOT NULL,
    examiners text NOT NULL,
    opened_by {id} NOT NULL REFERENCES person (id),
    ranked_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_kpi_recruitment_created_at ON kpi_recruitment (created_at, id);
CREATE TABLE kpi_recruitment_applicant (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    recruitment_id {id} NOT NULL REFERENCES kpi_recruitment (id),
    name text NOT NULL,
    experience_years bigint NOT NULL,
    person_id {id} REFERENCES person (id),
    paper text,
    interviews text NOT NULL,
    total text,
    place bigint,
    hired_on {day},
    eligible_on {day},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_kpi_recruitment_applicant_recruitment_id ON kpi_recruitment_applicant (recruitment_id);
CREATE INDEX ix_kpi_recruitment_applicant_person_id ON kpi_recruitment_applicant (person_id)
" }
