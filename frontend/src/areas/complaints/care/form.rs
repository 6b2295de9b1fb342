use super::files::{self, Chosen};
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::page_title;
use crate::ui::remote::remote;
use contract::complaints::ComplaintCategory;
use contract::complaints::care::{CaseKey, FilePublicComplaint, FiledByCustomer, OpenPublicForm, PublicComplaint};
use leptos::prelude::*;
use locale::{care_ui as text, complaints_ui as complaints};

/// The form for a complaint, and after it number and code to keep.
pub fn show() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::TITLE)().to_owned());
    let filed = RwSignal::new(None::<FiledByCustomer>);
    let chosen = Chosen::new();
    let ticket = remote(move || async move { session.get::<OpenPublicForm>(&[], &()).await });
    view! {
        <div class="page narrow">
            {move || match filed.get() {
                Some(filed) => done(filed, chosen),
                None => view! {
                    <header class="page-head"><h1>{t(text::TITLE)}</h1><p class="lead-in">{t(text::LEAD)}</p></header>
                    {ticket.view(move |form| fields(form.ticket.clone(), filed, chosen))}
                    <p class="mt-4 text-ink-2">{t(text::HAVE_NUMBER)}" "<a class="link" href="/care/case">{t(text::FOLLOW)}</a></p>
                }
                .into_any(),
            }}
        </div>
    }
}

fn read(read: &Reader) -> PublicComplaint {
    PublicComplaint {
        ticket: read.text("/ticket"),
        name: read.text("/name"),
        phone: read.text("/phone"),
        email: read.text("/email"),
        category: read.must("/category", read.value("/category"), ComplaintCategory::Other),
        matter: read.text("/matter"),
        product: read.text("/product"),
        contract_number: read.text("/contract_number"),
        wish: read.text("/wish"),
        website: read.text("/website"),
    }
}

fn fields(ticket: String, filed: RwSignal<Option<FiledByCustomer>>, chosen: Chosen) -> AnyView {
    let session = use_session();
    let form = Form::new([("/ticket", ticket)]);
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<FilePublicComplaint>(&[], None, key, &body).await },
            move |answer| filed.set(Some(answer)),
        );
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Field at="/matter" label=text::MATTER kind=Kind::Lines must=true placeholder=text::MATTER_HINT />
                <Pick at="/category" label=text::CATEGORY choices=crate::choices!(ComplaintCategory) must=true />
                <Field at="/wish" label=text::WISH kind=Kind::Lines placeholder=text::WISH_HINT />
                <div class="pair">
                    <Field at="/product" label=complaints::PRODUCT />
                    <Field at="/contract_number" label=complaints::CONTRACT_NUMBER />
                </div>
                <Field at="/name" label=text::NAME autocomplete="name" must=true />
                <div class="pair">
                    <Field at="/phone" label=complaints::PHONE autocomplete="tel" hint=text::REACH_HINT />
                    <Field at="/email" label=complaints::EMAIL autocomplete="email" />
                </div>
                {files::choosing(chosen)}
                // People do not see it; programs fill it in.
                <div class="unseen" aria-hidden="true">
                    <label>"Website"
                        <input type="text" name="website" tabindex="-1" autocomplete="off"
                            on:input=move |event| form.set("/website", event_target_value(&event)) />
                    </label>
                </div>
                <FormFoot save=text::SEND />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// What to keep: number and code, to be written down or copied.
fn done(filed: FiledByCustomer, chosen: Chosen) -> AnyView {
    let files = files::sending(chosen, CaseKey { number: filed.number.clone(), code: filed.code.clone() });
    view! {
        <header class="page-head"><h1>{t(text::FILED)}</h1></header>
        <div class="sheet padded">
            <p class="prose text-[17px] leading-8">{filed.apology}</p>
            <dl class="facts mt-4">
                <div><dt>{t(text::NUMBER)}</dt><dd class="font-mono text-[20px] tracking-wider" data-test="number">{filed.number}</dd></div>
                <div><dt>{t(text::CODE)}</dt><dd class="font-mono text-[20px] tracking-wider" data-test="code">{filed.code}</dd></div>
            </dl>
            <p class="mt-3 text-ink-2">{t(text::KEEP)}</p>
            {files}
            <p class="mt-4 flex flex-wrap gap-3">
                <a class="button primary" href="/care/case">{icon(Icon::Eye)}{t(text::FOLLOW)}</a>
                <button type="button" class="button" on:click=move |_| print()>{t(text::PRINT)}</button>
            </p>
        </div>
    }
    .into_any()
}

/// Puts number and code on paper; a browser that cannot print shows them anyway.
fn print() {
    let _printed = window().print();
}
