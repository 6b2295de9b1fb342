use super::chart::chart;
use super::form::{Saving, item_form};
use crate::areas::campaigns::frame;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::text::day;
use crate::ui::toast::use_toasts;
use contract::campaigns::preparation::{
    CampaignTemplate, FromTemplate, LayOutPreparation, ListCampaignTemplates, Preparation, PreparationItem, PreparationStatus,
    ShowPreparation,
};
use contract::campaigns::{Campaign, CampaignForm};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{campaigns_ui as campaigns, preparation_ui as text};
use uuid::Uuid;

/// The checklist of a campaign.
pub fn list() -> impl IntoView {
    frame::part(campaigns::PART_PREPARATION, |campaign: &Campaign| {
        let session = use_session();
        let (id, form) = (campaign.id, campaign.plan.form);
        let checklist = remote(move || async move { session.get::<ShowPreparation>(&[&id], &()).await });
        checklist.view(move |data| draw(data, id, form, checklist))
    })
}

fn draw(data: &Preparation, id: Uuid, form: CampaignForm, checklist: Remote<Preparation>) -> AnyView {
    let actions = data.editable.then(|| adding(data, id, form, checklist));
    let body = if data.items.is_empty() {
        view! { <p class="prose text-ink-2">{t(text::EMPTY)}</p> }.into_any()
    } else {
        view! { {progress(data)} {table(data)} }.into_any()
    };
    view! { <div class="grid gap-4">{sheet(text::TITLE, actions, body)} {chart(data)}</div> }.into_any()
}

/// How far it is, in one line.
fn progress(data: &Preparation) -> AnyView {
    let (done, total, must_open) = (data.done.to_string(), data.total.to_string(), data.must_open);
    let must = if must_open == 0 {
        tag(Tone::Bamboo, t(text::ALL_MUST_DONE)).into_any()
    } else {
        tag(Tone::Ochre, move || tell(text::MUST_OPEN, &[("n", &must_open.to_string())])).into_any()
    };
    let left = data.days_left.map(|n| view! { <span>{move || tell(text::DAYS_LEFT, &[("n", &n.to_string())])}</span> });
    view! {
        <p class="flex flex-wrap items-center gap-3 mb-3">
            <b>{move || tell(text::PROGRESS, &[("done", &done), ("total", &total)])}</b>
            {must}
            {left}
        </p>
    }
    .into_any()
}

fn table(data: &Preparation) -> AnyView {
    let rows: Vec<_> = data.items.iter().map(row).collect();
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead>
                    <tr>
                        <th>{t(text::ITEM)}</th>
                        <th>{t(text::TOPIC)}</th>
                        <th>{t(text::OWNER)}</th>
                        <th>{t(text::DUE)}</th>
                        <th>{t(campaigns::STATUS)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(item: &PreparationItem) -> AnyView {
    let waits = (!item.waits_for.is_empty()).then(|| {
        let titles = item.waits_for.join("、");
        view! { <small class="text-ink-3">{move || tell(text::WAITS_FOR, &[("titles", &titles)])}</small> }
    });
    view! {
        <tr>
            <td class="first"><a class="link" href=format!("/campaign-items/{}", item.id)>{item.title.clone()}</a>{waits}</td>
            <td>{word(item.topic.text_path())}</td>
            <td>{person(&item.owner.name)}</td>
            <td><span class="one-line" class:late=item.late>{day(item.due_on)}" "<small class="text-ink-3">{t_minus(item.days_before)}</small></span></td>
            <td>{marks(item)}</td>
        </tr>
    }
    .into_any()
}

/// `T-10`, or that it is due on the day.
pub fn t_minus(days: u32) -> impl Fn() -> String + Send + 'static {
    move || if days == 0 { t(text::ON_THE_DAY)().to_owned() } else { tell(text::T_MINUS, &[("n", &days.to_string())]) }
}

/// Its state and what is special about it.
pub fn marks(item: &PreparationItem) -> AnyView {
    let late = item.late.then(|| tag(Tone::Cinnabar, t(text::LATE)));
    let must = (item.must && item.status != PreparationStatus::Dropped).then(|| tag(Tone::Indigo, t(text::MUST_TAG)));
    let files = item.files;
    let shown = match (item.evidence, files) {
        (_, 1..) => Some(tag(Tone::Calm, move || tell(text::FILES, &[("n", &files.to_string())])).into_any()),
        (true, 0) => Some(tag(Tone::Calm, t(text::EVIDENCE_TAG)).into_any()),
        (false, 0) => None,
    };
    view! { <span class="inline-flex flex-wrap gap-1">{badge(item.status)}{late}{must}{shown}</span> }.into_any()
}

/// Adding one thing, or what a template has.
fn adding(data: &Preparation, id: Uuid, form: CampaignForm, checklist: Remote<Preparation>) -> AnyView {
    let session = use_session();
    let (open, choosing) = (RwSignal::new(false), RwSignal::new(false));
    let others: Vec<(Uuid, String)> =
        data.items.iter().filter(|item| item.status != PreparationStatus::Dropped).map(|item| (item.id, item.title.clone())).collect();
    let saved = Callback::new(move |_: PreparationItem| {
        open.set(false);
        checklist.refetch();
    });
    view! {
        <span class="inline-flex flex-wrap gap-2">
            <button type="button" class="button" on:click=move |_| choosing.set(true)>{icon(Icon::Sheet)}{t(text::FROM_TEMPLATE)}</button>
            <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD)}</button>
        </span>
        <Dialog open title=text::ADD>{
            let others = others.clone();
            move || item_form(session, Saving::New(id), &others, saved, open)
        }</Dialog>
        <Dialog open=choosing title=text::FROM_TEMPLATE>{move || templates(session, id, form, checklist, choosing)}</Dialog>
    }
    .into_any()
}

/// The templates in use, those of the campaign's form first.
fn templates(session: Session, id: Uuid, form: CampaignForm, checklist: Remote<Preparation>, open: RwSignal<bool>) -> AnyView {
    let all = remote(move || async move { session.get::<ListCampaignTemplates>(&[], &()).await });
    all.view(move |all| {
        let mut offered: Vec<&CampaignTemplate> = all.items.iter().filter(|template| template.in_use).collect();
        offered.sort_by_key(|template| template.form != form);
        let buttons: Vec<_> = offered.into_iter().map(|template| take(session, id, template, checklist, open)).collect();
        view! { <div class="grid gap-2">{buttons}<a class="link" href="/campaign-templates">{t(text::TEMPLATES)}</a></div> }.into_any()
    })
}

fn take(session: Session, id: Uuid, template: &CampaignTemplate, checklist: Remote<Preparation>, open: RwSignal<bool>) -> AnyView {
    let toasts = use_toasts();
    let (template_id, name, count) = (template.id, template.name.clone(), template.lines.len().to_string());
    let key = StoredValue::new(Uuid::now_v7());
    let (label, said) = (name.clone(), name);
    let press = move |_| {
        let said = said.clone();
        spawn_local(async move {
            match session.write::<LayOutPreparation>(&[&id], None, key.get_value(), &FromTemplate { template_id }).await {
                Ok(now) => {
                    toasts.say(tell(text::LAID_OUT, &[("name", &said)]));
                    open.try_set(false);
                    checklist.set(now);
                }
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! {
        <button type="button" class="button" on:click=press>
            {label}
            <small class="text-ink-3">{move || tell(text::LINES, &[("n", &count)])}</small>
        </button>
    }
    .into_any()
}
