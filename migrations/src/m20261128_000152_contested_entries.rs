//! Which of several entries of one record an appeal is about (KPI-09).

crate::statements! { "
ALTER TABLE kpi_result ADD COLUMN appeal_record_at {time}
" }
