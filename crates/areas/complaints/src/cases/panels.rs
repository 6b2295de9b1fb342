//! Complaints of a period (DAY-13): what they are about, and how far they came.

use super::entity::complaint::{Column, Entity};
use super::policy;
use super::states::OPEN;
use contract::complaints::{ComplaintCategory, ComplaintStatus};
use contract::dashboard::{Panel, PanelShape};
use contract::permission::Permission;
use engines::Asking;
use engines::panels::{Period, by_word, grouped, slice};
use platform::Reply;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const PATH: &str = "/complaints";

/// Those that are given up are no part of the way.
const WAY: [(ComplaintStatus, &str); 5] = [
    (ComplaintStatus::Received, "received"),
    (ComplaintStatus::RemedyProposed, "investigated"),
    (ComplaintStatus::Executing, "approved"),
    (ComplaintStatus::AwaitingFeedback, "executed"),
    (ComplaintStatus::Closed, "closed"),
];
const ORDER: [ComplaintStatus; 7] = [
    ComplaintStatus::Received,
    ComplaintStatus::Investigating,
    ComplaintStatus::RemedyProposed,
    ComplaintStatus::Approving,
    ComplaintStatus::Executing,
    ComplaintStatus::AwaitingFeedback,
    ComplaintStatus::Closed,
];

/// The statuses of a case that came at least so far.
fn from_here(status: ComplaintStatus) -> &'static [ComplaintStatus] {
    let at = ORDER.iter().position(|one| *one == status).unwrap_or_default();
    ORDER.get(at..).unwrap_or_default()
}

/// The panels of the asker.
///
/// # Errors
/// Where the database fails.
pub async fn panels(asking: &Asking<'_>, period: &Period) -> Reply<Vec<Panel>> {
    if !asking.actor.may(Permission::ComplaintRead) {
        return Ok(Vec::new());
    }
    let received = Entity::find()
        .filter(policy::visible(asking.actor))
        .filter(Column::ReceivedAt.gte(period.begins()))
        .filter(Column::ReceivedAt.lt(period.ends()));
    let when = period.filter("received_at");
    let spoken = |path: &str, word: &str| locale::find(path).map_or(word, |key| key.text(asking.language)).to_owned();
    let mut categories: Vec<(ComplaintCategory, i64)> = grouped(asking.conn, received.clone(), Column::Category).await?;
    categories.sort_by_key(|(category, n)| (std::cmp::Reverse(*n), *category));
    let category = |(category, n): &(ComplaintCategory, i64)| {
        let filters = [format!("filter[category]=eq:{category}"), when.clone()];
        slice(spoken(category.text_path(), category.word()), *n, PATH, &filters)
    };
    let statuses: Vec<(ComplaintStatus, i64)> = grouped(asking.conn, received, Column::Status).await?;
    let step = |(status, key): &(ComplaintStatus, &str)| {
        let further = from_here(*status);
        let n = statuses.iter().filter(|(held, _)| further.contains(held)).map(|(_, n)| n).sum();
        let words: Vec<&str> = further.iter().map(|status| status.word()).collect();
        let filters = [format!("filter[status]=in:{}", words.join(",")), when.clone()];
        slice(spoken(&format!("words.complaint_step_{key}"), key), n, PATH, &filters)
    };
    let mut panels = overdue(asking).await?;
    panels.extend([
        Panel { key: "complaints_category".into(), shape: PanelShape::Pareto, slices: categories.iter().map(category).collect() },
        Panel { key: "complaints_way".into(), shape: PanelShape::Funnel, slices: WAY.iter().map(step).collect() },
    ]);
    Ok(panels)
}

/// Open cases that are past the time of their step, by where they stand, now; none, no panel.
async fn overdue(asking: &Asking<'_>) -> Reply<Vec<Panel>> {
    let late =
        Entity::find().filter(policy::visible(asking.actor)).filter(Column::Status.is_in(OPEN)).filter(Column::StepDueAt.lt(asking.now));
    let late: Vec<(ComplaintStatus, i64)> = grouped(asking.conn, late, Column::Status).await?;
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let filters = |status| vec![format!("filter[status]=eq:{status}"), "filter[due_at]=lt:now".to_owned()];
    let slices = by_word(asking, &OPEN, ComplaintStatus::text_path, &late, PATH, filters);
    Ok(vec![Panel { key: "complaints_overdue".into(), shape: PanelShape::Bars, slices }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_of_the_funnel_holds_all_that_came_further() {
        assert_eq!(from_here(ComplaintStatus::Closed), [ComplaintStatus::Closed]);
        assert_eq!(from_here(ComplaintStatus::Received).len(), ORDER.len());
        assert!(WAY.windows(2).all(|pair| from_here(pair[0].0).len() > from_here(pair[1].0).len()));
    }
}
