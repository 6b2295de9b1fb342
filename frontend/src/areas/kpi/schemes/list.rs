use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::text::since;
use contract::kpi::schemes::{ListSchemes, Scheme, SchemeStatus};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::schemes_ui as text;

/// Every version that the viewer may read.
pub fn list() -> impl IntoView {
    list_page::<ListSchemes, Scheme>(ListPage {
        list: "kpi-schemes",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::NAME, place: Place::First, cell: |scheme| scheme.label.clone().into_any() },
            Column { field: "", label: text::VERSION, place: Place::Line, cell: version },
            Column { field: "", label: text::STATE, place: Place::Corner, cell: |scheme| badge(scheme.status).into_any() },
            Column { field: "", label: text::FROM_MONTH, place: Place::Line, cell: from },
            Column { field: "", label: text::PEOPLE, place: Place::Line, cell: |scheme| scheme.people.into_any() },
            Column { field: "updated_at", label: text::CHANGED, place: Place::Desk, cell: |scheme| since(scheme.updated_at).into_any() },
        ],
        href: |scheme| Some(format!("/kpi-schemes/{}", scheme.id)),
        quick: &["role"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let may = move || session.may(Permission::KpiScheme);
            view! {
                <a class="button" href="/kpi">{icon(Icon::Left)}{t(locale::kpi_ui::TITLE)}</a>
                {move || may().then(|| view! { <a class="button primary" href="/kpi-schemes/new">{icon(Icon::Plus)}{t(text::NEW)}</a> })}
            }
            .into_any()
        },
    })
}

fn version(scheme: &Scheme) -> AnyView {
    let number = scheme.number.to_string();
    (move || tell(text::VERSION_NUMBER, &[("number", &number)])).into_any()
}

fn from(scheme: &Scheme) -> AnyView {
    match &scheme.from_month {
        // In force since before anybody looked.
        Some(month) if month.as_str() <= "2000-01" && scheme.status == SchemeStatus::Retired => "—".into_any(),
        Some(month) if month.as_str() <= "2000-01" => t(text::ALWAYS).into_any(),
        Some(month) => crate::areas::kpi::scores::month_name(month).into_any(),
        None => "—".into_any(),
    }
}
