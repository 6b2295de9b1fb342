mod care;
mod cases;
mod settings;

pub use care::{CarePages, is_public};

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    complaints:
    Cases => cases::list,
    NewCase => || needs(Permission::ComplaintCreate, cases::new),
    Case => cases::show,
    Inquiry => cases::inquiry,
    Settings => settings::show,
}
