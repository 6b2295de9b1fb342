//! What can be done with a request now, each as its small form; the server says which (`actions`).

use crate::areas::complaints::knowledge::suggestions_into;
use crate::areas::complaints::step::{Seen, step_form};
use crate::areas::finders;
use crate::session::use_session;
use crate::ui::fields::{Field, Kind, Select};
use crate::ui::form::Reader;
use crate::ui::picker::Picker;
use crate::ui::remote::Remote;
use contract::campaigns::Reason;
use contract::complaints::service_requests::{
    ActOnServiceRequest, ServiceAct, ServiceActKind as Act, ServiceAnswer, ServiceComplaint, ServiceKind, ServiceNote, ServiceQuestion,
    ServiceRequest, Settlement,
};
use contract::complaints::{ComplaintCategory, Severity};
use leptos::prelude::*;
use locale::service_ui as text;

/// The forms of everything that can be done now; what would turn it into a complaint comes last.
pub fn acts(it: &ServiceRequest, remote: Remote<ServiceRequest>) -> AnyView {
    let seen = Seen { id: it.id, version: it.version, remote };
    let forms: Vec<_> = it
        .actions
        .iter()
        .map(|act| match act {
            Act::Answer => answer(it, seen),
            Act::AskAgain => ask_again(seen),
            Act::Approve => note(seen, "service/approve", text::APPROVE, text::APPROVE_NOTE, ServiceAct::Approve),
            Act::Refuse => refuse(seen),
            Act::Receive => note(seen, "service/receive", text::RECEIVE, text::RECEIVE_NOTE, ServiceAct::Receive),
            Act::Check => note(seen, "service/check", text::CHECK, text::CHECK_NOTE, ServiceAct::Check),
            Act::Settle => settle(it, seen),
            Act::Close => note(seen, "service/close", text::CLOSE, text::NOTE, ServiceAct::Close),
            Act::Complain => complain(it, seen),
        })
        .collect();
    forms.into_any()
}

fn answer(it: &ServiceRequest, seen: Seen<ServiceRequest>) -> AnyView {
    let question = it.question.clone();
    let fields = move || {
        view! {
            {suggestions_into(None, question, "/answer", "/knowledge_id")}
            <Field at="/answer" label=text::ANSWER kind=Kind::Lines must=true />
        }
        .into_any()
    };
    step_form::<ActOnServiceRequest, _>(seen, "service/answer", text::SEND_ANSWER, vec![], fields, |read| {
        ServiceAct::Answer(ServiceAnswer { answer: read.text("/answer"), knowledge_id: read.value("/knowledge_id") })
    })
}

fn ask_again(seen: Seen<ServiceRequest>) -> AnyView {
    let fields = || view! { <Field at="/question" label=text::QUESTION kind=Kind::Lines must=true /> }.into_any();
    step_form::<ActOnServiceRequest, _>(seen, "service/again", text::ASK_AGAIN, vec![], fields, |read| {
        ServiceAct::AskAgain(ServiceQuestion { question: read.text("/question") })
    })
}

fn note(
    seen: Seen<ServiceRequest>,
    name: &'static str,
    title: locale::Key,
    label: locale::Key,
    act: fn(ServiceNote) -> ServiceAct,
) -> AnyView {
    let fields = move || view! { <Field at="/note" label=label /> }.into_any();
    let read = move |read: &Reader| act(ServiceNote { note: read.text("/note") });
    step_form::<ActOnServiceRequest, _>(seen, name, title, vec![], fields, read)
}

fn refuse(seen: Seen<ServiceRequest>) -> AnyView {
    let fields = || view! { <Field at="/reason" label=text::REASON kind=Kind::Lines must=true /> }.into_any();
    step_form::<ActOnServiceRequest, _>(seen, "service/refuse", text::REFUSE, vec![], fields, |read| {
        ServiceAct::Refuse(Reason { reason: read.text("/reason") })
    })
}

fn settle(it: &ServiceRequest, seen: Seen<ServiceRequest>) -> AnyView {
    let money_back = it.kind == ServiceKind::Return;
    let fields = move || {
        if money_back {
            view! { <Field at="/refund" label=text::REFUND kind=Kind::Money must=true /> }.into_any()
        } else {
            view! { <Field at="/replacement" label=text::REPLACEMENT must=true hint=text::REPLACEMENT_HINT /> }.into_any()
        }
    };
    let title = if money_back { text::SETTLE_REFUND } else { text::SETTLE_EXCHANGE };
    step_form::<ActOnServiceRequest, _>(seen, "service/settle", title, vec![], fields, |read| {
        ServiceAct::Settle(Settlement { refund: read.money("/refund"), replacement: read.text("/replacement") })
    })
}

fn complain(it: &ServiceRequest, seen: Seen<ServiceRequest>) -> AnyView {
    let session = use_session();
    let nobody = it.customer.is_none();
    let start = vec![("/matter", it.question.clone())];
    let fields = move || {
        view! {
            {nobody.then(|| view! { <Picker at="/customer_id" label=text::CUSTOMER find=finders::customers(session) must=true /> })}
            <div class="pair">
                <Select at="/category" label=text::CATEGORY choices=crate::choices!(ComplaintCategory) none=text::CHOOSE must=true />
                <Select at="/severity" label=text::SEVERITY choices=crate::choices!(Severity) none=text::BY_RULE />
            </div>
            <Field at="/matter" label=text::MATTER kind=Kind::Lines must=true />
            <Field at="/wish" label=text::WISH />
        }
        .into_any()
    };
    step_form::<ActOnServiceRequest, _>(seen, "service/complain", text::COMPLAIN, start, fields, |read| {
        ServiceAct::Complain(ServiceComplaint {
            category: read.must("/category", read.value("/category"), ComplaintCategory::Service),
            matter: read.text("/matter"),
            wish: read.text("/wish"),
            severity: read.value("/severity"),
            customer_id: read.value("/customer_id"),
        })
    })
}
