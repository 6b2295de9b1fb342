use crate::i18n::t;
use crate::ui::problem::error_text;
use client::ClientError;
use leptos::prelude::*;
use locale::ui;
use std::time::Duration;

/// Long enough to read and to reach for undo.
const SHOWN_FOR: Duration = Duration::from_secs(7);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    bad: bool,
    undo: Option<Callback<()>>,
}

/// Short messages at the edge of the screen; readers hear them.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

/// The toasts from the context.
pub fn use_toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// None yet.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) }
    }

    /// Something is done.
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), false, None);
    }

    /// Something is done and can be undone for a while: instead of asking "are you sure".
    pub fn undoable(self, text: impl Into<String>, undo: Callback<()>) {
        self.show(text.into(), false, Some(undo));
    }

    /// Something failed.
    pub fn fail(self, error: &ClientError) {
        self.show(error_text(error), true, None);
    }

    fn show(self, text: String, bad: bool, undo: Option<Callback<()>>) {
        self.last.update_value(|n| *n += 1);
        let id = self.last.get_value();
        self.shown.update(|shown| shown.push(Toast { id, text, bad, undo }));
        set_timeout(move || self.drop(id), SHOWN_FOR);
    }

    fn drop(self, id: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <div class="toast" class:bad=toast.bad>
                    <span>{toast.text}</span>
                    {toast
                        .undo
                        .map(|undo| view! {
                            <button type="button" on:click=move |_| { toasts.drop(toast.id); undo.run(()); }>{t(ui::UNDO)}</button>
                        })}
                    <button type="button" aria-label=t(ui::DISMISS) on:click=move |_| toasts.drop(toast.id)>"✕"</button>
                </div>
            </For>
        </div>
    }
}
