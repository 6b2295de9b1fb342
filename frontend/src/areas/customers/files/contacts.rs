use super::reveal::masked;
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::avatar;
use crate::ui::record::sheet;
use crate::ui::toast::use_toasts;
use contract::customers::{AddContact, ConfidentialField, Contact, ContactForm, Customer, CustomerAction, EditContact, Influence};
use leptos::prelude::*;
use locale::customers_ui as customers;

/// Who there is at the customer (CRM-02), and a dialog to add or change one.
pub fn contacts(customer: &Customer, changed: Callback<()>) -> AnyView {
    let may_edit = customer.actions.contains(&CustomerAction::Edit);
    let may_reveal = customer.actions.contains(&CustomerAction::Reveal);
    let open = RwSignal::new(false);
    let edited = RwSignal::new(None::<Contact>);
    let id = customer.id;
    let rows: Vec<_> = customer
        .contacts
        .iter()
        .map(|contact| {
            let phone = contact.phone.as_ref().map(|phone| masked(id, Some(contact.id), ConfidentialField::Phone, phone, may_reveal));
            let shown = contact.clone();
            let edit = may_edit.then(|| {
                view! {
                    <button type="button" class="button quiet bare small" aria-label=t(customers::EDIT_CONTACT)
                        on:click=move |_| { edited.set(Some(shown.clone())); open.set(true); }>{icon(Icon::Edit)}</button>
                }
            });
            view! {
                <li>
                    {avatar(&contact.name, true)}
                    <div class="grow">
                        <b class="font-medium">{contact.name.clone()}</b>
                        " "
                        {contact.influence.map(|influence| tag(tone(influence), word(influence.text_path())))}
                        <small class="block">{[contact.post.clone(), contact.email.clone()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ")}</small>
                    </div>
                    {phone}
                    {edit}
                </li>
            }
        })
        .collect();
    let none = rows.is_empty().then(|| view! { <p class="none">{t(customers::NO_CONTACTS)}</p> });
    let add = may_edit.then(|| {
        view! {
            <button type="button" class="button quiet small" on:click=move |_| { edited.set(None); open.set(true); }>{icon(Icon::Plus)}{t(customers::ADD_CONTACT)}</button>
        }
    });
    view! {
        {sheet(customers::CONTACTS, add, view! { <ul class="rows -m-4">{rows}</ul>{none} })}
        <Dialog open title=customers::CONTACT>{move || contact_form(id, edited.get_untracked(), open, changed)}</Dialog>
    }
    .into_any()
}

fn tone(influence: Influence) -> Tone {
    match influence {
        Influence::DecisionMaker => Tone::Jade,
        Influence::Influencer => Tone::Indigo,
        Influence::User => Tone::Calm,
    }
}

fn read(read: &Reader) -> ContactForm {
    ContactForm {
        name: read.text("/name"),
        post: read.text("/post"),
        phone: read.given("/phone"),
        email: read.text("/email"),
        influence: read.value("/influence"),
    }
}

fn contact_form(customer: uuid::Uuid, contact: Option<Contact>, open: RwSignal<bool>, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let start = contact.clone().map(|c| {
        let influence = c.influence.map(|i| i.word().to_owned()).unwrap_or_default();
        [("/name", c.name), ("/post", c.post), ("/email", c.email), ("/influence", influence)]
    });
    let form = Form::new(start.into_iter().flatten());
    let seen = contact.map(|contact| (contact.id, contact.version));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditContact>(&[&id], Some(version), key, &body).await,
                    None => session.write::<AddContact>(&[&customer], None, key, &body).await,
                }
            },
            move |_: Contact| {
                open.set(false);
                toasts.say(t(customers::CONTACT_SAVED)());
                changed.run(());
            },
        );
    };
    let hint = seen.is_some().then_some(customers::PHONE_KEPT);
    view! {
        <FormFrame form on_submit=submit>
            <div class="pair">
                <Field at="/name" label=customers::CONTACT_NAME must=true />
                <Field at="/post" label=customers::CONTACT_POST />
            </div>
            <div class="pair">
                <Field at="/phone" label=customers::PHONE kind=Kind::Phone hint=hint />
                <Field at="/email" label=customers::EMAIL kind=Kind::Email />
            </div>
            <Pick at="/influence" label=customers::INFLUENCE choices=crate::choices!(Influence) />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
