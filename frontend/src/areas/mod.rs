//! The pages, one module per area, one folder per slice: `<area>/<slice>/{list,show,edit}.rs`.

pub mod campaigns;
pub mod complaints;
pub mod customers;
pub mod finders;
pub mod home;
pub mod inbox;
pub mod kpi;
pub mod platform;

use crate::i18n::t;
use crate::ui::problem::drawing;
use leptos::prelude::*;
use locale::shell;

/// An address that leads nowhere.
pub fn not_found() -> impl IntoView {
    crate::ui::record::page_title(move || t(shell::NO_SUCH_PAGE)().to_owned());
    view! {
        <div class="page">
            <div class="blank">
                {drawing()}
                <h2>{t(shell::NO_SUCH_PAGE)}</h2>
                <p>{t(shell::NO_SUCH_PAGE_HINT)}</p>
                <a class="button" href="/">{t(shell::HOME)}</a>
            </div>
        </div>
    }
}
