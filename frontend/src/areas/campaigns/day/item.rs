//! One item of the run sheet, and the form that plans one.

use super::photos::photos;
use crate::areas::finders;
use crate::clock;
use crate::i18n::t;
use crate::session::Session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use chrono::{DateTime, Utc};
use contract::SubjectKind;
use contract::campaigns::run_sheet::{ActOnRunItem, PlanRunItem, RunItem, RunItemAct, RunItemActKind, RunItemForm, RunItemKind};
use leptos::prelude::*;
use locale::run_sheet_ui as text;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// A line with its buttons, large enough for a thumb.
pub fn line(session: Session, item: &RunItem, changed: Callback<()>) -> AnyView {
    let (id, version) = (item.id, item.version);
    let act = |kind: &RunItemActKind| {
        let act = *kind;
        let send = Rc::new(move |key: Uuid| {
            let body = RunItemAct { act, remark: String::new() };
            Box::pin(async move { session.write::<ActOnRunItem>(&[&id], Some(version), key, &body).await })
                as Pin<Box<dyn Future<Output = _>>>
        });
        let (class, picture) = match act {
            RunItemActKind::Begin => ("", Icon::Clock),
            RunItemActKind::Finish => ("primary", Icon::Check),
            RunItemActKind::Skip => ("quiet", Icon::Close),
            RunItemActKind::Reset => ("quiet", Icon::Retry),
        };
        act_button(act.text_path(), class, picture, send, move |_: RunItem| changed.run(()))
    };
    let acts: Vec<_> = item.actions.iter().map(act).collect();
    let late = item.late.then(|| tag(Tone::Cinnabar, t(text::LATE)));
    let minutes = item.minutes;
    view! {
        <div class="flex flex-wrap items-center justify-between gap-2">
            <div class="min-w-0">
                <b>{item.title.clone()}</b>
                <div class="text-ink-2">{moment(item.planned_at)}" · "{minutes}" "{t(text::UNIT_MINUTES)}" · "{item.owner.name.clone()}</div>
                <div class="flex gap-2">{badge(item.status)}{late}</div>
            </div>
            <span class="inline-flex flex-wrap gap-2">{acts}{photos(SubjectKind::CampaignRunItem, id, item.files)}</span>
        </div>
    }
    .into_any()
}

/// Plans an item.
pub fn add(session: Session, campaign: Uuid, starts_at: DateTime<Utc>, changed: Callback<()>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = move || {
        let start =
            [("/kind", RunItemKind::Step.word().to_owned()), ("/planned_at", clock::to_local(starts_at)), ("/minutes", "30".to_owned())];
        let form = Form::new(start);
        let read = move |read: &Reader| RunItemForm {
            kind: read.must("/kind", read.value("/kind"), RunItemKind::Step),
            title: read.text("/title"),
            planned_at: read.must("/planned_at", read.moment("/planned_at"), starts_at),
            minutes: read.must("/minutes", read.number("/minutes").and_then(|n| u32::try_from(n).ok()), 1),
            owner_id: read.must("/owner_id", read.value("/owner_id"), Uuid::nil()),
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<PlanRunItem>(&[&campaign], None, key, &body).await },
                move |_: RunItem| {
                    open.set(false);
                    toasts.say(t(text::SAVED)());
                    changed.run(());
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <Pick at="/kind" label=text::KIND choices=crate::choices!(RunItemKind) must=true />
                <Field at="/title" label=text::ITEM must=true />
                <div class="pair">
                    <Field at="/planned_at" label=text::PLANNED_AT kind=Kind::Moment must=true />
                    <Field at="/minutes" label=text::MINUTES kind=Kind::Number must=true unit=text::UNIT_MINUTES />
                </div>
                <Picker at="/owner_id" label=text::OWNER find=finders::people(session, &[]) must=true />
                <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD)}</button>
        <Dialog open title=text::ADD>{body()}</Dialog>
    }
    .into_any()
}
