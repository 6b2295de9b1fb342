//! Views of a list that people keep (CRM-15): chosen, kept, changed and removed beside the filters.

use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::columns::Hidden;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::pop::Pop;
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::page::ListQuery;
use contract::views::{EditView, ListViews, RemoveView, SaveView, SavedView, SavedViewForm, SavedViews};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use locale::views_ui as text;
use uuid::Uuid;

/// The query string of a view: without the page.
fn kept(query: &ListQuery) -> String {
    client::query_string(&ListQuery { limit: None, cursor: None, count: false, ..query.clone() }.pairs())
}

/// What the parts share.
#[derive(Clone, Copy)]
struct Views {
    list: &'static str,
    query: Memo<ListQuery>,
    hidden: Hidden,
    go: Callback<String>,
    /// The list of views is unfolded.
    open: RwSignal<bool>,
    /// The dialog is open, for a new view or for this one.
    asking: RwSignal<bool>,
    changed: RwSignal<Option<SavedView>>,
}

/// The chip that unfolds the views of a list.
pub fn saved_views(list: &'static str, query: Memo<ListQuery>, hidden: Hidden) -> AnyView {
    let session = use_session();
    let (location, navigate) = (use_location(), use_navigate());
    let go = Callback::new(move |text: String| {
        navigate(&format!("{}?{text}", location.pathname.get_untracked()), NavigateOptions { scroll: false, ..Default::default() });
    });
    let views = Views { list, query, hidden, go, open: RwSignal::new(false), asking: RwSignal::new(false), changed: RwSignal::new(None) };
    // Nobody pays for what they do not open.
    let wanted = Memo::new(move |was: Option<&bool>| views.open.get() || was == Some(&true));
    let kept_views = remote(move || {
        session.writes.track();
        let wanted = wanted.get();
        async move { if wanted { session.get::<ListViews>(&[&list], &()).await } else { Ok(SavedViews::default()) } }
    });
    let open = views.open;
    let handle = view! {
        <button type="button" class="chip" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
            {icon(Icon::List)}{t(text::VIEWS)}
        </button>
    }
    .into_any();
    let title = move || if views.changed.with(Option::is_some) { text::CHANGE } else { text::SAVE };
    view! {
        <Pop open handle>{move || panel(views, kept_views)}</Pop>
        {move || view! { <Dialog open=views.asking title=title()>{move || asked(views)}</Dialog> }}
    }
    .into_any()
}

fn panel(views: Views, kept_views: Remote<SavedViews>) -> AnyView {
    let rows = kept_views.view(move |all| {
        if all.items.is_empty() {
            return view! { <p class="none">{t(text::NONE)}</p> }.into_any();
        }
        all.items.iter().map(|one| row(views, one)).collect::<Vec<_>>().into_any()
    });
    let save = move |_| {
        views.changed.set(None);
        views.open.set(false);
        views.asking.set(true);
    };
    view! { {rows}<button type="button" class="option" on:click=save>{icon(Icon::Plus)}{t(text::SAVE)}</button> }.into_any()
}

/// A view: choose it, and for its owner change or remove it.
fn row(views: Views, one: &SavedView) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let this = one.query.clone();
    let chosen = move || views.query.with(|query| kept(query) == this).to_string();
    let (query, hidden) = (one.query.clone(), one.hidden.clone());
    let choose = move |_| {
        views.open.set(false);
        views.hidden.set(hidden.clone());
        views.go.run(query.clone());
    };
    let from = (!one.mine).then(|| view! { <small class="text-ink-3">{one.owner.name.clone()}</small> });
    let shared = (one.mine && one.shared).then(|| view! { <small class="text-ink-3">{t(text::SHARED)}</small> });
    let (id, name) = (one.id, one.name.clone());
    let own = one.mine.then(|| {
        let kept = one.clone();
        let change = move |_| {
            views.changed.set(Some(kept.clone()));
            views.open.set(false);
            views.asking.set(true);
        };
        let remove = move |_| {
            let name = name.clone();
            spawn_local(async move {
                match session.write::<RemoveView>(&[&id], None, Uuid::now_v7(), &()).await {
                    Ok(()) => toasts.say(tell(text::REMOVED_SAID, &[("name", &name)])),
                    Err(error) => toasts.fail(&error),
                }
            });
        };
        let label = one.name.clone();
        let other = one.name.clone();
        view! {
            <button type="button" class="button quiet bare small" on:click=change
                aria-label=move || tell(text::CHANGE_THIS, &[("name", &label)])>{icon(Icon::Edit)}</button>
            <button type="button" class="button quiet bare small" on:click=remove
                aria-label=move || tell(text::REMOVE_THIS, &[("name", &other)])>{icon(Icon::Close)}</button>
        }
    });
    view! {
        <div class="view-row">
            <button type="button" class="option" aria-pressed=chosen on:click=choose><span>{one.name.clone()}</span>{from}{shared}</button>
            {own}
        </div>
    }
    .into_any()
}

/// The name and who may use it; search, filters, order and columns are those on the screen.
fn asked(views: Views) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let changed = views.changed.get_untracked();
    let start = changed.as_ref().map(|view| (view.name.clone(), view.shared)).unwrap_or_default();
    let form = Form::new([("/name", start.0), ("/shared", if start.1 { "yes" } else { "no" }.to_owned())]);
    let seen = changed.map(|view| (view.id, view.version));
    let list = views.list;
    let submit = move |()| {
        form.submit(
            move |read| SavedViewForm {
                name: read.text("/name"),
                shared: read.text("/shared") == "yes",
                query: views.query.with_untracked(kept),
                hidden: views.hidden.names(),
            },
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditView>(&[&id], Some(version), key, &body).await,
                    None => session.write::<SaveView>(&[&list], None, key, &body).await,
                }
            },
            move |view: SavedView| {
                views.asking.set(false);
                toasts.say(tell(text::SAVED_SAID, &[("name", &view.name)]));
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <p class="hint">{t(if seen.is_some() { text::CHANGE_HINT } else { text::SAVE_HINT })}</p>
            <Field at="/name" label=text::NAME must=true />
            <Pick at="/shared" label=text::FOR_WHOM choices=vec![("no", "views_ui.for_me"), ("yes", "views_ui.for_department")] />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| views.asking.set(false)) />
        </FormFrame>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_no_part_of_a_view() {
        let query = ListQuery {
            filters: vec![("tier".into(), "in:a,b".into())],
            sort: Some("-created_at".into()),
            cursor: Some("c".into()),
            limit: Some(9),
            count: true,
            ..Default::default()
        };
        assert_eq!(kept(&query), "filter[tier]=in:a,b&sort=-created_at");
    }
}
