//! The working day across all areas: tasks that people give each other (DAY-03), leave with a substitute (DAY-08, ORG-09).

pub mod assignments;
pub mod leaves;

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::home::{Figure, Hit};
use contract::values::{Subject, SubjectKind};
use engines::calendar::{Entry, Span};
use engines::panels::Period;
use engines::{Area, Asking, FactDef, Holding, Passing, SumDef};
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::db::Tx;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// What points to a customer here.
const LINKS: &[engines::Link] = &[engines::Link::new(contract::SubjectKind::Assignment, "assignment").about("about_kind", "about_id")];

/// The area of the working day.
pub struct Workday;

impl Area for Workday {
    fn routes(&self, config: &mut ServiceConfig) {
        assignments::routes(config);
        leaves::routes(config);
    }

    fn links(&self) -> &'static [engines::Link] {
        LINKS
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&assignments::LIST, &leaves::LIST]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![leaves::flow()]
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(leaves::entries(asking, span))
    }

    fn facts(&self) -> &'static [FactDef] {
        assignments::FACTS
    }

    fn sums(&self) -> &'static [SumDef] {
        assignments::SUMS
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(async move {
            let mut panels = assignments::panels(asking, period).await?;
            panels.extend(leaves::panels(asking, period).await?);
            Ok(panels)
        })
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(assignments::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(assignments::hand_over(tx, passing))
    }

    fn figures<'a>(&'a self, asking: &'a Asking<'a>) -> LocalBoxFuture<'a, Reply<Vec<Figure>>> {
        Box::pin(assignments::figures(asking))
    }

    fn records<'a>(&'a self, asking: &'a Asking<'a>, kind: SubjectKind, ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(async move {
            match kind {
                SubjectKind::Leave => leaves::records(asking, kind, ids).await,
                _ => assignments::records(asking, kind, ids).await,
            }
        })
    }

    fn search<'a>(&'a self, asking: &'a Asking<'a>, q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(assignments::search(asking, q))
    }
}
