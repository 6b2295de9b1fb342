//! The work places: an agent's desk, the manager's board, the director's view.

mod board;
mod overview;
mod queue;

pub use board::show as board;
pub use overview::show as overview;
pub use queue::{next, show as desk};

use crate::i18n::t;
use crate::session::use_session;
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use locale::{Key, desk_ui as text};

/// The switch between the work places that the person has.
pub fn tabs() -> AnyView {
    let session = use_session();
    let path = use_location().pathname;
    let tabs: [(&str, Key, Permission); 5] = [
        ("/service-desk", text::DESK, Permission::ComplaintExecute),
        ("/service-desk/board", text::BOARD, Permission::ComplaintAssign),
        ("/service-desk/overview", text::OVERVIEW, Permission::ComplaintAssign),
        ("/complaints?view=list", text::ALL, Permission::ComplaintRead),
        ("/complaint-analysis", text::ANALYSIS, Permission::ComplaintRead),
    ];
    let link = move |(to, label, needs): (&'static str, Key, Permission)| {
        let at = to.split('?').next().unwrap_or(to);
        let current = move || path.with(|path| path == at).then_some("page");
        session.may(needs).then(|| view! { <a href=to aria-current=current>{t(label)}</a> })
    };
    let links = move || tabs.into_iter().map(link).collect::<Vec<_>>();
    view! { <nav class="tabs" aria-label=t(text::PLACES)>{links}</nav> }.into_any()
}
