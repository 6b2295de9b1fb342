//! The report of a campaign on paper (CMP-10): plan against what came of it, what it cost, what was learned.

use crate::entity::Model;
use crate::outcomes;
use crate::queries::visible;
use crate::rules::cost_per_lead;
use actix_web::get;
use actix_web::web::Path;
use contract::campaigns::CampaignStatus;
use contract::campaigns::outcomes::CampaignArchive;
use contract::permission::campaign;
use contract::values::Money;
use engines::people::Names;
use locale::{Language, campaigns as text};
use platform::auth::Can;
use platform::db::Door;
use platform::http::Download;
use platform::{Error, Reply};
use prints::{Column, Document};
use uuid::Uuid;

/// The report of a campaign, on A4 with the reader's name on each page; `404` until the campaign is summed up.
#[utoipa::path(tag = "campaigns", operation_id = "print_campaign_report",
    responses((status = 200, description = "A PDF file", body = Vec<u8>, content_type = "application/pdf")))]
#[get("/campaigns/{id}/report.pdf")]
pub async fn print(who: Can<campaign::Read>, id: Path<Uuid>, door: Door) -> Reply<Download> {
    let (conn, language) = (door.reader().conn(), door.meta.language);
    let campaign = visible(conn, &who, *id).await?;
    if campaign.status != CampaignStatus::SummedUp {
        return Err(Error::NotFound);
    }
    let frozen = outcomes::frozen(conn, door.state(), campaign.id).await?;
    let owner = Names::load(conn, [campaign.owner_id]).await?.of(campaign.owner_id).name;
    let offset = door.state().config.utc_offset_minutes;
    let read = format!("{} {}", who.name, local(door.state().clock.now(), offset));
    let file_name = format!("{}-{}.pdf", campaign.number, text::REPORT.text(language));
    Ok(Download {
        file_name,
        content_type: "application/pdf",
        bytes: written(&campaign, frozen.as_ref(), (&owner, &read), offset, language),
    })
}

fn local(at: chrono::DateTime<chrono::Utc>, offset: i32) -> String {
    (at + chrono::TimeDelta::minutes(offset.into())).format("%Y-%m-%d %H:%M").to_string()
}

fn written(it: &Model, frozen: Option<&CampaignArchive>, (owner, read): (&str, &str), offset: i32, language: Language) -> Vec<u8> {
    let say = |key: locale::Key| key.text(language);
    let money = |cents: Option<i64>| cents.map_or_else(|| "—".to_owned(), |cents| Money::from_cents(cents).to_string());
    let count = |n: Option<i64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let form = locale::find(it.form.text_path()).map_or(it.form.word(), say);
    let mut page = Document::new(format!("{} {}", it.theme, say(text::REPORT)), it.number.clone());
    page.watermark(read);
    page.heading(say(text::REPORT_PLAN));
    page.facts(&[
        (say(text::NUMBER), it.number.clone()),
        (say(text::FORM), form.to_owned()),
        (say(text::OWNER), owner.to_owned()),
        (say(text::PLACE), it.place.clone()),
        (say(text::STARTS_AT), local(it.starts_at, offset)),
        (say(text::ENDS_AT), local(it.ends_at, offset)),
    ]);
    page.paragraph(&format!("{}：{}", say(text::GOAL), it.goal));
    page.heading(say(text::REPORT_FIGURES));
    let columns = [
        Column::text(say(text::REPORT_FIGURE), 3.0),
        Column::number(say(text::REPORT_PLANNED), 2.0),
        Column::number(say(text::REPORT_ACTUAL), 2.0),
        Column::number(say(text::REPORT_SHARE), 1.5),
    ];
    let each = it.cost_cents.zip(it.leads).and_then(|(cost, leads)| cost_per_lead(cost, leads));
    let row = |key, planned: String, actual: String, share: String| vec![say(key).to_owned(), planned, actual, share];
    page.table(
        &columns,
        &[
            row(
                text::REPORT_PARTICIPANTS,
                it.expected_participants.to_string(),
                count(it.participants),
                share(it.participants, it.expected_participants),
            ),
            row(text::REPORT_LEADS, it.expected_leads.to_string(), count(it.leads), share(it.leads, it.expected_leads)),
            row(text::REPORT_COST, money(Some(it.budget_cents)), money(it.cost_cents), share(it.cost_cents, it.budget_cents)),
            row(text::REPORT_COST_PER_LEAD, "—".to_owned(), money(each), "—".to_owned()),
        ],
    );
    for (key, said) in [(text::REPORT_GOOD, &it.good), (text::REPORT_BAD, &it.bad), (text::REPORT_NEXT_TIME, &it.next_time)] {
        if let Some(said) = said.as_deref().filter(|said| !said.is_empty()) {
            page.heading(say(key));
            page.paragraph(said);
        }
    }
    if let Some(frozen) = frozen {
        page.heading(say(text::REPORT_OUTCOME));
        let figures = &frozen.document.figures;
        let percent = |tenths: Option<i64>| tenths.map_or_else(|| "—".to_owned(), tenths_of_percent);
        let nps = figures.feedback.nps.map_or_else(|| "—".to_owned(), |tenths| tenths_of(tenths.into()));
        page.facts(&[
            (say(text::REPORT_CONTRACTS), figures.contracts.to_string()),
            (say(text::REPORT_AMOUNT), figures.amount.to_string()),
            (say(text::REPORT_ROI), percent(figures.roi)),
            (say(text::REPORT_CONVERTED_30), format!("{} · {}", figures.converted_30, percent(figures.rate_30))),
            (say(text::REPORT_CONVERTED_90), format!("{} · {}", figures.converted_90, percent(figures.rate_90))),
            (say(text::REPORT_ANSWERS), figures.feedback.valid.to_string()),
            (say(text::REPORT_NPS), nps),
            (say(text::REPORT_FROZEN), local(frozen.at, offset)),
        ]);
        page.paragraph(&format!("{} {}", say(text::REPORT_HASH), frozen.hash));
    }
    page.signatures(&[say(text::OWNER), say(text::REPORT_MANAGER), say(text::REPORT_DIRECTOR)]);
    page.finish()
}

fn tenths_of(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

fn tenths_of_percent(tenths: i64) -> String {
    format!("{}%", tenths_of(tenths))
}

/// What was reached of what was planned, in whole per cent; a dash where nothing was planned.
fn share(actual: Option<i64>, planned: i64) -> String {
    match actual {
        Some(actual) if planned > 0 => {
            let percent = (i128::from(actual) * 200 + i128::from(planned)) / (i128::from(planned) * 2);
            format!("{percent}%")
        }
        _ => "—".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{share, tenths_of_percent};

    #[test]
    fn a_loss_is_told_as_one() {
        assert_eq!((tenths_of_percent(2118).as_str(), tenths_of_percent(-5).as_str()), ("211.8%", "-0.5%"));
    }

    #[test]
    fn what_was_reached_is_told_in_whole_per_cent() {
        assert_eq!(share(Some(92), 80), "115%");
        assert_eq!(share(Some(1), 3), "33%");
        assert_eq!(share(Some(2), 3), "67%");
        assert_eq!((share(Some(5), 0).as_str(), share(None, 80).as_str()), ("—", "—"));
    }
}
