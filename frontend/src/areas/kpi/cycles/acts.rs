//! What moves a cycle on before or after its time.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::remote::Remote;
use crate::ui::toast::use_toasts;
use contract::kpi::cycles::{ActOnCycle, Cycle, CycleAct, CycleActKind, Extension};
use leptos::prelude::*;
use locale::cycles_ui as text;
use std::rc::Rc;

/// The buttons that are open to the caller.
pub fn acts(cycle: &Cycle, remote: Remote<Cycle>) -> AnyView {
    let may = |act: CycleActKind| cycle.actions.contains(&act);
    view! {
        {may(CycleActKind::Chase).then(|| button(cycle, CycleAct::Chase, Icon::Bell, text::CHASED_SAID, remote))}
        {may(CycleActKind::Extend).then(|| extend(cycle, remote))}
        {may(CycleActKind::Advance).then(|| button(cycle, CycleAct::Advance, Icon::Right, text::ADVANCED_SAID, remote))}
    }
    .into_any()
}

fn button(cycle: &Cycle, act: CycleAct, picture: Icon, said: locale::Key, remote: Remote<Cycle>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version, label) = (cycle.id, cycle.version, act.kind().text_path());
    let send: SendAct<Cycle> = Rc::new(move |key| {
        let act = act.clone();
        Box::pin(async move { session.write::<ActOnCycle>(&[&id], Some(version), key, &act).await })
    });
    let done = move |now: Cycle| {
        toasts.say(t(said)().to_owned());
        remote.set(now);
    };
    act_button(label, "", picture, send, done)
}

fn extend(cycle: &Cycle, remote: Remote<Cycle>) -> AnyView {
    let open = RwSignal::new(false);
    let cycle = StoredValue::new(cycle.clone());
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Clock)}{crate::i18n::word("words.cycle_act_extend")}</button>
        <Dialog open title=text::EXTEND>{move || extension(&cycle.get_value(), open, remote)}</Dialog>
    }
    .into_any()
}

fn extension(cycle: &Cycle, open: RwSignal<bool>, remote: Remote<Cycle>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (cycle.id, cycle.version);
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| {
                CycleAct::Extend(Extension {
                    until: read.must("/until", read.value("/until"), crate::clock::today()),
                    reason: read.text("/reason"),
                })
            },
            move |body, key| async move { session.write::<ActOnCycle>(&[&id], Some(version), key, &body).await },
            move |now: Cycle| {
                open.set(false);
                toasts.say(t(text::EXTENDED_SAID)().to_owned());
                remote.set(now);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/until" label=text::UNTIL kind=Kind::Date must=true />
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
            <FormFoot save=text::EXTEND cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
