//! What a handler's signature is made of, and the envelope around every answer.

mod body;
mod envelope;
mod meta;
mod precondition;
mod query;
mod reply;
mod upload;

pub use body::Body;
pub use envelope::envelope;
pub use meta::{Meta, State};
pub use precondition::{Attempt, Expected, Once};
pub use query::Query;
pub use reply::{Created, Download, NoContent, Streamed, Versioned};
pub use upload::{Arriving, Upload};
