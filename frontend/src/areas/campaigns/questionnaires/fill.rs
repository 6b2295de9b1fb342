//! The form of a questionnaire: the same for those who answer and for what stands on paper. Branches open and close as one answers.

use crate::i18n::{t, tell};
use crate::ui::problem::rule_text;
use contract::campaigns::questionnaires::answers::{asked, ends, is_given, missing, wrong};
use contract::campaigns::questionnaires::{GivenAnswer, GivenAnswers, Question, QuestionKind};
use contract::problem::FieldProblem;
use leptos::prelude::*;
use locale::questionnaires_ui as text;

/// The form while it is filled in; `Copy`.
#[derive(Clone, Copy)]
pub struct Sheet {
    questions: StoredValue<Vec<Question>>,
    given: RwSignal<GivenAnswers>,
    problems: RwSignal<Vec<FieldProblem>>,
}

impl Sheet {
    /// A form with what was answered so far.
    pub fn new(questions: &[Question], given: GivenAnswers) -> Self {
        Self { questions: StoredValue::new(questions.to_vec()), given: RwSignal::new(given), problems: RwSignal::new(Vec::new()) }
    }

    /// What was answered so far; tracked.
    pub fn so_far(self) -> GivenAnswers {
        self.given.get()
    }

    /// Everything is open again.
    pub fn clear(self) {
        self.given.set(GivenAnswers::new());
        self.problems.set(Vec::new());
    }

    /// Shows what the server found.
    pub fn show(self, problems: Vec<FieldProblem>) {
        self.problems.set(problems);
    }

    /// The answers to what is asked, or nothing where something is wrong: then it says where. `whole`: required ones must be there.
    pub fn read(self, whole: bool) -> Option<GivenAnswers> {
        let typed = self.given.get_untracked();
        let (given, problems) = self.questions.with_value(|questions| {
            let asked: Vec<&str> = asked(questions, &typed).iter().map(|one| one.key.as_str()).collect();
            let kept = |(key, answer): &(&String, &GivenAnswer)| asked.contains(&key.as_str()) && is_given(Some(answer));
            let given: GivenAnswers = typed.iter().filter(kept).map(|(key, answer)| (key.clone(), answer.clone())).collect();
            let gaps = missing(questions, &given).into_iter().filter(|_| whole).map(|key| (format!("/answers/{key}"), "required"));
            let all = wrong(questions, &given).into_iter().chain(gaps);
            let problem = |(pointer, code): (String, &str)| FieldProblem { pointer, code: code.to_owned(), detail: rule_text(code) };
            (given, all.map(problem).collect::<Vec<_>>())
        });
        let well = problems.is_empty();
        self.problems.set(problems);
        well.then_some(given)
    }

    fn change(self, key: &str, change: impl FnOnce(&mut GivenAnswer)) {
        self.given.update(|given| change(given.entry(key.to_owned()).or_default()));
        let pointer = format!("/answers/{key}");
        self.problems.update(|problems| problems.retain(|one| one.pointer != pointer));
    }

    fn look<R: Default>(self, key: &str, look: impl FnOnce(&GivenAnswer) -> R) -> R {
        self.given.with(|given| given.get(key).map(look).unwrap_or_default())
    }

    /// The questions that are asked now.
    pub fn view(self) -> AnyView {
        let keys = Memo::new(move |_| {
            self.given
                .with(|given| self.questions.with_value(|all| asked(all, given).iter().map(|one| one.key.clone()).collect::<Vec<_>>()))
        });
        let one = move |key: String| {
            let question = self.questions.with_value(|all| all.iter().find(|one| one.key == key).cloned());
            question.map(|question| self.question(question, keys))
        };
        view! { <div class="grid gap-4"><For each=move || keys.get() key=|key| key.clone() children=one /></div> }.into_any()
    }

    fn question(self, question: Question, keys: Memo<Vec<String>>) -> AnyView {
        let key = question.key.clone();
        let place = {
            let key = key.clone();
            move || keys.with(|keys| keys.iter().position(|one| *one == key).map_or(0, |at| at + 1)).to_string()
        };
        let pointer = format!("/answers/{key}");
        let problem = move || self.problems.with(|all| all.iter().find(|one| one.pointer == pointer).map(|one| one.detail.clone()));
        let body = match question.kind {
            QuestionKind::Single => self.options(&question, false),
            QuestionKind::Multi => self.options(&question, true),
            QuestionKind::Scale | QuestionKind::Nps => self.steps(&question),
            QuestionKind::Matrix => self.matrix(&question),
            QuestionKind::Text | QuestionKind::Number | QuestionKind::Date => self.typed(&question),
        };
        let must = question.required.then(|| view! { <span class="must" aria-hidden="true">"*"</span> });
        view! {
            <fieldset class="sheet padded" data-question=key>
                <legend class="label">{place}". "{question.title}{must}</legend>
                {body}
                {move || problem().map(|text| view! { <p class="wrong" role="alert">{text}</p> })}
            </fieldset>
        }
        .into_any()
    }

