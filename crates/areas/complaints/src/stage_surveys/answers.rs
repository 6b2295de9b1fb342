//! What an answer does (CPL-13): the marks are kept, bad ones open a case.

use super::entity::stage_survey::{Entity, Model};
use super::rules;
use super::states::FLOW;
use crate::opening::{self, Opening};
use contract::SubjectKind;
use contract::complaints::stage_surveys::{StageSurveyActKind, StageSurveyStatus, SurveyMarks, SurveyWay};
use contract::complaints::{ComplaintCategory, ComplaintChannel};
use engines::people;
use organisation::doorkeeper;
use platform::auth::Actor;
use platform::db::Tx;
use platform::flow::Step;
use platform::outbox::Event;
use platform::{Error, Reply};
use sea_orm::{IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

/// Leave for an answer through the link.
///
/// # Errors
/// `409` where it is answered or withdrawn.
pub(super) fn by_customer(it: &Model) -> Reply<Step<StageSurveyStatus>> {
    FLOW.plan_by_system(it, StageSurveyActKind::Answer)
}

/// Keeps the marks.
///
/// # Errors
/// `422` where there is not one mark for each question.
pub(super) async fn keep(tx: &mut Tx, it: &Model, step: &Step<StageSurveyStatus>, body: &SurveyMarks, way: SurveyWay) -> Reply<()> {
    let questions: Vec<String> = serde_json::from_str(&it.questions)?;
    if questions.len() != body.marks.len() {
        return Err(Error::invalid("/marks", "marks_differ"));
    }
    let mean = rules::mean_hundredths(&body.marks);
    let words = body.words.trim().to_owned();
    let mut row = it.clone().into_active_model();
    row.status = Set(step.to());
    row.marks = Set(Some(serde_json::to_string(&body.marks)?));
    row.mean_hundredths = Set(mean);
    row.words = Set(words.clone());
    row.way = Set(Some(way));
    row.answered_at = Set(Some(tx.at()));
    row.token_hash = Set(None);
    if mean.is_some_and(|mean| rules::is_bad(mean, it.threshold)) {
        let agent = agent(tx, it.asker_id).await?;
        let marks = questions.iter().zip(&body.marks).map(|(question, mark)| format!("{question} {mark}/5"));
        let told = [vec![format!("{} · {}", it.stage, it.number)], marks.collect(), vec![words]].concat();
        let opening = Opening {
            customer_id: it.customer_id,
            complainant: String::new(),
            matter: told.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
            category: ComplaintCategory::Service,
            product: String::new(),
            channel: if way == SurveyWay::Link { ComplaintChannel::Web } else { ComplaintChannel::Phone },
            severity: None,
            wish: String::new(),
        };
        row.complaint_id = Set(Some(opening::open(tx, &agent, opening).await?));
    }
    let it = tx.update::<Entity, _>(it, row).await?;
    let data = json!({ "number": it.number, "customer_id": it.customer_id, "complaint_id": it.complaint_id });
    tx.emit(Event { name: "stage_survey.answered", kind: SubjectKind::StageSurvey, id: it.id, data });
    Ok(())
}

/// Whose case it becomes: of who asked, and where they left, of the first service manager.
async fn agent(tx: &Tx, asker: Uuid) -> Reply<Actor> {
    match doorkeeper::person(tx.conn(), asker).await {
        Err(Error::NotFound) => {
            let manager = people::holders(tx.conn(), "service_manager").await?.into_iter().next().ok_or(Error::NotFound)?;
            doorkeeper::person(tx.conn(), manager.id).await
        }
        found => found,
    }
}
