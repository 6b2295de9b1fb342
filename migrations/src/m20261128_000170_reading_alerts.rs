//! Unusual reading of customer files: the rules and what they found (CRM-07).

use crate::tables::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::Uuid;
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLES).await?;
        let first = [Uuid::now_v7().into()];
        let rules = Statement::from_sql_and_values(manager.get_database_backend(), RULES, first);
        manager.get_connection().execute_raw(rules).await?;
        Ok(())
    }
}

const RULES: &str = "
INSERT INTO reading_rules (id, version, burst_files, burst_minutes, night_files, night_from, night_to, leaving_files)
    VALUES ($1, 1, 60, 60, 10, 22, 6, 20)
";

const TABLES: &str = "
CREATE TABLE reading_rules (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    burst_files bigint NOT NULL,
    burst_minutes bigint NOT NULL,
    night_files bigint NOT NULL,
    night_from bigint NOT NULL,
    night_to bigint NOT NULL,
    leaving_files bigint NOT NULL
);
CREATE TABLE reading_alert (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL,
    kind text NOT NULL,
    day {day} NOT NULL,
    files bigint NOT NULL,
    most bigint NOT NULL,
    first_at {time} NOT NULL,
    last_at {time} NOT NULL,
    status text NOT NULL,
    note text NOT NULL,
    reviewed_by {id} REFERENCES person (id),
    reviewed_at {time},
    reviewed_files bigint,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_reading_alert_person_id ON reading_alert (person_id, day, kind);
CREATE INDEX ix_reading_alert_last_at ON reading_alert (last_at, id)
";
