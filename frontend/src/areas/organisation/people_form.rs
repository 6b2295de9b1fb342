//! Entering people and changing what is written about them (ORG-03).

use super::certificates::{self, Certificates};
use super::parts::find_posts;
use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::people::{AddPerson, EditPerson, Education, Employment, NewPerson, PersonCard, PersonForm, Sex, ShowPerson, Territory};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{organisation as text, ui};
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
            ("/major_related", file.major_related.map(|related| if related { "yes" } else { "no" }.to_owned()).unwrap_or_default()),
            (certificates::AT, certificates::text_of(&file.certificates)),
            ("/trade_since", file.trade_since.map(|on| on.to_string()).unwrap_or_default()),
        ]);
    }
    texts
}

fn read(read: &Reader) -> PersonForm {
    PersonForm {
        number: read.text("/number"),
        name: read.text("/name"),
        sex: read.value::<Sex>("/sex"),
        birth_on: read.value("/birth_on"),
        education: read.value::<Education>("/education"),
        major: read.text("/major"),
        major_related: read.given("/major_related").map(|related| related == "yes"),
        entered_on: read.value("/entered_on"),
        trade_since: read.value("/trade_since"),
        employment: read.value::<Employment>("/employment"),
        territory: read.value::<Territory>("/territory"),
        superior_id: read.value("/superior_id"),
        certificates: certificates::read(&read.text(certificates::AT)),
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
    let related = vec![("yes", "organisation.major_related"), ("no", "organisation.major_unrelated")];
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
                <Pick at="/major_related" label=text::MAJOR_AND_WORK choices=related />
                <div class="pair">
                    <Pick at="/employment" label=text::EMPLOYMENT choices=crate::choices!(Employment) />
                    <Pick at="/territory" label=text::TERRITORY choices=crate::choices!(Territory) />
                </div>
                <Certificates />
                <FormFoot save=ui::SAVE cancel=Callback::new(move |()| back("/people", Default::default())) />
            </FormFrame>
        </div>
    }
    .into_any()
}
