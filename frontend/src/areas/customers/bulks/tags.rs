use super::typed_tags;
use crate::i18n::{t, tell};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::toast::use_toasts;
use client::ClientError;
use contract::customers::{Bulk, BulkDeed, Customer, CustomerAction, NewBulk, PlanBulk, RunBulk};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::bulk_ui as text;
use uuid::Uuid;

/// The tags of one customer; who may change the file adds and takes them here.
pub fn tags(customer: &Customer, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = customer.id;
    let may = customer.actions.contains(&CustomerAction::Edit);
    let chips: Vec<_> = customer
        .tags
        .iter()
        .map(|name| {
            let gone = StoredValue::new(name.clone());
            let take = move |_| {
                spawn_local(async move {
                    match change(session, id, BulkDeed::Untag, vec![gone.get_value()], Uuid::now_v7()).await {
                        Ok(_) => changed.run(()),
                        Err(error) => toasts.fail(&error),
                    }
                });
            };
            let label = move || tell(text::TAKE_TAG, &[("name", &gone.get_value())]);
            let close = may.then(|| {
                view! { <button type="button" class="button quiet bare small" aria-label=label on:click=take>{icon(Icon::Close)}</button> }
            });
            view! { <span class="flex items-center">{tag(Tone::Indigo, name.clone())}{close}</span> }
        })
        .collect();
    let none = (chips.is_empty()).then(|| view! { <p class="text-ink-3">{t(text::NO_TAGS)}</p> });
    let add = may.then(|| {
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                |read| wanted(id, BulkDeed::Tag, typed_tags(&read.text("/tags"))),
                move |body: NewBulk, key| async move { change(session, id, body.deed, body.tags, key).await },
                move |_: Bulk| changed.run(()),
            );
        };
        view! { <FormFrame form on_submit=submit><Field at="/tags" label=text::TAGS hint=text::TAGS_HINT /><FormFoot save=text::ADD_TAGS /></FormFrame> }
    });
    sheet(text::TAGS, (), view! { {none}<div class="flex flex-wrap gap-2 mb-3">{chips}</div>{add} })
}

fn wanted(id: Uuid, deed: BulkDeed, tags: Vec<String>) -> NewBulk {
    NewBulk { deed, ids: vec![id], query: None, person_id: None, reason: String::new(), tags }
}

async fn change(session: Session, id: Uuid, deed: BulkDeed, tags: Vec<String>, key: Uuid) -> Result<Bulk, ClientError> {
    let plan = session.write::<PlanBulk>(&[], None, key, &wanted(id, deed, tags)).await?;
    session.write::<RunBulk>(&[&plan.id], None, plan.id, &()).await
}
