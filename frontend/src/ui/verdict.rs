use crate::i18n::t;
use crate::ui::fields::{Field, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use client::ClientError;
use contract::approvals::Verdict;
use leptos::prelude::*;
use locale::ui;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;
use validator::Validate;

/// Sends a verdict with its remark.
pub type Send<R> = Rc<dyn Fn(Verdict, String, Uuid) -> Pin<Box<dyn Future<Output = Result<R, ClientError>>>>>;

#[derive(Validate)]
struct Answer {
    verdict: Verdict,
    #[validate(custom(function = "contract::values::is_printable"))]
    remark: String,
}

/// Approve at once, or return with a reason that is asked for in place.
pub fn verdict<R: 'static>(send: Send<R>, done: impl Fn(Verdict, R) + Copy + std::marker::Send + Sync + 'static) -> AnyView {
    let send = StoredValue::new_local(send);
    let form = Form::new([]);
    let returning = RwSignal::new(false);
    let answer = move |verdict: Verdict| {
        form.submit(
            move |read| {
                let remark = read.text("/remark");
                if verdict == Verdict::Return {
                    read.must("/remark", read.given("/remark"), String::new());
                }
                Answer { verdict, remark }
            },
            move |answer, key| send.with_value(|send| send(answer.verdict, answer.remark, key)),
            move |reply| done(verdict, reply),
        );
    };
    let submit = move |()| answer(if returning.get_untracked() { Verdict::Return } else { Verdict::Approve });
    let buttons = move || {
        if returning.get() {
            view! {
                <Field at="/remark" label=ui::RETURN_REASON kind=Kind::Lines must=true />
                <div class="form-foot">
                    <button type="submit" class="button danger" aria-busy=move || form.busy().to_string()>{icon(Icon::Undo)}{t(ui::RETURN)}</button>
                    <button type="button" class="button quiet" on:click=move |_| returning.set(false)>{t(ui::CANCEL)}</button>
                </div>
            }
            .into_any()
        } else {
            view! {
                <Field at="/remark" label=ui::REMARK kind=Kind::Lines />
                <div class="form-foot">
                    <button type="submit" class="button primary" aria-busy=move || form.busy().to_string()>{icon(Icon::Check)}{t(ui::APPROVE)}</button>
                    <button type="button" class="button danger" on:click=move |_| returning.set(true)>{icon(Icon::Undo)}{t(ui::RETURN)}</button>
                </div>
            }
            .into_any()
        }
    };
    view! { <FormFrame form on_submit=submit>{buttons}</FormFrame> }.into_any()
}
