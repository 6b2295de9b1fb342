//! The files that prove an entered value (KPI-01).

use crate::areas::platform::attachments::attachments;
use crate::i18n::tell;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use contract::SubjectKind;
use contract::kpi::entries::Entry;
use leptos::prelude::*;
use locale::entries_ui as text;

/// Opens the files of an entry, to read and to add to.
pub fn evidence(entry: &Entry) -> AnyView {
    let open = RwSignal::new(false);
    let (id, n, label) = (entry.id, entry.files.to_string(), entry.label.clone());
    view! {
        <button type="button" class="button small quiet" aria-label=move || tell(text::EVIDENCE_OF, &[("label", &label), ("n", &n)])
            on:click=move |_| open.set(true)>{icon(Icon::Upload)}{entry.files}</button>
        <Dialog open title=text::EVIDENCE>{move || attachments(SubjectKind::KpiEntry, id)}</Dialog>
    }
    .into_any()
}
