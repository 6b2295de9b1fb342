//! The pages, one module per area, one folder per slice: `<area>/<slice>/{list,show,edit}.rs`.

pub mod access;
pub mod approvals;
pub mod campaigns;
pub mod complaints;
pub mod customers;
pub mod dashboard;
pub mod days;
pub mod finders;
pub mod home;
pub mod inbox;
pub mod kpi;
pub mod organisation;
pub mod platform;
pub mod workday;

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::remote::empty;
use contract::permission::Permission;
use leptos::prelude::*;
use locale::shell;

/// A page that begins something, for those whose permissions (as the server names them) allow it; others learn why not.
pub fn needs<V: IntoView + 'static>(permission: Permission, page: fn() -> V) -> AnyView {
    if use_session().may(permission) {
        return page().into_any();
    }
    crate::ui::record::page_title(move || t(shell::NO_RIGHT)().to_owned());
    view! { <div class="page">{empty(shell::NO_RIGHT, shell::NO_RIGHT_HINT, view! { <a class="button" href="/">{t(shell::HOME)}</a> })}</div> }.into_any()
}

/// An address that leads nowhere.
pub fn not_found() -> impl IntoView {
    crate::ui::record::page_title(move || t(shell::NO_SUCH_PAGE)().to_owned());
    view! {
        <div class="page">{empty(shell::NO_SUCH_PAGE, shell::NO_SUCH_PAGE_HINT, view! { <a class="button" href="/">{t(shell::HOME)}</a> })}</div>
    }
}
