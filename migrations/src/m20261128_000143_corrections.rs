//! Particulars of complaints that were put right (CPL-01).

crate::statements! { "
CREATE TABLE complaint_correction (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    at {time} NOT NULL,
    person_id {id} REFERENCES person (id),
    field text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX ix_complaint_correction_complaint_id ON complaint_correction (complaint_id, at, id)
" }
