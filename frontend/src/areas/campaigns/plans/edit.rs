use crate::areas::campaigns::outcomes::lessons;
use crate::clock;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::campaigns::{Campaign, CampaignForm, CampaignPlan, CampaignStatus, CreateCampaign, EditCampaign, ShowCampaign};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{campaigns_ui as campaigns, ui};
use uuid::Uuid;

/// Draft a campaign (CMP-01).
pub fn new() -> impl IntoView {
    page_title(move || t(campaigns::NEW_TITLE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/campaigns", campaigns::TITLE)}
            <header class="page-head"><h1>{t(campaigns::NEW_TITLE)}</h1><p class="lead-in">{t(campaigns::NEW_HINT)}</p></header>
            {form_view(Form::kept("campaign/new".to_owned(), []), None)}
        </div>
    }
}

/// Change a plan that does not run yet.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let campaign = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCampaign>(&[&id], &()).await }
    });
    page_title(move || t(campaigns::EDIT_TITLE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/campaigns", campaigns::TITLE)}
            {campaign.view(move |data| {
                let form = Form::kept(format!("campaign/{}", data.id), texts(data));
                view! {
                    <header class="page-head"><h1>{t(campaigns::EDIT_TITLE)}</h1><p class="lead-in">{data.number.clone()}</p></header>
                    {(data.status != CampaignStatus::Draft).then(|| notice("ochre", t(campaigns::EDIT_VOIDS)))}
                    {form_view(form, Some((data.id, data.version, campaign)))}
                }
                .into_any()
            })}
        </div>
    }
}

fn texts(campaign: &Campaign) -> Vec<(&'static str, String)> {
    let plan = campaign.plan.clone();
    vec![
        ("/theme", plan.theme),
        ("/form", plan.form.word().to_owned()),
        ("/goal", plan.goal),
        ("/audience", plan.audience),
        ("/place", plan.place),
        ("/starts_at", clock::to_local(plan.starts_at)),
        ("/ends_at", clock::to_local(plan.ends_at)),
        ("/budget", plan.budget.amount.normalize().to_string()),
        ("/expected_participants", plan.expected_participants.to_string()),
        ("/expected_leads", plan.expected_leads.to_string()),
        ("/proposal", plan.proposal),
    ]
}

fn read(read: &Reader) -> CampaignPlan {
    let starts_at = read.moment("/starts_at");
    let ends_at = read.moment("/ends_at");
    // A missing end is told as missing, not as one before the start.
    let stand_in = starts_at.unwrap_or_default();
    CampaignPlan {
        theme: read.text("/theme"),
        form: read.must("/form", read.value("/form"), CampaignForm::Exhibition),
        goal: read.text("/goal"),
        audience: read.text("/audience"),
        place: read.text("/place"),
        starts_at: read.must("/starts_at", starts_at, stand_in),
        ends_at: read.must("/ends_at", ends_at, stand_in),
        budget: read.must("/budget", read.money("/budget"), Money::from_cents(0)),
        expected_participants: read.must("/expected_participants", read.number("/expected_participants"), 0),
        expected_leads: read.must("/expected_leads", read.number("/expected_leads"), 0),
        proposal: read.text("/proposal"),
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64, Remote<Campaign>)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move {
                let Some((id, version, remote)) = seen else {
                    return session.write::<CreateCampaign>(&[], None, key, &body).await;
                };
                let answer = session.write::<EditCampaign>(&[&id], Some(version), key, &body).await;
                if answer.as_ref().is_err_and(|error| error.status() == 412)
                    && let Ok(now) = session.get::<ShowCampaign>(&[&id], &()).await
                {
                    toasts.say(tell(campaigns::STALE, &[("name", &now.owner.name)]));
                    remote.set(now);
                }
                answer
            },
            move |saved: Campaign| {
                toasts.say(tell(campaigns::SAVED_SAID, &[("theme", &saved.plan.theme)]));
                go.run(format!("/campaigns/{}", saved.id));
            },
        );
    };
    let cancel = move |()| {
        form.reset();
        go.run(seen.map_or_else(|| "/campaigns".to_owned(), |(id, ..)| format!("/campaigns/{id}")));
    };
    let save = if seen.is_some() { ui::SAVE } else { campaigns::CREATE };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <fieldset class="form">
                    <legend>{t(campaigns::BASICS)}</legend>
                    <Field at="/theme" label=campaigns::THEME must=true placeholder=campaigns::THEME_HINT />
                    <Pick at="/form" label=campaigns::FORM choices=crate::choices!(CampaignForm) must=true />
                    <Field at="/goal" label=campaigns::GOAL kind=Kind::Lines must=true placeholder=campaigns::GOAL_HINT />
                    <Field at="/audience" label=campaigns::AUDIENCE placeholder=campaigns::AUDIENCE_HINT />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(campaigns::WHEN_AND_WHERE)}</legend>
                    <div class="pair">
                        <Field at="/starts_at" label=campaigns::STARTS kind=Kind::Moment must=true />
                        <Field at="/ends_at" label=campaigns::ENDS kind=Kind::Moment must=true />
                    </div>
                    <Field at="/place" label=campaigns::PLACE />
                </fieldset>
                <fieldset class="form">
                    <legend>{t(campaigns::EXPECTED)}</legend>
                    <div class="pair">
                        <Field at="/budget" label=campaigns::BUDGET kind=Kind::Money must=true hint=campaigns::BUDGET_HINT />
                        <Field at="/expected_participants" label=campaigns::EXPECTED_PARTICIPANTS kind=Kind::Number must=true unit=campaigns::UNIT_PEOPLE />
                        <Field at="/expected_leads" label=campaigns::EXPECTED_LEADS kind=Kind::Number must=true unit=campaigns::UNIT_LEADS />
                    </div>
                    <Field at="/proposal" label=campaigns::PROPOSAL kind=Kind::Lines placeholder=campaigns::PROPOSAL_HINT />
                </fieldset>
                <FormFoot save=save cancel=Callback::new(cancel) />
            </FormFrame>
        </div>
        {lessons(session, form)}
    }
    .into_any()
}
