//! A draft to be edited: its indicators as cards, the weights always added up, and the trial beside them.

use super::card::{Typed, Wrong, card};
use super::typed::{blank, read, typed};
use super::what_if::what_if;
use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::fields::{Field, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::{field_problems, rule_text};
use crate::ui::record::sheet;
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::kpi::schemes::{EditScheme, FactCatalogue, GradeBounds, Indicator, ListFacts, Scheme, SchemeForm};
use leptos::prelude::*;
use locale::schemes_ui as text;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use validator::Validate;

/// The editor and, beside it, who would move.
pub fn editor(scheme: &Scheme, remote: Remote<Scheme>) -> AnyView {
    let draft = Draft::of(scheme);
    let tried = Memo::new(move |_| draft.form());
    let role = scheme.role.clone();
    view! {
        {draft.view(scheme, remote)}
        {what_if(role, tried)}
    }
    .into_any()
}

/// What is typed for a draft.
#[derive(Clone, Copy)]
struct Draft {
    form: Form,
    cards: RwSignal<Vec<Typed>>,
    wrong: RwSignal<Wrong>,
    role: StoredValue<String>,
    next: StoredValue<u32>,
}

impl Draft {
    fn of(scheme: &Scheme) -> Self {
        let content = &scheme.content;
        let plain = |bound: Decimal| bound.normalize().to_string();
        let form = Form::new([
            ("/name", content.name.clone()),
            ("/note", content.note.clone()),
            ("/grades/excellent", plain(content.grades.excellent)),
            ("/grades/good", plain(content.grades.good)),
            ("/grades/qualified", plain(content.grades.qualified)),
        ]);
        // Its problems stand under the sum of the weights, not over the form.
        form.register("/indicators");
        form.register("/grades");
        let wrong = RwSignal::new(Wrong::new());
        let cards =
            (0..).zip(&content.indicators).map(|(id, one)| Typed { id, texts: RwSignal::new(typed(one)), wrong }).collect::<Vec<_>>();
        let next = StoredValue::new(u32::try_from(cards.len()).unwrap_or(u32::MAX));
        Self { form, cards: RwSignal::new(cards), wrong, role: StoredValue::new(scheme.role.clone()), next }
    }

    /// The weights of what is typed, added up; tracked.
    fn weights(self) -> Decimal {
        let weight = |one: &Typed| {
            one.texts.with(|texts| {
                let weighed = texts.get("kind").is_some_and(|kind| kind == "weighed");
                texts.get("weight").filter(|_| weighed).and_then(|weight| weight.trim().parse().ok()).unwrap_or(Decimal::ZERO)
            })
        };
        self.cards.with(|cards| cards.iter().map(weight).sum())
    }

    fn add(self) {
        let left = Decimal::ONE_HUNDRED - untrack(|| self.weights());
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.cards.update(|cards| cards.push(Typed { id, texts: RwSignal::new(blank(left)), wrong: self.wrong }));
    }

    /// The indicators as typed, and what cannot be read; tracked.
    fn indicators(self) -> (Vec<Indicator>, Wrong) {
        let (mut all, mut wrong, mut taken) = (Vec::new(), Wrong::new(), Vec::new());
        for card in self.cards.get() {
            match card.texts.with(|texts| read(texts, &taken)) {
                Ok(one) => {
                    let problems = one.validate().err().map(|errors| field_problems(&errors)).unwrap_or_default();
                    wrong.extend(problems.into_iter().map(|p| ((card.id, p.pointer.trim_start_matches('/').to_owned()), p.detail)));
                    taken.push(one.key.clone());
                    all.push(one);
                }
                Err(field) => {
                    let code = if card.texts.with(|texts| texts.get(field).is_none_or(|text| text.trim().is_empty())) {
                        "required"
                    } else {
                        "number"
                    };
                    wrong.insert((card.id, field.to_owned()), rule_text(code));
                }
            }
        }
        (all, wrong)
    }

    fn grades(self) -> Option<GradeBounds> {
        let bound = |at: &str| self.form.get(at).trim().parse().ok();
        Some(GradeBounds { excellent: bound("/grades/excellent")?, good: bound("/grades/good")?, qualified: bound("/grades/qualified")? })
    }

    /// What is typed, as far as it can be read, for a trial; tracked.
    fn form(self) -> Option<SchemeForm> {
        let (indicators, wrong) = self.indicators();
        if !wrong.is_empty() || indicators.is_empty() {
            return None;
        }
        Some(SchemeForm { role: self.role.get_value(), name: String::new(), note: String::new(), grades: self.grades()?, indicators })
    }

    fn view(self, scheme: &Scheme, remote: Remote<Scheme>) -> AnyView {
        let session = use_session();
        let toasts = use_toasts();
        let (id, version) = (scheme.id, scheme.version);
        let catalogue = catalogue();
        let submit = move |()| {
            let (indicators, wrong) = untrack(|| self.indicators());
            let stop = !wrong.is_empty();
            self.wrong.set(wrong);
            if stop {
                focus_wrong();
                return;
            }
            self.form.submit(
                move |read| self.read(read, indicators),
                move |body, key| async move { session.write::<EditScheme>(&[&id], Some(version), key, &body).await },
                move |now: Scheme| {
                    toasts.say(t(text::SAVED_SAID)());
                    remote.set(now);
                },
            );
        };
        let grade = |at: &'static str, label| view! { <Field at label kind=Kind::Number must=true /> };
        let body = view! {
            <FormFrame form=self.form on_submit=submit>
                <Field at="/name" label=text::NAME hint=text::NAME_HINT />
                <For each=move || self.cards.get() key=|one| one.id let:one>{card(one, self.cards, catalogue)}</For>
                <div class="flex flex-wrap items-center gap-4">
                    <button type="button" class="button small" on:click=move |_| self.add()>{icon(Icon::Plus)}{t(text::ADD)}</button>
                    {move || self.told_weights()}
                </div>
                {move || self.form.problem("/indicators").map(|text| view! { <p class="wrong" role="alert">{text}</p> })}
                <fieldset class="grid gap-3 md:grid-cols-3">
                    <legend class="label">{t(text::GRADES)}</legend>
                    {grade("/grades/excellent", text::EXCELLENT_FROM)} {grade("/grades/good", text::GOOD_FROM)} {grade("/grades/qualified", text::QUALIFIED_FROM)}
                </fieldset>
                <Field at="/note" label=text::NOTE kind=Kind::Lines hint=text::NOTE_HINT />
                <div class="form-foot">
                    <button type="submit" class="button primary" aria-busy=move || self.form.busy().to_string()>{t(text::SAVE_DRAFT)}</button>
                </div>
            </FormFrame>
        };
        sheet(text::INDICATORS, (), body)
    }

    fn read(self, read: &Reader, indicators: Vec<Indicator>) -> SchemeForm {
        let bound = |at: &str| read.must(at, read.value::<Decimal>(at), Decimal::ONE);
        let grades =
            GradeBounds { excellent: bound("/grades/excellent"), good: bound("/grades/good"), qualified: bound("/grades/qualified") };
        SchemeForm { role: self.role.get_value(), name: read.text("/name"), note: read.text("/note"), grades, indicators }
    }

    fn told_weights(self) -> AnyView {
        let sum = self.weights();
        let class = if sum == Decimal::ONE_HUNDRED { "text-bamboo" } else { "text-cinnabar" };
        let n = sum.normalize().to_string();
        view! { <span class=class aria-live="polite">{move || tell(text::WEIGHTS, &[("n", &n)])}</span> }.into_any()
    }
}

fn focus_wrong() {
    request_animation_frame(|| {
        use wasm_bindgen::JsCast;
        if let Ok(Some(field)) = document().query_selector("[aria-invalid=true]") {
            let _focused = field.dyn_into::<web_sys::HtmlElement>().map(|field| field.focus());
        }
    });
}

/// What a scheme can be made of.
pub fn catalogue() -> Remote<FactCatalogue> {
    let session = use_session();
    remote(move || {
        // Labels come in the viewer's language.
        let _follow = crate::i18n::language();
        async move { session.get::<ListFacts>(&[], &()).await }
    })
}

/// The first draft of a role's scheme: one indicator that asks for nothing yet cannot be saved, so the form begins with what most have.
pub fn first(role: &str, fact: &contract::kpi::schemes::FactOption) -> SchemeForm {
    let mut texts: BTreeMap<_, _> = blank(Decimal::ONE_HUNDRED);
    let measure = fact.measures.first().map_or("count", |measure| measure.word());
    texts.extend([("fact", fact.key.clone()), ("measure", measure.to_owned()), ("target", "100".to_owned())]);
    SchemeForm {
        role: role.to_owned(),
        name: String::new(),
        note: String::new(),
        grades: GradeBounds::default(),
        indicators: read(&texts, &[]).into_iter().collect(),
    }
}
