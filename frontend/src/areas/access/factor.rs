use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame};
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::text::moment;
use crate::ui::toast::use_toasts;
use client::{ClientError, percent};
use contract::access::own::PasswordAgain;
use contract::access::second_factor::{
    AppCode, BeginEnrolment, ConfirmEnrolment, Enrolment, RecoveryCodes, RemoveSecondFactor, RenewRecoveryCodes, SecondFactor,
    ShowSecondFactor,
};
use contract::organisation::Me;
use leptos::prelude::*;
use locale::{Key, access_ui as access};
use uuid::Uuid;

/// Where the person is on the way to, or around, their second factor.
#[derive(Clone)]
enum Step {
    Rest,
    /// The password is asked for again, before this is done.
    Password(Wanted),
    Scan(Enrolment),
    Codes(RecoveryCodes),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Enrol,
    Codes,
    Removal,
}

/// The second factor on the page of one's own security.
pub fn second_factor() -> AnyView {
    let session = use_session();
    let state = remote(move || async move { session.get::<ShowSecondFactor>(&[], &()).await });
    let step = RwSignal::new(Step::Rest);
    let finished = Callback::new(move |()| {
        step.set(Step::Rest);
        state.refetch();
    });
    let body = move || match step.get() {
        Step::Rest => state.view(move |now| rest(now, step)),
        other => walk(other, step, finished),
    };
    sheet(access::SECOND_FACTOR, (), view! { <div class="grid gap-4">{body}</div> })
}

/// The way to a second factor, from the password on; `done` once the recovery codes are kept.
pub fn enrolment(done: Callback<()>) -> AnyView {
    let step = RwSignal::new(Step::Password(Wanted::Enrol));
    let body = move || walk(step.get(), step, done);
    view! { <div class="grid gap-4">{body}</div> }.into_any()
}

fn rest(now: &SecondFactor, step: RwSignal<Step>) -> AnyView {
    let ask = move |wanted: Wanted| move |_| step.set(Step::Password(wanted));
    let demanded = now.demanded.then(|| view! { <p class="text-ink-2">{t(access::SECOND_FACTOR_DEMANDED)}</p> });
    let Some(at) = now.enrolled_at else {
        return view! {
            <div class="grid gap-3">
                <p class="text-ink-2">{t(access::SECOND_FACTOR_OFF)}</p>
                {demanded}
                <div><button type="button" class="button primary" on:click=ask(Wanted::Enrol)>{t(access::ENABLE)}</button></div>
            </div>
        }
        .into_any();
    };
    let left = now.recovery_codes_left.to_string();
    let removable = !now.demanded;
    view! {
        <div class="grid gap-3">
            <p class="text-ink-2">{move || tell(access::SECOND_FACTOR_ON, &[("time", &moment(at)())])}" · "{move || tell(access::CODES_LEFT, &[("n", &left)])}</p>
            {demanded}
            <div class="flex flex-wrap gap-2">
                <button type="button" class="button" on:click=ask(Wanted::Codes)>{t(access::NEW_RECOVERY_CODES)}</button>
                {removable.then(|| view! { <button type="button" class="button danger" on:click=ask(Wanted::Removal)>{t(access::TURN_OFF)}</button> })}
            </div>
        </div>
    }
    .into_any()
}

fn walk(now: Step, step: RwSignal<Step>, finished: Callback<()>) -> AnyView {
    match now {
        Step::Rest => ().into_any(),
        Step::Password(wanted) => password(wanted, step, finished),
        Step::Scan(enrolment) => scan(&enrolment, step),
        Step::Codes(codes) => recovery(&codes, finished),
    }
}

fn password(wanted: Wanted, step: RwSignal<Step>, finished: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::new([]);
    let send = move |body: PasswordAgain, key: Uuid| async move {
        Ok::<_, ClientError>(match wanted {
            Wanted::Enrol => Some(Step::Scan(session.write::<BeginEnrolment>(&[], None, key, &body).await?)),
            Wanted::Codes => Some(Step::Codes(session.write::<RenewRecoveryCodes>(&[], None, key, &body).await?)),
            Wanted::Removal => {
                let _me: Me = session.write::<RemoveSecondFactor>(&[], None, key, &body).await?;
                None
            }
        })
    };
    let submit = move |()| {
        form.submit(
            |read| PasswordAgain { password: read.text("/password") },
            send,
            move |next: Option<Step>| match next {
                Some(next) => step.set(next),
                None => {
                    toasts.say(t(access::TURNED_OFF)());
                    finished.run(());
                }
            },
        );
    };
    let save: Key = match wanted {
        Wanted::Enrol => access::BEGIN,
        Wanted::Codes => access::NEW_RECOVERY_CODES,
        Wanted::Removal => access::TURN_OFF,
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/password" label=access::PASSWORD_AGAIN kind=Kind::Password autocomplete="current-password" must=true hint=access::PASSWORD_AGAIN_HINT />
            <FormFoot save=save />
        </FormFrame>
    }
    .into_any()
}

fn scan(enrolment: &Enrolment, step: RwSignal<Step>) -> AnyView {
    let session = use_session();
    let form = Form::new([]);
    let submit = move |()| {
        form.submit(
            |read| AppCode { code: read.text("/code").trim().to_owned() },
            move |body, key| async move { session.write::<ConfirmEnrolment>(&[], None, key, &body).await },
            move |codes: RecoveryCodes| step.set(Step::Codes(codes)),
        );
    };
    let picture = format!("data:image/svg+xml,{}", percent(&enrolment.qr_svg));
    let secret = enrolment.secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect::<Vec<_>>().join(" ");
    view! {
        <p class="text-ink-2">{t(access::SCAN)}</p>
        <img class="rounded-lg bg-white" width="208" height="208" src=picture alt=t(access::QR_LABEL) />
        <div><span class="text-ink-3 text-[13px]">{t(access::SECRET)}</span><p class="arithmetic" data-secret=enrolment.secret.clone()>{secret}</p></div>
        <FormFrame form on_submit=submit>
            <Field at="/code" label=access::CODE kind=Kind::Number autocomplete="one-time-code" must=true />
            <FormFoot save=access::CONFIRM />
        </FormFrame>
    }
    .into_any()
}

fn recovery(codes: &RecoveryCodes, finished: Callback<()>) -> AnyView {
    let lines = codes.codes.join("\n");
    view! {
        <h3 class="font-medium">{t(access::RECOVERY_CODES)}</h3>
        <p class="text-ink-2">{t(access::RECOVERY_CODES_HINT)}</p>
        <p class="arithmetic" aria-label=t(access::RECOVERY_CODES)>{lines}</p>
        <div><button type="button" class="button primary" on:click=move |_| finished.run(())>{t(access::RECOVERY_SAVED)}</button></div>
    }
    .into_any()
}
