//! The single-page application. Start at [`app`] for the pages, at [`session`] for sign-in and calls, at [`ui`] for the parts.

mod app;
mod areas;
mod clock;
mod device;
mod format;
mod i18n;
mod session;
mod shell;
mod theme;
mod ui;

fn main() {
    i18n::choose_language(theme::language());
    theme::choose(theme::chosen());
    leptos::mount::mount_to_body(app::App);
}
