use crate::i18n::t;
use crate::session::Session;
use crate::ui::form::Form;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::{day, subject_link};
use contract::campaigns::CampaignForm;
use contract::campaigns::outcomes::{CampaignLesson, CampaignLessons, LessonsQuery, ListCampaignLessons};
use leptos::prelude::*;
use locale::{Key, campaigns_ui as campaigns};

/// What was learned from the last campaigns of the form that is being planned.
pub fn lessons(session: Session, form: Form) -> AnyView {
    let wanted = Memo::new(move |_| form.get("/form").parse::<CampaignForm>().ok());
    let found = remote(move || {
        let wanted = wanted.get();
        async move {
            match wanted {
                Some(form) => session.get::<ListCampaignLessons>(&[], &LessonsQuery { form }).await,
                None => Ok(CampaignLessons { items: Vec::new() }),
            }
        }
    });
    found.view(|lessons| match lessons.items.as_slice() {
        [] => ().into_any(),
        items => sheet(campaigns::LESSONS, (), view! { <ul data-testid="lessons">{items.iter().map(lesson).collect::<Vec<_>>()}</ul> }),
    })
}

fn lesson(lesson: &CampaignLesson) -> AnyView {
    let said = |label: Key, text: &str| (!text.is_empty()).then(|| view! { <p><b>{t(label)}</b>" "{text.to_owned()}</p> });
    view! {
        <li class="mb-3">
            {subject_link(&lesson.campaign)}" "<small class="text-ink-3">{day(lesson.held_on)}</small>
            {said(campaigns::GOOD, &lesson.good)}
            {said(campaigns::BAD, &lesson.bad)}
            {said(campaigns::NEXT_TIME, &lesson.next_time)}
        </li>
    }
    .into_any()
}
