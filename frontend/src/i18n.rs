//! The chosen language and texts that follow it: a switch changes every text on the screen without a reload.

use contract::permission::Permission;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use locale::{Key, Language};

thread_local! {
    static LANGUAGE: ArcRwSignal<Language> = ArcRwSignal::new(Language::default());
}

/// The language of the screen; tracked where somebody follows, so that handlers may ask, too.
pub fn language() -> Language {
    LANGUAGE.with(|language| if Observer::get().is_some() { language.get() } else { language.get_untracked() })
}

/// Changes the language of the screen, of its `lang` mark and of the answers to come.
pub fn choose_language(language: Language) {
    LANGUAGE.with(|signal| signal.set(language));
}

/// A text that follows the language.
pub fn t(key: Key) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || key.text(language())
}

/// A text with its arguments, in the language of the moment; tracked.
pub fn tell(key: Key, arguments: &[(&str, &str)]) -> String {
    key.with(language(), arguments)
}

/// The text of a vocabulary's word by its `text_path()`; follows the language.
pub fn word(path: &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || word_now(path)
}

/// The text of a vocabulary's word; tracked. A word without text shows as itself.
pub fn word_now(path: &'static str) -> &'static str {
    match locale::find(path) {
        Some(key) => key.text(language()),
        None => path.rsplit('.').next().unwrap_or(path),
    }
}

/// What a permission is called.
pub fn permission_text(permission: Permission) -> String {
    let path = format!("permissions.{}", permission.word().replace('.', "_"));
    locale::find(&path).map_or_else(|| permission.word().to_owned(), |key| key.text(language()).to_owned())
}
