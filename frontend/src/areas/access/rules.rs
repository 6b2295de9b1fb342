use super::checks::{Checks, chosen};
use crate::i18n::{t, word_now};
use crate::session::use_session;
use crate::ui::dialog::Dialog;
use crate::ui::fields::FormFoot;
use crate::ui::form::{Form, FormFrame};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::access::accounts::{AccessRules, AccessRulesForm, EditAccessRules, ShowAccessRules};
use leptos::prelude::*;
use locale::access_ui as access;

/// The roles of the rule books with the paths of their texts.
const ROLES: [(&str, &str); 17] = [
    ("executive_director", "words.role_executive_director"),
    ("general_manager", "words.role_general_manager"),
    ("gm_assistant", "words.role_gm_assistant"),
    ("marketing_director", "words.role_marketing_director"),
    ("sales_manager", "words.role_sales_manager"),
    ("sales_supervisor", "words.role_sales_supervisor"),
    ("sales_rep", "words.role_sales_rep"),
    ("marketing_manager", "words.role_marketing_manager"),
    ("marketing_specialist", "words.role_marketing_specialist"),
    ("analyst", "words.role_analyst"),
    ("service_manager", "words.role_service_manager"),
    ("service_agent", "words.role_service_agent"),
    ("hr", "words.role_hr"),
    ("finance", "words.role_finance"),
    ("admin", "words.role_admin"),
    ("auditor", "words.role_auditor"),
    ("integrator", "words.role_integrator"),
];

/// Opens what the company demands of sign-ins.
pub fn rules_button() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{t(access::RULES)}</button>
        <Dialog open title=access::RULES>{rules(open)}</Dialog>
    }
    .into_any()
}

fn rules(open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let rules = remote(move || async move { session.get::<ShowAccessRules>(&[], &()).await });
    rules.view(move |now| rules_form(now, open))
}

fn rules_form(now: &AccessRules, open: RwSignal<bool>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let version = now.version;
    let form = Form::new([("/second_factor_roles", now.second_factor_roles.join(" "))]);
    let submit = move |()| {
        form.submit(
            |read| AccessRulesForm { second_factor_roles: chosen(read, "/second_factor_roles") },
            move |body, key| async move { session.write::<EditAccessRules>(&[], Some(version), key, &body).await },
            move |_: AccessRules| {
                toasts.say(t(access::RULES_SAVED)());
                open.set(false);
            },
        );
    };
    let choices = ROLES.iter().map(|(role, path)| ((*role).to_owned(), word_now(path).to_owned())).collect();
    view! {
        <FormFrame form on_submit=submit>
            <Checks at="/second_factor_roles" label=access::RULES_HINT choices=choices />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
