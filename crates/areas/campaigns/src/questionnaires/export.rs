//! All answers of an edition as a spreadsheet (MKT-08): a row each, in no order that tells when they came.

use super::entity::Model;
use super::queries::{Edition, found};
use super::states::beyond;
use contract::SubjectKind;
use contract::campaigns::questionnaires::{GivenAnswer, GivenAnswers, Question, QuestionKind};
use locale::{Language, questionnaires as text};
use platform::audit::{Change, Verb};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::http::Download;
use platform::{Error, Reply};
use sheets::Value;
use uuid::Uuid;

/// The file; that it was taken out is noted.
pub(super) async fn file(who: &Actor, id: Uuid, wanted: Option<u32>, door: &Door) -> Reply<Download> {
    let conn = door.reader().conn();
    let it = found(conn, who, id).await?;
    let edition = Edition::load(conn, &it, wanted, false).await?.ok_or(Error::NotFound)?;
    let named = !it.anonymous && beyond(&it, who).is_none();
    let bytes = written(&it, &edition, named, door.meta.language)?;
    let number = edition.number;
    let note = async move |tx: &mut Tx| {
        let change = Change { field: "edition".to_owned(), old: None, new: Some(number.to_string()) };
        tx.note(Verb::Export, SubjectKind::Questionnaire, id, vec![change]);
        Ok(())
    };
    door.write(who, None, note).await?;
    let content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Download { file_name: format!("{}-{number}.xlsx", it.number), content_type, bytes })
}

fn written(it: &Model, edition: &Edition, named: bool, language: Language) -> Reply<Vec<u8>> {
    let say = |path: &str| locale::find(path).map_or_else(String::new, |key| key.text(language).to_owned());
    let mut headings = vec![text::WAY.text(language).to_owned(), text::VALID.text(language).to_owned()];
    if !it.anonymous {
        headings.insert(0, text::ON_DAY.text(language).to_owned());
    }
    if named {
        headings.push(text::RESPONDENT.text(language).to_owned());
    }
    for question in &edition.questions {
        match question.kind {
            QuestionKind::Matrix => headings.extend(question.rows.iter().map(|row| format!("{}：{row}", question.title))),
            _ => headings.push(question.title.clone()),
        }
    }
    let mut rows: Vec<Vec<Value<'_>>> = Vec::with_capacity(edition.rows.len());
    for row in &edition.rows {
        let given: GivenAnswers = serde_json::from_str(&row.answers)?;
        let valid = if row.valid { text::YES } else { text::NO };
        let mut cells: Vec<Value<'_>> = vec![say(row.way.text_path()).into(), valid.text(language).into()];
        if !it.anonymous {
            cells.insert(0, row.on_day.into());
        }
        if named {
            cells.push(row.respondent.as_str().into());
        }
        for question in &edition.questions {
            cells.extend(answered(question, given.get(&question.key)));
        }
        rows.push(cells);
    }
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let bytes = sheets::write_xlsx(&it.title, &headings, rows);
    Ok(bytes.map_err(|e| anyhow::anyhow!("writing a spreadsheet: {e:?}"))?)
}

fn answered(question: &Question, given: Option<&GivenAnswer>) -> Vec<Value<'static>> {
    let label = |place: u32| usize::try_from(place).ok().and_then(|place| question.choices.get(place)).map(|choice| choice.text.clone());
    let Some(given) = given else {
        let columns = if question.kind == QuestionKind::Matrix { question.rows.len() } else { 1 };
        return vec![Value::Empty; columns];
    };
    match question.kind {
        QuestionKind::Matrix => (0..question.rows.len()).map(|at| given.cells.get(at).copied().flatten().and_then(label).into()).collect(),
        QuestionKind::Single | QuestionKind::Multi => {
            let chosen: Vec<String> = given.choices.iter().filter_map(|place| label(*place)).collect();
            vec![if chosen.is_empty() { Value::Empty } else { chosen.join("；").into() }]
        }
        QuestionKind::Scale | QuestionKind::Nps | QuestionKind::Number => vec![given.number.into()],
        QuestionKind::Date => vec![given.day.into()],
        QuestionKind::Text => vec![if given.text.is_empty() { Value::Empty } else { given.text.clone().into() }],
    }
}
