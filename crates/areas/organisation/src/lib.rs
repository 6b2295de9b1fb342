//! Units, people, roles, sign-in and access (ORG-01, ORG-03 to ORG-05, ORG-06, ORG-07). Start at [`doorkeeper`] for how a request gets its rights,
//! at [`roles`] for who may do what.

pub mod accounts;
pub mod agreements;
pub mod announcements;
pub mod company;
pub mod doorkeeper;
pub mod duty_letters;
mod entity;
mod facts;
pub mod grants;
pub mod hand_overs;
mod keys;
mod known;
mod passwords;
pub mod people;
mod posts;
mod role_desk;
pub mod roles;
mod second_factor;
pub mod seeding;
mod sessions;
mod single_sign_on;
mod units;

pub use known::{Recipient, is_open_unit, recipient, territories, unit_line, unit_names};

use contract::approvals::flow::FlowForm;
use contract::dashboard::Panel;
use engines::calendar::{Entry, Span};
use engines::panels::Period;
use engines::{Area, Asking, FactDef, Holding, Passing};
use futures_util::future::LocalBoxFuture;
use platform::Reply;
use platform::db::Tx;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

/// The organisation area.
pub struct Organisation;

impl Area for Organisation {
    fn routes(&self, config: &mut ServiceConfig) {
        sessions::routes(config);
        passwords::routes(config);
        second_factor::routes(config);
        accounts::routes(config);
        agreements::routes(config);
        announcements::routes(config);
        keys::routes(config);
        single_sign_on::routes(config);
        units::routes(config);
        posts::routes(config);
        people::routes(config);
        role_desk::routes(config);
        hand_overs::routes(config);
        duty_letters::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[
            &people::LIST,
            &hand_overs::LIST,
            &hand_overs::LINES,
            &duty_letters::LIST,
            &accounts::LIST,
            &agreements::VERSIONS,
            &agreements::STANDINGS,
            &keys::LIST,
            &announcements::ADDRESSED,
            &announcements::WRITTEN,
            &announcements::RECEIPTS,
        ]
    }

    fn flows(&self) -> Vec<FlowForm> {
        vec![hand_overs::flow()]
    }

    fn facts(&self) -> &'static [FactDef] {
        facts::FACTS
    }

    fn calendar<'a>(&'a self, asking: &'a Asking<'a>, span: &'a Span) -> LocalBoxFuture<'a, Reply<Vec<Entry>>> {
        Box::pin(async move {
            let mut entries = announcements::entries(asking, span).await?;
            entries.extend(hand_overs::entries(asking, span).await?);
            Ok(entries)
        })
    }

    fn panels<'a>(&'a self, asking: &'a Asking<'a>, _period: &'a Period) -> LocalBoxFuture<'a, Reply<Vec<Panel>>> {
        Box::pin(people::panels(asking))
    }

    fn holdings<'a>(&'a self, tx: &'a Tx, person: Uuid) -> LocalBoxFuture<'a, Reply<Vec<Holding>>> {
        Box::pin(hand_overs::holdings(tx, person))
    }

    fn hand_over<'a>(&'a self, tx: &'a mut Tx, passing: &'a Passing) -> LocalBoxFuture<'a, Reply<()>> {
        Box::pin(hand_overs::hand_over(tx, passing))
    }
}
