//! Feedback on a campaign, for what came of it (CMP-09, CMP-10).

use super::entity::{Column, Entity};
use super::queries::tabulated;
use super::tabulation::score;
use contract::campaigns::outcomes::CampaignFeedback;
use platform::Reply;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Valid answers and NPS over the questionnaires of a campaign.
pub(crate) async fn feedback(conn: &impl ConnectionTrait, campaign: Uuid) -> Reply<CampaignFeedback> {
    let all = Entity::find().filter(Column::CampaignId.eq(campaign)).all(conn).await?;
    let mut feedback = CampaignFeedback { questionnaires: u32::try_from(all.len()).unwrap_or(u32::MAX), ..Default::default() };
    let (mut promoters, mut detractors, mut whole) = (0, 0, 0);
    for it in &all {
        let results = tabulated(conn, it, None).await?;
        feedback.valid += results.valid;
        for nps in results.questions.iter().filter_map(|question| question.nps) {
            promoters += nps.promoters;
            detractors += nps.detractors;
            whole += nps.promoters + nps.passives + nps.detractors;
        }
    }
    feedback.nps = (whole > 0).then(|| score(promoters, detractors, whole));
    Ok(feedback)
}
