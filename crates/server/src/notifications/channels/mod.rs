//! The ways beside the bell: mail, digest, robots (PLT-07). A message is a row, queued in the write that tells somebody, and a job
//! that sends it: with pauses where it fails, after the quiet hours where it comes into them.

mod apology;
mod digest;
mod http;
mod mailer;
mod queue;
mod send;
mod wording;

pub use apology::{SendApology, apologise};
pub use digest::BeginDigests;
pub use http::{MESSAGES, routes};
pub use send::SendMessage;

pub(super) use queue::{spread, test, wishing};
