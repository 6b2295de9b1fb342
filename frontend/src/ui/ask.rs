//! Acts that cannot be taken back: what follows is told first, and the act is sent from there.

use super::act::{SendAct, act_button};
use super::dialog::Dialog;
use super::icon::{Icon, icon};
use crate::i18n::{t, word};
use leptos::prelude::*;
use locale::{Key, ui};
use std::rc::Rc;

/// A button that opens a question; the same button there sends the act once. The question goes away with the answer.
pub fn ask_button<R: 'static>(
    label: &'static str,
    class: &'static str,
    picture: Icon,
    title: Key,
    question: impl Fn() -> String + Clone + Send + Sync + 'static,
    send: SendAct<R>,
    done: impl Fn(R) + Copy + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let send = StoredValue::new_local(send);
    let done = StoredValue::new_local(done);
    let body = move || {
        let closing: SendAct<R> = Rc::new(move |key| {
            let sending = send.with_value(|send| send(key));
            Box::pin(async move {
                let answer = sending.await;
                open.try_set(false);
                answer
            })
        });
        view! {
            <p class="prose mb-4">{question.clone()}</p>
            <div class="form-foot">
                {act_button(label, "primary", picture, closing, move |now| done.get_value()(now))}
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>{t(ui::CANCEL)}</button>
            </div>
        }
    };
    view! {
        <button type="button" class=format!("button {class}") on:click=move |_| open.set(true)>{icon(picture)}{word(label)}</button>
        <Dialog open title>{body.clone()}</Dialog>
    }
    .into_any()
}
