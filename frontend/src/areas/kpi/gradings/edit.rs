use crate::areas::kpi::choose::{Chosen, everybody, many};
use crate::areas::kpi::scores::{month_options, moved};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::kpi::grading::{
    DraftGrading, EditGrading, Grading, GradingForm, GradingOptions, ListAccountManagers, RaterForm, ShowGrading,
};
use contract::kpi::rule_book::RaterGroup;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::gradings_ui as text;
use uuid::Uuid;

const GROUPS: [RaterGroup; 3] = [RaterGroup::Leadership, RaterGroup::Fellows, RaterGroup::Staff];

/// Draft a round.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW)().to_owned());
    let next = moved(&crate::clock::today().format("%Y-%m").to_string(), 1).unwrap_or_default();
    view! {
        <div class="page narrow">
            {crumb("/gradings", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_HINT)}</p></header>
            {whole(Form::new([("/from_month", next)]), None)}
        </div>
    }
}

/// Change a draft.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::EDIT)().to_owned());
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowGrading>(&[&id], &()).await }
    });
    view! {
        <div class="page narrow">
            {crumb("/gradings", text::TITLE)}
            <header class="page-head"><h1>{t(text::EDIT)}</h1></header>
            {it.view(|it| whole(Form::new([("/name", it.name.clone()), ("/from_month", it.from_month.clone())]), Some(it.clone())))}
        </div>
    }
}

fn whole(form: Form, before: Option<Grading>) -> AnyView {
    let session = use_session();
    let options = remote(move || async move { session.get::<ListAccountManagers>(&[], &()).await });
    let before = StoredValue::new(before);
    options.view(move |options| before.with_value(|before| form_view(form, options, before.as_ref())))
}

fn form_view(form: Form, options: &GradingOptions, before: Option<&Grading>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = use_navigate();
    form.register("/from_month");
    form.register("/candidates");
    let known: Vec<Uuid> = before.map(|it| it.candidates.iter().map(|one| one.person.id).collect()).unwrap_or_default();
    let wanted = RwSignal::new(known);
    let raters = GROUPS.map(|group| {
        let of = |it: &Grading| it.raters.iter().filter(|one| one.group == group).map(|one| one.person.clone()).collect();
        Chosen::new(before.map(of).unwrap_or_default())
    });
    let seen = before.map(|it| (it.id, it.version));
    let submit = move |()| {
        let navigate = navigate.clone();
        let build = move |read: &Reader| GradingForm {
            name: read.text("/name"),
            from_month: read.text("/from_month"),
            candidates: wanted.get_untracked(),
            raters: GROUPS
                .into_iter()
                .zip(raters)
                .flat_map(|(group, chosen)| chosen.ids().into_iter().map(move |person_id| RaterForm { group, person_id }))
                .collect(),
        };
        form.submit(
            build,
            move |body, key| async move {
                match seen {
                    None => session.write::<DraftGrading>(&[], None, key, &body).await,
                    Some((id, version)) => session.write::<EditGrading>(&[&id], Some(version), key, &body).await,
                }
            },
            move |it: Grading| {
                toasts.say(tell(text::SAVED_SAID, &[("name", &it.name)]));
                navigate(&format!("/gradings/{}", it.id), Default::default());
            },
        );
    };
    let months = month_options(0..=12, move || form.get("/from_month"));
    let people = everybody(session);
    let offered = candidates(options, wanted);
    let groups: Vec<_> =
        GROUPS.into_iter().zip(raters).map(|(group, chosen)| many(group.word(), word(group.text_path()), people, chosen)).collect();
    let wrong = move || form.problem("/candidates").map(|text| view! { <p class="wrong">{text}</p> });
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <Field at="/name" label=text::NAME must=true />
                <div class="field">
                    <label for="grading-from">{t(text::FROM_MONTH)}</label>
                    <select class="input" id="grading-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{months}</select>
                </div>
                <fieldset class="field">
                    <legend class="label">{t(text::CANDIDATES)}</legend>
                    {offered}
                    {wrong}
                </fieldset>
                <p class="text-[13px] text-ink-3">{t(text::RATERS_HINT)}</p>
                {groups}
                <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| back("/gradings", Default::default())) />
            </FormFrame>
        </div>
    }
    .into_any()
}

/// Account managers to tick; whoever cannot be graded yet says from when on.
fn candidates(options: &GradingOptions, wanted: RwSignal<Vec<Uuid>>) -> AnyView {
    let tick = |one: &contract::kpi::grading::GradingOption| {
        let id = one.person.id;
        let on = one.eligible_on.map(|on| on.to_string()).unwrap_or_default();
        let note =
            (!one.eligible).then(|| view! { <small class="text-ink-3">{move || tell(text::ELIGIBLE_FROM, &[("day", &on)])}</small> });
        let change = move |event| {
            let ticked = event_target_checked(&event);
            wanted.update(|all| {
                all.retain(|known| *known != id);
                if ticked {
                    all.push(id);
                }
            });
        };
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=move || wanted.get().contains(&id) on:change=change />
                <span>{one.person.name.clone()}" "<small class="text-ink-3">{one.post.clone()}</small>" "{note}</span>
            </label>
        }
    };
    let ticks: Vec<_> = options.items.iter().map(tick).collect();
    if ticks.is_empty() {
        view! { <p class="quiet">{t(text::NO_MANAGERS)}</p> }.into_any()
    } else {
        view! { <div class="grid sm:grid-cols-2 gap-x-4">{ticks}</div> }.into_any()
    }
}
