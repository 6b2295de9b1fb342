use super::bell::{bell, figure, read_by_opening, unread};
use super::gate::Relogin;
use super::palette::Palette;
use super::places::{Group, PLACES, Place, is_at, nested, open_to};
use super::switches::{language_switch, theme_switch};
use crate::i18n::t;
use crate::session::{Stage, use_session};
use crate::ui::icon::{Icon, icon, mark};
use crate::ui::keys::is_palette;
use crate::ui::person::avatar;
use crate::ui::pop::Pop;
use contract::tasks::{CountInbox, InboxCount};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use locale::{Key, access_ui, shell};
use std::time::Duration;

/// How often the figure at the inbox is asked for.
const COUNT_EVERY: Duration = Duration::from_secs(30);
/// How many places the bottom bar holds before "more".
const THUMB: usize = 4;

/// Side nav on the desk, bottom bar on the phone, and the page between them.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let palette = RwSignal::new(false);
    let unread = unread();
    read_by_opening(unread);
    let count = inbox_count(unread);
    shortcuts(palette);
    view! {
        <a class="skip" href="#main" rel="external">{t(shell::SKIP)}</a>
        <div class="frame">
            <aside class="side">
                <div class="side-head"><Brand />{bell(unread)}</div>
                <button type="button" class="seek" on:click=move |_| palette.set(true)>
                    {icon(Icon::Search)}<span>{t(shell::SEEK)}</span><kbd>"Ctrl K"</kbd>
                </button>
                <nav aria-label=t(shell::NAVIGATION)>
                    {group(Group::Today, None, count)}
                    {group(Group::Work, Some(shell::GROUP_WORK), count)}
                    {group(Group::Results, Some(shell::GROUP_RESULTS), count)}
                    {group(Group::Company, Some(shell::GROUP_COMPANY), count)}
                    {group(Group::Admin, Some(shell::GROUP_ADMIN), count)}
                </nav>
                <Self_ />
            </aside>
            <main class="main" id="main" tabindex="-1">{children()}</main>
            <BottomBar count unread palette />
        </div>
        <Palette open=palette />
        <Relogin />
    }
}

/// Mark and name.
#[component]
pub fn Brand() -> impl IntoView {
    view! { <a class="brand" href="/">{mark()}<span><b>{t(shell::PRODUCT)}</b><small>{t(shell::MOTTO)}</small></span></a> }
}

/// The figure at the inbox: asked for whenever there is news, every half minute while the page is seen, and after every write.
fn inbox_count(news: RwSignal<u64>) -> RwSignal<InboxCount> {
    let session = use_session();
    let count = RwSignal::new(InboxCount::default());
    let beat = crate::clock::beat(COUNT_EVERY);
    let answer = LocalResource::new(move || {
        beat.track();
        news.track();
        session.writes.track();
        async move {
            // No figure is better than a page that asks to sign in again because of one.
            if session.stage.get_untracked() != Stage::In {
                return None;
            }
            session.get::<CountInbox>(&[], &()).await.ok()
        }
    });
    Effect::new(move |_| {
        if let Some(Some(now)) = answer.get() {
            count.set(now);
        }
    });
    count
}

fn group(group: Group, title: Option<Key>, count: RwSignal<InboxCount>) -> impl IntoView {
    let session = use_session();
    move || {
        let places: Vec<_> = open_to(session, PLACES).into_iter().filter(|place| place.group == group).collect();
        (!places.is_empty()).then(|| {
            let links: Vec<_> = nested(&places).into_iter().map(|(place, below)| area(place, below, count)).collect();
            view! { <div class="nav">{title.map(|title| view! { <h2>{t(title)}</h2> })}{links}</div> }
        })
    }
}

/// A place with those below it, which are shown while one is at any of them.
fn area(place: Place, below: Vec<Place>, count: RwSignal<InboxCount>) -> impl IntoView {
    let path = use_location().pathname;
    let paths: Vec<_> = below.iter().chain([&place]).map(|place| place.path).collect();
    let here = Memo::new(move |_| path.with(|path| paths.iter().any(|place| is_at(place, path))));
    let children = move || {
        (here.get() && !below.is_empty())
            .then(|| view! { <div class="nav-below">{below.iter().map(|place| link(*place, count)).collect::<Vec<_>>()}</div> })
    };
    view! { {link(place, count)} {children} }
}

fn link(place: Place, count: RwSignal<InboxCount>) -> impl IntoView {
    let path = use_location().pathname;
    let current = move || path.with(|path| is_at(place.path, path)).then_some("page");
    view! {
        <a href=place.path aria-current=current>
            {icon(place.icon)}
            <span>{t(place.label)}</span>
            {(place.path == "/inbox").then(|| badge(count))}
        </a>
    }
}

