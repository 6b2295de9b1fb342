//! Units, people, roles, sign-in and access (ORG-01, ORG-03, ORG-05, ORG-06, ORG-07). Start at [`doorkeeper`] for how a request gets its rights,
//! at [`roles`] for who may do what.

pub mod accounts;
pub mod agreements;
pub mod company;
pub mod doorkeeper;
mod entity;
pub mod grants;
mod keys;
mod passwords;
mod people;
pub mod roles;
mod second_factor;
mod sessions;
mod single_sign_on;

use engines::Area;
use platform::list::ListDef;
use utoipa_actix_web::service_config::ServiceConfig;

/// The organisation area.
pub struct Organisation;

impl Area for Organisation {
    fn routes(&self, config: &mut ServiceConfig) {
        sessions::routes(config);
        passwords::routes(config);
        second_factor::routes(config);
        accounts::routes(config);
        agreements::routes(config);
        keys::routes(config);
        single_sign_on::routes(config);
        people::routes(config);
    }

    fn lists(&self) -> &'static [&'static ListDef] {
        &[&people::LIST, &accounts::LIST, &agreements::VERSIONS, &agreements::STANDINGS, &keys::LIST]
    }
}
