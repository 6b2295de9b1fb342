//! A version of a scheme: how people are measured, in words; a draft is edited, tried and put in force.

use super::changes::changes;
use super::edit::{catalogue, editor, first};
use super::in_force::in_force;
use crate::areas::kpi::scores::month_name;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::figures::{Part, bar};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use contract::kpi::schemes::{
    ActOnScheme, Dimension, DraftScheme, FactCatalogue, Indicator, IndicatorKind, IndicatorText, ListSchemes, Scheme, SchemeAct,
    SchemeActKind, SchemeForm, SchemeStatus, ShowScheme,
};
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::schemes_ui as text;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::rc::Rc;

/// The page of a version.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let scheme = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        // Rules come in words of the viewer's language.
        let _follow = crate::i18n::language();
        async move { session.get::<ShowScheme>(&[&id], &()).await }
    });
    page_title(move || scheme.with(|s| s.label.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/kpi-schemes", text::TITLE)} {scheme.view(move |data| draw(data, scheme))}</div> }
}

fn draw(scheme: &Scheme, remote: Remote<Scheme>) -> AnyView {
    let number = scheme.number.to_string();
    let from = scheme.from_month.clone().filter(|month| month.as_str() > "2000-01");
    let under = view! {
        {badge(scheme.status)}
        <span>{move || tell(text::VERSION_NUMBER, &[("number", &number)])}</span>
        {from.map(|month| view! { <span>{t(text::FROM_MONTH)}" "{month_name(&month)}</span> })}
        {scheme.author.as_ref().map(|one| person(&one.name))}
    };
    let draft = scheme.status == SchemeStatus::Draft && scheme.editable;
    let body = if draft { editor(scheme, remote) } else { reading(scheme) };
    view! {
        {record_head(scheme.label.clone(), under, acts(scheme, remote))}
        <div class="columns"><div class="grid gap-4">{body}</div><div class="grid gap-4">{in_force(scheme, remote)} {grades(scheme)} {difference(scheme)}</div></div>
    }
    .into_any()
}

/// A new draft with what this version says; a planned version becomes a draft again.
fn acts(scheme: &Scheme, remote: Remote<Scheme>) -> AnyView {
    let session = use_session();
    let (id, version) = (scheme.id, scheme.version);
    if scheme.actions.contains(&SchemeActKind::Recall) {
        let send: SendAct<Scheme> =
            Rc::new(move |key| Box::pin(async move { session.write::<ActOnScheme>(&[&id], Some(version), key, &SchemeAct::Recall).await }));
        return act_button(SchemeActKind::Recall.text_path(), "", Icon::Undo, send, move |now| remote.set(now));
    }
    if scheme.status == SchemeStatus::Draft || !scheme.editable {
        return ().into_any();
    }
    let content = SchemeForm { note: String::new(), ..scheme.content.clone() };
    drafting("schemes_ui.new_version", content)
}

fn drafting(label: &'static str, content: SchemeForm) -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    let form = StoredValue::new(content);
    let navigate = StoredValue::new_local(navigate);
    let send: SendAct<Scheme> =
        Rc::new(move |key| Box::pin(async move { session.write::<DraftScheme>(&[], None, key, &form.get_value()).await }));
    let done = move |draft: Scheme| navigate.with_value(|go| go(&format!("/kpi-schemes/{}", draft.id), NavigateOptions::default()));
    act_button(label, "primary", Icon::Plus, send, done)
}

fn reading(scheme: &Scheme) -> AnyView {
    let weighed = scheme.content.indicators.iter().filter(|one| one.kind == IndicatorKind::Weighed);
    let parts = weighed.filter_map(|one| {
        let label = scheme.texts.iter().find(|text| text.key == one.key).map(|text| text.label.clone())?;
        Some(Part { label, weight: one.weight?.to_f64()?, score: Some(100.0) })
    });
    let parts: Vec<_> = parts.collect();
    let items: Vec<_> = scheme.content.indicators.iter().zip(&scheme.texts).map(|(one, text)| indicator(one, text)).collect();
    let n = scheme.people.to_string();
    let note = scheme.content.note.clone();
    view! {
        {sheet(text::HOW, (), view! {
            <div class="grid gap-3">
                <p class="text-ink-2">{move || tell(text::HOW_HINT, &[("n", &n)])}</p>
                {bar(parts)}
                {dimensions(scheme)}
                {(!note.is_empty()).then(|| view! { <p>{note.clone()}</p> })}
            </div>
        })}
        {items}
    }
    .into_any()
}

/// What each dimension weighs, where indicators name theirs (KPI-03).
fn dimensions(scheme: &Scheme) -> Option<AnyView> {
    let weight = |dimension: Dimension| {
        let of = scheme.content.indicators.iter().filter(move |one: &&Indicator| one.dimension == Some(dimension));
        let weights = |kind: IndicatorKind| of.clone().filter(move |one| one.kind == kind).filter_map(|one| one.weight).sum::<Decimal>();
        (weights(IndicatorKind::Weighed), weights(IndicatorKind::Added))
    };
    let row = |dimension: &Dimension| {
        let (weighed, added) = weight(*dimension);
        let (n, most) = (weighed.normalize().to_string(), added.normalize().to_string());
        let told = match (weighed.is_zero(), added.is_zero()) {
            (true, true) => return None,
            (false, _) => (move || tell(locale::kpi_ui::WEIGHT, &[("n", &n)])).into_any(),
            (true, false) => (move || tell(text::ADDS_UP_TO, &[("n", &most)])).into_any(),
        };
        Some(view! { <div><dt>{word(dimension.text_path())}</dt><dd>{told}</dd></div> })
    };
    let rows: Vec<_> = Dimension::ALL.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> }.into_any())
}

