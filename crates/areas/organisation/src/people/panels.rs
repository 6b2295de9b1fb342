//! The staff in the dashboard (DAY-13), for those who see all of it: how it stands, and on what terms it works.

use super::queries::listed;
use crate::entity::person::Column;
use contract::dashboard::{Panel, PanelShape};
use contract::people::{Employment, PersonStatus};
use contract::permission::person::Read;
use engines::Asking;
use engines::panels::{by_word, grouped};
use platform::Reply;
use sea_orm::{ColumnTrait, QueryFilter};

/// For leaders and the personnel office; who sees only a part would take it for the whole.
pub(crate) async fn panels(asking: &Asking<'_>) -> Reply<Vec<Panel>> {
    if !asking.actor.scope::<Read>().is_all() {
        return Ok(Vec::new());
    }
    let staff = listed(asking.actor);
    let statuses: Vec<(PersonStatus, i64)> = grouped(asking.conn, staff.clone(), Column::Status).await?;
    let at_work = [PersonStatus::Active, PersonStatus::OnLeave, PersonStatus::Leaving];
    let filters = |status| vec![format!("filter[status]=eq:{status}")];
    let statuses = by_word(asking, &at_work, PersonStatus::text_path, &statuses, "/people", filters);
    let terms = staff.filter(Column::Status.is_in(at_work)).filter(Column::Employment.is_not_null());
    let terms: Vec<(Employment, i64)> = grouped(asking.conn, terms, Column::Employment).await?;
    let filters = |one| vec![format!("filter[employment]=eq:{one}"), "filter[status]=in:active,on_leave,leaving".to_owned()];
    let terms = by_word(asking, Employment::ALL, Employment::text_path, &terms, "/people", filters);
    Ok(vec![
        Panel { key: "people_status".into(), shape: PanelShape::Bars, slices: statuses },
        Panel { key: "people_employment".into(), shape: PanelShape::Bars, slices: terms },
    ])
}
