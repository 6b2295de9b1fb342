//! One question of the builder while it is edited.

use crate::i18n::{t, tell, word};
use crate::ui::form::Form;
use crate::ui::icon::{Icon, icon};
use contract::campaigns::questionnaires::{Question, QuestionBranch, QuestionChoice, QuestionKind};
use leptos::prelude::*;
use locale::{Key, questionnaires_ui as text};
use uuid::Uuid;

/// A question while it is edited; `id` tells lines apart when some are moved.
#[derive(Clone)]
pub struct Line {
    id: Uuid,
    key: String,
    kind: RwSignal<QuestionKind>,
    title: RwSignal<String>,
    required: RwSignal<bool>,
    choices: RwSignal<String>,
    rows: RwSignal<String>,
    least: RwSignal<String>,
    most: RwSignal<String>,
    after: RwSignal<String>,
    any_of: RwSignal<String>,
}

impl Line {
    /// A question as it stands.
    pub fn of(question: &Question) -> Self {
        let number = |value: Option<i64>| RwSignal::new(value.map(|value| value.to_string()).unwrap_or_default());
        let places = |branch: &QuestionBranch| branch.any_of.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let branch = question.only_if.as_ref();
        Self {
            id: Uuid::now_v7(),
            key: question.key.clone(),
            kind: RwSignal::new(question.kind),
            title: RwSignal::new(question.title.clone()),
            required: RwSignal::new(question.required),
            choices: RwSignal::new(question.choices.iter().map(written).collect::<Vec<_>>().join("\n")),
            rows: RwSignal::new(question.rows.join("\n")),
            least: number(question.least),
            most: number(question.most),
            after: RwSignal::new(branch.map(|branch| branch.question.clone()).unwrap_or_default()),
            any_of: RwSignal::new(branch.map(places).unwrap_or_default()),
        }
    }

    /// A new one, with a key that none of these has.
    pub fn blank(others: &[Line]) -> Self {
        let key = (1..).map(|n| format!("q{n}")).find(|key| others.iter().all(|one| one.key != *key)).unwrap_or_default();
        let kind = QuestionKind::Single;
        Self::of(&Question {
            key,
            kind,
            title: String::new(),
            required: true,
            choices: Vec::new(),
            rows: Vec::new(),
            least: None,
            most: None,
            only_if: None,
        })
    }

    /// The question as it was typed.
    pub fn read(&self) -> Question {
        let kind = self.kind.get_untracked();
        let number = |signal: RwSignal<String>| signal.get_untracked().trim().parse().ok();
        let bounded = matches!(kind, QuestionKind::Scale | QuestionKind::Number);
        let after = self.after.get_untracked();
        Question {
            key: self.key.clone(),
            kind,
            title: self.title.get_untracked(),
            required: self.required.get_untracked(),
            choices: if counts(kind) { lines(&self.choices.get_untracked()).iter().map(|line| choice(line)).collect() } else { Vec::new() },
            rows: if kind == QuestionKind::Matrix { lines(&self.rows.get_untracked()) } else { Vec::new() },
            least: number(self.least).filter(|_| bounded),
            most: number(self.most).filter(|_| bounded),
            only_if: (!after.is_empty()).then(|| QuestionBranch { question: after, any_of: numbers(&self.any_of.get_untracked()) }),
        }
    }
}

