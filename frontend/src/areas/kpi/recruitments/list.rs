use crate::areas::kpi::choose::{Chosen, everybody, many};
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::badge::badge;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::list_page::{Column, ListPage, Place, list_page};
use crate::ui::record::{crumb, page_title};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::kpi::recruitment::{ApplicantForm, ListRecruitments, OpenRecruitment, Recruitment, RecruitmentForm, RecruitmentRow};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use locale::recruitments_ui as text;

/// Recruitments that the person sees.
pub fn list() -> impl IntoView {
    list_page::<ListRecruitments, RecruitmentRow>(ListPage {
        list: "recruitments",
        title: text::TITLE,
        columns: vec![
            Column { field: "", label: text::NAME, place: Place::First, cell: |row| row.name.clone().into_any() },
            Column { field: "", label: text::APPLICANTS, place: Place::Line, cell: |row| row.applicants.to_string().into_any() },
            Column { field: "created_at", label: text::OPENED, place: Place::Line, cell: |row| since(row.created_at).into_any() },
            Column { field: "", label: text::STATUS, place: Place::Corner, cell: |row| badge(row.status).into_any() },
        ],
        href: |row| Some(format!("/recruitments/{}", row.id)),
        quick: &["status"],
        standard: &[],
        empty: (text::EMPTY, text::EMPTY_HINT),
        actions: |_| {
            let session = use_session();
            let new = || view! { <a class="button primary" href="/recruitments/new">{icon(Icon::Plus)}{t(text::NEW)}</a> };
            (move || session.may(Permission::KpiGrade).then(new)).into_any()
        },
    })
}

/// `name` or `name | years of experience`, a line each.
fn applicants(lines: &str) -> Vec<ApplicantForm> {
    let line = |line: &str| {
        let (name, years) = line.split_once(['|', '｜']).unwrap_or((line, ""));
        let digits: String = years.chars().filter(char::is_ascii_digit).collect();
        ApplicantForm { name: name.trim().to_owned(), experience_years: digits.parse().unwrap_or(0) }
    };
    lines.lines().filter(|line| !line.trim().is_empty()).map(line).collect()
}

/// Open a recruitment.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = use_navigate();
    page_title(move || t(text::NEW)().to_owned());
    let form = Form::kept("recruitment/new".to_owned(), []);
    form.register("/examiners");
    let chosen = Chosen::new(Vec::new());
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            move |read: &Reader| RecruitmentForm {
                name: read.text("/name"),
                applicants: applicants(&read.text("/applicants")),
                examiners: chosen.ids(),
            },
            move |body, key| async move { session.write::<OpenRecruitment>(&[], None, key, &body).await },
            move |it: Recruitment| {
                toasts.say(tell(text::OPENED_SAID, &[("name", &it.name)]));
                navigate(&format!("/recruitments/{}", it.id), Default::default());
            },
        );
    };
    let people = everybody(session);
    view! {
        <div class="page narrow">
            {crumb("/recruitments", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_HINT)}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/name" label=text::NAME must=true />
                    <Field at="/applicants" label=text::APPLICANTS kind=Kind::Lines must=true hint=text::APPLICANTS_HINT />
                    {many("examiners", t(text::EXAMINERS), people, chosen)}
                    {move || form.problem("/examiners").map(|text| view! { <p class="wrong">{text}</p> })}
                    <FormFoot save=text::OPEN cancel=Callback::new(move |()| back("/recruitments", Default::default())) />
                </FormFrame>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::applicants;

    #[test]
    fn applicants_are_written_a_line_each() {
        let read = applicants("赵一\n钱二 | 2 年\n\n");
        assert_eq!(read.iter().map(|one| (one.name.as_str(), one.experience_years)).collect::<Vec<_>>(), [("赵一", 0), ("钱二", 2)]);
    }
}
