//! Adjustments of a calibration are proposed by one and confirmed by another (KPI-07). Those that were made before count.

crate::statements! { "
ALTER TABLE kpi_adjustment ADD COLUMN status text {C} NOT NULL DEFAULT 'counts';
ALTER TABLE kpi_adjustment ADD COLUMN decided_by {id} REFERENCES person (id);
ALTER TABLE kpi_adjustment ADD COLUMN decided_at {time};
ALTER TABLE kpi_adjustment ADD COLUMN refusal text
" }
