//! Acts on a record that need no form: one press, sent once.

use crate::i18n::word;
use crate::ui::icon::{Icon, icon};
use crate::ui::toast::use_toasts;
use client::ClientError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// Sends the act under an idempotency key.
pub type SendAct<R> = Rc<dyn Fn(Uuid) -> Pin<Box<dyn Future<Output = Result<R, ClientError>>>>>;

/// A button that acts at once. Pressed again while it is on its way, or after a lost answer, it still acts once.
pub fn act_button<R: 'static>(
    label: &'static str,
    class: &'static str,
    picture: Icon,
    send: SendAct<R>,
    done: impl Fn(R) + Copy + 'static,
) -> AnyView {
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(Uuid::now_v7());
    let send = StoredValue::new_local(send);
    let done = StoredValue::new_local(done);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let sending = send.with_value(|send| send(key.get_value()));
        let done = done.get_value();
        spawn_local(async move {
            match sending.await {
                Ok(reply) => done(reply),
                Err(error) => {
                    toasts.fail(&error);
                    if !matches!(error, ClientError::Offline) {
                        key.try_set_value(Uuid::now_v7());
                    }
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <button type="button" class=format!("button {class}") aria-busy=move || busy.get().to_string() on:click=press>{icon(picture)}{word(label)}</button>
    }
    .into_any()
}
