//! The public pool 公海 (CRM-10): a customer without an owner lies in the pool of the unit that had it last.

use crate::tables::{is_postgres, run};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::{ChronoUtc, Uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, Statement};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if is_postgres(manager) { OWNERLESS_POSTGRES } else { OWNERLESS_SQLITE }).await?;
        // Days without a follow-up count from now on at the earliest: nobody loses a customer by an update of the program.
        let connection = manager.get_connection();
        let now = [ChronoUtc::now().into()];
        let held = Statement::from_sql_and_values(manager.get_database_backend(), "UPDATE customer SET held_at = $1", now);
        connection.execute_raw(held).await?;
        run(manager, TABLES).await?;
        let first = [Uuid::now_v7().into(), true.into()];
        connection.execute_raw(Statement::from_sql_and_values(manager.get_database_backend(), RULES, first)).await?;
        Ok(())
    }
}

const RULES: &str = "
INSERT INTO customer_pool_rules (id, version, active, idle_days, warn_days, exempt_tiers, most_held, most_claims, cooling_days)
    VALUES ($1, 1, $2, 30, 5, '', NULL, 10, 7)
";

const OWNERLESS_POSTGRES: &str = "
ALTER TABLE customer ALTER COLUMN owner_id DROP NOT NULL;
ALTER TABLE customer ADD COLUMN held_at {time};
ALTER TABLE customer ADD COLUMN warned_at {time}
";

/// SQLite cannot take a `NOT NULL` away; a column goes and another one of its name comes.
const OWNERLESS_SQLITE: &str = "
ALTER TABLE customer RENAME COLUMN owner_id TO owner_was;
ALTER TABLE customer ADD COLUMN owner_id {id} REFERENCES person (id);
UPDATE customer SET owner_id = owner_was;
DROP INDEX ix_customer_owner_id_created_at;
DROP INDEX ix_customer_owner_id_name;
ALTER TABLE customer DROP COLUMN owner_was;
CREATE INDEX ix_customer_owner_id_created_at ON customer (owner_id, created_at, id);
CREATE INDEX ix_customer_owner_id_name ON customer (owner_id, name, id);
ALTER TABLE customer ADD COLUMN held_at {time};
ALTER TABLE customer ADD COLUMN warned_at {time}
";

const TABLES: &str = "
CREATE INDEX ix_customer_held_at ON customer (held_at, id);
CREATE INDEX ix_customer_owner_id_held_at ON customer (owner_id, held_at, id);
CREATE INDEX ix_customer_warned_at ON customer (warned_at);
CREATE TABLE customer_share (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    person_id {id} NOT NULL REFERENCES person (id),
    may_edit {flag} NOT NULL,
    ends_at {time} NOT NULL,
    shared_by {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_customer_share_person_id ON customer_share (person_id, customer_id);
CREATE INDEX ix_customer_share_customer_id ON customer_share (customer_id, ends_at);
CREATE TABLE customer_move (
    id {id} PRIMARY KEY NOT NULL,
    customer_id {id} NOT NULL REFERENCES customer (id),
    kind text NOT NULL,
    from_id {id} REFERENCES person (id),
    to_id {id} REFERENCES person (id),
    by_id {id} REFERENCES person (id),
    reason text NOT NULL,
    at {time} NOT NULL
);
CREATE INDEX ix_customer_move_customer_id ON customer_move (customer_id, at);
CREATE INDEX ix_customer_move_from_id ON customer_move (from_id, at);
CREATE INDEX ix_customer_move_to_id ON customer_move (to_id, at);
CREATE TABLE customer_pool_rules (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    active {flag} NOT NULL,
    idle_days bigint NOT NULL,
    warn_days bigint NOT NULL,
    exempt_tiers text NOT NULL,
    most_held bigint,
    most_claims bigint,
    cooling_days bigint NOT NULL
);
UPDATE role SET permissions = permissions || ' customer.claim@department customer.assign', version = version + 1
    WHERE built_in = {yes} AND code IN ('sales_manager', 'sales_supervisor', 'sales_rep');
UPDATE role SET permissions = permissions || ' customer.claim customer.assign customer.pool_rules', version = version + 1
    WHERE built_in = {yes} AND code = 'marketing_director'
";
