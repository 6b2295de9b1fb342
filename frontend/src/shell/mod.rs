//! The frame around the pages: navigation, command palette, sign-in.

mod bell;
mod entrance;
mod frame;
mod gate;
mod palette;
mod places;
pub mod switches;

pub use entrance::Entrance;
pub use frame::{Brand, Frame};
pub use gate::{Gate, Starting};
