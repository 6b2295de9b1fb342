use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::person::person;
use crate::ui::text::{day, money_short};
use crate::ui::views::{BoardPage, board_page, board_wanted, view_switch};
use contract::campaigns::{CampaignRow, CampaignStatus, ListCampaigns};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, preparation_ui, shell};

const PATH: &str = "/campaigns";
const NOTHING: (locale::Key, locale::Key) = (campaigns::EMPTY, campaigns::EMPTY_HINT);

/// All campaigns in the person's scope, as table or board.
pub fn list() -> impl IntoView {
    let on_board = board_wanted();
    move || if on_board.get() { as_board() } else { as_table() }
}

fn as_table() -> AnyView {
    list_page::<ListCampaigns, CampaignRow>(ListPage {
        list: "campaigns",
        title: campaigns::TITLE,
        columns: vec![
            Column { field: "theme", label: campaigns::THEME, place: Place::First, cell: theme },
            Column { field: "form", label: campaigns::FORM, place: Place::Line, cell: |row| word(row.form.text_path()).into_any() },
            Column { field: "status", label: campaigns::STATUS, place: Place::Corner, cell: status },
            Column { field: "starts_at", label: campaigns::WHEN, place: Place::Line, cell: when },
            Column {
                field: "budget",
                label: campaigns::BUDGET,
                place: Place::Line,
                cell: |row| money_short(row.budget.clone()).into_any(),
            },
            Column { field: "owner", label: campaigns::OWNER, place: Place::Line, cell: |row| person(&row.owner.name).into_any() },
        ],
        href: |row| Some(path(row)),
        quick: &["status", "form", "owner"],
        standard: &[],
        empty: NOTHING,
        actions: |query| {
            let templates = view! { <a class="button" href="/campaign-templates">{icon(Icon::Sheet)}{t(preparation_ui::TEMPLATES)}</a> };
            view! { {view_switch(PATH, query, false)}{templates}{begin()} }.into_any()
        },
    })
}

fn as_board() -> AnyView {
    board_page::<ListCampaigns, CampaignRow, CampaignStatus>(BoardPage {
        list: "campaigns",
        quick: &["form", "owner"],
        path: PATH,
        title: campaigns::TITLE,
        columns: CampaignStatus::ALL,
        state: |row| row.status,
        card,
        empty: NOTHING,
        actions: begin,
    })
}

fn path(row: &CampaignRow) -> String {
    format!("{PATH}/{}", row.id)
}

fn theme(row: &CampaignRow) -> AnyView {
    view! { {row.theme.clone()}<small class="number">{row.number.clone()}</small> }.into_any()
}

fn status(row: &CampaignRow) -> AnyView {
    view! { <span class="inline-flex flex-wrap gap-1">{badge(row.status)}{row.overdue.then(late)}</span> }.into_any()
}

fn late() -> impl IntoView {
    tag(Tone::Cinnabar, t(campaigns::SUMMARY_LATE))
}

fn on(at: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDate {
    crate::clock::local(at).date_naive()
}

fn when(row: &CampaignRow) -> AnyView {
    let (from, to) = (on(row.starts_at), on(row.ends_at));
    let until = (from != to).then(|| view! { " – "{day(to)} });
    view! { <span>{day(from)}{until}</span> }.into_any()
}

fn card(row: &CampaignRow) -> AnyView {
    view! {
        <a class="card" href=path(row)>
            <span class="line"><span class="number">{row.number.clone()}</span>{row.overdue.then(late)}</span>
            <b>{row.theme.clone()}</b>
            <span class="line"><span>{word(row.form.text_path())}</span><span>{when(row)}</span></span>
            <span class="line">{person(&row.owner.name)}<span>{money_short(row.budget.clone())}</span></span>
        </a>
    }
    .into_any()
}

fn begin() -> AnyView {
    let session = use_session();
    view! {
        <a class="button" href="/campaign-effects">{icon(Icon::Kpi)}{t(locale::effects_of_ui::TITLE)}</a>
        {move || session.may(Permission::CampaignCreate).then(|| view! { <a class="button primary" href="/campaigns/new">{icon(Icon::Plus)}{t(shell::NEW_CAMPAIGN)}</a> })}
    }
    .into_any()
}
