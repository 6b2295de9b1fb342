//! Puts right what was wrong at intake (CPL-01), in a dialog on the page of the case.

use super::new::branches;
use crate::areas::finders;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::picker::{Picker, name_of};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::complaints::intake::ListTopics;
use contract::complaints::particulars::{CorrectParticulars, Particulars};
use contract::complaints::{Complaint, ComplaintCategory, Severity};
use leptos::prelude::*;
use locale::{cases_ui as text, complaints_ui as complaints};

const ABOUT: &str = "/about_person_id";

/// The button with its dialog, where the caller may.
pub fn correct(complaint: &Complaint, shown: Remote<Complaint>) -> Option<AnyView> {
    if !complaint.correctable {
        return None;
    }
    let open = RwSignal::new(false);
    let seen = StoredValue::new(complaint.clone());
    let button = view! {
        <button type="button" class="button quiet small" on:click=move |_| open.set(true)>{t(text::CORRECT)}</button>
        <Dialog open title=text::CORRECT>{move || seen.with_value(|seen| dialog(seen, shown, open))}</Dialog>
    };
    Some(button.into_any())
}

fn read(read: &Reader) -> Particulars {
    Particulars {
        category: read.must("/category", read.value("/category"), ComplaintCategory::Other),
        topic_id: read.value("/topic_id"),
        severity: read.must("/severity", read.value("/severity"), Severity::Ordinary),
        product: read.text("/product"),
        contract_number: read.text("/contract_number"),
        about_person_id: read.value(ABOUT),
        reason: read.text("/reason"),
    }
}

fn dialog(complaint: &Complaint, shown: Remote<Complaint>, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (complaint.id, complaint.version);
    let name_key = name_of(ABOUT);
    let about = complaint.about_person.iter().flat_map(|one| [(ABOUT, one.id.to_string()), (name_key.as_str(), one.name.clone())]);
    let topic = complaint.topic.iter().map(|topic| ("/topic_id", topic.id.to_string()));
    let start = [
        ("/category", complaint.category.word().to_owned()),
        ("/severity", complaint.severity.word().to_owned()),
        ("/product", complaint.product.clone()),
        ("/contract_number", complaint.contract_number.clone()),
    ];
    let form = Form::new(start.into_iter().chain(topic).chain(about));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<CorrectParticulars>(&[&id], Some(version), key, &body).await },
            move |now: Complaint| {
                toasts.say(tell(text::CORRECTED_SAID, &[("number", &now.number)]));
                open.set(false);
                shown.set(now);
            },
        );
    };
    let topics = remote(move || async move { session.get::<ListTopics>(&[], &()).await });
    view! {
        <FormFrame form on_submit=submit>
            <Pick at="/category" label=complaints::CATEGORY choices=crate::choices!(ComplaintCategory) must=true />
            {topics.view(move |topics| branches(topics.clone(), form))}
            <Select at="/severity" label=complaints::SEVERITY choices=crate::choices!(Severity) must=true />
            <div class="pair">
                <Field at="/product" label=complaints::PRODUCT />
                <Field at="/contract_number" label=complaints::CONTRACT_NUMBER />
            </div>
            <Picker at=ABOUT label=complaints::ABOUT_PERSON find=finders::people(session, &[]) hint=text::CORRECT_HINT />
            <Field at="/reason" label=text::CORRECT_REASON kind=Kind::Lines must=true />
            <FormFoot save=text::CORRECT_SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
