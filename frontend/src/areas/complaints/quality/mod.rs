//! What cases teach: nonconformities and corrective actions (CPL-07, CPL-08).

mod action_show;
mod actions;
mod nonconformities;
mod nonconformity_show;
mod statistics;

pub use action_show::show as action;
pub use actions::{list as actions, new as new_action};
pub use nonconformities::{list as nonconformities, new as new_nonconformity};
pub use nonconformity_show::show as nonconformity;
pub use statistics::{panel, show as statistics};

use crate::i18n::t;
use leptos::prelude::*;
use locale::{Key, quality_ui as text};

/// The switch between the two lists and their figures.
pub(super) fn tabs(at: &'static str) -> AnyView {
    let tabs: [(&str, Key); 3] = [
        ("/nonconformities", text::NONCONFORMITIES),
        ("/corrective-actions", text::ACTIONS),
        ("/nonconformities/statistics", text::STATISTICS),
    ];
    let link = |(path, label): (&'static str, Key)| view! { <a href=path aria-current=(path == at).then_some("true")>{t(label)}</a> };
    view! { <div class="segments" role="group">{tabs.into_iter().map(link).collect::<Vec<_>>()}</div> }.into_any()
}
