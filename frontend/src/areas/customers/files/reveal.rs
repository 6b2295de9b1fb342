use crate::i18n::t;
use crate::session::use_session;
use crate::ui::icon::{Icon, icon};
use crate::ui::toast::use_toasts;
use contract::Masked;
use contract::customers::{ConfidentialField, Reveal, RevealField, RevealGranted};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::customers_ui as customers;
use uuid::Uuid;

/// A confidential value: its hint, and the value itself once asked for. Asking is logged (CRM-08).
pub fn masked(customer: Uuid, contact: Option<Uuid>, field: ConfidentialField, value: &Masked, may: bool) -> AnyView {
    masked_under(None, customer, contact, field, value, may)
}

/// As [`masked`], asked for under a leave to read (CRM-06).
pub fn masked_under(
    access: Option<Uuid>,
    customer: Uuid,
    contact: Option<Uuid>,
    field: ConfidentialField,
    value: &Masked,
    may: bool,
) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let shown = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let hint = value.hint.clone();
    let ask = move |_| {
        busy.set(true);
        spawn_local(async move {
            let body = Reveal { field, contact_id: contact };
            let answer = match access {
                None => session.write::<RevealField>(&[&customer], None, Uuid::now_v7(), &body).await,
                Some(access) => session.write::<RevealGranted>(&[&access, &customer], None, Uuid::now_v7(), &body).await,
            };
            match answer {
                Ok(revealed) => shown.try_set(Some(revealed.value)),
                Err(error) => {
                    toasts.fail(&error);
                    None
                }
            };
            busy.try_set(false);
        });
    };
    let body = move || match shown.get() {
        Some(value) if field == ConfidentialField::Phone => {
            view! { <a class="link" href=format!("tel:{value}") rel="external">{value.clone()}</a> }.into_any()
        }
        Some(value) => value.into_any(),
        None => view! {
            <span>{hint.clone()}</span>
            {may.then(|| view! {
                <button type="button" class="button quiet bare small" aria-label=t(customers::REVEAL) title=t(customers::REVEAL)
                    aria-busy=move || busy.get().to_string() on:click=ask>{icon(Icon::Eye)}</button>
            })}
        }
        .into_any(),
    };
    view! { <span class="masked">{body}</span> }.into_any()
}
