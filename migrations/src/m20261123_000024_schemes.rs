//! Schemes as versions, and values of indicators that people enter.

crate::statements! { "
CREATE TABLE kpi_scheme (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    role text NOT NULL,
    number bigint NOT NULL,
    position bigint NOT NULL,
    name text NOT NULL,
    from_month text {C},
    content text NOT NULL,
    author_id {id} REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_kpi_scheme_number ON kpi_scheme (role, number);
CREATE INDEX ix_kpi_scheme_updated_at ON kpi_scheme (updated_at, id);
CREATE INDEX ix_kpi_scheme_from_month ON kpi_scheme (from_month);
CREATE TABLE kpi_entry (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    month text NOT NULL,
    indicator text NOT NULL,
    label text NOT NULL,
    value text,
    reason text NOT NULL,
    replaces {id} REFERENCES kpi_entry (id),
    entered_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_kpi_entry_month ON kpi_entry (month, person_id);
CREATE INDEX ix_kpi_entry_created_at ON kpi_entry (created_at, id);
CREATE INDEX ix_kpi_entry_person_id ON kpi_entry (person_id, created_at);
CREATE UNIQUE INDEX ux_kpi_entry_replaces ON kpi_entry (replaces)
" }
