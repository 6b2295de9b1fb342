use super::{refused, typed_tags};
use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::RefetchList;
use crate::ui::picker::Picker;
use crate::ui::selection::Selection;
use crate::ui::toast::use_toasts;
use contract::customers::{Bulk, BulkDeed, NewBulk, PlanBulk, RunBulk, UndoBulk};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::bulk_ui as text;
use std::rc::Rc;
use uuid::Uuid;

const DEEDS: [(BulkDeed, Permission, Icon); 4] = [
    (BulkDeed::Assign, Permission::CustomerAssign, Icon::Right),
    (BulkDeed::Return, Permission::CustomerAssign, Icon::Down),
    (BulkDeed::Tag, Permission::CustomerEdit, Icon::Plus),
    (BulkDeed::Untag, Permission::CustomerEdit, Icon::Close),
];

/// What can be done with the chosen customers; in sight while some are chosen.
pub fn bar(selection: Selection) -> AnyView {
    let session = use_session();
    let open = RwSignal::new(false);
    let deed = RwSignal::new(BulkDeed::Tag);
    let refetch = use_context::<RefetchList>();
    let buttons = move || {
        let may = DEEDS.into_iter().filter(|(_, permission, _)| session.may(*permission));
        may.map(|(which, _, picture)| {
            let begin = move |_| {
                deed.set(which);
                open.set(true);
            };
            view! { <button type="button" class="button small" on:click=begin>{icon(picture)}{word(which.text_path())}</button> }
        })
        .collect::<Vec<_>>()
    };
    let whole = move || {
        (!selection.is_whole()).then(|| {
            view! { <button type="button" class="button quiet small" on:click=move |_| selection.take_whole()>{t(text::TAKE_WHOLE)}</button> }
        })
    };
    let shown = move || {
        let n = selection.said()?;
        Some(view! {
            <div class="toolbar" role="group" aria-label=t(text::TITLE)>
                <b role="status">{move || tell(text::CHOSEN, &[("n", &n)])}</b>
                {whole}
                {buttons}
                <button type="button" class="button quiet small" on:click=move |_| selection.clear()>{t(text::CLEAR)}</button>
                <a class="button quiet small" href="/customer-bulks">{t(text::LAST)}</a>
            </div>
        })
    };
    view! {
        {shown}
        <Dialog open title=text::TITLE>{move || content(deed.get_untracked(), selection, open, refetch)}</Dialog>
    }
    .into_any()
}

fn content(deed: BulkDeed, selection: Selection, open: RwSignal<bool>, refetch: Option<RefetchList>) -> AnyView {
    let planned = RwSignal::new(None::<Bulk>);
    let draw = move || match planned.get() {
        None => form_view(deed, selection, open, planned),
        Some(bulk) => preview(&bulk, selection, open, planned, refetch),
    };
    view! { <p class="mb-3"><b>{word(deed.text_path())}</b></p>{draw} }.into_any()
}

fn form_view(deed: BulkDeed, selection: Selection, open: RwSignal<bool>, planned: RwSignal<Option<Bulk>>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| NewBulk {
                deed,
                ids: if selection.query().is_some() { Vec::new() } else { selection.ids() },
                query: selection.query(),
                person_id: if deed == BulkDeed::Assign { read.value("/person_id") } else { None },
                reason: read.text("/reason"),
                tags: typed_tags(&read.text("/tags")),
            },
            move |body, key| async move { session.write::<PlanBulk>(&[], None, key, &body).await },
            move |bulk: Bulk| planned.set(Some(bulk)),
        );
    };
    let fields = match deed {
        BulkDeed::Assign => view! {
            <Picker at="/person_id" label=locale::pool_ui::PERSON must=true find=finders::people(session, &[]) />
            <Field at="/reason" label=text::REASON />
        }
        .into_any(),
        BulkDeed::Return => view! { <Field at="/reason" label=text::REASON must=true /> }.into_any(),
        BulkDeed::Tag | BulkDeed::Untag => view! { <Field at="/tags" label=text::TAGS must=true hint=text::TAGS_HINT /> }.into_any(),
    };
    view! {
        <FormFrame form on_submit=submit>
            {fields}
            <FormFoot save=text::PREVIEW cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn preview(
    bulk: &Bulk,
    selection: Selection,
    open: RwSignal<bool>,
    planned: RwSignal<Option<Bulk>>,
    refetch: Option<RefetchList>,
) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, left_out, is_done) = (bulk.id, bulk.refused.len(), bulk.done_at.is_some());
    let again = Callback::new(move |()| {
        if let Some(RefetchList(refetch)) = refetch {
            refetch.run(());
        }
    });
    let send: SendAct<Bulk> = Rc::new(move |key| Box::pin(async move { session.write::<RunBulk>(&[&id], None, key, &()).await }));
    let done = move |now: Bulk| {
        let undo = Callback::new(move |()| {
            spawn_local(async move {
                match session.write::<UndoBulk>(&[&id], None, Uuid::now_v7(), &()).await {
                    Ok(back) => toasts.say(tell(text::UNDONE_SAID, &[("n", &back.undone.to_string())])),
                    Err(error) => toasts.fail(&error),
                }
                again.run(());
            });
        });
        toasts.undoable(tell(text::DONE_SAID, &[("n", &now.touched.to_string())]), undo);
        selection.clear();
        again.run(());
        // Where the last moment left more out than the plan had said, it stays in sight.
        if now.refused.len() > left_out {
            planned.set(Some(now));
        } else {
            open.set(false);
        }
    };
    let (touched, named) = (bulk.touched, bulk.named);
    let told = move || {
        let said = if is_done { text::DID } else { text::WOULD };
        tell(said, &[("n", &touched.to_string()), ("all", &named.to_string())])
    };
    let go = (touched > 0 && !is_done).then(|| act_button("bulk_ui.run", "primary", Icon::Check, send, done));
    view! {
        <p>{told}</p>
        {refused(bulk)}
        <div class="flex flex-wrap gap-2 mt-4">
            {go}
            <button type="button" class="button" on:click=move |_| open.set(false)>{t(locale::ui::CLOSE)}</button>
        </div>
    }
    .into_any()
}
