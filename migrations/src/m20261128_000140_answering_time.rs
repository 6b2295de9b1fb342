//! While the customer's answer is waited for no clock of the company runs (CPL-02, CPL-06): what waits now shows so at once.

use crate::tables;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `clocks::NEVER`, as each database keeps a moment.
        let never = if tables::is_postgres(manager) { "timestamptz '9999-12-31 00:00:00+00'" } else { "'9999-12-31T00:00:00+00:00'" };
        let still = "UPDATE complaint SET step_due_at = {never} WHERE status = 'awaiting_feedback' AND executed_at <= close_due_at";
        tables::run(manager, &still.replace("{never}", never)).await
    }
}
