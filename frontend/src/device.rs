//! What this device remembers, also across a reload and before anyone signs in. A browser that keeps nothing still works, it only forgets.

use leptos::prelude::window;

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Remembers a text under a name.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(name, value);
    }
}

/// What was remembered under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Remembers nothing under a name any more.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(name);
    }
}
