use crate::areas::access::checks::{Checks, chosen};
use crate::i18n::{t, word_now};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::customers::{EditPoolRules, PoolRules, PoolRulesForm, ShowPoolRules, Tier};
use leptos::prelude::*;
use locale::{pool_ui as pool, ui};

const ACTIVE: &str = "/active";
const EXEMPT: &str = "/exempt_tiers";

/// The company's rules of the pool.
pub fn rules() -> impl IntoView {
    let session = use_session();
    let rules = remote(move || async move { session.get::<ShowPoolRules>(&[], &()).await });
    page_title(move || t(pool::RULES)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/customer-pool", pool::TITLE)}
            <header class="page-head"><h1>{t(pool::RULES)}</h1><p class="lead-in">{t(pool::RULES_LEAD)}</p></header>
            {rules.view(move |now| form_view(now, rules))}
        </div>
    }
}

fn texts(rules: &PoolRulesForm) -> Vec<(&'static str, String)> {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let exempt: Vec<&str> = rules.exempt_tiers.iter().map(|tier| tier.word()).collect();
    vec![
        (ACTIVE, if rules.active { "yes".to_owned() } else { String::new() }),
        ("/idle_days", rules.idle_days.to_string()),
        ("/warn_days", rules.warn_days.to_string()),
        (EXEMPT, exempt.join(" ")),
        ("/most_held", number(rules.most_held)),
        ("/most_claims", number(rules.most_claims)),
        ("/cooling_days", rules.cooling_days.to_string()),
    ]
}

fn read(read: &Reader) -> PoolRulesForm {
    let days = |at| read.must(at, read.number(at), 1);
    PoolRulesForm {
        active: !read.text(ACTIVE).is_empty(),
        idle_days: days("/idle_days"),
        warn_days: days("/warn_days"),
        exempt_tiers: chosen(read, EXEMPT).iter().filter_map(|word| word.parse().ok()).collect(),
        most_held: read.number("/most_held"),
        most_claims: read.number("/most_claims"),
        cooling_days: days("/cooling_days"),
    }
}

fn form_view(now: &PoolRules, remote: Remote<PoolRules>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let version = now.version;
    let form = Form::new(texts(&now.rules));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<EditPoolRules>(&[], Some(version), key, &body).await },
            move |now: PoolRules| {
                toasts.say(t(pool::RULES_SAVED)());
                remote.set(now);
            },
        );
    };
    let tiers = Tier::ALL.iter().map(|tier| (tier.word().to_owned(), word_now(tier.text_path()).to_owned())).collect();
    form.register(ACTIVE);
    let tick = move |event| form.set(ACTIVE, if event_target_checked(&event) { "yes".to_owned() } else { String::new() });
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="field">
                    <div class="choices">
                        <label><input type="checkbox" prop:checked=move || !form.get(ACTIVE).is_empty() on:change=tick />{t(pool::ACTIVE)}</label>
                    </div>
                </div>
                <div class="pair">
                    <Field at="/idle_days" label=pool::IDLE_DAYS kind=Kind::Number must=true />
                    <Field at="/warn_days" label=pool::WARN_DAYS kind=Kind::Number must=true />
                </div>
                <Checks at=EXEMPT label=pool::EXEMPT choices=tiers />
                <div class="pair">
                    <Field at="/most_held" label=pool::MOST_HELD kind=Kind::Number hint=pool::NO_LIMIT />
                    <Field at="/most_claims" label=pool::MOST_CLAIMS kind=Kind::Number hint=pool::NO_LIMIT />
                </div>
                <Field at="/cooling_days" label=pool::COOLING_DAYS kind=Kind::Number must=true hint=pool::COOLING_HINT />
                <FormFoot save=ui::SAVE />
            </FormFrame>
        </div>
    }
    .into_any()
}
