//! The frame around the pages: navigation, command palette, sign-in.

mod bell;
mod frame;
mod gate;
mod palette;
mod places;
mod switches;

pub use frame::Frame;
pub use gate::{Gate, Starting};
