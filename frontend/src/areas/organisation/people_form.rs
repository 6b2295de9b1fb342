//! Entering people and changing what is written about them (ORG-03).

use super::parts::{Ticks, find_posts};
use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::people::{
    AddPerson, Certificate, CertificateLevel, EditPerson, Education, Employment, NewPerson, PersonCard, PersonForm, Sex, ShowPerson,
    Territory,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{Language, organisation as text, ui};
use uuid::Uuid;

/// Enter somebody new.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW_PERSON)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/people", text::PEOPLE)}
            <header class="page-head"><h1>{t(text::NEW_PERSON)}</h1></header>
            {form_view(Form::kept("person/new".to_owned(), []), None)}
        </div>
    }
}

/// Change what is written about a person.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::EDIT_PERSON)().to_owned());
    let card = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowPerson>(&[&id], &()).await }
    });
    view! {
        <div class="page narrow">
            {crumb("/people", text::PEOPLE)}
            {card.view(move |card| {
                let form = Form::kept(format!("person/{}/{}", card.id, card.version), texts(card));
                view! {
                    <header class="page-head"><h1>{t(text::EDIT_PERSON)}</h1><p class="lead-in">{card.name.clone()}</p></header>
                    {form_view(form, Some((card.id, card.version)))}
                }
                .into_any()
            })}
        </div>
    }
}

fn texts(card: &PersonCard) -> Vec<(&'static str, String)> {
    let mut texts = vec![
        ("/number", card.number.clone()),
        ("/name", card.name.clone()),
        ("/entered_on", card.entered_on.map(|on| on.to_string()).unwrap_or_default()),
        ("/employment", card.employment.map(|one| one.word().to_owned()).unwrap_or_default()),
        ("/territory", card.territory.map(|one| one.word().to_owned()).unwrap_or_default()),
        ("/superior_id", card.superior.as_ref().map(|one| one.id.to_string()).unwrap_or_default()),
        ("/superior_id#name", card.superior.as_ref().map(|one| one.name.clone()).unwrap_or_default()),
    ];
    if let Some(file) = &card.file {
        texts.extend([
            ("/sex", file.sex.map(|one| one.word().to_owned()).unwrap_or_default()),
            ("/birth_on", file.birth_on.map(|on| on.to_string()).unwrap_or_default()),
            ("/education", file.education.map(|one| one.word().to_owned()).unwrap_or_default()),
            ("/major", file.major.clone()),
            ("/major_related", if file.major_related == Some(true) { "yes" } else { "" }.to_owned()),
            ("/trade_since", file.trade_since.map(|on| on.to_string()).unwrap_or_default()),
            ("/certificates", file.certificates.iter().map(certificate_line).collect::<Vec<_>>().join("\n")),
        ]);
    }
    texts
}

fn certificate_line(one: &Certificate) -> String {
    let level = one.level.and_then(|level| locale::find(level.text_path())).map(|key| t(key)().to_owned()).unwrap_or_default();
    [one.name.clone(), one.number.clone(), one.expires_on.map(|on| on.to_string()).unwrap_or_default(), level]
        .join(" | ")
        .trim_end_matches([' ', '|'])
        .to_owned()
}

/// A level of economic certificates, in any language or as the word of the API.
fn level(text: &str) -> Option<CertificateLevel> {
    let is = |level: &&CertificateLevel| {
        let key = locale::find(level.text_path());
        level.word() == text || key.is_some_and(|key| Language::ALL.iter().any(|language| key.text(*language) == text))
    };
    CertificateLevel::ALL.iter().find(is).copied()
}

/// `name | number | date | level`, a line each.
fn certificates(lines: &str) -> Vec<Certificate> {
    let line = |line: &str| {
        let mut parts = line.split(['|', '｜']).map(|part| part.trim().to_owned());
        let name = parts.next().unwrap_or_default();
        let number = parts.next().unwrap_or_default();
        let expires_on = parts.next().and_then(|on| on.parse().ok());
        Certificate { name, number, expires_on, level: parts.next().and_then(|text| level(&text)) }
    };
    lines.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

fn read(read: &Reader) -> PersonForm {
    PersonForm {
        number: read.text("/number"),
        name: read.text("/name"),
        sex: read.value::<Sex>("/sex"),
        birth_on: read.value("/birth_on"),
        education: read.value::<Education>("/education"),
        major: read.text("/major"),
        major_related: read.given("/major").map(|_| read.text("/major_related") == "yes"),
        entered_on: read.value("/entered_on"),
        trade_since: read.value("/trade_since"),
        employment: read.value::<Employment>("/employment"),
        territory: read.value::<Territory>("/territory"),
        superior_id: read.value("/superior_id"),
        certificates: certificates(&read.text("/certificates")),
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = navigate.clone();
    let said = move |card: PersonCard| {
        toasts.say(tell(text::PERSON_SAVED, &[("name", &card.name)]));
        navigate(&format!("/people/{}", card.id), Default::default());
    };
    let submit = move |()| {
        let said = said.clone();
        match seen {
            Some((id, version)) => form.submit(
                read,
                move |body, key| async move { session.write::<EditPerson>(&[&id], Some(version), key, &body).await },
                said,
            ),
            None => form.submit(
                |reader| NewPerson { person: read(reader), post_id: reader.must("/post_id", reader.value("/post_id"), Uuid::nil()) },
                move |body, key| async move { session.write::<AddPerson>(&[], None, key, &body).await },
                said,
            ),
        }
    };
    let superior = untrack(|| form.get(&name_of("/superior_id")));
    let post = move || seen.is_none().then(|| view! { <Picker at="/post_id" label=text::POST find=find_posts(session) must=true /> });
    let related = vec![("yes".to_owned(), t(text::MAJOR_RELATED)().to_owned())];
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair"><Field at="/number" label=text::NUMBER must=true /><Field at="/name" label=text::NAME must=true /></div>
                {post}
                <div class="pair">
                    <Picker at="/superior_id" label=text::SUPERIOR find=finders::people(session, &[]) chosen=superior />
                    <Field at="/entered_on" label=text::ENTERED_ON kind=Kind::Date />
                </div>
                <div class="pair">
                    <Pick at="/sex" label=text::SEX choices=crate::choices!(Sex) />
                    <Field at="/birth_on" label=text::BIRTH_ON kind=Kind::Date />
                </div>
                <div class="pair">
                    <Select at="/education" label=text::EDUCATION choices=crate::choices!(Education) none=ui::LEAVE_EMPTY />
                    <Field at="/major" label=text::MAJOR />
                </div>
                <Field at="/trade_since" label=text::TRADE_SINCE kind=Kind::Date hint=text::TRADE_SINCE_HINT />
                <Ticks at="/major_related" label=text::MAJOR options=related />
                <div class="pair">
                    <Pick at="/employment" label=text::EMPLOYMENT choices=crate::choices!(Employment) />
                    <Pick at="/territory" label=text::TERRITORY choices=crate::choices!(Territory) />
                </div>
                <Field at="/certificates" label=text::CERTIFICATES kind=Kind::Lines hint=text::CERTIFICATES_HINT />
                <FormFoot save=ui::SAVE cancel=Callback::new(move |()| back("/people", Default::default())) />
            </FormFrame>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_are_written_a_line_each() {
        let read = certificates("营销师 | YX1 | 2027-01-31\n\n驾驶证\n");
        assert_eq!(read.len(), 2);
        assert_eq!(certificate_line(&read[0]), "营销师 | YX1 | 2027-01-31");
        assert_eq!(certificate_line(&read[1]), "驾驶证");
    }
}
