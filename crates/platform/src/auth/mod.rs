//! Who calls and what they may do. A handler's signature names the permission: `who: Can<complaint::Create>`.

mod actor;
mod can;
pub mod password;
pub mod token;

pub use actor::{Actor, Rights, Scope};
pub use can::{Can, Doorkeeper, Entering, InPerson, Signed, authenticate};
