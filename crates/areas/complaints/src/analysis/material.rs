//! The cases of a period that the asker sees, read once for all figures.

use super::rules::{self, Arrival};
use crate::cases::entity::complaint::{Column, Entity, Model};
use crate::cases::entity::complaint_step;
use crate::cases::visible_to;
use crate::figures::Days;
use chrono::TimeDelta;
use contract::complaints::ComplaintStatus;
use contract::complaints::analysis::{AnalysisFigure, FigureUnit, StateTime};
use engines::Asking;
use engines::calendar::WorkingDays;
use engines::panels::Period;
use platform::Reply;
use rust_decimal::Decimal;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

const PATH: &str = "/complaints";

/// What figures of a period are worked out from.
pub(super) struct Material {
    pub period: Period,
    /// Received in the period; withdrawn ones too.
    pub received: Vec<Model>,
    /// Closed in the period.
    pub closed: Vec<Model>,
    /// What the approved remedies of the closed cases cost, in fen.
    cents: i64,
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
        let working = WorkingDays::load(asking.conn, asking.state.config.utc_offset_minutes).await?;
        let in_period = |at: Option<chrono::DateTime<chrono::Utc>>| at.is_some_and(|at| at >= period.begins() && at < period.ends());
        let received = all.iter().filter(|case| in_period(Some(case.received_at))).cloned().collect();
        let closed: Vec<Model> = all.into_iter().filter(|case| in_period(case.closed_at)).collect();
        let cents = crate::remedies::approved_cost(asking.conn, closed.iter().map(|case| case.id)).await?;
        Ok(Self { states: states(&steps, &working), received, closed, cents, period })
    }

    /// Closed at the first attempt: never reopened, no remedy returned by a signer.
    pub fn first_time_right(&self) -> i64 {
        count(&self.closed, |case| case.reopened == 0 && case.returned == 0)
    }

    /// The figures at the head of analysis and report.
    pub fn figures(&self, asking: &Asking<'_>) -> Vec<AnalysisFigure> {
        let (received, closed) = (len(&self.received), len(&self.closed));
        let on_time = count(&self.closed, |case| case.closed_on_time == Some(true));
        let first_time = self.first_time_right();
        let reopened = count(&self.closed, |case| case.reopened > 0);
        let answered: Vec<i64> = self.closed.iter().filter_map(|case| case.satisfaction).collect();
        let withdrawn = count(&self.received, |case| case.status == ComplaintStatus::Withdrawn);
        let open = count(&self.received, |case| !matches!(case.status, ComplaintStatus::Closed | ComplaintStatus::Withdrawn));
        let (when, done) = (self.period.filter("received_at"), self.period.filter("closed_at"));
        let figure = |key: &str, value: Option<Decimal>, unit, (of, listed): (i64, i64), link: String| AnalysisFigure {
            label: locale::find(&format!("words.analysis_{key}")).map_or(key, |text| text.text(asking.language)).to_owned(),
            key: key.to_owned(),
            value,
            unit,
            of,
            listed,
            link,
        };
        let cases = |n: i64| Some(Decimal::from(n));
        use FigureUnit::{Cases, Marks, Percent, Yuan};
        vec![
            figure("received", cases(received), Cases, (received, received), format!("{PATH}?{when}")),
            figure("closed", cases(closed), Cases, (closed, closed), format!("{PATH}?{done}")),
            figure("open", cases(open), Cases, (open, open), format!("{PATH}?{when}&filter[status]=ne:closed&filter[status]=ne:withdrawn")),
            figure("withdrawn", cases(withdrawn), Cases, (withdrawn, withdrawn), format!("{PATH}?{when}&filter[status]=eq:withdrawn")),
            figure(
                "on_time",
                rules::percent(on_time, closed),
                Percent,
                (closed, on_time),
                format!("{PATH}?{done}&filter[closed_on_time]=eq:true"),
            ),
            figure(
                "first_time_right",
                rules::percent(first_time, closed),
                Percent,
                (closed, first_time),
                format!("{PATH}?{done}&filter[reopened]=eq:0&filter[returned]=eq:0"),
            ),
            figure("reopened", cases(reopened), Cases, (reopened, reopened), format!("{PATH}?{done}&filter[reopened]=gt:0")),
            figure(
                "satisfaction",
                rules::mean(answered.iter().copied()),
                Marks,
                (len(&answered), len(&answered)),
                format!("{PATH}?{done}&filter[satisfaction]=ge:1"),
            ),
            figure("cost", Some(Decimal::new(self.cents, 2)), Yuan, (closed, closed), format!("{PATH}?{done}")),
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
