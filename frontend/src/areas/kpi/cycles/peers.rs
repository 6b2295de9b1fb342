//! Peers named for somebody, instead of those that the rule would choose: told to nobody afterwards (KPI-04).

use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::problem::notice;
use crate::ui::toast::use_toasts;
use contract::kpi::marks::{NamePeers, NamedPeers, PeersNamed};
use leptos::prelude::*;
use locale::cycles_ui as text;
use uuid::Uuid;

const PEERS: [&str; 5] = ["/people/0", "/people/1", "/people/2", "/people/3", "/people/4"];

/// The button with its form.
pub fn name_peers() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button quiet" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::PEERS)}</button>
        <Dialog open title=text::PEERS>{move || form(open)}</Dialog>
    }
    .into_any()
}

fn form(open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    form.register("/people");
    let submit = move |()| {
        let person = untrack(|| form.get("/person_id")).parse::<Uuid>().ok();
        let build = move |read: &Reader| {
            read.must("/person_id", person, Uuid::nil());
            NamedPeers { people: PEERS.into_iter().filter_map(|at| read.value(at)).collect() }
        };
        form.submit(
            build,
            move |body, key| async move { session.write::<NamePeers>(&[&person.unwrap_or_default()], None, key, &body).await },
            move |named: PeersNamed| {
                open.set(false);
                toasts.say(tell(text::PEERS_SAID, &[("n", &named.named.to_string())]));
            },
        );
    };
    let peers: Vec<_> =
        PEERS.into_iter().map(|at| view! { <Picker at=at label=text::PEER find=finders::people(session, &[]) /> }).collect();
    view! {
        <FormFrame form on_submit=submit>
            {notice("calm", t(text::PEERS_HINT))}
            <Picker at="/person_id" label=text::PEERS_OF find=finders::people(session, &[]) must=true />
            <div class="pair">{peers}</div>
            {move || form.problem("/people").map(|text| view! { <p class="wrong" role="alert">{text}</p> })}
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
