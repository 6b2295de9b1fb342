//! Performance scores, worked out from the records of the month at the moment they are asked for (KPI-01 to KPI-03, KPI-07,
//! KPI-09, KPI-11): nothing is stored until a month's [`results`] are published (KPI-08), so a corrected record is a corrected score. Start at [`schemes`] for who is measured by
//! what, at [`score`] for how, at [`presence`] for who was there and at [`parts`] for who was transferred, at [`explain`] for how it is told, at [`cycles`] for what happens when.

mod annual;
mod attention;
mod basis;
mod books;
pub mod calibration;
mod compliance;
pub mod cycles;
pub mod effects;
pub mod entries;
mod explain;
mod facts;
pub mod gradings;
mod ground;
mod handing_over;
mod http;
mod left_out;
mod live;
pub mod marks;
mod month;
mod panels;
mod parts;
pub mod pay;
mod presence;
pub mod recruitments;
pub mod results;
mod rule_book;
pub mod schemes;
mod score;
mod sums;
mod team;
mod what_if;
mod wording;

pub use ground::Ground;
pub use month::Month;
pub use score::Asked;

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{Entry, Span};
use engines::panels::Period;
use engines::{Area, Asking, Holding, Passing};
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::db::Tx;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The performance area.
pub struct Kpi;

impl Area for Kpi {
    fn routes(&self, config: &mut ServiceConfig) {
        http::routes(config);
        results::routes(config);
        schemes::routes(config);
        entries::routes(config);
        what_if::routes(config);
        effects::routes(config);
        cycles::routes(config);
        marks::routes(config);
        calibration::routes(config);
        team::routes(config);
        compliance::routes(config);
        rule_book::routes(config);
        gradings::routes(config);
        recruitments::routes(config);
        pay::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&schemes::LIST, &entries::LIST, &cycles::LIST, &gradings::LIST, &recruitments::LIST, &pay::LIST]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![entries::flow()]
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, _period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(panels::panels(asking))
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(handing_over::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(handing_over::hand_over(tx, passing))
    }

    fn records<'a>(&'a self, asking: &'a Asking<'a>, kind: SubjectKind, ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(async move {
            match kind {
                SubjectKind::KpiEntry => entries::records(asking, ids).await,
                _ => Ok(Vec::new()),
            }
        })
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(results::entries(asking, span))
    }
}
