//! What can be done with the campaign now; the server says which (`actions`).

use crate::areas::campaigns::frame::yes;
use crate::clock;
use crate::i18n::{t, tell, word_now};
use crate::session::{Session, use_session};
use crate::ui::act::act_button;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::Icon;
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::toast::{Toasts, use_toasts};
use client::ClientError;
use contract::Money;
use contract::campaigns::{
    ActOnCampaign, Campaign, CampaignAct, CampaignActKind, CampaignPlanned, CampaignSummary, Postponement, Reason, ShowCampaign,
};
use leptos::prelude::*;
use locale::campaigns_ui as campaigns;
use std::pin::Pin;
use std::rc::Rc;
use uuid::Uuid;

/// The campaign as it was seen, and where its newer state goes.
#[derive(Clone, Copy)]
pub struct Course {
    id: Uuid,
    version: i64,
    session: Session,
    toasts: Toasts,
    remote: Remote<Campaign>,
}

impl Course {
    /// The campaign on this page.
    pub fn of(campaign: &Campaign, remote: Remote<Campaign>) -> Self {
        Self { id: campaign.id, version: campaign.version, session: use_session(), toasts: use_toasts(), remote }
    }

    /// Sends an act. Where somebody was faster, says so and shows what they made of it; what was typed stays as a draft.
    async fn send(self, act: CampaignAct, key: Uuid) -> Result<Campaign, ClientError> {
        let answer = self.session.write::<ActOnCampaign>(&[&self.id], Some(self.version), key, &act).await;
        if answer.as_ref().is_err_and(|error| error.status() == 412)
            && let Ok(now) = self.session.get::<ShowCampaign>(&[&self.id], &()).await
        {
            self.toasts.say(tell(campaigns::STALE, &[("name", &now.owner.name)]));
            self.remote.set(now);
        }
        answer
    }

    fn done(self, now: Campaign) {
        let status = word_now(now.status.text_path());
        self.toasts.say(tell(campaigns::ACTED_SAID, &[("theme", &now.plan.theme), ("status", status)]));
        self.remote.set(now);
    }

    fn submit(self, form: Form, read: fn(&Reader) -> CampaignAct) -> impl Fn(()) + Copy + Send + Sync + 'static {
        move |()| form.submit(read, move |act, key| self.send(act, key), move |now| self.done(now))
    }
}

/// The acts of one press: submit, get ready, start, finish.
pub fn presses(campaign: &Campaign, course: Course) -> AnyView {
    let press = |kind: CampaignActKind| {
        let (act, picture) = match kind {
            CampaignActKind::Submit => (CampaignAct::Submit, Icon::Check),
            CampaignActKind::GetReady => (CampaignAct::GetReady, Icon::Check),
            CampaignActKind::Start => (CampaignAct::Start, Icon::Campaign),
            CampaignActKind::Finish => (CampaignAct::Finish, Icon::Check),
            // These need words, or belong to the approver.
            CampaignActKind::Approve
            | CampaignActKind::Return
            | CampaignActKind::Unready
            | CampaignActKind::SumUp
            | CampaignActKind::Cancel
            | CampaignActKind::Postpone => return None,
        };
        let send = Rc::new(move |key| Box::pin(course.send(act.clone(), key)) as Pin<Box<dyn Future<Output = _>>>);
        Some(act_button(kind.text_path(), "primary", picture, send, move |now| course.done(now)))
    };
    campaign.actions.iter().copied().filter_map(press).collect::<Vec<_>>().into_any()
}

fn read_summary(read: &Reader) -> CampaignAct {
    CampaignAct::SumUp(CampaignSummary {
        participants: read.must("/participants", read.number("/participants"), 0),
        leads: read.must("/leads", read.number("/leads"), 0),
        cost: read.must("/cost", read.money("/cost"), Money::from_cents(0)),
        good: read.text("/good"),
        bad: read.text("/bad"),
        next_time: read.text("/next_time"),
    })
}

/// The form of the summary (CMP-10), where it is due.
pub fn sum_up(campaign: &Campaign, course: Course) -> Option<AnyView> {
    if !campaign.actions.contains(&CampaignActKind::SumUp) {
        return None;
    }
    let figures = campaign.figures.as_ref().map(|figures| {
        let cost = figures.cost.amount.normalize().to_string();
        [("/participants", figures.participants.to_string()), ("/leads", figures.leads.to_string()), ("/cost", cost)]
    });
    let form = Form::kept(format!("campaign/{}/sum_up", campaign.id), figures.into_iter().flatten());
    let send = course.submit(form, read_summary);
    let body = view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(campaigns::FIGURES_HINT)}</p>
            <div class="pair">
                <Field at="/participants" label=campaigns::PARTICIPANTS kind=Kind::Number must=true unit=campaigns::UNIT_PEOPLE />
                <Field at="/leads" label=campaigns::LEADS kind=Kind::Number must=true unit=campaigns::UNIT_LEADS />
                <Field at="/cost" label=campaigns::COST kind=Kind::Money must=true />
            </div>
            <Field at="/good" label=campaigns::GOOD kind=Kind::Lines must=true placeholder=campaigns::GOOD_HINT />
            <Field at="/bad" label=campaigns::BAD kind=Kind::Lines />
            <Field at="/next_time" label=campaigns::NEXT_TIME kind=Kind::Lines placeholder=campaigns::NEXT_TIME_HINT />
            <FormFoot save=campaigns::SUM_UP />
        </FormFrame>
    };
    Some(sheet(campaigns::SUM_UP, (), body))
}

/// Cancel the campaign, with the reason; shown in a dialog.
pub fn cancel(course: Course, open: RwSignal<bool>) -> AnyView {
    let form = Form::kept(format!("campaign/{}/cancel", course.id), []);
    let send = course.submit(form, |read| CampaignAct::Cancel(Reason { reason: read.text("/reason") }));
    view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(campaigns::CANCEL_HINT)}</p>
            <Field at="/reason" label=campaigns::REASON kind=Kind::Lines must=true />
            <FormFoot save=campaigns::CANCEL cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}

/// Put the campaign off, with the reason and the new time; shown in a dialog.
pub fn postpone(course: Course, plan: &CampaignPlanned, open: RwSignal<bool>) -> AnyView {
    let (starts_at, ends_at) = (plan.starts_at, plan.ends_at);
    let start = [("/starts_at", clock::to_local(starts_at)), ("/ends_at", clock::to_local(ends_at))];
    let form = Form::new(start);
    let read = move |read: &Reader| {
        CampaignAct::Postpone(Postponement {
            reason: read.text("/reason"),
            starts_at: read.must("/starts_at", read.moment("/starts_at"), starts_at),
            ends_at: read.must("/ends_at", read.moment("/ends_at"), ends_at),
            keep_commitments: read.text("/keep_commitments") == "yes",
        })
    };
    let send = move |()| {
        form.submit(
            read,
            move |act, key| course.send(act, key),
            move |now| {
                open.set(false);
                course.done(now);
            },
        );
    };
    view! {
        <FormFrame form on_submit=send>
            <p class="text-ink-2">{t(campaigns::POSTPONE_HINT)}</p>
            <div class="pair">
                <Field at="/starts_at" label=campaigns::STARTS kind=Kind::Moment must=true />
                <Field at="/ends_at" label=campaigns::ENDS kind=Kind::Moment must=true />
            </div>
            <Field at="/reason" label=campaigns::REASON kind=Kind::Lines must=true />
            {yes(form, "/keep_commitments", campaigns::KEEP_COMMITMENTS)}
            <FormFoot save=campaigns::POSTPONE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
