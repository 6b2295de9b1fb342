use super::similar::similar;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::customers::{CreateCustomer, Customer, CustomerForm, CustomerKind, EditCustomer, ShowCustomer, Source, Tier};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{customers_ui as customers, ui};
use uuid::Uuid;

/// Enter a new customer.
pub fn new() -> impl IntoView {
    page_title(move || t(customers::NEW_TITLE)().to_owned());
    let start = [("/kind", CustomerKind::Company.word().to_owned()), ("/tier", Tier::D.word().to_owned())];
    view! {
        <div class="page narrow">
            {crumb("/customers", customers::TITLE)}
            <header class="page-head"><h1>{t(customers::NEW_TITLE)}</h1></header>
            {form_view(Form::kept("customer/new".to_owned(), start), None)}
        </div>
    }
}

/// Change a customer's file.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let remote = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCustomer>(&[&id], &()).await }
    });
    page_title(move || t(customers::EDIT_TITLE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/customers", customers::TITLE)}
            {remote.view(move |customer| {
                let form = Form::kept(format!("customer/{}/{}", customer.id, customer.version), texts(customer));
                view! {
                    <header class="page-head"><h1>{t(customers::EDIT_TITLE)}</h1><p class="lead-in">{customer.name.clone()}</p></header>
                    {changed_meanwhile(form, Callback::new(move |()| remote.refetch()))}
                    {form_view(form, Some((customer.id, customer.version)))}
                }
                .into_any()
            })}
        </div>
    }
}

/// Somebody else saved first: offers the newest file; what was typed is given up knowingly.
fn changed_meanwhile(form: Form, again: Callback<()>) -> impl IntoView {
    move || {
        (form.refused_with() == Some(412)).then(|| {
            let load = move |_| {
                form.reset();
                again.run(());
            };
            notice("ochre", view! { <button type="button" class="link" on:click=load>{t(ui::LOAD_NEWEST)}</button> })
        })
    }
}

/// The form's texts of a file; confidential ones stay empty, which keeps them.
fn texts(customer: &Customer) -> Vec<(&'static str, String)> {
    let c = customer.clone();
    vec![
        ("/name", c.name),
        ("/kind", c.kind.word().to_owned()),
        ("/credit_code", c.credit_code.unwrap_or_default()),
        ("/tier", c.tier.word().to_owned()),
        ("/source", c.source.map(|source| source.word().to_owned()).unwrap_or_default()),
        ("/industry", c.industry),
        ("/employees", c.employees.map(|n| n.to_string()).unwrap_or_default()),
        ("/turnover", c.turnover.map(|money| money.amount.normalize().to_string()).unwrap_or_default()),
        ("/city", c.city),
        ("/need", c.need),
        ("/first_contact_on", c.first_contact_on.map(|on| on.to_string()).unwrap_or_default()),
    ]
}

fn read(read: &Reader) -> CustomerForm {
    CustomerForm {
        name: read.text("/name"),
        kind: read.must("/kind", read.value("/kind"), CustomerKind::Company),
        credit_code: read.given("/credit_code"),
        tier: read.must("/tier", read.value("/tier"), Tier::D),
        source: read.value::<Source>("/source"),
        industry: read.text("/industry"),
        employees: read.number("/employees"),
        turnover: read.money("/turnover"),
        city: read.text("/city"),
        address: read.given("/address"),
        phone: read.given("/phone"),
        need: read.text("/need"),
        first_contact_on: read.value("/first_contact_on"),
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditCustomer>(&[&id], Some(version), key, &body).await,
                    None => session.write::<CreateCustomer>(&[], None, key, &body).await,
                }
            },
            move |saved: Customer| {
                toasts.say(if seen.is_some() {
                    super::version::saved(&saved)
                } else {
                    tell(customers::CREATED_SAID, &[("name", &saved.name)])
                });
                go.run(format!("/customers/{}", saved.id));
            },
        );
    };
    let cancel = move |()| {
        form.reset();
        go.run(seen.map_or_else(|| "/customers".to_owned(), |(id, _)| format!("/customers/{id}")));
    };
    let kept = seen.map(|_| customers::KEPT_IF_EMPTY);
    let save = if seen.is_some() { ui::SAVE } else { customers::CREATE };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <fieldset class="form">
                    <legend>{t(customers::BASICS)}</legend>
                    <Field at="/name" label=customers::NAME must=true />
                    {similar(form, seen.map(|(id, _)| id))}
                    <div class="pair">
                        <Pick at="/kind" label=customers::KIND choices=crate::choices!(CustomerKind) must=true />
                        <Pick at="/tier" label=customers::TIER choices=crate::choices!(Tier) must=true />
                    </div>
                    <Field at="/credit_code" label=customers::CREDIT_CODE hint=customers::CREDIT_CODE_HINT />
                    <div class="pair">
                        <Field at="/industry" label=customers::INDUSTRY />
                        <Field at="/city" label=customers::CITY />
                    </div>
                    <Field at="/need" label=customers::NEED kind=Kind::Lines hint=customers::NEED_HINT />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(customers::CONFIDENTIAL)}</legend>
                    <div class="pair">
                        <Field at="/phone" label=customers::PHONE kind=Kind::Phone hint=kept />
                        <Field at="/address" label=customers::ADDRESS hint=kept />
                    </div>
                </fieldset>
                <fieldset class="form">
                    <legend>{t(customers::SCALE)}</legend>
                    <div class="pair">
                        <Field at="/employees" label=customers::EMPLOYEES kind=Kind::Number />
                        <Field at="/turnover" label=customers::TURNOVER kind=Kind::Money />
                    </div>
                    <div class="pair">
                        <Select at="/source" label=customers::SOURCE choices=crate::choices!(Source) none=ui::LEAVE_EMPTY />
                        <Field at="/first_contact_on" label=customers::FIRST_CONTACT_ON kind=Kind::Date />
                    </div>
                </fieldset>
                <FormFoot save=save cancel=Callback::new(cancel) />
            </FormFrame>
        </div>
    }
    .into_any()
}
