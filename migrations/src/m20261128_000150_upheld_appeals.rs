//! What an upheld appeal changed: records left out, points added; until when appeals are answered, and who was told that one was not
//! (KPI-08, KPI-09).

crate::statements! { "
ALTER TABLE kpi_result ADD COLUMN left_out text;
ALTER TABLE kpi_result ADD COLUMN granted_tenths bigint;
ALTER TABLE kpi_result ADD COLUMN answer_by {time};
ALTER TABLE kpi_result ADD COLUMN escalated_at {time}
" }
