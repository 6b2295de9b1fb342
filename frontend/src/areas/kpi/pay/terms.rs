use super::leave_rules::leave_rules;
use super::slip::amount;
use crate::areas::finders;
use crate::areas::kpi::scores::{month_name, month_options};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::badge::{Tone, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::Picker;
use crate::ui::record::{crumb, page_title, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::kpi::pay::{ListPayTerms, NewPayTerm, PayTerm, PayTermSet, PayTerms, PersonPay, SetPayTerm};
use leptos::prelude::*;
use locale::pay_ui as text;
use uuid::Uuid;

/// Everybody's terms of pay.
pub fn terms() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::TERMS)().to_owned());
    let terms = remote(move || async move { session.get::<ListPayTerms>(&[], &()).await });
    view! {
        <div class="page">
            {crumb("/pay-runs", text::TITLE)}
            <header class="page-head">
                <h1>{t(text::TERMS)}</h1>
                <p class="lead-in">{t(text::TERMS_HINT)}</p>
                <div class="page-actions">{move || terms.with(|it| it.editable).unwrap_or(false).then(|| set(terms))}</div>
            </header>
            <div class="grid gap-4">{terms.view(draw)} {leave_rules()}</div>
        </div>
    }
}

fn draw(terms: &PayTerms) -> AnyView {
    let rows: Vec<_> = terms.items.iter().map(row).collect();
    let table = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::GRADE)}</th>
                        <th scope="col">{t(text::BASIC)}</th>
                        <th scope="col">{t(text::OWN_PERFORMANCE)}</th>
                        <th scope="col">{t(text::SINCE)}</th>
                        <th scope="col">{t(text::OTHERS)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    sheet(text::TERMS, (), table)
}

fn row(one: &PersonPay) -> impl IntoView + use<> {
    let grade = one.grade.map(|grade| tag(Tone::Jade, word(grade.text_path())));
    let employment = one.employment.map(|employment| word(employment.text_path()));
    let (basic, own) = match &one.now {
        Some(now) => (amount(&now.basic).into_any(), amount(&now.performance).into_any()),
        None => (view! { <span class="unset">{t(text::UNSET)}</span> }.into_any(), ().into_any()),
    };
    let since = one.now.as_ref().map(|now| {
        let (from, by, reason) = (month_name(&now.from_month), now.set_by.name.clone(), now.reason.clone());
        view! { <span>{from}</span><small class="block text-ink-3">{by}" · "{reason}</small> }
    });
    let others: Vec<_> = one.others.iter().map(other).collect();
    view! {
        <tr>
            <td class="first">{one.person.name.clone()}" "<small class="text-ink-3">{one.post.clone()}" "{employment}</small></td>
            <td class="corner">{grade}</td>
            <td data-label=t(text::BASIC)>{basic}</td>
            <td data-label=t(text::OWN_PERFORMANCE)>{own}</td>
            <td data-label=t(text::SINCE)>{since}</td>
            <td data-label=t(text::OTHERS)>{others}</td>
        </tr>
    }
}

fn other(one: &PayTerm) -> AnyView {
    let (from, basic, own) = (month_name(&one.from_month), amount(&one.basic), amount(&one.performance));
    view! { <small class="block text-ink-3">{move || tell(text::OTHER_TERM, &[("month", &from()), ("basic", &basic), ("own", &own)])}</small> }
        .into_any()
}

fn set(terms: Remote<PayTerms>) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::SET)}</button>
        <Dialog open title=text::SET>{move || form_view(open, terms)}</Dialog>
    }
    .into_any()
}

fn form_view(open: RwSignal<bool>, terms: Remote<PayTerms>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let this = crate::clock::today().format("%Y-%m").to_string();
    let form = Form::new([("/from_month", this.clone())]);
    form.register("/from_month");
    let submit = move |()| {
        let build = |read: &Reader| {
            let money = |at: &str| read.must(at, read.money(at), Money::from_cents(0));
            NewPayTerm {
                person_id: read.must("/person_id", read.value("/person_id"), Uuid::nil()),
                from_month: read.text("/from_month"),
                basic: money("/basic"),
                performance: money("/performance"),
                reason: read.text("/reason"),
            }
        };
        form.submit(
            build,
            move |body, key| async move { session.write::<SetPayTerm>(&[], None, key, &body).await },
            move |set: PayTermSet| {
                open.set(false);
                toasts.say(tell(text::SET_SAID, &[("name", &set.person.name)]));
                terms.refetch();
            },
        );
    };
    let months = month_options(-2..=6, move || form.get("/from_month"));
    view! {
        <FormFrame form on_submit=submit>
            <Picker at="/person_id" label=text::PERSON find=finders::people(session, &[]) must=true />
            <div class="field">
                <label for="terms-from">{t(text::SINCE)}</label>
                <select class="input" id="terms-from" on:change=move |event| form.set("/from_month", event_target_value(&event))>{months}</select>
                {move || form.problem("/from_month").map(|text| view! { <p class="wrong">{text}</p> })}
            </div>
            <div class="pair">
                <Field at="/basic" label=text::BASIC kind=Kind::Money must=true />
                <Field at="/performance" label=text::OWN_PERFORMANCE kind=Kind::Money must=true />
            </div>
            <Field at="/reason" label=text::REASON kind=Kind::Lines must=true hint=text::TERMS_REASON_HINT />
            <FormFoot save=locale::ui::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
