//! The company's rules of the pool.

use super::entity::rules::{ActiveModel, Entity, Model};
use contract::customers::{PoolRules, PoolRulesForm, Tier};
use platform::db::Tx;
use platform::{Error, Reply};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};

/// The rules in force.
pub(super) async fn current(conn: &impl ConnectionTrait) -> Reply<PoolRules> {
    row(conn).await.map(present)
}

/// Changes them.
pub(super) async fn edit(tx: &mut Tx, seen: i64, form: &PoolRulesForm) -> Reply<PoolRules> {
    let before = row(tx.conn()).await?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let PoolRulesForm { active, idle_days, warn_days, exempt_tiers, most_held, most_claims, cooling_days } = form;
    let exempt: Vec<&str> = Tier::ALL.iter().filter(|tier| exempt_tiers.contains(tier)).map(|tier| tier.word()).collect();
    let mut row: ActiveModel = before.clone().into_active_model();
    row.active = Set(*active);
    row.idle_days = Set(*idle_days);
    row.warn_days = Set(*warn_days);
    row.exempt_tiers = Set(exempt.join(" "));
    row.most_held = Set(*most_held);
    row.most_claims = Set(*most_claims);
    row.cooling_days = Set(*cooling_days);
    tx.update::<Entity, _>(&before, row).await.map(present)
}

async fn row(conn: &impl ConnectionTrait) -> Reply<Model> {
    Entity::find().one(conn).await?.ok_or_else(|| Error::Internal(anyhow::anyhow!("there are no rules of the pool")))
}

fn present(row: Model) -> PoolRules {
    let rules = PoolRulesForm {
        active: row.active,
        idle_days: row.idle_days,
        warn_days: row.warn_days,
        exempt_tiers: row.exempt_tiers.split_whitespace().filter_map(|word| word.parse().ok()).collect(),
        most_held: row.most_held,
        most_claims: row.most_claims,
        cooling_days: row.cooling_days,
    };
    PoolRules { rules, version: row.version }
}
