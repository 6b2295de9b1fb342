//! Two files of one customer become one, after a look at what that does (CRM-09).

use crate::areas::finders;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::record::{page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::text::{day, or_unset};
use crate::ui::toast::use_toasts;
use contract::customers::{
    Customer, ListCustomerMerges, Merge, MergeChoice, MergeCustomer, MergeField, MergePreview, MergeQuery, Merges, NewMerge, PreviewMerge,
    ShowCustomer, UndoMerge,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use locale::customers_ui as customers;
use uuid::Uuid;

const DUPLICATE: &str = "/duplicate_id";

/// Chooses the duplicate, shows what taking it in would do, and does it.
pub fn merge() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let map = use_query_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let duplicate = Memo::new(move |_| map.read().get("duplicate").and_then(|id| id.parse::<Uuid>().ok()));
    let customer = remote(move || {
        let id = id();
        async move { session.get::<ShowCustomer>(&[&id], &()).await }
    });
    page_title(move || t(customers::MERGE_TITLE)().to_owned());
    let back = move || format!("/customers/{}", id());
    let name = move || customer.with(|c| c.name.clone()).unwrap_or_default();
    let shown = move || duplicate.get().map(|duplicate| looked_at(id(), duplicate));
    view! {
        <div class="page narrow">
            <a class="crumb" href=back>{icon(Icon::Left)}{name}</a>
            <header class="page-head"><h1>{t(customers::MERGE_TITLE)}</h1><p class="lead-in">{t(customers::MERGE_LEAD)}</p></header>
            {choose(id)}
            {shown}
        </div>
    }
}

/// The duplicate stands in the URL, so that the preview can be pointed to.
fn choose(id: impl Fn() -> String + Copy + Send + Sync + 'static) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let navigate = use_navigate();
    let go = Callback::new(move |duplicate: Uuid| {
        let options = NavigateOptions { scroll: false, replace: true, ..Default::default() };
        navigate(&format!("/customers/{}/merge?duplicate={duplicate}", untrack(id)), options);
    });
    let look = move |()| {
        if let Ok(duplicate) = untrack(|| form.get(DUPLICATE)).parse::<Uuid>() {
            go.run(duplicate);
        }
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=look>
                <Picker at=DUPLICATE label=customers::MERGE_DUPLICATE must=true find=finders::customers(session) />
                <FormFoot save=customers::MERGE_PREVIEW />
            </FormFrame>
        </div>
    }
    .into_any()
}

fn looked_at(id: String, duplicate: Uuid) -> AnyView {
    let session = use_session();
    let kept = id.clone();
    let preview = remote(move || {
        let id = kept.clone();
        async move { session.get::<PreviewMerge>(&[&id], &MergeQuery { duplicate: duplicate.to_string() }).await }
    });
    preview.view(draw)
}

fn draw(preview: &MergePreview) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let taken = RwSignal::new(Vec::<MergeField>::new());
    let busy = RwSignal::new(false);
    let (kept, duplicate, version) = (preview.kept.clone(), preview.duplicate.clone(), preview.version);
    let (title, id) = (kept.title.clone(), kept.id);
    let go = Callback::new(move |()| navigate(&format!("/customers/{id}"), NavigateOptions { replace: true, ..Default::default() }));
    let confirm = move |_| {
        let form = NewMerge { duplicate_id: duplicate.id, take: taken.get_untracked() };
        let title = title.clone();
        busy.set(true);
        spawn_local(async move {
            match session.write::<MergeCustomer>(&[&id], Some(version), Uuid::now_v7(), &form).await {
                Ok(_) => {
                    toasts.say(tell(customers::MERGED_SAID, &[("name", &title)]));
                    go.run(());
                }
                Err(error) => toasts.fail(&error),
            }
            busy.set(false);
        });
    };
    let lines: Vec<_> = preview.fields.iter().map(|choice| line(choice, taken)).collect();
    let same = lines.is_empty().then(|| view! { <p class="none">{t(customers::MERGE_NO_FIELDS)}</p> });
    let counts: Vec<_> =
        preview.links.iter().map(|link| view! { <div><dt>{word(link.kind.text_path())}</dt><dd>{link.count}</dd></div> }).collect();
    let none = counts.is_empty().then(|| view! { <p class="none">{t(customers::MERGE_NO_LINKS)}</p> });
    let table = view! {
        <table class="ledger cards">
            <thead><tr>
                <th scope="col">{t(customers::MERGE_FIELD)}</th>
                <th scope="col">{preview.kept.title.clone()}</th>
                <th scope="col">{preview.duplicate.title.clone()}</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </table>
        {same}
    };
    view! {
        {sheet(customers::MERGE_FIELDS, (), table)}
        {sheet(customers::MERGE_LINKS, (), view! { <dl class="aside-list">{counts}</dl>{none} })}
        <div class="form-foot">
            <button type="button" class="button primary" aria-busy=move || busy.get().to_string() on:click=confirm>{icon(Icon::Check)}{t(customers::MERGE_DO)}</button>
        </div>
    }
    .into_any()
}

