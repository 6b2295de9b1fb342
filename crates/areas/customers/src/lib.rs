//! Customer files (CRM-01 to CRM-17): who may see one is decided in `files::policy`, and nowhere else.

pub mod accesses;
pub mod bulks;
mod contacts;
mod facts;
pub mod files;
mod follow_ups;
mod handing_over;
pub mod imports;
pub mod leads;
mod merges;
mod oddities;
pub mod pool;
pub mod reading_alerts;
mod readings;
pub mod seeding;
mod sums;
mod versions;
mod workload;

pub use accesses::on_decision;
pub use files::{by_phone, cities, visible_title};

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use contract::home::{Figure, Hit};
use contract::timeline::TimelineItem;
use contract::values::{Subject, SubjectKind};
use engines::calendar::{Entry, Span};
use engines::panels::Period;
use engines::{Area, Asking, FactDef, FactQuery, Holding, Oddity, Passing, SumDef};
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::db::Tx;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The customers area.
pub struct Customers;

impl Area for Customers {
    fn routes(&self, config: &mut ServiceConfig) {
        files::routes(config);
        versions::routes(config);
        merges::routes(config);
        contacts::routes(config);
        follow_ups::routes(config);
        imports::routes(config);
        accesses::routes(config);
        pool::routes(config);
        bulks::routes(config);
        readings::routes(config);
        reading_alerts::routes(config);
        workload::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[
            &files::LIST,
            &versions::LIST,
            &imports::LIST,
            &imports::ROWS,
            &accesses::LIST,
            &readings::LIST,
            &reading_alerts::LIST,
            &pool::LIST,
        ]
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(handing_over::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(handing_over::hand_over(tx, passing))
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![accesses::flow()]
    }

    fn facts(&self) -> &'static [FactDef] {
        facts::FACTS
    }

    fn sums(&self) -> &'static [SumDef] {
        sums::SUMS
    }

    fn oddities<'a>(&'a self, query: &'a FactQuery<'a>, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Oddity>>> {
        Box::pin(oddities::oddities(query, person))
    }

    fn timeline<'a>(&'a self, asking: &'a Asking<'a>, customer: Uuid) -> LocalBoxFuture<'a, Reply<Vec<TimelineItem>>> {
        Box::pin(async move {
            let mut items = follow_ups::timeline(asking, customer).await?;
            items.extend(files::timeline(asking, customer).await?);
            items.extend(pool::timeline(asking, customer).await?);
            Ok(items)
        })
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(files::entries(asking, span))
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(files::panels(asking, period))
    }

    fn figures<'a>(&'a self, asking: &'a Asking<'a>) -> LocalBoxFuture<'a, Reply<Vec<Figure>>> {
        Box::pin(async move {
            let mut figures = files::figures(asking).await?;
            figures.extend(follow_ups::figures(asking).await?);
            Ok(figures)
        })
    }

    fn records<'a>(&'a self, asking: &'a Asking<'a>, kind: SubjectKind, ids: &'a [Uuid]) -> LocalBoxFuture<'a, Reply<Vec<Subject>>> {
        Box::pin(files::records(asking, kind, ids))
    }

    fn links(&self) -> &'static [engines::Link] {
        merges::LINKS
    }

    fn was_read<'a>(&'a self, tx: &'a mut Tx, record: &'a Subject) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(readings::attachment(tx, record))
    }

    fn search<'a>(&'a self, asking: &'a Asking<'a>, q: &'a str) -> LocalBoxFuture<'a, Reply<Vec<Hit>>> {
        Box::pin(files::search(asking, q))
    }
}