/// Whether a kind has choices.
fn counts(kind: QuestionKind) -> bool {
    matches!(kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Matrix)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// `男|50`: a choice with its places.
fn choice(line: &str) -> QuestionChoice {
    let parted = line.rsplit_once(['|', '｜']).and_then(|(text, quota)| Some((text.trim(), quota.trim().parse().ok()?)));
    match parted {
        Some((text, quota)) => QuestionChoice { text: text.to_owned(), quota: Some(quota) },
        None => QuestionChoice { text: line.to_owned(), quota: None },
    }
}

fn written(choice: &QuestionChoice) -> String {
    choice.quota.map_or_else(|| choice.text.clone(), |quota| format!("{}|{quota}", choice.text))
}

/// `0，2` as people write it.
fn numbers(text: &str) -> Vec<i64> {
    text.split([',', '，', '、', ' ']).filter_map(|part| part.trim().parse().ok()).collect()
}

/// Draws one line.
pub fn line_view(form: Form, at: usize, line: &Line, all: RwSignal<Vec<Line>>) -> AnyView {
    let id = line.id;
    let number = (at + 1).to_string();
    let wrong = move |field: &'static str| {
        let pointer = format!("/questions/{at}/{field}");
        move || form.problem(&pointer).map(|problem| view! { <p class="wrong">{problem}</p> })
    };
    let input = move |label: Key, value: RwSignal<String>, field: &'static str| {
        let name = format!("question-{id}-{field}");
        view! {
            <div class="field">
                <label for=name.clone()>{t(label)}</label>
                <input class="input" id=name type="text" autocomplete="off" prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event)) />
                {wrong(field)}
            </div>
        }
    };
    let area = move |label: Key, value: RwSignal<String>, field: &'static str, hint: Option<Key>| {
        let name = format!("question-{id}-{field}");
        view! {
            <div class="field">
                <label for=name.clone()>{t(label)}</label>
                <textarea class="input" id=name rows="4" prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))></textarea>
                {hint.map(|hint| view! { <p class="hint">{t(hint)}</p> })}
                {wrong(field)}
            </div>
        }
    };
    let (kind, required, after) = (line.kind, line.required, line.after);
    let kinds: Vec<_> = QuestionKind::ALL
        .iter()
        .map(|one| {
            let this = *one;
            view! { <option value=this.word() selected=move || kind.get() == this>{word(this.text_path())}</option> }
        })
        .collect();
    let pick = move |event: leptos::ev::Event| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            kind.set(chosen);
        }
    };
    let (choices, rows, least, most) = (line.choices, line.rows, line.least, line.most);
    let details = move || match kind.get() {
        QuestionKind::Single | QuestionKind::Multi => area(text::CHOICES, choices, "choices", Some(text::CHOICES_HINT)).into_any(),
        QuestionKind::Matrix => {
            view! { <div class="pair">{area(text::ROWS, rows, "rows", None)}{area(text::CHOICES, choices, "choices", None)}</div> }
                .into_any()
        }
        QuestionKind::Scale | QuestionKind::Number => {
            view! { <div class="pair">{input(text::LEAST, least, "least")}{input(text::MOST, most, "most")}</div> }.into_any()
        }
        QuestionKind::Nps | QuestionKind::Text | QuestionKind::Date => ().into_any(),
    };
    // What stands before it can be looked back to.
    let earlier: Vec<_> = all
        .get_untracked()
        .iter()
        .take(at)
        .enumerate()
        .map(|(place, one)| {
            let (key, this, title) = (one.key.clone(), one.key.clone(), one.title);
            view! { <option value=key selected=move || after.get() == this>{place + 1}". "{move || title.get()}</option> }
        })
        .collect();
    let branch = format!("question-{id}-after");
    let any_of = line.any_of;
    let condition = move || (!after.get().is_empty()).then(|| input(text::ANY_OF, any_of, "only_if"));
    let up = move |_| {
        all.update(|all| {
            if at > 0 {
                all.swap(at, at - 1);
            }
        });
    };
    let remove = move |_| all.update(|all| all.retain(|one| one.id != id));
    let turn = move |_| required.update(|on| *on = !*on);
    let kind_name = format!("question-{id}-kind");
    view! {
        <fieldset class="sheet padded">
            <legend class="label">{move || tell(text::QUESTION_N, &[("n", &number)])}</legend>
            <div class="pair">
                {input(text::WORDING, line.title, "title")}
                <div class="field"><label for=kind_name.clone()>{t(text::KIND)}</label><select class="input" id=kind_name on:change=pick>{kinds}</select></div>
            </div>
            {details}
            <label class="tick"><input type="checkbox" prop:checked=move || required.get() on:change=turn />{t(text::REQUIRED)}</label>
            <div class="pair">
                <div class="field">
                    <label for=branch.clone()>{t(text::ONLY_IF)}</label>
                    <select class="input" id=branch on:change=move |event| after.set(event_target_value(&event))>
                        <option value="" selected=move || after.get().is_empty()>{t(text::ALWAYS)}</option>
                        {earlier}
                    </select>
                </div>
                {condition}
            </div>
            <div class="flex flex-wrap gap-2">
                {(at > 0).then(|| view! { <button type="button" class="button quiet small" on:click=up>{t(text::UP)}</button> })}
                <button type="button" class="button quiet small" on:click=remove>{icon(Icon::Close)}{t(text::REMOVE)}</button>
            </div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_places_are_read_as_people_write_them() {
        assert_eq!(choice("男|50"), QuestionChoice { text: "男".into(), quota: Some(50) });
        assert_eq!(choice("是｜否"), QuestionChoice { text: "是｜否".into(), quota: None });
        assert_eq!(written(&choice("男 | 50")), "男|50");
        assert_eq!(numbers("0，2、 3"), [0, 2, 3]);
        assert_eq!(lines("甲\n\n 乙 "), ["甲", "乙"]);
    }
}
