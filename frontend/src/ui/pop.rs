use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A panel under its button; a press elsewhere or Escape closes it. `side`: `""`, `"end"`, `"up"`.
#[component]
pub fn Pop(
    open: RwSignal<bool>,
    #[prop(optional)] side: &'static str,
    /// The button; it toggles `open` itself.
    handle: AnyView,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let elsewhere = window_event_listener(leptos::ev::mousedown, move |event| {
        let inside = element.get_untracked().zip(event.target()).is_some_and(|(here, target)| here.contains(target.dyn_ref()));
        if !inside && open.try_get_untracked() == Some(true) {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
        }
    };
    // Whoever goes somewhere from here is done here.
    let leave = move |event: leptos::ev::MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if pressed.is_some_and(|element| matches!(element.closest("a[href]"), Ok(Some(_)))) {
            open.set(false);
        }
    };
    view! {
        <div class=format!("pop {side}") node_ref=element on:keydown=on_key>
            {handle}
            {move || open.get().then(|| view! { <div class="panel" on:click=leave>{children()}</div> })}
        </div>
    }
}
