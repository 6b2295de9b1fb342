use crate::i18n::{t, tell, word, word_now};
use crate::session::use_session;
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::toast::use_toasts;
use contract::customers::{CellProblem, CorrectImportRow, ImportField, ImportRow, RowCorrection, RowOutcome};
use leptos::prelude::*;
use locale::{imports_ui as imports, ui};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Shown under the name: what tells one row from another.
const SUMMARY: [ImportField; 4] = [ImportField::Contact, ImportField::Mobile, ImportField::Industry, ImportField::CreditCode];

/// The fields with problems, in the order of the sheet.
fn wrong_fields(problems: &[CellProblem]) -> Vec<ImportField> {
    problems.iter().map(|problem| problem.field).collect::<BTreeSet<_>>().into_iter().collect()
}

fn summary(values: &BTreeMap<String, String>) -> String {
    SUMMARY.iter().filter_map(|field| values.get(field.word())).filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

/// A row: what it says, what becomes of it, and its correction in place.
pub fn row(import: Uuid, line: &ImportRow, open: bool, corrected: Callback<()>) -> AnyView {
    let editing = RwSignal::new(false);
    let name = line.values.get(ImportField::Name.word()).cloned().unwrap_or_default();
    let problems: Vec<_> = line
        .problems
        .iter()
        .map(|problem| {
            let text = format!("{} {}：{}", problem.cell, word_now(problem.field.text_path()), problem.detail);
            view! { <p class="late text-[13px]">{text}</p> }
        })
        .collect();
    let repeated = match (line.duplicate_of_row, line.duplicate_on_file) {
        (Some(row), _) => Some(tell(imports::REPEATS_ROW, &[("row", &row.to_string())])),
        (None, true) => Some(t(imports::ON_FILE)().to_owned()),
        (None, false) => None,
    };
    let fixable = open && line.outcome == RowOutcome::Error;
    let entered = line.outcome == RowOutcome::Ok && line.customer_id.is_some();
    let link =
        line.customer_id.map(|id| view! { <a class="link text-[13px]" href=format!("/customers/{id}")>{t(imports::OPEN_CUSTOMER)}</a> });
    let whole = line.clone();
    view! {
        <li>
            <span class="number w-12 self-start mt-1">{line.row}</span>
            <div class="grow">
                <b class="font-medium">{name}</b>
                <small class="block">{summary(&line.values)}</small>
                {problems}
                {repeated.map(|text| view! { <p class="text-[13px] text-ochre">{text}</p> })}
                {move || editing.get().then(|| correction(import, &whole, editing, corrected))}
            </div>
            {link}
            {fixable.then(|| view! {
                <button type="button" class="button small" aria-expanded=move || editing.get().to_string() on:click=move |_| editing.update(|e| *e = !*e)>
                    {icon(Icon::Edit)}{t(imports::CORRECT)}
                </button>
            })}
            {if entered { tag(Tone::Bamboo, t(imports::ENTERED_ROW)).into_any() } else { badge(line.outcome).into_any() }}
        </li>
    }
    .into_any()
}

fn correction(import: Uuid, line: &ImportRow, editing: RwSignal<bool>, corrected: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let fields = wrong_fields(&line.problems);
    let text = |field: ImportField| line.values.get(field.word()).cloned().unwrap_or_default();
    let form = Form::new(fields.iter().map(|field| (field.word(), text(*field))));
    let (number, version) = (line.row, line.version);
    let sent = fields.clone();
    let submit = move |()| {
        let fields = sent.clone();
        form.submit(
            |read| RowCorrection { values: fields.iter().map(|field| (field.word().to_owned(), read.text(field.word()))).collect() },
            move |body, key| async move { session.write::<CorrectImportRow>(&[&import, &number], Some(version), key, &body).await },
            move |now: ImportRow| {
                if now.problems.is_empty() {
                    toasts.say(tell(imports::CORRECTED_SAID, &[("row", &now.row.to_string())]));
                }
                editing.set(false);
                corrected.run(());
            },
        );
    };
    let inputs: Vec<_> = fields
        .into_iter()
        .map(|field| {
            let pointer = field.word();
            view! {
                <label class="field">
                    <span class="label">{word(field.text_path())}</span>
                    <input class="input" type="text" autocomplete="off" prop:value=move || form.get(pointer)
                        on:input=move |event| form.set(pointer, event_target_value(&event)) />
                </label>
            }
        })
        .collect();
    view! {
        <div class="my-3">
            <FormFrame form on_submit=submit>
                <div class="pair">{inputs}</div>
                <div class="form-foot">
                    <button type="submit" class="button primary small" aria-busy=move || form.busy().to_string()>{t(ui::SAVE)}</button>
                    <button type="button" class="button quiet small" on:click=move |_| editing.set(false)>{t(ui::CANCEL)}</button>
                </div>
            </FormFrame>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_two_problems_is_asked_for_once() {
        let problem = |field| CellProblem { cell: "A1".into(), field, code: String::new(), detail: String::new() };
        let fields = wrong_fields(&[problem(ImportField::Mobile), problem(ImportField::Name), problem(ImportField::Mobile)]);
        assert_eq!(fields, [ImportField::Name, ImportField::Mobile]);
    }
}
