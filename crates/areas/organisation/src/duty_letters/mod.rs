//! Duty letters 岗位授权书 (ORG-04): somebody is authorised for a post, a site, an area or a project, with three signatures, for a time.

mod commands;
mod entity;
mod fields;
mod http;
mod queries;
mod states;

pub use commands::{ENDED, IN_FORCE, REVOKED, act, draft, end};
pub use fields::LIST;
pub use http::routes;
pub use queries::{parties, version};
pub use states::{diagram, matrix};
