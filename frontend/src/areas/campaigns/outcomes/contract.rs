//! A won contract with its scans, and the form that states one.

use crate::areas::finders;
use crate::areas::platform::attachments::attachments;
use crate::i18n::t;
use crate::session::{Session, use_session};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, or_unset, subject_link};
use crate::ui::toast::use_toasts;
use contract::campaigns::outcomes::{ChangeWonContract, CountedFor, ShowWonContract, StateWonContract, WonContract, WonContractForm};
use contract::{Money, SubjectKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{outcomes_ui as text, ui};
use uuid::Uuid;

/// A won contract.
pub fn contract() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowWonContract>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.number.clone()).unwrap_or_else(|| t(text::CONTRACT)().to_owned()));
    view! { <div class="page">{it.view(move |data| draw(session, data, it))}</div> }
}

fn draw(session: Session, it: &WonContract, remote: Remote<WonContract>) -> AnyView {
    let open = RwSignal::new(false);
    let kept = StoredValue::new(it.clone());
    let saved = Callback::new(move |now| {
        open.set(false);
        remote.set(now);
    });
    let edit = it.editable.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(ui::EDIT)}</button>
            <Dialog open title=text::CONTRACT>{move || form(session, Some(kept.get_value()), saved, open)}</Dialog>
        }
    });
    let counted = |one: &CountedFor| {
        let campaign = one.campaign.as_ref().map_or_else(|| t(text::OTHER_CAMPAIGN).into_any(), subject_link);
        view! { <li class="flex justify-between gap-3">{campaign}<b>{one.amount.to_string()}</b></li> }
    };
    let counts: Vec<_> = it.counts_for.iter().map(counted).collect();
    let counts = if counts.is_empty() {
        view! { <p class="text-ink-2">{t(text::COUNTS_FOR_NONE)}</p> }.into_any()
    } else {
        view! { <ul>{counts}</ul> }.into_any()
    };
    let unproven = (it.files == 0).then(|| notice("ochre", t(text::UNPROVEN_NOTE)));
    let body = view! {
        <dl class="facts">
            {fact(text::CUSTOMER, subject_link(&it.customer))}
            {fact(text::SIGNED_ON, day(it.signed_on))}
            {fact(text::CONTRACT_AMOUNT, it.amount.to_string())}
            {fact(text::ENTERED_BY, person(&it.entered_by.name))}
            {wide_fact(text::REMARK, or_unset(it.remark.clone()))}
        </dl>
    };
    view! {
        {record_head(it.number.clone(), (), edit)}
        {unproven}
        <div class="grid gap-4">
            {sheet(text::CONTRACT, (), body)}
            {sheet(text::COUNTS_FOR, (), counts)}
            {attachments(SubjectKind::WonContract, it.id)}
        </div>
    }
    .into_any()
}

/// States a contract.
pub fn state(session: Session, changed: Callback<()>) -> AnyView {
    let open = RwSignal::new(false);
    let saved = Callback::new(move |_: WonContract| {
        open.set(false);
        changed.run(());
    });
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::STATE)}</button>
        <Dialog open title=text::STATE>{move || form(session, None, saved, open)}</Dialog>
    }
    .into_any()
}

fn form(session: Session, it: Option<WonContract>, saved: Callback<WonContract>, open: RwSignal<bool>) -> AnyView {
    let toasts = use_toasts();
    let seen = it.as_ref().map(|it| (it.id, it.version));
    let chosen = it.as_ref().map(|it| it.customer.title.clone()).unwrap_or_default();
    let start = it.map(|it| {
        [
            ("/number", it.number),
            ("/customer_id", it.customer.id.to_string()),
            ("/signed_on", it.signed_on.to_string()),
            ("/amount", it.amount.amount.normalize().to_string()),
            ("/remark", it.remark),
        ]
    });
    let form = Form::new(start.into_iter().flatten());
    let read = |read: &Reader| WonContractForm {
        number: read.text("/number"),
        customer_id: read.must("/customer_id", read.value("/customer_id"), Uuid::nil()),
        signed_on: read.must("/signed_on", read.value("/signed_on"), chrono::NaiveDate::default()),
        amount: read.must("/amount", read.money("/amount"), Money::from_cents(0)),
        remark: read.text("/remark"),
    };
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<ChangeWonContract>(&[&id], Some(version), key, &body).await,
                    None => session.write::<StateWonContract>(&[], None, key, &body).await,
                }
            },
            move |now: WonContract| {
                toasts.say(t(text::SAVED)());
                saved.run(now);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <p class="text-ink-2">{t(text::STATE_HINT)}</p>
            <Field at="/number" label=text::NUMBER must=true />
            <Picker at="/customer_id" label=text::CUSTOMER find=finders::customers(session) must=true chosen=chosen />
            <div class="pair">
                <Field at="/signed_on" label=text::SIGNED_ON kind=Kind::Date must=true />
                <Field at="/amount" label=text::CONTRACT_AMOUNT kind=Kind::Money must=true />
            </div>
            <Field at="/remark" label=text::REMARK kind=Kind::Lines />
            <FormFoot save=ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
