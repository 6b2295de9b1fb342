//! One's own account and security, and the administration of access (ORG-06, ORG-07).

mod accounts;
mod agreements;
pub mod checks;
mod factor;
mod password;
mod rules;
mod security;
mod service;
mod standings;

pub use factor::enrolment;
pub use password::password_form;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    access:
    Security => security::show,
    Accounts => accounts::list,
    Agreements => agreements::list,
    NewAgreement => || needs(Permission::AgreementPublish, agreements::new),
    Agreement => agreements::show,
    Standings => standings::list,
    ServiceAccounts => service::list,
    NewServiceAccount => || needs(Permission::ApiKeyManage, service::new),
    ServiceAccount => service::show,
}
