use crate::i18n::{t, tell, word_now};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, RefetchList, list_page};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::permission::Permission;
use contract::webhooks::{
    ActOnWebhook, CreateWebhook, Delivery, DeliveryStatus, EditWebhook, ListDeliveries, ListWebhooks, Replay, ReplayWebhook, Webhook,
    WebhookAct, WebhookActKind, WebhookForm,
};
use leptos::prelude::*;
use locale::webhooks_ui as hooks;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// Where events are sent to.
pub fn list() -> impl IntoView {
    list_page::<ListWebhooks, Webhook>(ListPage {
        list: "webhooks",
        title: hooks::TITLE,
        columns: vec![
            Column { field: "name", label: hooks::NAME, place: Place::First, cell: |hook| hook.name.clone().into_any() },
            Column { field: "status", label: hooks::STATUS, place: Place::Corner, cell: |hook| badge(hook.status).into_any() },
            Column { field: "", label: hooks::URL, place: Place::Line, cell: |hook| code(hook.url.clone()) },
            Column { field: "", label: hooks::EVENTS, place: Place::Line, cell: |hook| code(hook.events.join(" ")) },
            Column { field: "", label: hooks::FAILING, place: Place::Line, cell: failing },
            Column { field: "created_at", label: hooks::CREATED, place: Place::Desk, cell: |hook| since(hook.created_at).into_any() },
            Column { field: "", label: hooks::ACTIONS, place: Place::Line, cell: actions },
        ],
        href: |hook| Some(format!("/webhook-deliveries?filter[webhook]=eq:{}", hook.id)),
        quick: &["status"],
        standard: &[],
        empty: (hooks::EMPTY, hooks::EMPTY_HINT),
        actions: |_| add(),
    })
}

fn code(text: String) -> AnyView {
    view! { <code class="number break-all text-[13px]">{text}</code> }.into_any()
}

fn failing(hook: &Webhook) -> AnyView {
    hook.failing_since.map(|at| view! { <span class="late">{since(at)}</span> }).into_any()
}

fn refetch() -> Callback<()> {
    let list = use_context::<RefetchList>();
    Callback::new(move |()| {
        if let Some(RefetchList(again)) = list {
            again.run(());
        }
    })
}

fn add() -> AnyView {
    let session = use_session();
    let (open, secret) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let made = refetch();
    let button = move || {
        session.may(Permission::WebhookManage).then(|| {
            view! { <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(hooks::NEW)}</button> }
        })
    };
    view! {
        <a class="button" href="/webhook-deliveries">{icon(Icon::List)}{t(hooks::DELIVERIES)}</a>
        {button}
        <Dialog open title=hooks::NEW>{move || edit_form(None, open, secret, made)}</Dialog>
        {secret_dialog(secret)}
    }
    .into_any()
}

/// Shows a secret, once.
fn secret_dialog(secret: RwSignal<Option<String>>) -> AnyView {
    let open = RwSignal::new(false);
    // Each follows the other, and says nothing where there is nothing new: else they would go round for ever.
    Effect::new(move |_| {
        let shown = secret.with(Option::is_some);
        if open.get_untracked() != shown {
            open.set(shown);
        }
    });
    Effect::new(move |_| {
        if !open.get() && secret.with_untracked(Option::is_some) {
            secret.set(None);
        }
    });
    let body = move || {
        view! {
            <p class="text-ink-2 mb-3">{t(hooks::SECRET_HINT)}</p>
            <input class="input" type="text" readonly aria-label=t(hooks::SECRET) prop:value=secret.get().unwrap_or_default() />
            <div class="form-foot"><button type="button" class="button primary" on:click=move |_| secret.set(None)>{t(hooks::SECRET_KEPT)}</button></div>
        }
    };
    view! { <Dialog open title=hooks::SECRET>{body()}</Dialog> }.into_any()
}

fn read(read: &Reader) -> WebhookForm {
    let events = read.text("/events").split([' ', ',', '\n', '，', '、']).filter(|e| !e.is_empty()).map(str::to_owned).collect();
    WebhookForm { name: read.text("/name"), url: read.text("/url").trim().to_owned(), events }
}