fn badge(count: RwSignal<InboxCount>) -> impl IntoView {
    move || {
        let now = count.get();
        (now.open > 0).then(|| view! { <span class="count" class:late={now.overdue > 0}>{if now.open > 99 { "99+".to_owned() } else { now.open.to_string() }}</span> })
    }
}

/// The person, and what they can switch.
#[component]
fn Self_() -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let handle = view! {
        <button type="button" class="self" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
            {move || {
                session.me.with(|me| me.as_ref().map(|me| view! {
                    {avatar(&me.name, true)}
                    <span class="min-w-0"><b>{me.name.clone()}</b><small>{me.post.clone()}</small></span>
                }))
            }}
        </button>
    }
    .into_any();
    view! { <div class="mt-auto"><Pop open side="up" handle>{own_menu()}</Pop></div> }
}

/// Language, theme, the way out.
fn own_menu() -> impl IntoView {
    let session = use_session();
    view! {
        <h3>{t(shell::LANGUAGE)}</h3>
        {language_switch()}
        <h3>{t(shell::THEME)}</h3>
        {theme_switch()}
        <h3>{t(shell::ACCOUNT)}</h3>
        <a class="option row" href="/me/notifications">{icon(Icon::Bell)}{t(locale::notification_settings::TITLE)}</a>
        <a class="option row" href="/me/security">{icon(Icon::Audit)}{t(access_ui::SECURITY)}</a>
        <a class="option" href="/delegations">{icon(Icon::Customers)}{t(shell::DELEGATIONS)}</a>
        <button type="button" class="option" on:click=move |_| session.sign_out()>{icon(Icon::SignOut)}{t(shell::SIGN_OUT)}</button>
    }
}

#[component]
fn BottomBar(count: RwSignal<InboxCount>, unread: RwSignal<u64>, palette: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let more = RwSignal::new(false);
    let links = move || nested(&open_to(session, PLACES)).into_iter().take(THUMB).map(|(place, _)| link(place, count)).collect::<Vec<_>>();
    let handle = view! {
        <button type="button" class="w-full" aria-expanded=move || more.get().to_string() on:click=move |_| more.update(|o| *o = !*o)>
            {icon(Icon::More)}<span>{t(shell::MORE)}</span>{figure(unread)}
        </button>
    }
    .into_any();
    view! {
        <nav class="bottom" aria-label=t(shell::NAVIGATION)>
            {links}
            <Pop open=more side="end up" handle>
                <a class="option row" href="/notifications" on:click=move |_| more.set(false)>{icon(Icon::Bell)}{t(shell::NOTIFICATIONS)}{figure(unread)}</a>
                <button type="button" class="option row" on:click=move |_| { more.set(false); palette.set(true); }>{icon(Icon::Search)}{t(shell::SEEK)}</button>
                {move || {
                    let option = move |place: Place, child: bool| {
                        view! { <a class="option row" class:below=child href=place.path on:click=move |_| more.set(false)>{icon(place.icon)}{t(place.label)}</a> }
                    };
                    let all = nested(&open_to(session, PLACES)).into_iter().enumerate();
                    all.flat_map(|(n, (place, below))| {
                        let top = (n >= THUMB).then_some((place, false));
                        top.into_iter().chain(below.into_iter().map(|place| (place, true))).map(|(place, child)| option(place, child))
                    })
                    .collect::<Vec<_>>()
                }}
                {own_menu()}
            </Pop>
        </nav>
    }
}

/// Ctrl-K anywhere; `g` then a letter goes to a place, `c` begins a customer.
fn shortcuts(palette: RwSignal<bool>) {
    let navigate = use_navigate();
    let going = StoredValue::new(false);
    let session = use_session();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if is_palette(&event) {
            event.prevent_default();
            palette.update(|open| *open = !*open);
            return;
        }
        if !crate::ui::keys::is_shortcut(&event) {
            return;
        }
        let key = event.key();
        if going.get_value() {
            going.set_value(false);
            let to = match key.as_str() {
                "h" => "/",
                "i" => "/inbox",
                "c" => "/customers",
                "p" => "/complaints",
                "m" => "/campaigns",
                "k" => "/kpi",
                _ => return,
            };
            if open_to(session, PLACES).iter().any(|place| place.path == to) {
                navigate(to, NavigateOptions::default());
            }
        } else if key == "g" {
            going.set_value(true);
            set_timeout(
                move || {
                    let _over = going.try_set_value(false);
                },
                Duration::from_millis(1200),
            );
        }
    });
    on_cleanup(move || keys.remove());
}
