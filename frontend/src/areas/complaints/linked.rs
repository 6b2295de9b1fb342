//! What stands around a case: the request it was, the nonconformities and actions that came of it, and the way to open them.

use crate::i18n::t;
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use contract::complaints::Complaint;
use contract::complaints::corrective_actions::ListCorrectiveActions;
use contract::complaints::nonconformities::ListNonconformities;
use contract::complaints::service_requests::ListServiceRequests;
use contract::page::ListQuery;
use contract::permission::Permission;
use leptos::prelude::*;
use locale::quality_ui as text;

/// The records around a case that the person sees.
pub fn around(complaint: &Complaint) -> AnyView {
    let session = use_session();
    let (id, number) = (complaint.id, complaint.number.clone());
    let of = move || ListQuery { filters: vec![("complaint".to_owned(), format!("eq:{id}"))], limit: Some(20), ..Default::default() };
    let finds = remote(move || async move { session.get::<ListNonconformities>(&[], &of()).await });
    let actions = remote(move || async move { session.get::<ListCorrectiveActions>(&[], &of()).await });
    let may_requests = session.may(Permission::ServiceRead);
    let requests = may_requests.then(|| remote(move || async move { session.get::<ListServiceRequests>(&[], &of()).await }));
    let line = |path: String, number: &str, text: &str, state: AnyView| {
        view! { <li class="grid gap-1"><a class="link" href=path>{number.to_owned()}" "{text.chars().take(40).collect::<String>()}</a><small>{state}</small></li> }
    };
    let rows =
        move || {
            let mut rows = Vec::new();
            if let Some(requests) = requests {
                requests.with(|page| {
                    rows.extend(page.items.iter().map(|one| {
                        line(format!("/service-requests/{}", one.id), &one.number, &one.question, badge(one.status).into_any())
                    }));
                });
            }
            finds.with(|page| {
                rows.extend(
                    page.items
                        .iter()
                        .map(|one| line(format!("/nonconformities/{}", one.id), &one.number, &one.matter, badge(one.status).into_any())),
                );
            });
            actions.with(|page| {
                rows.extend(
                    page.items.iter().map(|one| {
                        line(format!("/corrective-actions/{}", one.id), &one.number, &one.problem, badge(one.status).into_any())
                    }),
                );
            });
            rows
        };
    let open = move || {
        let query = format!("complaint={id}&number={number}");
        session.may(Permission::QualityOpen).then(|| {
            view! {
                <p class="flex flex-wrap gap-2 mt-3">
                    <a class="button small" href=format!("/nonconformities/new?{query}")>{t(text::REGISTER)}</a>
                    <a class="button small" href=format!("/corrective-actions/new?{query}")>{t(text::OPEN_ACTION)}</a>
                </p>
            }
        })
    };
    sheet(text::AROUND, (), view! { <ul class="grid gap-3">{rows}</ul>{open} })
}
