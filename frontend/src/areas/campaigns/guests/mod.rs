//! Guests of a campaign (CMP-07): the list with its sign-up, the door, and the page on which people sign up without an account.

mod door;
mod import;
mod invite;
mod join;
mod kept;
mod list;

pub use door::door;
pub use join::{JoinPages, join};
pub use list::list;

/// A picture that the server drew, as an address that an image takes.
pub fn picture(svg: &str) -> String {
    let escaped: String = svg
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        })
        .collect();
    format!("data:image/svg+xml,{escaped}")
}
