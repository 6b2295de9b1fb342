//! Leave to read a file that is out of one's reach (CRM-06): list, request, record, the file as far as the leave goes.

mod file;
mod list;
mod new;
mod show;

pub use file::file;
pub use list::list;
pub use new::new;
pub use show::show;
