//! What is entered for an applicant: paper, interview, who they became.

use crate::areas::finders;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::remote::Remote;
use contract::kpi::recruitment::{ActOnRecruitment, Applicant, HireForm, InterviewMark, PaperMarks, Recruitment, RecruitmentAct};
use contract::permission::Permission;
use leptos::prelude::*;
use locale::{Key, recruitments_ui as text};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A button that opens a form for an applicant; the act is sent and the dialog closes.
fn opens(
    label: Key,
    class: &'static str,
    it: &Recruitment,
    remote: Remote<Recruitment>,
    start: Vec<(&'static str, String)>,
    build: impl Fn(&Reader) -> RecruitmentAct + Copy + Send + Sync + 'static,
    fields: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let (id, version) = (it.id, it.version);
    let open = RwSignal::new(false);
    let body = move || {
        let session = use_session();
        let form = Form::new(start.iter().map(|(at, text)| (*at, text.clone())));
        let submit = move |()| {
            form.submit(
                build,
                move |body, key| async move { session.write::<ActOnRecruitment>(&[&id], Some(version), key, &body).await },
                move |now| {
                    open.set(false);
                    remote.set(now);
                },
            );
        };
        let fields = fields.clone();
        view! {
            <FormFrame form on_submit=submit>
                {fields()}
                <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class=format!("button small {class}") on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(label)}</button>
        <Dialog open title=label>{let body = body.clone(); move || body()}</Dialog>
    }
    .into_any()
}

fn mark(read: &Reader, at: &str) -> Decimal {
    read.must(at, read.value(at), Decimal::ZERO)
}

/// The three parts of the paper.
pub fn paper(one: &Applicant, it: &Recruitment, remote: Remote<Recruitment>) -> AnyView {
    let applicant_id = one.id;
    let before = one.paper.clone().unwrap_or_default();
    let start = ["/law", "/trade", "/essay"].into_iter().zip(before).collect();
    let build = move |read: &Reader| {
        RecruitmentAct::MarkPaper(PaperMarks {
            applicant_id,
            law: mark(read, "/law"),
            trade: mark(read, "/trade"),
            essay: mark(read, "/essay"),
        })
    };
    opens(text::ENTER_PAPER, "quiet", it, remote, start, build, || {
        view! {
            <Field at="/law" label=text::LAW kind=Kind::Money unit=text::POINTS must=true />
            <Field at="/trade" label=text::TRADE kind=Kind::Money unit=text::POINTS must=true />
            <Field at="/essay" label=text::ESSAY kind=Kind::Money unit=text::POINTS must=true />
        }
        .into_any()
    })
}

/// The caller's own mark; the organiser may enter that of an examiner.
pub fn interview(one: &Applicant, it: &Recruitment, remote: Remote<Recruitment>) -> AnyView {
    let applicant_id = one.id;
    let examiners = StoredValue::new(it.examiners.clone());
    let build = move |read: &Reader| {
        RecruitmentAct::Interview(InterviewMark { applicant_id, examiner_id: read.value("/examiner_id"), mark: mark(read, "/mark") })
    };
    let start = vec![("/mark", one.mine.clone().unwrap_or_default()), ("/examiner_id", String::new())];
    opens(text::ENTER_INTERVIEW, "quiet", it, remote, start, build, move || {
        let session = use_session();
        let form = expect_context::<Form>();
        form.register("/examiner_id");
        let options: Vec<_> =
            examiners.get_value().into_iter().map(|one| view! { <option value=one.id.to_string()>{one.name}</option> }).collect();
        let of = session.may(Permission::KpiGrade).then(|| {
            view! {
                <div class="field">
                    <label for="interview-of">{t(text::EXAMINER)}</label>
                    <select class="input" id="interview-of" on:change=move |event| form.set("/examiner_id", event_target_value(&event))>
                        <option value="">{t(text::MYSELF)}</option>
                        {options}
                    </select>
                    {move || form.problem("/examiner_id").map(|text| view! { <p class="wrong">{text}</p> })}
                </div>
            }
        });
        view! { {of}<Field at="/mark" label=text::MARK kind=Kind::Money unit=text::POINTS must=true /> }.into_any()
    })
}

/// Who of the staff the applicant has become.
pub fn hire(one: &Applicant, it: &Recruitment, remote: Remote<Recruitment>) -> AnyView {
    let applicant_id = one.id;
    let build = move |read: &Reader| {
        RecruitmentAct::Hire(HireForm {
            applicant_id,
            person_id: read.must("/person_id", read.value("/person_id"), Uuid::nil()),
            hired_on: read.must("/hired_on", read.value("/hired_on"), crate::clock::today()),
        })
    };
    let start = vec![("/hired_on", crate::clock::today().to_string())];
    opens(text::HIRE, "primary", it, remote, start, build, || {
        let session = use_session();
        view! {
            <Picker at="/person_id" label=text::BECAME find=finders::people(session, &[]) must=true hint=text::BECAME_HINT />
            <Field at="/hired_on" label=text::HIRED_ON kind=Kind::Date must=true />
        }
        .into_any()
    })
}
