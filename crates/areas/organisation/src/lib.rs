//! Units, people, roles and sign-in (ORG-01, ORG-03, ORG-05, ORG-06). Start at [`doorkeeper`] for how a request gets its rights,
//! at [`roles`] for who may do what.

pub mod company;
pub mod doorkeeper;
mod entity;
pub mod grants;
mod people;
pub mod roles;
mod sessions;

use engines::Area;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;

/// The organisation area.
pub struct Organisation;

impl Area for Organisation {
    fn routes(&self, config: &mut ServiceConfig) {
        sessions::routes(config);
        people::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&people::LIST]
    }
}
