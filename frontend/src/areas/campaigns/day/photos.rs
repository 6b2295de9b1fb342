//! Photos of a step, a safety check or an incident.

use crate::areas::platform::attachments::attachments;
use crate::i18n::tell;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use contract::SubjectKind;
use leptos::prelude::*;
use locale::run_sheet_ui as text;
use uuid::Uuid;

/// The button that opens them.
pub fn photos(kind: SubjectKind, id: Uuid, count: u32) -> AnyView {
    let open = RwSignal::new(false);
    let count = count.to_string();
    view! {
        <button type="button" class="button quiet small" on:click=move |_| open.set(true)>
            {icon(Icon::Sheet)}{move || tell(text::PHOTOS_OF, &[("n", &count)])}
        </button>
        <Dialog open title=text::PHOTOS>{move || attachments(kind, id)}</Dialog>
    }
    .into_any()
}
