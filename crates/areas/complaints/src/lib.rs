//! Complaints: a customer's grievance from intake to a satisfied answer (CPL-01 to CPL-06, CPL-14). Not here: customer files, and
//! the deciding of approvals. Start at [`cases`]; its `states` say what may happen next, its `policy` who sees what. `care` is what customers
//! do without an account. Beside a case stand what it teaches ([`nonconformities`], [`corrective_actions`]) and the lighter work of the same desk.

mod analysis;
mod care;
mod cases;
mod causes;
pub mod corrective_actions;
mod desk;
mod facts;
mod figures;
mod history;
mod investigation;
pub mod knowledge;
mod mails;
pub mod nonconformities;
mod opening;
pub mod remedies;
pub mod service_requests;
mod settings;
mod severity_rules;
pub mod stage_surveys;
pub mod topics;

pub use care::seeding;
pub use cases::{Watched, act, diagram, file, matrix, on_decision, version, watch};
pub use mails::{Apology, apologised, apology};

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::hand_overs::HoldingKind;
use contract::home::{Figure, Hit};
use contract::timeline::TimelineItem;
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
const LINKS: &[engines::Link] = &[
    engines::Link::new(contract::SubjectKind::Complaint, "complaint").titled("customer_title"),
    engines::Link::new(contract::SubjectKind::ServiceRequest, "service_request").titled("customer_title"),
    engines::Link::new(contract::SubjectKind::StageSurvey, "stage_survey").titled("customer_title"),
];

/// The complaints area.
pub struct Complaints;

impl Area for Complaints {
    fn routes(&self, config: &mut ServiceConfig) {
        cases::routes(config);
        desk::routes(config);
        analysis::routes(config);
        nonconformities::routes(config);
        corrective_actions::routes(config);
        service_requests::routes(config);
        knowledge::routes(config);
        stage_surveys::routes(config);
        settings::routes(config);
        severity_rules::routes(config);
        topics::routes(config);
        investigation::routes(config);
        remedies::routes(config);
        care::routes(config);
        mails::routes(config);
    }

    fn links(&self) -> &'static [engines::Link] {
        LINKS
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[
            &cases::LIST,
            &nonconformities::LIST,
            &corrective_actions::LIST,
            &service_requests::LIST,
            &knowledge::LIST,
            &stage_surveys::LIST,
            &stage_surveys::DEFINITIONS,
        ]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![cases::flow()]
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(async move {
            let mut all = cases::handing_over::holdings(tx, person).await?;
            all.extend(investigation::holdings(tx, person).await?);
            all.extend(nonconformities::holdings(tx, person).await?);
            all.extend(corrective_actions::holdings(tx, person).await?);
            all.extend(service_requests::holdings(tx, person).await?);
            all.extend(stage_surveys::holdings(tx, person).await?);
            Ok(all)
        })
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(async move {
            match passing.kind {
                HoldingKind::Inquiry => investigation::hand_over(tx, passing).await,
                HoldingKind::Nonconformity => nonconformities::hand_over(tx, passing).await,
                HoldingKind::CorrectiveAction => corrective_actions::hand_over(tx, passing).await,
                HoldingKind::ServiceRequest => service_requests::hand_over(tx, passing).await,
                HoldingKind::StageSurvey => stage_surveys::hand_over(tx, passing).await,
                _ => cases::handing_over::hand_over(tx, passing).await,
            }
        })
    }

    fn facts(&self) -> &'static [FactDef] {
        facts::ALL
    }

    fn sums(&self) -> &'static [SumDef] {
        facts::SUMS
    }

    fn timeline<'a>(&'a self, asking: &'a Asking<'a>, customer: Uuid) -> LocalBoxFuture<'a, Reply<Vec<TimelineItem>>> {
        Box::pin(async move {
            let mut items = cases::answers::timeline(asking, customer).await?;
            items.extend(service_requests::timeline(asking, customer).await?);
            Ok(items)
        })
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
        Box::pin(async move {
            match kind {
                SubjectKind::Nonconformity => nonconformities::records(asking, ids).await,
                SubjectKind::CorrectiveAction => corrective_actions::records(asking, ids).await,
                SubjectKind::ServiceRequest => service_requests::records(asking, ids).await,
                SubjectKind::StageSurvey => stage_surveys::records(asking, ids).await,
                SubjectKind::Knowledge => knowledge::records(asking, ids).await,
                _ => cases::answers::records(asking, kind, ids).await,
            }
        })
    }

    fn search<'a>(&'a self, asking: &'a Asking<'a>, q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(async move {
            let mut hits = cases::answers::search(asking, q).await?;
            hits.extend(service_requests::hits(asking, q).await?);
            Ok(hits)
        })
    }
}
