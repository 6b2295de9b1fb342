use crate::areas::campaigns::frame::{said, yes};
use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::Session;
use crate::ui::fields::{Field, FormFoot, Kind, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::{Picker, name_of};
use crate::ui::toast::use_toasts;
use contract::campaigns::preparation::{AddPreparationItem, EditPreparationItem, PreparationForm, PreparationItem, PreparationTopic};
use leptos::prelude::*;
use locale::preparation_ui as text;
use uuid::Uuid;

/// What is saved: something new for a campaign, or something that changes.
#[derive(Clone)]
pub enum Saving {
    New(Uuid),
    Edit(Box<PreparationItem>),
}

fn after(id: Uuid) -> String {
    format!("/after/{id}")
}

fn texts(saving: &Saving) -> Vec<(String, String)> {
    let Saving::Edit(item) = saving else {
        return vec![("/takes".to_owned(), "1".to_owned()), ("/must".to_owned(), said(true))];
    };
    let mut texts = vec![
        ("/title".to_owned(), item.title.clone()),
        ("/topic".to_owned(), item.topic.word().to_owned()),
        ("/owner_id".to_owned(), item.owner.id.to_string()),
        (name_of("/owner_id"), item.owner.name.clone()),
        ("/days_before".to_owned(), item.days_before.to_string()),
        ("/takes".to_owned(), item.takes.to_string()),
        ("/must".to_owned(), said(item.must)),
        ("/evidence".to_owned(), said(item.evidence)),
    ];
    texts.extend(item.after.iter().map(|id| (after(*id), said(true))));
    texts
}

fn days(read: &Reader, at: &str) -> u32 {
    let number = read.number(at).and_then(|n| u32::try_from(n).ok());
    read.must(at, number, 1)
}

/// The form of something to prepare; `others` can come before it.
pub fn item_form(
    session: Session,
    saving: Saving,
    others: &[(Uuid, String)],
    saved: Callback<PreparationItem>,
    open: RwSignal<bool>,
) -> AnyView {
    let toasts = use_toasts();
    let texts = texts(&saving);
    let form = Form::new(texts.iter().map(|(at, text)| (at.as_str(), text.clone())));
    let ids: Vec<Uuid> = others.iter().map(|(id, _)| *id).collect();
    let submit = move |()| {
        let (ids, saving) = (ids.clone(), saving.clone());
        let read = move |read: &Reader| PreparationForm {
            title: read.text("/title"),
            topic: read.must("/topic", read.value("/topic"), PreparationTopic::Other),
            owner_id: read.must("/owner_id", read.value("/owner_id"), Uuid::nil()),
            days_before: days(read, "/days_before"),
            takes: days(read, "/takes"),
            must: read.text("/must") == "yes",
            evidence: read.text("/evidence") == "yes",
            after: ids.into_iter().filter(|id| read.text(&after(*id)) == "yes").collect(),
        };
        form.submit(
            read,
            move |body, key| async move {
                match saving {
                    Saving::New(campaign) => session.write::<AddPreparationItem>(&[&campaign], None, key, &body).await,
                    Saving::Edit(item) => session.write::<EditPreparationItem>(&[&item.id], Some(item.version), key, &body).await,
                }
            },
            move |now: PreparationItem| {
                toasts.say(tell(text::SAVED, &[("title", &now.title)]));
                saved.run(now);
            },
        );
    };
    let ticks: Vec<_> = others
        .iter()
        .map(|(id, title)| {
            let (at, kept) = (after(*id), after(*id));
            let turn = move |_| form.set(&kept, if form.get(&kept) == "yes" { String::new() } else { "yes".to_owned() });
            view! { <label class="tick"><input type="checkbox" prop:checked=move || form.get(&at) == "yes" on:change=turn />{title.clone()}</label> }
        })
        .collect();
    form.register("/after");
    let after = (!ticks.is_empty()).then(|| {
        view! {
            <fieldset class="field">
                <legend class="label">{t(text::AFTER)}</legend>
                <div class="grid">{ticks}</div>
                {move || form.problem("/after").map(|problem| view! { <p class="wrong">{problem}</p> })}
            </fieldset>
        }
    });
    let chosen = untrack(|| form.get(&name_of("/owner_id")));
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/title" label=text::ITEM must=true placeholder=text::ITEM_HINT />
            <Select at="/topic" label=text::TOPIC choices=crate::choices!(PreparationTopic) must=true none=text::TOPIC />
            <Picker at="/owner_id" label=text::OWNER find=finders::people(session, &[]) must=true chosen=chosen />
            <div class="pair">
                <Field at="/days_before" label=text::DAYS_BEFORE kind=Kind::Number must=true unit=text::UNIT_DAYS hint=text::DAYS_BEFORE_HINT />
                <Field at="/takes" label=text::TAKES kind=Kind::Number must=true unit=text::UNIT_DAYS />
            </div>
            {yes(form, "/must", text::MUST)}
            {yes(form, "/evidence", text::EVIDENCE)}
            {after}
            <FormFoot save=text::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
