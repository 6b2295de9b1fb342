//! Complaints: a customer's grievance from intake to a satisfied answer (CPL-01 to CPL-06, CPL-14). Not here: customer files, and
//! the deciding of approvals. Start at [`cases`]; its `states` say what may happen next, its `policy` who sees what. `care` is what customers do without an account.

mod care;
mod cases;
mod facts;
mod investigation;
pub mod remedies;
mod settings;
pub mod topics;

pub use cases::{Watched, act, diagram, file, matrix, on_decision, version, watch};

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::home::{Figure, Hit};
use contract::timeline::TimelineItem;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{Entry, Span};
use engines::panels::Period;
use engines::{Area, Asking, FactDef, Holding, Passing};
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::db::Tx;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The complaints area.
pub struct Complaints;

impl Area for Complaints {
    fn routes(&self, config: &mut ServiceConfig) {
        cases::routes(config);
        settings::routes(config);
        topics::routes(config);
        investigation::routes(config);
        remedies::routes(config);
        care::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&cases::LIST]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![cases::flow()]
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(cases::handing_over::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(cases::handing_over::hand_over(tx, passing))
    }

    fn facts(&self) -> &'static [FactDef] {
        facts::ALL
    }

    fn timeline<'a>(&'a self, asking: &'a Asking<'a>, customer: Uuid) -> LocalBoxFuture<'a, Reply<Vec<TimelineItem>>> {
        Box::pin(cases::answers::timeline(asking, customer))
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(cases::calendar::entries(asking, span))
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(cases::panels::panels(asking, period))
    }

    fn figures<'a>(&'a self, asking: &'a Asking<'a>) -> LocalBoxFuture<'a, Reply<Vec<Figure>>> {
        Box::pin(cases::answers::figures(asking))
    }

    fn records<'a>(&'a self, asking: &'a Asking<'a>, kind: SubjectKind, ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(cases::answers::records(asking, kind, ids))
    }

    fn search<'a>(&'a self, asking: &'a Asking<'a>, q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(cases::answers::search(asking, q))
    }
}
