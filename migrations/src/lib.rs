//! One linear history for both databases. A released migration never changes; a later one expands, a still later one contracts.

mod m20261122_000001_platform;
mod m20261122_000002_organisation;
mod m20261122_000003_engines;
mod m20261122_000004_customers;
mod m20261122_000005_campaigns;
mod m20261122_000006_complaints;
mod m20261122_000014_complaints;
mod tables;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::{MigratorTrait, async_trait};

/// Brings a database to the newest tables.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_platform::Migration),
            Box::new(m20261122_000002_organisation::Migration),
            Box::new(m20261122_000003_engines::Migration),
            Box::new(m20261122_000004_customers::Migration),
            Box::new(m20261122_000005_campaigns::Migration),
            Box::new(m20261122_000006_complaints::Migration),
            Box::new(m20261122_000014_complaints::Migration),
        ]
    }
}
