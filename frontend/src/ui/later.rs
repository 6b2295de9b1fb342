//! Pages whose code the browser fetches when they are first opened: one WebAssembly file per area, what several share beside them.

use crate::ui::problem::failure;
use crate::ui::remote::skeleton;
use client::ClientError;
use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// A page, once its code is here.
pub type Loaded = Result<AnyView, SplitLoaderError>;

/// Shows a page of an area as soon as its code is here; a skeleton before, and a way to try again where it could not be fetched.
pub fn later<P, F>(open: fn(P) -> F, page: P) -> AnyView
where
    P: Copy + Send + 'static,
    F: Future<Output = Loaded> + 'static,
{
    let attempt = RwSignal::new(0u32);
    let waiting = RwSignal::new(true);
    let shown = move || {
        attempt.track();
        waiting.set(true);
        Suspend::new(SendWrapper::new(async move {
            let loaded = open(page).await;
            waiting.set(false);
            loaded.unwrap_or_else(|_| failure(&ClientError::Offline, move || attempt.update(|n| *n += 1)))
        }))
    };
    view! {
        {shown}
        <Show when=move || waiting.get()><div class="page">{skeleton(6)}</div></Show>
    }
    .into_any()
}

/// Declares the pages of an area and the name of the file that holds their code.
///
/// `open(Page::…)` fetches that file when it is not here yet, then draws the page.
#[macro_export]
macro_rules! pages {
    ($file:ident: $($page:ident => $draw:expr),+ $(,)?) => {
        /// A page of this area.
        #[derive(Clone, Copy)]
        pub enum Page { $($page),+ }

        /// Draws a page.
        #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
        pub fn open(page: Page) -> $crate::ui::later::Loaded {
            use leptos::prelude::{IntoAny, untrack};
            // What a page reads while it is drawn must not make the router draw it again.
            Ok(untrack(|| match page { $(Page::$page => ($draw)().into_any()),+ }))
        }
    };
}
