//! One linear history for both databases. A released migration never changes; a later one expands, a still later one contracts.

mod m20261122_000001_platform;
mod m20261122_000002_organisation;
mod m20261122_000003_engines;
mod m20261122_000004_customers;
mod m20261122_000005_campaigns;
mod m20261122_000006_complaints;
mod m20261122_000007_background;
mod m20261122_000009_organisation;
mod m20261122_000010_approvals;
mod m20261122_000012_customer_access;
mod m20261122_000014_complaints;
mod m20261122_000015_notifications;
mod m20261122_000016_access;
mod m20261123_000017_results;
mod m20261123_000018_attachments;
mod m20261123_000019_assignments;
mod m20261123_000020_notification_channels;
mod m20261123_000021_duty_letters;
mod m20261123_000022_announcements;
mod m20261123_000023_calendar;
mod m20261123_000024_schemes;
mod m20261123_000025_effects;
mod m20261123_000026_comments;
mod m20261123_000027_views;
mod m20261123_000028_watchers;
mod m20261127_000030_customer_pool;
mod m20261127_000040_complaint_intake;
mod m20261127_000041_complaint_care;
mod m20261127_000042_complaint_investigation;
mod m20261127_000045_quality;
mod m20261127_000046_service_requests;
mod m20261127_000047_knowledge;
mod m20261127_000048_stage_surveys;
mod m20261127_000050_preparation;
mod m20261127_000051_spending;
mod m20261127_000052_guests;
mod m20261127_000060_cycles;
mod m20261127_000065_grading;
mod m20261127_000066_recruitment;
mod m20261127_000067_pay;
mod m20261127_000070_score_sums;
mod m20261127_000071_adjustments;
mod m20261127_000075_leaves;
mod m20261128_000080_customer_files;
mod m20261128_000081_severity_rules;
mod m20261128_000082_complaint_mails;
mod m20261128_000090_questionnaires;
mod m20261128_000110_customer_versions;
mod m20261128_000111_customer_merges;
mod m20261128_000120_role_terms;
mod m20261128_000121_leave_pay;
mod m20261128_000130_customer_bulks;
mod m20261128_000131_run_sheet;
mod m20261128_000132_postponed;
mod m20261128_000133_campaign_versions;
mod m20261128_000134_outcomes;
mod m20261128_000140_answering_time;
mod m20261128_000141_early_effect;
mod m20261128_000142_complaint_figures;
mod m20261128_000143_corrections;
mod m20261128_000150_upheld_appeals;
mod m20261128_000151_confirmed_adjustments;
mod m20261128_000152_contested_entries;
mod m20261128_000160_audit_seal;
mod m20261128_000170_reading_alerts;
mod tables;

use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};
pub use sea_orm_migration::{MigratorTrait, async_trait};

/// Whether a database has never been used.
///
/// # Errors
/// Where it cannot be asked.
pub async fn is_new(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    SchemaManager::new(connection).has_table("seaql_migrations").await.map(|used| !used)
}

/// Whether the tables that the next start makes want the head of the audit log sealed.
///
/// # Errors
/// Where the database cannot be asked.
pub async fn is_unsealed(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    let seal = MigrationName::name(&m20261128_000160_audit_seal::Migration).to_owned();
    Ok(Migrator::get_pending_migrations(connection).await?.iter().any(|pending| pending.name() == seal))
}

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
            Box::new(m20261122_000007_background::Migration),
            Box::new(m20261122_000009_organisation::Migration),
            Box::new(m20261122_000010_approvals::Migration),
            Box::new(m20261122_000012_customer_access::Migration),
            Box::new(m20261122_000014_complaints::Migration),
            Box::new(m20261122_000015_notifications::Migration),
            Box::new(m20261122_000016_access::Migration),
            Box::new(m20261123_000017_results::Migration),
            Box::new(m20261123_000018_attachments::Migration),
            Box::new(m20261123_000019_assignments::Migration),
            Box::new(m20261123_000024_schemes::Migration),
            Box::new(m20261123_000025_effects::Migration),
            Box::new(m20261123_000022_announcements::Migration),
            Box::new(m20261123_000023_calendar::Migration),
            Box::new(m20261123_000020_notification_channels::Migration),
            Box::new(m20261123_000021_duty_letters::Migration),
            Box::new(m20261123_000026_comments::Migration),
            Box::new(m20261123_000027_views::Migration),
            Box::new(m20261123_000028_watchers::Migration),
            Box::new(m20261127_000030_customer_pool::Migration),
            Box::new(m20261127_000040_complaint_intake::Migration),
            Box::new(m20261127_000041_complaint_care::Migration),
            Box::new(m20261127_000042_complaint_investigation::Migration),
            Box::new(m20261127_000045_quality::Migration),
            Box::new(m20261127_000046_service_requests::Migration),
            Box::new(m20261127_000047_knowledge::Migration),
            Box::new(m20261127_000048_stage_surveys::Migration),
            Box::new(m20261127_000060_cycles::Migration),
            Box::new(m20261127_000070_score_sums::Migration),
            Box::new(m20261127_000071_adjustments::Migration),
            Box::new(m20261127_000065_grading::Migration),
            Box::new(m20261127_000066_recruitment::Migration),
            Box::new(m20261127_000067_pay::Migration),
            Box::new(m20261127_000075_leaves::Migration),
            Box::new(m20261127_000050_preparation::Migration),
            Box::new(m20261127_000051_spending::Migration),
            Box::new(m20261127_000052_guests::Migration),
            Box::new(m20261128_000080_customer_files::Migration),
            Box::new(m20261128_000081_severity_rules::Migration),
            Box::new(m20261128_000082_complaint_mails::Migration),
            Box::new(m20261128_000110_customer_versions::Migration),
            Box::new(m20261128_000111_customer_merges::Migration),
            Box::new(m20261128_000090_questionnaires::Migration),
            Box::new(m20261128_000120_role_terms::Migration),
            Box::new(m20261128_000121_leave_pay::Migration),
            Box::new(m20261128_000130_customer_bulks::Migration),
            Box::new(m20261128_000131_run_sheet::Migration),
            Box::new(m20261128_000132_postponed::Migration),
            Box::new(m20261128_000133_campaign_versions::Migration),
            Box::new(m20261128_000134_outcomes::Migration),
            Box::new(m20261128_000140_answering_time::Migration),
            Box::new(m20261128_000141_early_effect::Migration),
            Box::new(m20261128_000142_complaint_figures::Migration),
            Box::new(m20261128_000143_corrections::Migration),
            Box::new(m20261128_000150_upheld_appeals::Migration),
            Box::new(m20261128_000151_confirmed_adjustments::Migration),
            Box::new(m20261128_000152_contested_entries::Migration),
            Box::new(m20261128_000170_reading_alerts::Migration),
            Box::new(m20261128_000160_audit_seal::Migration),
        ]
    }
}
