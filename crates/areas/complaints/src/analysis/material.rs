//! The cases of a period that the asker sees, read once for all figures.

use super::rules::{self, Arrival};
use crate::cases::entity::complaint::{Column, Entity, Model};
use crate::cases::entity::complaint_step;
use crate::cases::visible_to;
use crate::figures::Days;
use chrono::TimeDelta;
use contract::complaints::analysis::{AnalysisFigure, FigureUnit, StateTime};
use contract::complaints::{ComplaintActKind, ComplaintStatus};
use engines::Asking;
use engines::calendar::WorkingDays;
use engines::panels::Period;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

const PATH: &str = "/complaints";

/// What figures of a period are worked out from.
pub(super) struct Material {
    pub period: Period,
    /// Received in the period; withdrawn ones too.
    pub received: Vec<Model>,
    /// Closed in the period.
    pub closed: Vec<Model>,
    /// Cases whose remedy was returned by a signer at some time.
    returned: HashSet<Uuid>,
    pub states: Vec<StateTime>,
}

impl Material {
    /// Reads the cases and their steps.
    pub async fn read(asking: &Asking<'_>, days: &Days) -> Reply<Self> {
        let period = days.period;
        let within = |column: Column| Condition::all().add(column.gte(period.begins())).add(column.lt(period.ends()));
        let some = Condition::any().add(within(Column::ReceivedAt)).add(within(Column::ClosedAt));
        let cases = Entity::find().filter(visible_to(asking.actor)).filter(some);
        let ids = cases.clone().select_only().column(Column::Id).into_query();
        let all = cases.order_by_asc(Column::ReceivedAt).order_by_asc(Column::Id).all(asking.conn).await?;
        let steps = complaint_step::Entity::find()
            .filter(complaint_step::Column::ComplaintId.in_subquery(ids))
            .order_by_asc(complaint_step::Column::ComplaintId)
            .order_by_asc(complaint_step::Column::At)
            .order_by_asc(complaint_step::Column::Id)
            .all(asking.conn)
            .await?;
        let returned = steps.iter().filter(|step| step.act == Some(ComplaintActKind::Return)).map(|step| step.complaint_id).collect();
        let working = WorkingDays::load(asking.conn, asking.state.config.utc_offset_minutes).await?;
        let in_period = |at: Option<chrono::DateTime<chrono::Utc>>| at.is_some_and(|at| at >= period.begins() && at < period.ends());
        Ok(Self {
            states: states(&steps, &working),
            received: all.iter().filter(|case| in_period(Some(case.received_at))).cloned().collect(),
            closed: all.into_iter().filter(|case| in_period(case.closed_at)).collect(),
            returned,
            period,
        })
    }

    /// Closed at the first attempt: never reopened, no remedy returned by a signer.
    pub fn first_time_right(&self) -> i64 {
        count(&self.closed, |case| case.reopened == 0 && !self.returned.contains(&case.id))
    }

    /// The figures at the head of analysis and report.
    pub fn figures(&self, asking: &Asking<'_>) -> Vec<AnalysisFigure> {
        let (received, closed) = (len(&self.received), len(&self.closed));
        let on_time = count(&self.closed, |case| case.closed_at.is_some_and(|at| at <= case.close_due_at));
        let reopened = count(&self.closed, |case| case.reopened > 0);
        let answered: Vec<i64> = self.closed.iter().filter_map(|case| case.satisfaction).collect();
        let cents: i64 = self.closed.iter().filter(|case| case.approved_at.is_some()).filter_map(|case| case.compensation_cents).sum();
        let withdrawn = count(&self.received, |case| case.status == ComplaintStatus::Withdrawn);
        let open = count(&self.received, |case| !matches!(case.status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn));
        let (when, done) = (self.period.filter("received_at"), self.period.filter("closed_at"));
        let figure = |key: &str, value: Option<Decimal>, unit, of, link: String| AnalysisFigure {
            label: locale::find(&format!("words.analysis_{key}")).map_or(key, |text| text.text(asking.language)).to_owned(),
            key: key.to_owned(),
            value,
            unit,
            of,
            link,
        };
        let cases = |n: i64| Some(Decimal::from(n));
        use FigureUnit::{Cases, Marks, Percent, Yuan};
        vec![
            figure("received", cases(received), Cases, received, format!("{PATH}?{when}")),
            figure("closed", cases(closed), Cases, closed, format!("{PATH}?{done}")),
            figure("open", cases(open), Cases, open, format!("{PATH}?{when}&filter[status]=ne:closed&filter[status]=ne:withdrawn")),
            figure("withdrawn", cases(withdrawn), Cases, withdrawn, format!("{PATH}?{when}&filter[status]=eq:withdrawn")),
            figure("on_time", rules::percent(on_time, closed), Percent, closed, format!("{PATH}?{done}")),
            figure(
                "first_time_right",
                rules::percent(self.first_time_right(), closed),
                Percent,
                closed,
                format!("{PATH}?{done}&filter[reopened]=eq:0"),
            ),
            figure("reopened", cases(reopened), Cases, reopened, format!("{PATH}?{done}&filter[reopened]=gt:0")),
            figure(
                "satisfaction",
                rules::mean(answered.iter().copied()),
                Marks,
                len(&answered),
                format!("{PATH}?{done}&filter[satisfaction]=ge:1"),
            ),
            figure("cost", Some(Decimal::new(cents, 2)), Yuan, closed, format!("{PATH}?{done}")),
        ]
    }
}

/// How many of these fit.
pub(super) fn count<T>(all: &[T], fits: impl Fn(&T) -> bool) -> i64 {
    i64::try_from(all.iter().filter(|one| fits(one)).count()).unwrap_or(i64::MAX)
}

pub(super) fn len<T>(all: &[T]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}

fn states(steps: &[complaint_step::Model], working: &WorkingDays) -> Vec<StateTime> {
    let mut by_case: HashMap<Uuid, Vec<Arrival>> = HashMap::new();
    for step in steps {
        by_case.entry(step.complaint_id).or_default().push(Arrival { at: step.at, state: step.to_status });
    }
    let stays: Vec<(ComplaintStatus, TimeDelta)> =
        by_case.values().flat_map(|arrivals| rules::stays(arrivals)).map(|(state, from, to)| (state, working.worked(from, to))).collect();
    rules::state_times(stays)
}
