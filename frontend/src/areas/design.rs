//! Every part in its states: for those who build pages, and for the eye that judges them. See `docs/DESIGN.md`.

use leptos::prelude::*;

/// The page.
pub fn show() -> impl IntoView {
    view! { <div class="page"></div> }
}
