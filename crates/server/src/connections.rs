//! Web hooks and robots, as far as somebody answers for them: whoever leaves hands them over (ORG-08).

use crate::notifications::robots;
use crate::webhooks;
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use engines::{Area, Holding, Passing};
use futures_util::future::LocalBoxFuture;
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The company's connections to other programs.
pub struct Connections;

impl Area for Connections {
    /// The modules register their own.
    fn routes(&self, _config: &mut ServiceConfig) {}

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(async move {
            let mut all = webhooks::holdings(tx, person).await?;
            all.extend(robots::holdings(tx, person).await?);
            Ok(all)
        })
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async move {
            if passing.from == passing.to || !matches!(passing.kind, HoldingKind::Webhook | HoldingKind::Robot) {
                return Ok(());
            }
            if !grants::holds(tx.conn(), passing.to, Permission::WebhookManage).await? {
                return Err(engines::area::unable());
            }
            match passing.kind {
                HoldingKind::Webhook => webhooks::hand_over(tx, passing).await,
                _ => robots::hand_over(tx, passing).await,
            }
        })
    }
}
