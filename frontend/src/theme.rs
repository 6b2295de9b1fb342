//! Light and dark, and what this device remembers before anyone signs in. `public/theme.js` applies the theme before the first paint.

use crate::device::{keep, kept};
use contract::organisation::Theme;
use leptos::prelude::window;
use locale::Language;

const THEME: &str = "yunchou.theme";
const COLUMNS: &str = "yunchou.columns";
const LANGUAGE: &str = "yunchou.language";

/// The columns of a list that are not shown on this device.
pub fn hidden_columns(list: &str) -> Vec<String> {
    let names = kept(&format!("{COLUMNS}.{list}")).unwrap_or_default();
    names.split_whitespace().map(str::to_owned).collect()
}

/// Remembers which columns of a list are not shown.
pub fn hide_columns(list: &str, names: &[String]) {
    keep(&format!("{COLUMNS}.{list}"), &names.join(" "));
}

/// The theme chosen on this device.
pub fn chosen() -> Theme {
    kept(THEME).and_then(|word| word.parse().ok()).unwrap_or(Theme::System)
}

/// Shows and remembers a theme.
pub fn choose(theme: Theme) {
    keep(THEME, theme.word());
    let asks_for_dark = || window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    let dark = theme == Theme::Dark || (theme == Theme::System && asks_for_dark());
    if let Some(root) = leptos::prelude::document().document_element() {
        let _set = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

/// The language chosen on this device, else the browser's.
pub fn language() -> Language {
    let asked = || window().navigator().language().map(|tag| Language::negotiate(&tag)).unwrap_or_default();
    kept(LANGUAGE).and_then(|tag| tag.parse().ok()).unwrap_or_else(asked)
}

/// Remembers the language on this device.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, language.tag());
}

const NAME: &str = "yunchou.name";

/// Remembers in this tab who signed in, so that signing in again asks for the password only.
pub fn keep_name(name: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _kept = storage.set_item(NAME, name);
    }
}

/// Who signed in within this tab.
pub fn signed_in_name() -> String {
    window().session_storage().ok().flatten().and_then(|storage| storage.get_item(NAME).ok().flatten()).unwrap_or_default()
}
