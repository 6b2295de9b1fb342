//! Materials of a campaign, from need to return (CMP-05).

mod list;
mod material;

pub use list::list;
pub use material::material;
