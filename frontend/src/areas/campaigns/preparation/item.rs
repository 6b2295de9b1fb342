use super::form::{Saving, item_form};
use super::list::{marks, t_minus};
use crate::areas::platform::attachments::attachments;
use crate::areas::platform::comments::comments;
use crate::i18n::{t, tell, word, word_now};
use crate::session::{Session, use_session};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{day, due_day, moment, subject_link};
use crate::ui::toast::use_toasts;
use contract::SubjectKind;
use contract::campaigns::preparation::{
    ActOnPreparationItem, PreparationAct, PreparationActKind, PreparationItem, PreparationStatus, ShowPreparation, ShowPreparationItem,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::preparation_ui as text;
use uuid::Uuid;

/// Something to prepare, with what shows that it is done.
pub fn item() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowPreparationItem>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.title.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &PreparationItem, remote: Remote<PreparationItem>) -> AnyView {
    let session = use_session();
    let back = format!("/campaigns/{}/preparation", it.campaign.id);
    let acts: Vec<_> = it.actions.iter().map(|act| acting(session, it, *act, remote)).collect();
    let edit = it.editable.then(|| editing(session, it, remote));
    let waits = (!it.waits_for.is_empty() && it.status == PreparationStatus::Open).then(|| {
        let titles = it.waits_for.join("、");
        notice("ochre", move || tell(text::WAITS_FOR, &[("titles", &titles)]))
    });
    let done = it.done_by.clone().zip(it.done_at).map(|(who, at)| {
        fact(text::NOTE, view! { {move || tell(text::DONE_BY, &[("name", &who.name)])}<small class="block">{moment(at)}</small> })
    });
    let body = view! {
        <dl class="facts">
            {fact(text::OWNER, person(&it.owner.name))}
            {fact(text::TOPIC, word(it.topic.text_path()))}
            {fact(text::DUE, view! { {(it.status == PreparationStatus::Open).then(|| due_day(Some(it.due_on)))}{(it.status != PreparationStatus::Open).then(|| view! { <span>{day(it.due_on)}</span> })}<small class="block">{t_minus(it.days_before)}</small> })}
            {fact(text::BEGINS, day(it.begins_on))}
            {done}
            {it.note.clone().map(|note| wide_fact(text::NOTE, note))}
        </dl>
    };
    let id = it.id;
    view! {
        <a class="crumb" href=back>{icon(Icon::Left)}{t(text::TITLE)}</a>
        {record_head(it.title.clone(), view! { {marks(it)} {subject_link(&it.campaign)} }, view! { {edit}{acts} })}
        {waits}
        <div class="grid gap-4">{sheet(text::ITEM, (), body)} {attachments(SubjectKind::CampaignItem, id)} {comments(SubjectKind::CampaignItem, id)}</div>
    }
    .into_any()
}

fn editing(session: Session, it: &PreparationItem, remote: Remote<PreparationItem>) -> AnyView {
    let open = RwSignal::new(false);
    let item = StoredValue::new(it.clone());
    let saved = Callback::new(move |now| {
        open.set(false);
        remote.set(now);
    });
    // What can come before it is asked for when the form is opened.
    let form = move || {
        let it = item.get_value();
        let (own, campaign) = (it.id, it.campaign.id);
        let all = crate::ui::remote::remote(move || async move { session.get::<ShowPreparation>(&[&campaign], &()).await });
        all.view(move |all| {
            let others: Vec<(Uuid, String)> =
                all.items.iter().filter(|item| item.id != own).map(|item| (item.id, item.title.clone())).collect();
            item_form(session, Saving::Edit(Box::new(item.get_value())), &others, saved, open)
        })
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</button>
        <Dialog open title=text::EDIT>{form()}</Dialog>
    }
    .into_any()
}

/// A button that asks for a word: what came of it, or why.
fn acting(session: Session, it: &PreparationItem, act: PreparationActKind, remote: Remote<PreparationItem>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let (id, version) = (it.id, it.version);
    let completes = act == PreparationActKind::Complete;
    let (title, class, picture) = match act {
        PreparationActKind::Complete => (locale::words::PREPARATION_ACT_COMPLETE, "button primary", Icon::Check),
        PreparationActKind::Reopen => (locale::words::PREPARATION_ACT_REOPEN, "button", Icon::Undo),
        PreparationActKind::Drop => (locale::words::PREPARATION_ACT_DROP, "button", Icon::Close),
    };
    let body = move || {
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                move |read| PreparationAct { act, note: read.text("/note") },
                move |body, key| async move { session.write::<ActOnPreparationItem>(&[&id], Some(version), key, &body).await },
                move |now: PreparationItem| {
                    open.set(false);
                    toasts.say(tell(text::ACTED, &[("title", &now.title), ("status", word_now(now.status.text_path()))]));
                    remote.set(now);
                },
            );
        };
        let label = if completes { text::NOTE } else { text::WHY };
        let hint = completes.then_some(text::NOTE_HINT);
        view! {
            <FormFrame form on_submit=submit>
                <Field at="/note" label=label kind=Kind::Lines must=!completes hint=hint />
                <FormFoot save=title cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class=class on:click=move |_| open.set(true)>{icon(picture)}{t(title)}</button>
        <Dialog open title>{body()}</Dialog>
    }
    .into_any()
}
