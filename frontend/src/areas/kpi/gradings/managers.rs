use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::remote;
use crate::ui::text::day_or_none;
use contract::kpi::grading::{GradingOption, GradingOptions, ListAccountManagers};
use leptos::prelude::*;
use locale::gradings_ui as text;

/// All account managers: grade, certificate, from when on they can be graded.
pub fn managers() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::MANAGERS)().to_owned());
    let all = remote(move || async move { session.get::<ListAccountManagers>(&[], &()).await });
    view! {
        <div class="page">
            {crumb("/gradings", text::TITLE)}
            <header class="page-head"><h1>{t(text::MANAGERS)}</h1><p class="lead-in">{t(text::MANAGERS_HINT)}</p></header>
            {all.view(draw)}
        </div>
    }
}

fn draw(all: &GradingOptions) -> AnyView {
    if all.items.is_empty() {
        return view! { <p class="quiet">{t(text::NO_MANAGERS)}</p> }.into_any();
    }
    let rows: Vec<_> = all.items.iter().map(row).collect();
    let table = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::GRADE)}</th>
                        <th scope="col">{t(text::YEARS)}</th>
                        <th scope="col">{t(text::ELIGIBLE)}</th>
                        <th scope="col">{t(text::CERTIFICATE_DUE)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    sheet(text::MANAGERS, (), table)
}

fn row(one: &GradingOption) -> impl IntoView + use<> {
    let grade = one.grade.map(|grade| tag(Tone::Jade, word(grade.text_path())));
    let eligible = if one.eligible {
        tag(Tone::Bamboo, t(text::ELIGIBLE_NOW)).into_any()
    } else {
        view! { <span>{day_or_none(one.eligible_on)}</span> }.into_any()
    };
    let due = one.certificate_due_on.map(|on| view! { <span class:late=one.lapsed>{on.to_string()}</span> });
    let lapsed = one.lapsed.then(|| tag(Tone::Cinnabar, t(text::LAPSED)));
    view! {
        <tr>
            <td class="first"><a class="link" href=format!("/people/{}", one.person.id)>{one.person.name.clone()}</a>" "<small class="text-ink-3">{one.post.clone()}</small></td>
            <td class="corner">{grade}</td>
            <td data-label=t(text::YEARS)>{one.years.map(|years| years.to_string())}</td>
            <td data-label=t(text::ELIGIBLE)>{eligible}</td>
            <td data-label=t(text::CERTIFICATE_DUE)><span class="inline-flex flex-wrap gap-1">{due}{lapsed}</span></td>
        </tr>
    }
}