fn line(choice: &MergeChoice, taken: RwSignal<Vec<MergeField>>) -> AnyView {
    let field = choice.field;
    let take = move |event| {
        let on = event_target_checked(&event);
        taken.update(|taken| {
            taken.retain(|one| *one != field);
            if on {
                taken.push(field);
            }
        });
    };
    // A customer of the pool gets an owner only where somebody says so.
    let end = if choice.fills && field != MergeField::Owner {
        view! { <small class="block">{t(customers::MERGE_FILLS)}</small> }.into_any()
    } else {
        let chosen = move || taken.with(|taken| taken.contains(&field));
        view! { <label class="flex items-center gap-2"><input type="checkbox" prop:checked=chosen on:change=take />{t(customers::MERGE_TAKE)}</label> }
            .into_any()
    };
    view! {
        <tr>
            <th scope="row" class="first">{word(field.text_path())}</th>
            <td data-label=t(customers::MERGE_KEPT)>{or_unset(choice.kept.clone().unwrap_or_default())}</td>
            <td data-label=t(customers::MERGE_OTHER)>{or_unset(choice.duplicate.clone().unwrap_or_default())}{end}</td>
        </tr>
    }
    .into_any()
}

/// The files that went into this one, and undoing it.
pub fn merges(customer: &Customer, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let id = customer.id;
    let list = remote(move || async move { session.get::<ListCustomerMerges>(&[&id], &()).await });
    list.view(move |merges: &Merges| {
        if merges.merges.is_empty() {
            return ().into_any();
        }
        let lines: Vec<_> = merges.merges.iter().map(|one| merged(one, changed)).collect();
        sheet(customers::MERGES, (), view! { <ul class="rows">{lines}</ul> })
    })
}

fn merged(one: &Merge, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, name, at, until) = (one.id, one.person.name.clone(), one.at, one.until);
    let on = move |at: chrono::DateTime<chrono::Utc>| day(crate::clock::local(at).date_naive())();
    let undo = move |_| {
        spawn_local(async move {
            match session.write::<UndoMerge>(&[&id], None, Uuid::now_v7(), &()).await {
                Ok(_) => {
                    toasts.say(t(customers::MERGE_UNDONE_SAID)());
                    changed.run(());
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let end = match &one.undone_by {
        Some(by) => {
            let by = by.name.clone();
            view! { <small class="block">{move || tell(customers::MERGE_UNDONE, &[("name", &by)])}</small> }.into_any()
        }
        None if one.undoable => view! {
            <small class="block">{move || tell(customers::MERGE_UNTIL, &[("day", &on(until))])}</small>
            <button type="button" class="button small mt-1" on:click=undo>{icon(Icon::Undo)}{t(customers::MERGE_UNDO)}</button>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <li><div class="grow">
            <b class="font-medium">{one.duplicate.title.clone()}</b>
            <small class="block">{move || tell(customers::MERGED_AT, &[("name", &name), ("day", &on(at))])}</small>
            {end}
        </div></li>
    }
    .into_any()
}
