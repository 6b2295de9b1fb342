use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title};
use crate::ui::toast::use_toasts;
use contract::complaints::ComplaintChannel;
use contract::complaints::service_requests::{NewServiceRequest, ServiceKind, ServiceRequest, TakeServiceRequest};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::service_ui as text;

fn read(read: &Reader) -> NewServiceRequest {
    NewServiceRequest {
        kind: read.must("/kind", read.value("/kind"), ServiceKind::Inquiry),
        customer_id: read.value("/customer_id"),
        asker: read.text("/asker"),
        channel: read.must("/channel", read.value("/channel"), ComplaintChannel::Phone),
        question: read.text("/question"),
        order_number: read.text("/order_number"),
        goods: read.text("/goods"),
    }
}

/// Take a request.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    page_title(move || t(text::NEW)().to_owned());
    let start = [("/kind", ServiceKind::Inquiry.word().to_owned()), ("/channel", ComplaintChannel::Phone.word().to_owned())];
    let form = Form::kept("service-request/new".to_owned(), start);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<TakeServiceRequest>(&[], None, key, &body).await },
            move |it: ServiceRequest| {
                toasts.say(tell(text::TAKEN_SAID, &[("number", &it.number)]));
                go.run(format!("/service-requests/{}", it.id));
            },
        );
    };
    let cancel = Callback::new(move |()| {
        form.reset();
        go.run("/service-requests".to_owned());
    });
    let comes_back = move || ServiceKind::ALL.iter().any(|kind| kind.is_return() && kind.word() == form.get("/kind"));
    view! {
        <div class="page narrow">
            {crumb("/service-requests", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_LEAD)}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Pick at="/kind" label=text::KIND choices=crate::choices!(ServiceKind) must=true />
                    <div class="pair">
                        <Picker at="/customer_id" label=text::CUSTOMER find=finders::customers(session) hint=text::CUSTOMER_HINT />
                        <Field at="/asker" label=text::ASKER hint=text::ASKER_HINT />
                    </div>
                    <Pick at="/channel" label=text::CHANNEL choices=crate::choices!(ComplaintChannel) must=true />
                    <Field at="/question" label=text::QUESTION kind=Kind::Lines must=true />
                    <div class="pair">
                        <Field at="/order_number" label=text::ORDER_NUMBER />
                        {move || comes_back().then(|| view! { <Field at="/goods" label=text::GOODS /> })}
                    </div>
                    <FormFoot save=text::NEW cancel />
                </FormFrame>
            </div>
        </div>
    }
}
