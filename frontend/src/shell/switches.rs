use crate::i18n::{language, t};
use crate::session::use_session;
use crate::theme;
use crate::ui::icon::{Icon, icon};
use contract::organisation::Theme;
use leptos::prelude::*;
use locale::{Language, shell};

/// 简体中文, English, 繁體中文: every text changes at once.
pub fn language_switch() -> impl IntoView {
    let session = use_session();
    Language::ALL
        .into_iter()
        .map(|one| {
            view! {
                <button type="button" class="option" aria-pressed=move || (language() == one).to_string() lang=one.tag()
                    on:click=move |_| session.prefer(Some(one), theme::chosen())>
                    {icon(Icon::Globe)}<span>{one.own_name()}</span>
                    {move || (language() == one).then(|| icon(Icon::Check))}
                </button>
            }
        })
        .collect::<Vec<_>>()
}

/// As the device has it, light, dark.
pub fn theme_switch() -> impl IntoView {
    let session = use_session();
    let now = RwSignal::new(theme::chosen());
    [
        (Theme::System, shell::THEME_SYSTEM, Icon::Device),
        (Theme::Light, shell::THEME_LIGHT, Icon::Sun),
        (Theme::Dark, shell::THEME_DARK, Icon::Moon),
    ]
    .into_iter()
    .map(|(theme, label, picture)| {
        view! {
            <button type="button" class="option" aria-pressed=move || (now.get() == theme).to_string()
                on:click=move |_| { now.set(theme); session.prefer(None, theme); }>
                {icon(picture)}<span>{t(label)}</span>
                {move || (now.get() == theme).then(|| icon(Icon::Check))}
            </button>
        }
    })
    .collect::<Vec<_>>()
}
