//! Staged satisfaction: what is asked, who was asked, and the page on which a customer answers (CPL-13).

mod answer;
mod definitions;
mod list;
mod show;

pub use answer::show as answer;
pub use definitions::{edit as edit_definition, list as definitions, new as new_definition};
pub use list::{list, new};
pub use show::show;
