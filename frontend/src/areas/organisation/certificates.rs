//! The certificates of a person in a form: a row each, with a day that cannot be misspelt (ORG-03).

use crate::i18n::{t, word};
use crate::ui::form::Form;
use crate::ui::icon::{Icon, icon};
use contract::people::{Certificate, CertificateLevel};
use leptos::prelude::*;
use locale::{organisation as text, ui};

/// Where the form keeps them: `name | number | day | level`, a line each.
pub const AT: &str = "/certificates";
/// Between the parts of a line; in a part itself it becomes its wide twin.
const BAR: char = '|';

/// The certificates as the form keeps them.
pub fn text_of(all: &[Certificate]) -> String {
    let row = |one: &Certificate| {
        let on = one.expires_on.map(|on| on.to_string()).unwrap_or_default();
        [one.name.clone(), one.number.clone(), on, one.level.map(|level| level.word().to_owned()).unwrap_or_default()]
    };
    lines(&all.iter().map(row).collect::<Vec<_>>())
}

/// The certificates that were typed; a row in which nothing stands is none.
pub fn read(kept: &str) -> Vec<Certificate> {
    rows(kept)
        .into_iter()
        .filter(|row| row.iter().any(|part| !part.trim().is_empty()))
        .map(|[name, number, on, level]| Certificate { name, number, expires_on: on.parse().ok(), level: level.parse().ok() })
        .collect()
}

type Row = [String; 4];

fn rows(kept: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut parts = line.split(BAR).map(|part| part.trim().to_owned());
        [(); 4].map(|()| parts.next().unwrap_or_default())
    };
    kept.lines().map(row).collect()
}

fn lines(rows: &[Row]) -> String {
    let part = |part: &String| part.replace(BAR, "｜").replace('\n', " ");
    rows.iter().map(|row| row.iter().map(part).collect::<Vec<_>>().join(" | ")).collect::<Vec<_>>().join("\n")
}

/// The rows, and a button for one more.
#[component]
pub fn Certificates() -> impl IntoView {
    let form = expect_context::<Form>();
    form.register(AT);
    let start = rows(&untrack(|| form.get(AT)));
    // A row keeps its number, so that typing never rebuilds it under the cursor.
    let next = StoredValue::new(start.len());
    let all = RwSignal::new(start.into_iter().enumerate().map(|(n, row)| (n, RwSignal::new(row))).collect::<Vec<_>>());
    let keep = move || form.set(AT, lines(&all.get_untracked().iter().map(|(_, row)| row.get_untracked()).collect::<Vec<_>>()));
    let add = move |_| {
        let n = next.get_value();
        next.set_value(n + 1);
        all.update(|all| all.push((n, RwSignal::new(Row::default()))));
    };
    let draw = move |(n, row): (usize, RwSignal<Row>)| {
        let input = move |part: usize, label: locale::Key, kind: &'static str| {
            let id = format!("certificate-{n}-{part}");
            let typed = move |event| {
                let value = event_target_value(&event);
                row.update(|row| row[part] = value);
                keep();
            };
            view! {
                <div class="field">
                    <label for=id.clone()>{t(label)}</label>
                    <input class="input" id=id type=kind prop:value=row.get_untracked()[part].clone() on:input=typed />
                </div>
            }
        };
        let level = move || {
            let id = format!("certificate-{n}-level");
            let chosen = move |event| {
                let value = event_target_value(&event);
                row.update(|row| row[3] = value);
                keep();
            };
            let now = row.get_untracked()[3].clone();
            let option = |level: &CertificateLevel| {
                view! { <option value=level.word() selected={now == level.word()}>{word(level.text_path())}</option> }
            };
            let options: Vec<_> = CertificateLevel::ALL.iter().map(option).collect();
            view! {
                <div class="field">
                    <label for=id.clone()>{t(text::CERTIFICATE_LEVEL)}</label>
                    <select class="input" id=id on:change=chosen><option value="">"—"</option>{options}</select>
                </div>
            }
        };
        let drop = move |_| {
            all.update(|all| all.retain(|(other, _)| *other != n));
            keep();
        };
        view! {
            <div class="grid sm:grid-cols-[2fr_1fr_1fr_1fr_auto] gap-2 items-end">
                {input(0, text::CERTIFICATE, "text")}
                {input(1, text::CERTIFICATE_NUMBER, "text")}
                {input(2, text::EXPIRES_ON, "date")}
                {level()}
                <button type="button" class="button quiet bare" aria-label=t(ui::REMOVE) title=t(ui::REMOVE) on:click=drop>{icon(Icon::Close)}</button>
            </div>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="label">{t(text::CERTIFICATES)}</legend>
            <For each=move || all.get() key=|(n, _)| *n children=draw />
            <div><button type="button" class="button small" on:click=add>{icon(Icon::Plus)}{t(text::ADD_CERTIFICATE)}</button></div>
            {move || form.problem(AT).map(|text| view! { <p class="wrong">{text}</p> })}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certificates_come_back_as_they_were_typed() {
        let one = Certificate {
            name: "营销师".into(),
            number: "YX1".into(),
            expires_on: "2027-01-31".parse().ok(),
            level: Some(CertificateLevel::Junior),
        };
        let two = Certificate { name: "驾驶证".into(), number: String::new(), expires_on: None, level: None };
        assert_eq!(read(&text_of(&[one.clone(), two.clone()])), [one, two]);
        assert!(read(&lines(&[Row::default()])).is_empty(), "an empty row is none");
        assert_eq!(read(&lines(&[["甲|乙".into(), String::new(), String::new(), String::new()]]))[0].name, "甲｜乙");
    }
}
