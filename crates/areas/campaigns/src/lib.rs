//! Marketing campaigns: plan, approval, preparation, execution, summary (CMP-01, 03, 04, 08, 10). Start at `states` for the one gated life, at `policy`
//! for who sees and does what.

mod calendar;
mod commands;
mod effects;
mod entity;
mod facts;
mod fields;
pub mod guests;
mod handing_over;
mod http;
mod materials;
mod outcomes;
mod panels;
mod policy;
mod postponing;
pub mod preparation;
mod queries;
pub mod questionnaires;
mod report;
mod rules;
pub mod run_sheet;
pub mod seeding;
pub mod spending;
mod states;
pub mod templates;
mod versions;

pub use commands::on_decision;
pub use states::{diagram, matrix};

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
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
    engines::Link::new(SubjectKind::CampaignGuest, "campaign_guest").unique_with("campaign_id"),
    engines::Link::new(SubjectKind::WonContract, "won_contract"),
];

/// The campaigns area.
pub struct Campaigns;

impl Area for Campaigns {
    fn routes(&self, config: &mut ServiceConfig) {
        http::routes(config);
        config.service(report::print).service(effects::show_campaign_effects);
        preparation::routes(config);
        spending::routes(config);
        materials::routes(config);
        guests::routes(config);
        run_sheet::routes(config);
        templates::routes(config);
        versions::routes(config);
        outcomes::routes(config);
        questionnaires::routes(config);
    }

    fn links(&self) -> &'static [engines::Link] {
        LINKS
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&fields::LIST, &guests::LIST, &questionnaires::LIST]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![rules::flow(), spending::flow()]
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(handing_over::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(handing_over::hand_over(tx, passing))
    }

    fn facts(&self) -> &'static [FactDef] {
        facts::FACTS
    }

    fn sums(&self) -> &'static [SumDef] {
        facts::SUMS
    }

    fn timeline<'a>(&'a self, asking: &'a Asking<'a>, customer: Uuid) -> LocalBoxFuture<'a, Reply<Vec<TimelineItem>>> {
        Box::pin(async move {
            let mut items = guests::timeline(asking, customer).await?;
            items.extend(outcomes::timeline(asking, customer).await?);
            items.sort_by_key(|item| std::cmp::Reverse(item.at));
            Ok(items)
        })
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(calendar::entries(asking, span))
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(panels::panels(asking, period))
    }

    fn figures<'a>(&'a self, asking: &'a Asking<'a>) -> LocalBoxFuture<'a, Reply<Vec<Figure>>> {
        Box::pin(queries::figures(asking))
    }

    fn records<'a>(&'a self, asking: &'a Asking<'a>, kind: SubjectKind, ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(queries::records(asking, kind, ids))
    }

    fn search<'a>(&'a self, asking: &'a Asking<'a>, q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(queries::search(asking, q))
    }
}