fn indicator(one: &Indicator, told: &IndicatorText) -> AnyView {
    let n = one.weight.map(|weight| weight.normalize().to_string()).unwrap_or_default();
    let side = match one.kind {
        IndicatorKind::Weighed => (move || tell(locale::kpi_ui::WEIGHT, &[("n", &n)])).into_any(),
        IndicatorKind::Added => tag(Tone::Bamboo, move || tell(text::ADDS_UP_TO, &[("n", &n)])).into_any(),
        IndicatorKind::Veto => tag(Tone::Cinnabar, word(IndicatorKind::Veto.text_path())).into_any(),
    };
    view! {
        <section class="sheet">
            <header><h2>{told.label.clone()}</h2><div class="text-ink-3 text-[13px]">{side}</div></header>
            <div class="body">
                <dl class="facts wide">
                    {fact(locale::kpi_ui::DEFINITION, told.definition.clone())}
                    {fact(locale::kpi_ui::RULE, told.rule.clone())}
                    {fact(text::WHOSE, word(one.whose.text_path()))}
                    {fact(text::SOURCE, word(one.source.text_path()))}
                    {one.dimension.map(|dimension| fact(text::DIMENSION, word(dimension.text_path())))}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

fn grades(scheme: &Scheme) -> Option<AnyView> {
    use contract::kpi::Grade;
    if scheme.status == SchemeStatus::Draft && scheme.editable {
        return None;
    }
    let bounds = &scheme.content.grades;
    let rows = [(Grade::Excellent, bounds.excellent), (Grade::Good, bounds.good), (Grade::Qualified, bounds.qualified)];
    let rows = rows.map(|(grade, from)| {
        let n = from.normalize().to_string();
        view! { <li><div class="grow">{badge(grade)}</div><span>{move || tell(text::FROM_POINTS, &[("n", &n)])}</span></li> }
    });
    Some(sheet(text::GRADES, (), view! { <ul class="rows -m-4">{rows.into_iter().collect::<Vec<_>>()}</ul> }))
}

/// What this version changed.
fn difference(scheme: &Scheme) -> Option<AnyView> {
    let session = use_session();
    let before = scheme.before?;
    let earlier = remote(move || {
        let _follow = crate::i18n::language();
        async move { session.get::<ShowScheme>(&[&before], &()).await }
    });
    let after = StoredValue::new(scheme.clone());
    let body = earlier.view(move |earlier| {
        let told = after.with_value(|after| changes(earlier, after));
        let number = earlier.number.to_string();
        let href = format!("/kpi-schemes/{}", earlier.id);
        let list = if told.is_empty() {
            view! { <p class="quiet">{t(text::NO_CHANGES)}</p> }.into_any()
        } else {
            view! { <ul class="grid gap-2 list-disc ps-5">{told.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>()}</ul> }.into_any()
        };
        view! { <div class="grid gap-3">{list}<a class="link" href=href>{move || tell(text::SEE_VERSION, &[("number", &number)])}</a></div> }.into_any()
    });
    Some(sheet(text::CHANGES, (), body))
}

/// A new version: of a scheme that is there, or the first one of a role that is not measured yet.
pub fn begin() -> impl IntoView {
    let session = use_session();
    page_title(move || t(text::NEW)().to_owned());
    let known = remote(move || async move { session.get::<ListSchemes>(&[], &ListQuery { limit: Some(200), ..Default::default() }).await });
    let catalogue = catalogue();
    view! {
        <div class="page">
            {crumb("/kpi-schemes", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW)}</h1><p class="lead-in">{t(text::NEW_HINT)}</p></header>
            {known.view(move |page| {
                let page = StoredValue::new(page.clone());
                catalogue.view(move |catalogue| page.with_value(|page| choose(page, catalogue)))
            })}
        </div>
    }
}

fn choose(known: &Page<Scheme>, catalogue: &FactCatalogue) -> AnyView {
    let form = Form::new([("/role", String::new())]);
    let options: Vec<_> = catalogue
        .roles
        .iter()
        .map(|one| {
            let (role, this) = (one.role.clone(), one.role.clone());
            view! { <option value=role selected=move || form.get("/role") == this>{one.label.clone()}</option> }
        })
        .collect();
    let known = StoredValue::new(known.items.clone());
    let facts = StoredValue::new(catalogue.facts.clone());
    let begin = move || {
        let role = form.get("/role");
        if role.is_empty() {
            return ().into_any();
        }
        let of_role = known.with_value(|known| known.iter().filter(|one| one.role == role).max_by_key(|one| one.number).cloned());
        match of_role {
            Some(draft) if draft.status == SchemeStatus::Draft => {
                view! { <a class="button primary" href=format!("/kpi-schemes/{}", draft.id)>{icon(Icon::Edit)}{t(text::GO_TO_DRAFT)}</a> }
                    .into_any()
            }
            Some(newest) => drafting("schemes_ui.new_version", SchemeForm { note: String::new(), ..newest.content }),
            None => facts.with_value(|facts| facts.first().map(|fact| drafting("schemes_ui.begin", first(&role, fact)))).into_any(),
        }
    };
    let body = view! {
        <FormFrame form on_submit=move |()| ()>
            <div class="field">
                <label for="f-role">{t(text::ROLE)}</label>
                <select class="input" id="f-role" on:change=move |event| form.set("/role", event_target_value(&event))>
                    <option value="">{t(text::CHOOSE)}</option>
                    {options}
                </select>
            </div>
            <div class="form-foot">{begin}</div>
        </FormFrame>
    };
    sheet(text::NEW, (), body)
}
