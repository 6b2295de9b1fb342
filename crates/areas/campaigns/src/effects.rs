//! The effect of the campaigns of a year (CMP-13).

use crate::entity::{Column, Entity, Model};
use crate::policy;
use crate::rules::cost_per_lead;
use actix_web::get;
use actix_web::web::Json;
use chrono::{Datelike, NaiveDate};
use contract::campaigns::effects::{CampaignEffects, EffectLine};
use contract::permission::campaign;
use contract::values::Money;
use engines::Asking;
use engines::calendar::{local_date, start_of_day};
use platform::auth::Can;
use platform::db::Door;
use platform::http::Query;
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::IntoParams;

/// Which year is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct YearWanted {
    #[param(minimum = 2000, maximum = 2199)]
    year: i32,
}

/// The campaigns within reach that were held in a year: by form, by site, by month (CMP-13).
#[utoipa::path(tag = "campaigns", operation_id = "show_campaign_effects", params(YearWanted),
    responses((status = 200, description = "The year", body = CampaignEffects)))]
#[get("/campaign-effects")]
pub async fn show_campaign_effects(who: Can<campaign::Read>, wanted: Query<YearWanted>, door: Door) -> Reply<Json<CampaignEffects>> {
    let asking = Asking::new(door.state(), &who, door.meta.language);
    let year = wanted.year;
    if !(2000..2200).contains(&year) {
        return Err(Error::invalid("/year", "range"));
    }
    let offset = asking.state.config.utc_offset_minutes;
    let begins = |year: i32| start_of_day(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(), offset);
    let held = Entity::find()
        .filter(policy::visible(&who))
        .filter(Column::FinishedAt.gte(begins(year)))
        .filter(Column::FinishedAt.lt(begins(year + 1)))
        .order_by_asc(Column::FinishedAt);
    let held = held.all(asking.conn).await?;
    let month_of = |row: &Model| row.finished_at.map(|at| local_date(at, offset).format("%Y-%m").to_string()).unwrap_or_default();
    let form_of = |row: &Model| {
        locale::find(row.form.text_path()).map_or_else(|| row.form.word().to_owned(), |key| key.text(asking.language).to_owned())
    };
    let site_of = |row: &Model| if row.place.is_empty() { "—".to_owned() } else { row.place.clone() };
    Ok(Json(CampaignEffects {
        year,
        minimum: asking.state.config.campaigns.monthly_minimum,
        by_form: grouped(&held, form_of),
        by_site: grouped(&held, site_of),
        by_month: months(year, asking.today, asking.state.config.campaigns.monthly_minimum, grouped(&held, month_of)),
    }))
}

fn grouped(held: &[Model], label: impl Fn(&Model) -> String) -> Vec<EffectLine> {
    let mut groups: BTreeMap<String, Vec<&Model>> = BTreeMap::new();
    for row in held {
        groups.entry(label(row)).or_default().push(row);
    }
    groups.into_iter().map(|(label, rows)| line(label, &rows)).collect()
}

fn line(label: String, rows: &[&Model]) -> EffectLine {
    let sum = |of: fn(&Model) -> Option<i64>| rows.iter().filter_map(|row| of(row)).fold(0_i64, i64::saturating_add);
    let (leads, cost) = (sum(|row| row.leads), sum(|row| row.cost_cents));
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    EffectLine {
        label,
        held: count(rows.len()),
        summed_up: count(rows.iter().filter(|row| row.summed_up_at.is_some()).count()),
        participants: sum(|row| row.participants),
        leads,
        cost: Money::from_cents(cost),
        cost_per_lead: cost_per_lead(cost, leads).map(Money::from_cents),
        below: false,
    }
}

/// Every month of the year that has begun, and whether those that are over had enough.
fn months(year: i32, today: NaiveDate, minimum: u32, found: Vec<EffectLine>) -> Vec<EffectLine> {
    let now = (today.year(), today.month());
    let mut found: BTreeMap<String, EffectLine> = found.into_iter().map(|line| (line.label.clone(), line)).collect();
    let begun = (1..=12).filter(|month| (year, *month) <= now);
    begun
        .map(|month| {
            let label = format!("{year}-{month:02}");
            let line = found.remove(&label).unwrap_or_else(|| line(label, &[]));
            EffectLine { below: line.held < minimum && (year, month) < now, ..line }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmp_13_a_month_that_is_over_with_too_few_is_marked_and_the_running_one_is_not() {
        let held = |label: &str, n| EffectLine { held: n, ..line(label.to_owned(), &[]) };
        let all = months(2026, "2026-04-15".parse().unwrap(), 2, vec![held("2026-01", 2), held("2026-03", 1), held("2026-04", 1)]);
        let told: Vec<_> = all.iter().map(|line| (line.label.as_str(), line.held, line.below)).collect();
        assert_eq!(told, [("2026-01", 2, false), ("2026-02", 0, true), ("2026-03", 1, true), ("2026-04", 1, false)]);
        assert_eq!(months(2027, "2026-04-15".parse().unwrap(), 2, vec![]), []);
        assert_eq!(months(2025, "2026-04-15".parse().unwrap(), 1, vec![]).iter().filter(|line| line.below).count(), 12);
    }
}
