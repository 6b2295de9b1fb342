//! Why one sees a file, and who else read it (CRM-06, CRM-07).

use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::person::person;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::since;
use contract::customers::{ExplainVisible, ListFileReadings, Reading, ReadingBasis, WhyVisible};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use locale::accesses_ui as accesses;
use uuid::Uuid;

/// How many readings the file's page shows.
const SHOWN: u32 = 10;

/// By which right the person sees this file.
pub fn why(customer: Uuid) -> AnyView {
    let session = use_session();
    let reason = remote(move || async move { session.get::<ExplainVisible>(&[&customer], &()).await });
    sheet(accesses::WHY, (), reason.view(explained))
}

fn explained(why: &WhyVisible) -> AnyView {
    let because = match why.basis {
        ReadingBasis::Own => t(accesses::WHY_OWN)().to_owned(),
        ReadingBasis::Unit => match &why.owner {
            Some(owner) => tell(accesses::WHY_UNIT, &[("name", &owner.name)]),
            None => t(accesses::WHY_POOL)().to_owned(),
        },
        ReadingBasis::Share => t(accesses::WHY_SHARE)().to_owned(),
        ReadingBasis::All => t(accesses::WHY_ALL)().to_owned(),
        ReadingBasis::Grant => word_now(ReadingBasis::Grant.text_path()).to_owned(),
    };
    let roles: Vec<String> = why
        .roles
        .iter()
        .map(|role| locale::find(&format!("words.role_{role}")).map_or_else(|| role.clone(), |key| t(key)().to_owned()))
        .collect();
    view! { <p>{because}</p><p class="text-ink-3 text-[13px] mt-1">{tell(accesses::WHY_ROLES, &[("roles", &roles.join("、"))])}</p> }
        .into_any()
}

/// Who read the file, for its owner and the director.
pub fn read_log(customer: Uuid) -> AnyView {
    let session = use_session();
    let readings = remote(move || async move {
        session.get::<ListFileReadings>(&[&customer], &ListQuery { limit: Some(SHOWN), ..Default::default() }).await
    });
    sheet(accesses::LOG, (), readings.view(lines))
}

fn lines(page: &Page<Reading>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="none">{t(accesses::LOG_EMPTY)}</p> }.into_any();
    }
    let lines: Vec<_> = page
        .items
        .iter()
        .map(|reading| {
            let field = reading.field.map(|field| view! { " · "{word(field.text_path())} });
            let by = reading.basis;
            view! {
                <li>
                    <div class="grow">
                        {person(&reading.person.name)}
                        <small class="block">{word(reading.kind.text_path())}{field}" · "{word(by.text_path())}</small>
                    </div>
                    <small>{since(reading.at)}</small>
                </li>
            }
        })
        .collect();
    view! { <p class="mb-2 text-ink-3 text-[13px]">{t(accesses::LOG_NOTE)}</p><ul class="rows">{lines}</ul> }.into_any()
}
