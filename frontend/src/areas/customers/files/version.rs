//! The version of the key fields that waits beside the approved one, side by side (CRM-03).

use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::text::{ago, or_unset};
use crate::ui::toast::use_toasts;
use crate::ui::verdict::verdict;
use contract::approvals::Verdict;
use contract::customers::{Customer, CustomerAction, KeyField, Proposal, ProposalStatus, Review, ReviewCustomer, WithdrawProposal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::customers_ui as customers;
use std::rc::Rc;
use uuid::Uuid;

/// What was proposed beside what is in force; the verdict for who reviews, giving it up for who proposed it.
pub fn pending(customer: &Customer, remote: Remote<Customer>) -> Option<AnyView> {
    let proposal = customer.proposal.as_ref()?;
    let lines: Vec<_> = proposal.differs.iter().map(|field| line(*field, customer, proposal)).collect();
    let (name, at) = (proposal.proposed_by.name.clone(), proposal.proposed_at);
    let by = move || tell(customers::PENDING_BY, &[("name", &name), ("at", &ago(at)())]);
    let returned = (proposal.status == ProposalStatus::Returned)
        .then(|| notice("cinnabar", view! { <b>{t(customers::VERSION_RETURNED)}</b>" "{proposal.remark.clone()} }));
    let judge = customer.actions.contains(&CustomerAction::Review).then(|| judge(customer, remote));
    let give_up = customer.actions.contains(&CustomerAction::Withdraw).then(|| give_up(customer, remote));
    let body = view! {
        {returned}
        <p class="mb-3 text-ink-2">{by}</p>
        <table class="ledger cards">
            <thead><tr>
                <th scope="col">{t(customers::DIFFERS)}</th>
                <th scope="col">{t(customers::IN_FORCE)}</th>
                <th scope="col">{t(customers::PROPOSED)}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table>
        <div class="mt-3">{judge}{give_up}</div>
    };
    Some(sheet(customers::PENDING_VERSION, badge(proposal.status), body))
}

fn line(field: KeyField, now: &Customer, then: &Proposal) -> AnyView {
    let tier = |tier: contract::customers::Tier| word(tier.text_path()).into_any();
    let (old, new) = match field {
        KeyField::Name => (or_unset(now.name.clone()), or_unset(then.name.clone())),
        KeyField::CreditCode => {
            (or_unset(now.credit_code.clone().unwrap_or_default()), or_unset(then.credit_code.clone().unwrap_or_default()))
        }
        KeyField::Tier => (tier(now.tier), tier(then.tier)),
    };
    view! {
        <tr>
            <th scope="row" class="first">{word(field.text_path())}</th>
            <td data-label=t(customers::IN_FORCE)><del>{old}</del></td>
            <td data-label=t(customers::PROPOSED)><ins>{new}</ins></td>
        </tr>
    }
    .into_any()
}

fn judge(customer: &Customer, remote: Remote<Customer>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (customer.id, customer.version);
    let send: crate::ui::verdict::Send<Customer> = Rc::new(move |verdict, remark, key| {
        Box::pin(async move { session.write::<ReviewCustomer>(&[&id], Some(version), key, &Review { verdict, remark }).await })
    });
    let done = move |verdict: Verdict, now: Customer| {
        let said = if verdict == Verdict::Approve { customers::VERSION_APPROVED_SAID } else { customers::REVIEW_RETURNED_SAID };
        toasts.say(tell(said, &[("name", &now.name)]));
        remote.set(now);
    };
    verdict(send, done)
}

fn give_up(customer: &Customer, remote: Remote<Customer>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (customer.id, customer.version);
    let withdraw = move |_| {
        spawn_local(async move {
            match session.write::<WithdrawProposal>(&[&id], Some(version), Uuid::now_v7(), &()).await {
                Ok(now) => {
                    toasts.say(t(customers::WITHDRAWN_SAID)());
                    remote.set(now);
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! { <button type="button" class="button small" on:click=withdraw>{icon(Icon::Undo)}{t(customers::WITHDRAW)}</button> }.into_any()
}

/// What is said after a file was saved.
pub fn saved(now: &Customer) -> String {
    let waits = now.proposal.as_ref().is_some_and(|proposal| proposal.status == ProposalStatus::Pending);
    tell(if waits { customers::SAVED_PENDING_SAID } else { customers::SAVED_SAID }, &[("name", &now.name)])
}

/// The word of a change that stands beside a file, in a list.
pub fn mark(status: ProposalStatus) -> AnyView {
    view! { <span class="ml-1" title=word_now(status.text_path())>{badge(status)}</span> }.into_any()
}
