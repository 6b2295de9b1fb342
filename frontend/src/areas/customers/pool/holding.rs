use crate::areas::finders;
use crate::clock;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, since};
use crate::ui::toast::use_toasts;
use chrono::{DateTime, Utc};
use contract::customers::{
    AssignCustomer, Customer, CustomerAction, EndShare, Holding, Move, NewAssignment, NewReturn, NewShare, ReturnCustomer, Share,
    ShareCustomer, ShowCustomer, ShowHolding,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::pool_ui as pool;
use uuid::Uuid;

const PERSON: &str = "/person_id";
const MAY: &str = "/may_edit";
/// What a colleague who is let in may do: a choice's word and its text.
const MAYS: [(&str, &str); 2] = [("read", "pool_ui.may_read"), ("work", "pool_ui.may_work")];

/// Who has the file, who is let in, who had it; and giving it to others, as far as this person may.
pub fn holding(customer: &Customer, changed: Callback<()>) -> AnyView {
    let session = use_session();
    let id = customer.id;
    let held = remote(move || async move { session.get::<ShowHolding>(&[&id], &()).await });
    let may = |action| customer.actions.contains(&action);
    let (give, back, share) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let title = if customer.owner.is_some() { pool::TRANSFER } else { pool::ASSIGN };
    let button = |shown: bool, open: RwSignal<bool>, label, picture| {
        shown.then(
            || view! { <button type="button" class="button small" on:click=move |_| open.set(true)>{icon(picture)}{t(label)}</button> },
        )
    };
    let gone = left(id, changed);
    let version = customer.version;
    let (name, named) = (StoredValue::new(customer.name.clone()), StoredValue::new(customer.name.clone()));
    let may_share = may(CustomerAction::Share);
    let body = view! {
        {held.view(move |now| draw(now, id, may_share, held))}
        <div class="flex flex-wrap gap-2 mt-3">
            {button(may(CustomerAction::Assign), give, title, Icon::Right)}
            {button(may_share, share, pool::DO_SHARE, Icon::Plus)}
            {button(may(CustomerAction::Return), back, pool::PUT_BACK, Icon::Down)}
        </div>
        <Dialog open=give title=title>{move || give_form(id, version, name.get_value(), give, gone)}</Dialog>
        <Dialog open=back title=pool::PUT_BACK>{move || back_form(id, version, named.get_value(), back, gone)}</Dialog>
        <Dialog open=share title=pool::SHARE>{move || share_form(id, share, held)}</Dialog>
    };
    sheet(pool::HOLDING, (), body)
}

/// After the file went to somebody else: it is shown anew, or, where it is out of reach now, the list is.
fn left(id: Uuid, changed: Callback<()>) -> Callback<()> {
    let session = use_session();
    let navigate = use_navigate();
    let list = Callback::new(move |()| navigate("/customers", NavigateOptions { replace: true, ..Default::default() }));
    Callback::new(move |()| {
        spawn_local(async move {
            match session.get::<ShowCustomer>(&[&id], &()).await {
                Ok(_) => changed.run(()),
                Err(_) => list.run(()),
            }
        });
    })
}

fn on(at: DateTime<Utc>) -> String {
    day(clock::local(at).date_naive())()
}

fn draw(now: &Holding, id: Uuid, may_share: bool, held: Remote<Holding>) -> AnyView {
    let (owner, at) = (now.owner.clone(), now.held_at);
    let who = move || match &owner {
        Some(owner) => tell(pool::OWNED_SINCE, &[("name", &owner.name), ("day", &on(at))]),
        None => tell(pool::POOLED_SINCE, &[("day", &on(at))]),
    };
    let back = now
        .goes_back_at
        .map(|at| view! { <p class="mt-1 text-ink-3 text-[13px]">{move || tell(pool::GOES_BACK, &[("day", &on(at))])}</p> });
    let shares: Vec<_> = now.shares.iter().map(|one| shared(one, id, may_share, held)).collect();
    let before: Vec<_> = now.moves.iter().map(moved).collect();
    let past = (!before.is_empty()).then(|| {
        view! { <details class="mt-3"><summary class="text-ink-3 text-[13px]">{t(pool::BEFORE)}</summary><ul class="rows">{before}</ul></details> }
    });
    view! { <p>{who}</p>{back}<ul class="rows">{shares}</ul>{past} }.into_any()
}

fn shared(one: &Share, id: Uuid, may_end: bool, held: Remote<Holding>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (which, ends_at) = (one.id, one.ends_at);
    let may = if one.may_edit { pool::MAY_WORK } else { pool::MAY_READ };
    let end = move |_| {
        spawn_local(async move {
            match session.write::<EndShare>(&[&id, &which], None, Uuid::now_v7(), &()).await {
                Ok(()) => {
                    toasts.say(t(pool::ENDED_SAID)());
                    held.refetch();
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let button = may_end.then(|| {
        view! { <button type="button" class="button quiet bare small" aria-label=t(pool::END_SHARE) title=t(pool::END_SHARE) on:click=end>{icon(Icon::Close)}</button> }
    });
    view! {
        <li>
            <div class="grow">
                {person(&one.person.name)}
                <small class="block">{move || tell(pool::SHARED_UNTIL, &[("may", t(may)()), ("day", &on(ends_at))])}</small>
            </div>
            {button}
        </li>
    }
    .into_any()
}

fn moved(step: &Move) -> AnyView {
    let called = |who: &Option<contract::PersonRef>| who.as_ref().map(|one| one.name.clone());
    let (from, to) = (called(&step.from), called(&step.to));
    let way = move || {
        let name = |who: &Option<String>| who.clone().unwrap_or_else(|| t(pool::TITLE)().to_owned());
        format!("{} → {}", name(&from), name(&to))
    };
    let reason = (!step.reason.is_empty()).then(|| view! { <small class="block">{step.reason.clone()}</small> });
    view! { <li><div class="grow">{word(step.kind.text_path())}<small class="block">{way}</small>{reason}</div><small>{since(step.at)}</small></li> }
        .into_any()
}

fn give_form(id: Uuid, version: i64, name: String, open: RwSignal<bool>, gone: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    let name = StoredValue::new(name);
    let submit = move |()| {
        form.submit(
            |read| NewAssignment { person_id: read.must(PERSON, read.value(PERSON), Uuid::nil()), reason: read.text("/reason") },
            move |body, key| async move { session.write::<AssignCustomer>(&[&id], Some(version), key, &body).await },
            move |()| {
                open.set(false);
                toasts.say(tell(pool::TRANSFERRED_SAID, &[("name", &name.get_value())]));
                gone.run(());
            },
        );
    };
    view! {
        <p class="prose mb-3">{t(pool::TRANSFER_HINT)}</p>
        <FormFrame form on_submit=submit>
            <Picker at=PERSON label=pool::PERSON must=true find=finders::people(session, &[]) />
            <Field at="/reason" label=pool::REASON />
            <FormFoot save=pool::DO_TRANSFER cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn back_form(id: Uuid, version: i64, name: String, open: RwSignal<bool>, gone: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    let name = StoredValue::new(name);
    let submit = move |()| {
        form.submit(
            |read| NewReturn { reason: read.text("/reason") },
            move |body, key| async move { session.write::<ReturnCustomer>(&[&id], Some(version), key, &body).await },
            move |()| {
                open.set(false);
                toasts.say(tell(pool::PUT_BACK_SAID, &[("name", &name.get_value())]));
                gone.run(());
            },
        );
    };
    view! {
        <p class="prose mb-3">{t(pool::PUT_BACK_HINT)}</p>
        <FormFrame form on_submit=submit>
            <Field at="/reason" label=pool::REASON must=true />
            <FormFoot save=pool::PUT_BACK cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

fn share_form(id: Uuid, open: RwSignal<bool>, held: Remote<Holding>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([(MAY, MAYS[0].0.to_owned())]);
    let submit = move |()| {
        form.submit(
            |read| NewShare {
                person_id: read.must(PERSON, read.value(PERSON), Uuid::nil()),
                may_edit: read.text(MAY) == MAYS[1].0,
                until: read.must("/until", read.value("/until"), clock::today()),
            },
            move |body, key| async move { session.write::<ShareCustomer>(&[&id], None, key, &body).await },
            move |now: Holding| {
                open.set(false);
                toasts.say(tell(pool::SHARED_SAID, &[("name", &form.get(&name_of(PERSON)))]));
                held.set(now);
            },
        );
    };
    view! {
        <p class="prose mb-3">{t(pool::SHARE_HINT)}</p>
        <FormFrame form on_submit=submit>
            <Picker at=PERSON label=pool::PERSON must=true find=finders::people(session, &[]) />
            <Pick at=MAY label=pool::MAY choices=MAYS.to_vec() />
            <Field at="/until" label=pool::UNTIL kind=Kind::Date must=true />
            <FormFoot save=pool::DO_SHARE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
