use super::frame::Brand;
use super::switches::{language_switch, theme_switch};
use crate::i18n::{t, tell};
use crate::session::{Stage, use_session};
use crate::ui::dialog::follow;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon, mark};
use crate::ui::pop::Pop;
use crate::ui::problem::notice;
use crate::ui::record::page_title;
use client::ClientError;
use contract::access::single_sign_on::ShowSignInWays;
use contract::organisation::SignIn;
use leptos::html;
use leptos::prelude::*;
use locale::{access_ui, shell, ui};

/// The way in. It stands at whatever address was asked for, so that a link leads there after signing in.
#[component]
pub fn Gate() -> impl IntoView {
    page_title(move || t(shell::SIGN_IN)().to_owned());
    let open = RwSignal::new(false);
    let handle = view! {
        <button type="button" class="button quiet" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
            {icon(Icon::Globe)}{t(shell::LANGUAGE)}
        </button>
    }
    .into_any();
    view! {
        <div class="gate">
            <section class="gate-scene">
                {scene()}
                <Brand />
                <blockquote>{t(shell::VERSE)}<cite>{t(shell::VERSE_FROM)}</cite></blockquote>
            </section>
            <main class="gate-form" id="main">
                <div>
                    <h1>{t(shell::SIGN_IN)}</h1>
                    <p>{t(shell::SIGN_IN_HINT)}</p>
                    {sso_notice()}
                    <Credentials name=String::new() />
                    <SingleSignOn />
                    <div class="mt-8 -ml-3">
                        <Pop open side="up" handle>{language_switch()} {theme_switch()}</Pop>
                    </div>
                </div>
            </main>
        </div>
    }
}

/// The way in through the company's own provider, where there is one.
#[component]
fn SingleSignOn() -> impl IntoView {
    let session = use_session();
    let ways = LocalResource::new(move || async move { session.get::<ShowSignInWays>(&[], &()).await.ok() });
    let asked = window().location().pathname().unwrap_or_default();
    let button = move || {
        ways.get().flatten().and_then(|ways| ways.single_sign_on).map(|name| {
            let href = format!("/api/v1/sessions/oidc?return_to={}", client::percent(&asked));
            view! {
                <p class="text-center my-3">{t(access_ui::OR)}</p>
                <a class="button wide" rel="external" href=href>{icon(Icon::SignOut)}{move || tell(access_ui::SIGN_IN_WITH, &[("name", &name)])}</a>
            }
        })
    };
    view! { <div>{button}</div> }
}

/// Why single sign-on led back here.
fn sso_notice() -> Option<AnyView> {
    let search = window().location().search().unwrap_or_default();
    let text = match search.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("sso=")) {
        Some("unknown") => access_ui::SSO_UNKNOWN,
        Some(_) => access_ui::SSO_FAILED,
        None => return None,
    };
    Some(notice("cinnabar", t(text)))
}

/// User name and password; with `name` given only that person can sign in.
#[component]
fn Credentials(name: String) -> impl IntoView {
    let session = use_session();
    let fixed = !name.is_empty();
    let form = Form::new([("/username", name)]);
    let asks_code = RwSignal::new(false);
    let submit = move |()| {
        form.submit(
            |read| SignIn {
                username: read.text("/username").trim().to_owned(),
                password: read.text("/password"),
                code: read.given("/code").map(|code| code.trim().to_owned()),
            },
            move |who, _key| async move {
                match session.sign_in(&who).await {
                    Err(error) if error.code() == Some("sign_in.code_required") => Ok(false),
                    answer => answer.map(|()| true),
                }
            },
            move |inside| {
                if !inside {
                    asks_code.set(true);
                }
            },
        );
    };
    let code = move || {
        asks_code.get().then(|| {
            view! { <Field at="/code" label=access_ui::SIGN_IN_CODE autocomplete="one-time-code" must=true hint=access_ui::SIGN_IN_CODE_HINT /> }
        })
    };
    view! {
        <FormFrame form on_submit=submit>
            {(!fixed).then(|| view! { <Field at="/username" label=shell::USER_NAME autocomplete="username" must=true /> })}
            <Field at="/password" label=shell::PASSWORD kind=Kind::Password autocomplete="current-password" must=true />
            {code}
            <FormFoot save=shell::SIGN_IN />
        </FormFrame>
    }
}

/// Over the page when the session has ended: the page and what was typed wait below.
#[component]
pub fn Relogin() -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| open.set(session.stage.get() == Stage::Expired));
    Effect::new(move |_| follow(element, open));
    // A second Escape closes any dialog; this one stays until somebody is there.
    let again = move |_| {
        if let (Stage::Expired, Some(dialog)) = (session.stage.get_untracked(), element.get_untracked()) {
            let _shown = dialog.show_modal();
        }
    };
    view! {
        <dialog class="dialog" node_ref=element on:close=again aria-label=t(shell::SESSION_ENDED) on:cancel=|event: leptos::ev::Event| event.prevent_default()>
            <header><h2>{t(shell::SESSION_ENDED)}</h2></header>
            <div class="body">
                {move || open.get().then(|| view! {
                    <p class="mb-4 text-ink-2">{t(shell::SESSION_ENDED_HINT)}</p>
                    <Credentials name=session.name.get_untracked() />
                    <button type="button" class="link mt-4" on:click=move |_| session.sign_out()>{t(shell::SIGN_IN_AS_OTHER)}</button>
                })}
            </div>
        </dialog>
    }
}

/// Before it is known who is there; after a while without the server, a way to try again.
#[component]
pub fn Starting() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="starting">
            {move || match session.stage.get() {
                Stage::Unreachable => view! {
                    <div class="blank" role="alert">
                        {crate::ui::problem::drawing()}
                        <h2>{t(ui::LOADING_FAILED)}</h2>
                        <span>{crate::ui::problem::error_text(&ClientError::Offline)}</span>
                        <button type="button" class="button" on:click=move |_| session.resume()>{icon(Icon::Retry)}{t(ui::RETRY)}</button>
                    </div>
                }
                .into_any(),
                _ => mark().into_any(),
            }}
        </div>
    }
}

/// Rods laid out in rows: a field of counting.
fn scene() -> impl IntoView {
    let rods: Vec<_> = (0..13u32)
        .flat_map(|row| (0..17u32).map(move |column| (row, column)))
        .map(|(row, column)| {
            // A fixed scatter that never repeats visibly; no randomness, so the picture is the same each time.
            let n = (row * 31 + column * 17 + row * column * 7) % 23;
            let lying = n % 5 == 0;
            let (x, y) = (f64::from(column) * 48.0 + 12.0, f64::from(row) * 64.0 + f64::from(n % 3) * 6.0);
            let (w, h) = if lying { (28.0, 4.0) } else { (4.0, 34.0) };
            let red = (row, column) == (7, 9);
            let opacity = if red { 0.95 } else { 0.05 + f64::from(n) / 23.0 * 0.13 };
            let fill = if red { "#e8734f" } else { "#bfe6d8" };
            view! { <rect x=x y=y width=w height=h rx="2" fill=fill fill-opacity=opacity /> }
        })
        .collect();
    view! { <svg class="field" viewBox="0 0 800 820" preserveAspectRatio="xMidYMid slice" aria-hidden="true">{rods}</svg> }
}
