use crate::i18n::t;
use crate::ui::problem::{drawing, failure};
use client::ClientError;
use leptos::prelude::*;
use locale::Key;

/// Something the server holds, for one page: fetched again whenever a signal read by the fetcher changes.
pub struct Remote<T: 'static> {
    resource: LocalResource<Result<T, ClientError>>,
    running: RwSignal<u32>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Remote<T> {}

/// Fetches now and whenever `fetch` reads a signal that changed. Old data stays until the new is there.
pub fn remote<T: 'static, F: Future<Output = Result<T, ClientError>> + 'static>(fetch: impl Fn() -> F + 'static) -> Remote<T> {
    let running = RwSignal::new(0u32);
    let resource = LocalResource::new(move || {
        let answer = fetch();
        async move {
            // A page that is left takes the signal with it; then nobody asks any more.
            let _begun = running.try_update(|n| *n += 1);
            let answer = answer.await;
            let _ended = running.try_update(|n| *n = n.saturating_sub(1));
            answer
        }
    });
    Remote { resource, running }
}

impl<T: 'static> Remote<T> {
    /// Asks the server again.
    pub fn refetch(self) {
        self.resource.refetch();
    }

    /// Takes a newer state that an action brought back.
    pub fn set(self, value: T) {
        self.resource.set(Some(Ok(value)));
    }

    /// True while an answer is awaited; tracked.
    pub fn busy(self) -> bool {
        self.running.get() > 0
    }

    /// Looks at the data, where it is there; tracked.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        self.resource.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().ok()).map(look))
    }

    /// Draws the data, a skeleton before it, or what went wrong.
    pub fn view(self, draw: impl Fn(&T) -> AnyView + Send + 'static) -> AnyView {
        let shown = move || {
            self.resource.with(|answer| match answer {
                None => skeleton(6).into_any(),
                Some(Ok(data)) => draw(data),
                Some(Err(error)) => failure(error, move || self.refetch()),
            })
        };
        view! { <div aria-busy=move || self.busy().to_string() class:stale=move || self.busy()>{shown}</div> }.into_any()
    }
}

/// Grey lines where text will be; they show themselves after 200 ms.
pub fn skeleton(lines: usize) -> impl IntoView {
    let lines: Vec<_> = (0..lines).map(|_| view! { <i></i> }).collect();
    view! { <div class="skeleton" aria-hidden="true">{lines}</div> }
}

/// Nothing here: says why and offers the one sensible thing to do.
pub fn empty(title: Key, hint: Key, action: impl IntoView + 'static) -> AnyView {
    view! { <div class="blank">{drawing()}<h2>{t(title)}</h2><p>{t(hint)}</p><div class="offers">{action}</div></div> }.into_any()
}
