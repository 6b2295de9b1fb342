//! Comments on records, with mentions (DAY-03) that wait in the inbox (DAY-02). They stand here and not in an engine: who may see a record
//! is a question to its area and to the rights of each person mentioned.

mod commands;
mod entity;
mod http;
mod inbox;
mod readers;
mod rules;

pub use commands::{ADDED, EDITED, WITHDRAWN, record, seed};
pub use http::{LIST, routes};
pub use inbox::{ask, give_up};

use contract::SubjectKind;
use engines::{Area, Link};
use utoipa_actix_web::service_config::ServiceConfig;

/// Comments, as far as they are an area: a customer's go along where two files become one.
pub struct Comments;

impl Area for Comments {
    fn routes(&self, config: &mut ServiceConfig) {
        routes(config);
    }

    fn links(&self) -> &'static [Link] {
        const { &[Link::new(SubjectKind::Comment, "record_comment").about("subject_kind", "subject_id")] }
    }
}
