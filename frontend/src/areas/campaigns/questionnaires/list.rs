use super::rate;
use crate::areas::campaigns::frame as campaign;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::{since, subject_link};
use contract::campaigns::Campaign;
use contract::campaigns::questionnaires::{ListQuestionnaires, QuestionnaireRow};
use contract::page::{ListQuery, Page};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, questionnaires_ui as text};

/// Questionnaires within reach, with what came back.
pub fn list() -> impl IntoView {
    list_page::<ListQuestionnaires, QuestionnaireRow>(ListPage {
        list: "questionnaires",
        title: text::TITLE,
        columns: vec![
            Column { field: "number", label: text::NAME, place: Place::First, cell: name },
            Column { field: "", label: text::CAMPAIGN, place: Place::Desk, cell: of },
            Column { field: "", label: text::RETURNED, place: Place::Line, cell: came },
            Column { field: "", label: text::OWNER, place: Place::Desk, cell: |row| person(&row.owner.name).into_any() },
            Column { field: "created_at", label: text::CREATED, place: Place::Line, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/questionnaires/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/questionnaires/new">{icon(Icon::Plus)}{t(text::NEW)}</a> };
            view! { {move || session.may(Permission::CampaignCreate).then(new)} }.into_any()
        },
    })
}

fn name(row: &QuestionnaireRow) -> AnyView {
    view! { {row.title.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

fn of(row: &QuestionnaireRow) -> AnyView {
    row.campaign.as_ref().map(subject_link).into_any()
}

/// Returned of sent, with the rate.
fn came(row: &QuestionnaireRow) -> AnyView {
    let counts = row.counts;
    let rate = counts.return_rate.map(|rate| view! { <small>{super::tenths(rate)}</small> });
    view! { {counts.returned}" / "{counts.sent}" "{rate} }.into_any()
}

/// The questionnaires of a campaign (CMP-09).
pub fn feedback() -> impl IntoView {
    campaign::part(campaigns::PART_FEEDBACK, |it: &Campaign| {
        let session = use_session();
        let id = it.id;
        let found = remote(move || {
            let filters = vec![("campaign".to_owned(), format!("eq:{id}"))];
            let query = ListQuery { filters, limit: Some(50), ..Default::default() };
            async move { session.get::<ListQuestionnaires>(&[], &query).await }
        });
        let new = move || {
            let to = format!("/questionnaires/new?campaign={id}");
            session
                .may(Permission::CampaignCreate)
                .then(|| view! { <a class="button primary" href=to>{icon(Icon::Plus)}{t(text::NEW)}</a> })
        };
        let body = view! { <p class="text-ink-2 mb-3">{t(text::FEEDBACK_LEAD)}</p>{found.view(table)} };
        sheet(text::FEEDBACK, new, body)
    })
}

fn table(page: &Page<QuestionnaireRow>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="prose text-ink-2">{t(text::NO_FEEDBACK)}</p> }.into_any();
    }
    let row = |one: &QuestionnaireRow| {
        view! {
            <tr>
                <td class="first"><a class="link" href=format!("/questionnaires/{}/results", one.id)>{one.title.clone()}</a></td>
                <td>{one.counts.sent}</td>
                <td>{one.counts.returned}</td>
                <td>{one.counts.valid}</td>
                <td>{rate(one.counts.return_rate)}</td>
                <td>{badge(one.status)}</td>
            </tr>
        }
    };
    view! {
        <div class="ledger-wrap" tabindex="0">
            <table class="ledger">
                <thead><tr>
                    <th>{t(text::NAME)}</th><th>{t(text::SENT)}</th><th>{t(text::RETURNED)}</th><th>{t(text::VALID)}</th>
                    <th>{t(text::RETURN_RATE)}</th><th>{t(text::STATUS)}</th>
                </tr></thead>
                <tbody>{page.items.iter().map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