    fn options(self, question: &Question, several: bool) -> AnyView {
        let key = question.key.clone();
        let option = |(at, label): (usize, String)| {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            let (name, read, write) = (format!("q-{key}"), key.clone(), key.clone());
            let kind = if several { "checkbox" } else { "radio" };
            let turn = move |_| {
                self.change(&write, |answer| match (several, answer.choices.contains(&place)) {
                    (false, _) => answer.choices = vec![place],
                    (true, true) => answer.choices.retain(|one| *one != place),
                    (true, false) => answer.choices.push(place),
                });
            };
            view! {
                <label class="tick">
                    <input type=kind name=name prop:checked=move || self.look(&read, |answer| answer.choices.contains(&place)) on:change=turn />
                    {label}
                </label>
            }
        };
        let labels = question.choices.iter().map(|choice| choice.text.clone()).enumerate();
        view! { <div class="grid gap-2">{labels.map(option).collect::<Vec<_>>()}</div> }.into_any()
    }

    fn steps(self, question: &Question) -> AnyView {
        let (least, most) = ends(question);
        let key = question.key.clone();
        let step = |value: i64| {
            let (name, read, write) = (format!("q-{key}"), key.clone(), key.clone());
            view! {
                <label>
                    <input type="radio" name=name prop:checked=move || self.look(&read, |answer| answer.number == Some(value.into()))
                        on:change=move |_| self.change(&write, |answer| answer.number = Some(value.into())) />
                    {value}
                </label>
            }
        };
        view! { <div class="choices" role="radiogroup" aria-label=question.title.clone()>{(least..=most).map(step).collect::<Vec<_>>()}</div> }
            .into_any()
    }

    fn matrix(self, question: &Question) -> AnyView {
        let (key, rows) = (question.key.clone(), question.rows.len());
        let heads: Vec<_> = question.choices.iter().map(|choice| view! { <th scope="col">{choice.text.clone()}</th> }).collect();
        let row = |(at, label): (usize, &String)| {
            let cell = |(place, choice): (usize, String)| {
                let place = u32::try_from(place).unwrap_or(u32::MAX);
                let (name, read, write) = (format!("q-{key}-{at}"), key.clone(), key.clone());
                let set = move |_| {
                    self.change(&write, |answer| {
                        answer.cells.resize(rows, None);
                        if let Some(cell) = answer.cells.get_mut(at) {
                            *cell = Some(place);
                        }
                    });
                };
                let chosen = move || self.look(&read, |answer| answer.cells.get(at).copied().flatten() == Some(place));
                view! { <td><input type="radio" name=name aria-label=format!("{label} {choice}") prop:checked=chosen on:change=set /></td> }
            };
            let cells = question.choices.iter().map(|choice| choice.text.clone()).enumerate().map(cell).collect::<Vec<_>>();
            view! { <tr><th scope="row">{label.clone()}</th>{cells}</tr> }
        };
        view! {
            <div class="ledger-wrap" tabindex="0">
                <table class="ledger">
                    <thead><tr><th></th>{heads}</tr></thead>
                    <tbody>{question.rows.iter().enumerate().map(row).collect::<Vec<_>>()}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn typed(self, question: &Question) -> AnyView {
        let (key, kind, title) = (question.key.clone(), question.kind, question.title.clone());
        let (read, write) = (key.clone(), key);
        if kind == QuestionKind::Text {
            return view! {
                <textarea class="input" rows="3" maxlength="2000" aria-label=title prop:value=move || self.look(&read, |answer| answer.text.clone())
                    on:input=move |event| self.change(&write, |answer| answer.text = event_target_value(&event))></textarea>
            }
            .into_any();
        }
        let number = kind == QuestionKind::Number;
        let shown = move || {
            self.look(&read, |answer| {
                let number = answer.number.map(|number| number.to_string());
                number.or_else(|| answer.day.map(|day| day.to_string())).unwrap_or_default()
            })
        };
        let set = move |event: leptos::ev::Event| {
            let typed = event_target_value(&event);
            let typed = typed.trim();
            self.change(&write, |answer| {
                if number {
                    answer.number = typed.parse().ok();
                } else {
                    answer.day = typed.parse().ok();
                }
            });
            if !typed.is_empty() && self.look(&write, |answer| answer.number.is_none() && answer.day.is_none()) {
                let code = "answer_unfit";
                let problem = FieldProblem { pointer: format!("/answers/{write}"), code: code.to_owned(), detail: rule_text(code) };
                self.problems.update(|problems| problems.push(problem));
            }
        };
        let bounds = (question.least, question.most);
        let hint = move || match bounds {
            (Some(least), Some(most)) => tell(text::RANGE, &[("least", &least.to_string()), ("most", &most.to_string())]),
            _ => String::new(),
        };
        let (input, mode) = if number { ("text", Some("decimal")) } else { ("date", None) };
        view! { <input class="input" type=input inputmode=mode autocomplete="off" aria-label=title prop:value=shown on:change=set /><p class="hint">{hint}</p> }
            .into_any()
    }
}

/// Nothing is asked here yet.
pub fn nothing() -> AnyView {
    view! { <p class="text-ink-2">{t(text::NO_EDITION)}</p> }.into_any()
}
