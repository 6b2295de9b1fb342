use super::entity::{ActiveModel, Entity};
use super::queries;
use crate::month::Month;
use crate::score::Asked;
use actix_web::web::Json;
use actix_web::{get, post};
use contract::SubjectKind;
use contract::kpi::effects::{DatedRules, EffectRow, Effects, NewEffectRules};
use contract::permission::kpi::{Publish, Scheme as Edit};
use engines::calendar::local_date;
use locale::{Language, kpi as text};
use platform::audit::{Change, Verb};
use platform::auth::Can;
use platform::db::{Door, Tx};
use platform::http::{Body, Download, Once, Query};
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::Set;
use serde::Deserialize;
use sheets::{CsvWriter, Value};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// Registers the handlers.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_effects).service(export_effects).service(set_effect_rules);
}

/// Which month.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EffectsWanted {
    /// `2026-10`; absent: last month.
    #[param(pattern = r"^2\d{3}-(0[1-9]|1[0-2])$", example = "2026-10")]
    month: Option<String>,
}

fn wanted(wanted: &EffectsWanted, door: &Door) -> Reply<Month> {
    match &wanted.month {
        Some(month) => Ok(Asked::new(Some(month), door)?.month),
        None => Ok(Asked::new(None, door)?.month.before()),
    }
}

/// What the final results of a month come to: coefficients, who was excellent or unqualified several times in a row, the bottom of the
/// list, and what training would help with (KPI-10). Of everyone within reach of `kpi.publish`.
#[utoipa::path(tag = "kpi", operation_id = "show_effects", params(EffectsWanted),
    responses((status = 200, description = "The effects", body = Effects)))]
#[get("/kpi/effects")]
async fn show_effects(who: Can<Publish>, query: Query<EffectsWanted>, door: Door) -> Reply<Json<Effects>> {
    let month = wanted(&query, &door)?;
    queries::effects(door.reader().conn(), &who, month, door.meta.language).await.map(Json)
}

/// The same as csv for the payroll; formulas are made harmless.
#[utoipa::path(tag = "kpi", operation_id = "export_effects", params(EffectsWanted),
    responses((status = 200, description = "A csv file, UTF-8 with BOM", body = Vec<u8>, content_type = "text/csv")))]
#[get("/kpi/effects/export.csv")]
async fn export_effects(who: Can<Publish>, query: Query<EffectsWanted>, door: Door) -> Reply<Download> {
    let (month, language) = (wanted(&query, &door)?, door.meta.language);
    let effects = queries::effects(door.reader().conn(), &who, month, language).await?;
    let headings = [text::MONTH, text::PERSON, text::POST, text::SCORE, text::GRADE, text::COEFFICIENT, text::REMARK];
    let failed = |e: sheets::WriteProblem| anyhow::anyhow!("writing a csv file: {e:?}");
    let mut csv = CsvWriter::new(Vec::new(), &headings.map(|key| key.text(language))).map_err(failed)?;
    for row in &effects.rows {
        let (grade, remark) = (word(row.grade.text_path(), language), remark(row, language));
        let (score, coefficient) = (row.score.to_string(), row.coefficient.to_string());
        let line: [Value<'_>; 7] = [
            effects.month.as_str().into(),
            row.person.name.as_str().into(),
            row.post.as_str().into(),
            score.as_str().into(),
            grade.into(),
            coefficient.as_str().into(),
            remark.as_str().into(),
        ];
        csv.row(&line).map_err(failed)?;
    }
    let (me, rows) = (who.id, effects.rows.len());
    let note = async move |tx: &mut Tx| {
        let count = Change { field: "rows".to_owned(), old: None, new: Some(rows.to_string()) };
        tx.note(Verb::Export, SubjectKind::Kpi, me, vec![count]);
        Ok(())
    };
    door.write(&who, None, note).await?;
    let file_name = format!("{}-{}-{}.csv", text::EFFECTS_FILE.text(language), effects.month, who.name);
    Ok(Download { file_name, content_type: "text/csv", bytes: csv.finish().map_err(failed)? })
}

fn word(path: &str, language: Language) -> &'static str {
    locale::find(path).map_or("", |key| key.text(language))
}

fn remark(row: &EffectRow, language: Language) -> String {
    let n = row.in_a_row.to_string();
    let told = [
        row.promotion.then(|| text::EFFECT_PROMOTION.with(language, &[("n", &n)])),
        row.flagged.then(|| text::EFFECT_FLAGGED.with(language, &[("n", &n)])),
        row.bottom.then(|| text::EFFECT_BOTTOM.text(language).to_owned()),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(text::STEP_SEPARATOR.text(language))
}

/// Sets other coefficients and limits from a month on, last month at the earliest; what was set before stays on record (KPI-10).
#[utoipa::path(tag = "kpi", operation_id = "set_effect_rules", request_body = NewEffectRules,
    responses((status = 200, description = "The rules", body = DatedRules)))]
#[post("/kpi/effect-rules")]
async fn set_effect_rules(who: Can<Edit>, once: Once, body: Body<NewEffectRules>, door: Door) -> Reply<Json<DatedRules>> {
    let attempt = once.with(&body);
    let write = async move |tx: &mut Tx| {
        let month: Month = body.from_month.parse().map_err(|_| Error::invalid("/from_month", "month_invalid"))?;
        let this = Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes));
        if month < this.before() {
            return Err(Error::invalid("/from_month", "date_past"));
        }
        let row = ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            from_month: Set(month.to_string()),
            content: Set(serde_json::to_string(&body.rules)?),
            author_id: Set(tx.person()),
            created_at: Set(tx.at()),
        };
        let row = tx.insert::<Entity, _>(row).await?;
        let data = serde_json::json!({ "from_month": row.from_month });
        tx.emit(Event { name: "kpi_effects.rules_set", kind: SubjectKind::KpiScheme, id: row.id, data });
        queries::dated(tx.conn(), row).await
    };
    door.write(&who, attempt, write).await.map(Json)
}
