//! An entry that puts another right waits for approval; one that was refused leaves the place to a later one.

crate::statements! { "
ALTER TABLE kpi_entry ADD COLUMN status text NOT NULL DEFAULT 'counts';
ALTER TABLE kpi_entry ADD COLUMN approval_id {id};
DROP INDEX ux_kpi_entry_replaces;
CREATE UNIQUE INDEX ux_kpi_entry_replaces ON kpi_entry (replaces) WHERE status <> 'refused'
" }
