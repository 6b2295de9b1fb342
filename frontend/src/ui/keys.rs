//! Single-key shortcuts that keep out of the way of typing, above all of Chinese input.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// True where a plain key press is meant for the page: nobody types, composes, or looks at a dialog.
pub fn is_shortcut(event: &KeyboardEvent) -> bool {
    let composing = event.is_composing() || event.key_code() == 229;
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    let at = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = at.is_some_and(|element| element.closest("input, textarea, select, dialog, [role=listbox]").ok().flatten().is_some());
    !(composing || modified || typing || event.default_prevented())
}

/// True for Ctrl-K and Cmd-K outside a composition.
pub fn is_palette(event: &KeyboardEvent) -> bool {
    (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key().eq_ignore_ascii_case("k") && !event.is_composing()
}
