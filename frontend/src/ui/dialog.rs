use crate::i18n::t;
use crate::ui::icon::{Icon, icon};
use leptos::html;
use leptos::prelude::*;
use locale::{Key, ui};

/// A dialog over the page while `open` is true; the browser keeps and returns the focus. Its content is made anew at each opening.
#[component]
pub fn Dialog(open: RwSignal<bool>, title: Key, children: ChildrenFn) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| follow(element, open));
    view! {
        <dialog class="dialog" node_ref=element on:close=move |_| open.set(false) aria-label=t(title)>
            <header>
                <h2>{t(title)}</h2>
                <button type="button" class="button quiet bare small" aria-label=t(ui::CLOSE) on:click=move |_| open.set(false)>{icon(Icon::Close)}</button>
            </header>
            <div class="body">{move || open.get().then(|| children())}</div>
        </dialog>
    }
}

/// Opens or closes the element as the signal says; tracked.
pub fn follow(element: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    let Some(dialog) = element.get() else { return };
    match (open.get(), dialog.open()) {
        (true, false) => {
            // Fails only where the element has left the page; then there is nothing to show.
            let _shown = dialog.show_modal();
        }
        (false, true) => dialog.close(),
        _ => {}
    }
}
