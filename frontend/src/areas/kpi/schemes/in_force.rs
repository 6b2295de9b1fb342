//! From which month on a draft is in force.

use crate::areas::kpi::scores::{month_name, month_options, moved};
use crate::clock;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::Remote;
use crate::ui::toast::use_toasts;
use contract::kpi::schemes::{ActOnScheme, Scheme, SchemeAct, SchemeActKind, SchemeInForce};
use leptos::prelude::*;
use locale::schemes_ui as text;

/// Months ahead that can be chosen.
const AHEAD: i32 = 6;

/// The sheet that puts a draft in force; nothing for what is no draft.
pub fn in_force(scheme: &Scheme, remote: Remote<Scheme>) -> Option<AnyView> {
    if !scheme.actions.contains(&SchemeActKind::PutInForce) {
        return None;
    }
    let session = use_session();
    let toasts = use_toasts();
    let (id, version) = (scheme.id, scheme.version);
    let this = clock::today().format("%Y-%m").to_string();
    let form = Form::new([("/from_month", moved(&this, 1).unwrap_or_default())]);
    form.register("/from_month");
    let submit = move |()| {
        form.submit(
            |read| SchemeAct::PutInForce(SchemeInForce { from_month: read.text("/from_month") }),
            move |body, key| async move { session.write::<ActOnScheme>(&[&id], Some(version), key, &body).await },
            move |now: Scheme| {
                let month = now.from_month.as_deref().map(|month| month_name(month)()).unwrap_or_default();
                toasts.say(tell(text::IN_FORCE_SAID, &[("month", &month)]));
                remote.set(now);
            },
        );
    };
    let options = month_options(0..=AHEAD, move || form.get("/from_month"));
    let body = view! {
        <FormFrame form on_submit=submit>
            <div class="field">
                <label for="f-from_month">{t(text::FROM_MONTH)}</label>
                <select class="input" id="f-from_month" on:change=move |event| form.set("/from_month", event_target_value(&event))>{options}</select>
                <p class="hint">{t(text::FROM_MONTH_HINT)}</p>
                {move || form.problem("/from_month").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <div class="form-foot">
                <button type="submit" class="button" aria-busy=move || form.busy().to_string()>{icon(Icon::Check)}{t(text::PUT_IN_FORCE)}</button>
            </div>
        </FormFrame>
    };
    Some(sheet(text::PUT_IN_FORCE, (), body))
}