fn edit_form(hook: Option<Webhook>, open: RwSignal<bool>, secret: RwSignal<Option<String>>, saved: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let start = hook.clone().map(|hook| [("/name", hook.name), ("/url", hook.url), ("/events", hook.events.join(" "))]);
    let form = Form::new(start.unwrap_or_else(|| [("/name", String::new()), ("/url", "https://".to_owned()), ("/events", "*".to_owned())]));
    let seen = hook.map(|hook| (hook.id, hook.version));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditWebhook>(&[&id], Some(version), key, &body).await,
                    None => session.write::<CreateWebhook>(&[], None, key, &body).await,
                }
            },
            move |now: Webhook| {
                open.set(false);
                toasts.say(tell(hooks::SAVED_SAID, &[("name", &now.name)]));
                saved.run(());
                secret.set(now.secret);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/name" label=hooks::NAME must=true />
            <Field at="/url" label=hooks::URL must=true hint=hooks::URL_HINT />
            <Field at="/events" label=hooks::EVENTS kind=Kind::Lines must=true hint=hooks::EVENTS_HINT />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn actions(hook: &Webhook) -> AnyView {
    if hook.actions.is_empty() {
        return ().into_any();
    }
    let session = use_session();
    let toasts = use_toasts();
    let (open, secret) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let again = refetch();
    let (id, version) = (hook.id, hook.version);
    let button = |act: WebhookActKind| {
        let (class, picture) = match act {
            WebhookActKind::Remove => ("danger small", Icon::Close),
            WebhookActKind::Rotate => ("quiet small", Icon::Retry),
            WebhookActKind::Resume => ("small", Icon::Check),
            WebhookActKind::Pause | WebhookActKind::BreakOff => ("quiet small", Icon::Clock),
        };
        let send = Rc::new(move |key| {
            Box::pin(async move { session.write::<ActOnWebhook>(&[&id], Some(version), key, &WebhookAct { act }).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        let done = move |now: Webhook| {
            toasts.say(tell(hooks::ACTED_SAID, &[("name", &now.name), ("status", word_now(now.status.text_path()))]));
            match now.secret {
                // The list is fetched again once the secret is kept: a new list has no dialog open.
                Some(text) => secret.set(Some(text)),
                None => again.run(()),
            }
        };
        act_button(act.text_path(), class, picture, send, done)
    };
    let buttons: Vec<_> = hook.actions.iter().copied().map(button).collect();
    let whole = hook.clone();
    Effect::new(move |before: Option<bool>| {
        let shown = secret.with(Option::is_some);
        if before == Some(true) && !shown {
            again.run(());
        }
        shown
    });
    view! {
        <span class="inline-flex flex-wrap gap-2">
            <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</button>
            {buttons}
        </span>
        <Dialog open title=hooks::EDIT>{let whole = whole.clone(); move || edit_form(Some(whole.clone()), open, secret, again)}</Dialog>
        {secret_dialog(secret)}
    }
    .into_any()
}

/// What was sent where, and how it went.
pub fn deliveries() -> impl IntoView {
    list_page::<ListDeliveries, Delivery>(ListPage {
        list: "webhook-deliveries",
        title: hooks::DELIVERIES,
        columns: vec![
            Column { field: "event", label: hooks::EVENT, place: Place::First, cell: |row| code(row.event.clone()) },
            Column { field: "status", label: hooks::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
            Column { field: "webhook", label: hooks::WEBHOOK, place: Place::Line, cell: |row| row.webhook.clone().into_any() },
            Column { field: "", label: hooks::ANSWER, place: Place::Line, cell: answer },
            Column { field: "", label: hooks::ATTEMPTS, place: Place::Line, cell: |row| row.attempts.into_any() },
            Column { field: "", label: hooks::BODY, place: Place::Desk, cell: |row| code(row.body.clone()) },
            Column { field: "created_at", label: hooks::QUEUED, place: Place::Line, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: hooks::ACTIONS, place: Place::Line, cell: send_again },
        ],
        href: |_| None,
        quick: &["status", "event"],
        standard: &[],
        empty: (hooks::NOTHING_SENT, hooks::NOTHING_SENT_HINT),
        actions: |_| view! { <a class="button" href="/webhooks">{icon(Icon::Left)}{t(hooks::TITLE)}</a> }.into_any(),
    })
}

fn answer(row: &Delivery) -> AnyView {
    match (&row.last_error, row.last_status) {
        (Some(error), _) => view! { <span class="late">{error.clone()}</span> }.into_any(),
        (None, Some(status)) => format!("HTTP {status}").into_any(),
        (None, None) => ().into_any(),
    }
}

fn send_again(row: &Delivery) -> AnyView {
    let session = use_session();
    if row.status == DeliveryStatus::Waiting || !session.may(Permission::WebhookManage) {
        return ().into_any();
    }
    let toasts = use_toasts();
    let again = refetch();
    let (hook, delivery) = (row.webhook_id, row.id);
    let send = Rc::new(move |key: Uuid| {
        let body = Replay { delivery_id: Some(delivery), since: None };
        Box::pin(async move { session.write::<ReplayWebhook>(&[&hook], None, key, &body).await }) as Pin<Box<dyn Future<Output = _>>>
    });
    act_button("webhooks_ui.send_again", "quiet small", Icon::Retry, send, move |_| {
        toasts.say(t(hooks::SENT_AGAIN)());
        again.run(());
    })
}
