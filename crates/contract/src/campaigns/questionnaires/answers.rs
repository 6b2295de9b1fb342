//! What may be asked and answered (MKT-08): the same for the builder, the public form and the server. Pure.

use super::{GivenAnswer, GivenAnswers, Question, QuestionKind, QuestionnaireForm};
use crate::values::{at, is_day, is_name, is_printable};
use rust_decimal::Decimal;
use std::collections::HashSet;
use validator::ValidationError;

/// The longest scale.
const SCALE_SPAN: i64 = 10;
/// Decimals of a number.
const SCALE: u32 = 4;

/// Small letters and digits.
pub fn is_key(key: &str) -> Result<(), ValidationError> {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if plain { Ok(()) } else { Err(ValidationError::new("question_key")) }
}

/// Whether a question has what its kind needs, and nothing that it does not.
pub fn is_askable(question: &Question) -> Result<(), ValidationError> {
    use QuestionKind::{Matrix, Multi, Number, Scale, Single};
    let chosen = matches!(question.kind, Single | Multi | Matrix);
    if chosen != (question.choices.len() >= 2) || (!chosen && !question.choices.is_empty()) {
        return Err(at("choices", "question_choices"));
    }
    if (question.kind == Matrix) == question.rows.is_empty() {
        return Err(at("rows", "question_rows"));
    }
    if question.rows.iter().any(|row| row.chars().count() > 120 || is_name(row).is_err()) {
        return Err(at("rows", "question_rows"));
    }
    if question.kind == Matrix && question.choices.iter().any(|choice| choice.quota.is_some()) {
        return Err(at("choices", "question_choices"));
    }
    let (least, most) = match question.kind {
        Scale => ends(question),
        Number => (question.least.unwrap_or(i64::MIN), question.most.unwrap_or(i64::MAX)),
        _ if question.least.is_some() || question.most.is_some() => return Err(at("least", "question_ends")),
        _ => (0, 1),
    };
    let too_long = question.kind == Scale && most.saturating_sub(least) > SCALE_SPAN;
    if least >= most || too_long { Err(at("least", "question_ends")) } else { Ok(()) }
}

/// Whether keys differ and each branch looks back to a question that can be branched on.
pub fn fits_together(form: &QuestionnaireForm) -> Result<(), ValidationError> {
    let mut before: Vec<&Question> = Vec::new();
    let mut keys = HashSet::new();
    for question in &form.questions {
        if !keys.insert(question.key.as_str()) {
            return Err(at("questions", "question_key"));
        }
        if let Some(branch) = &question.only_if {
            let earlier = before.iter().find(|one| one.key == branch.question);
            let able = |one: &&&Question| {
                use QuestionKind::{Multi, Nps, Scale, Single};
                let (least, most) = match one.kind {
                    Single | Multi => (0, i64::try_from(one.choices.len()).unwrap_or(0) - 1),
                    Scale | Nps => ends(one),
                    _ => return false,
                };
                branch.any_of.iter().all(|value| (least..=most).contains(value))
            };
            if earlier.filter(able).is_none() {
                return Err(at("questions", "question_branch"));
            }
        }
        before.push(question);
    }
    Ok(())
}

/// The ends of a scale or of NPS.
pub fn ends(question: &Question) -> (i64, i64) {
    match question.kind {
        QuestionKind::Nps => (0, 10),
        _ => (question.least.unwrap_or(1), question.most.unwrap_or(5)),
    }
}

/// Whether something was answered.
pub fn is_given(answer: Option<&GivenAnswer>) -> bool {
    answer.is_some_and(|one| {
        !one.choices.is_empty()
            || one.cells.iter().any(Option::is_some)
            || one.number.is_some()
            || !one.text.trim().is_empty()
            || one.day.is_some()
    })
}

/// The questions that are asked after these answers, in their order: those without a branch, and those whose branch was taken. What hangs
/// on a question that is not asked is not asked either.
pub fn asked<'a>(questions: &'a [Question], given: &GivenAnswers) -> Vec<&'a Question> {
    let mut asked: Vec<&Question> = Vec::new();
    for question in questions {
        let taken = question.only_if.as_ref().is_none_or(|branch| {
            let earlier = asked.iter().any(|one| one.key == branch.question);
            let answer = given.get(&branch.question).filter(|_| earlier);
            answer.is_some_and(|answer| values(answer).iter().any(|value| branch.any_of.contains(value)))
        });
        if taken {
            asked.push(question);
        }
    }
    asked
}

fn values(answer: &GivenAnswer) -> Vec<i64> {
    let number = answer.number.and_then(|number| i64::try_from(number).ok());
    answer.choices.iter().map(|place| i64::from(*place)).chain(number).collect()
}

/// What is wrong with the answers: pointer into the body and code. Nothing: they may be kept.
pub fn wrong(questions: &[Question], given: &GivenAnswers) -> Vec<(String, &'static str)> {
    let asked = asked(questions, given);
    let mut wrong = Vec::new();
    for (key, answer) in given {
        let pointer = || format!("/answers/{key}");
        match asked.iter().find(|question| question.key == *key) {
            None if is_given(Some(answer)) => wrong.push((pointer(), "question_not_asked")),
            None => {}
            Some(question) if !fits(question, answer) => wrong.push((pointer(), "answer_unfit")),
            Some(_) => {}
        }
    }
    wrong
}

/// Required questions that were asked and not answered: a matrix wants each row.
pub fn missing(questions: &[Question], given: &GivenAnswers) -> Vec<String> {
    let gap = |question: &&&Question| {
        let answer = given.get(&question.key);
        let rows = question.kind == QuestionKind::Matrix && answer.is_some_and(|one| one.cells.iter().any(Option::is_none));
        question.required && (!is_given(answer) || rows)
    };
    asked(questions, given).iter().filter(gap).map(|question| question.key.clone()).collect()
}

/// Whether an answer is of its question's kind and within its bounds; none at all fits.
fn fits(question: &Question, answer: &GivenAnswer) -> bool {
    use QuestionKind::{Date, Matrix, Multi, Nps, Number, Scale, Single, Text};
    let place = |at: &u32| usize::try_from(*at).is_ok_and(|at| at < question.choices.len());
    let once = |places: &[u32]| places.iter().collect::<HashSet<_>>().len() == places.len();
    let kind = |own: GivenAnswer| own == *answer;
    let bare = GivenAnswer::default;
    match question.kind {
        Single => {
            kind(GivenAnswer { choices: answer.choices.clone(), ..bare() }) && answer.choices.len() <= 1 && answer.choices.iter().all(place)
        }
        Multi => {
            kind(GivenAnswer { choices: answer.choices.clone(), ..bare() }) && once(&answer.choices) && answer.choices.iter().all(place)
        }
        Matrix => {
            let sized = answer.cells.is_empty() || answer.cells.len() == question.rows.len();
            kind(GivenAnswer { cells: answer.cells.clone(), ..bare() }) && sized && answer.cells.iter().flatten().all(place)
        }
        Scale | Nps => {
            let (least, most) = ends(question);
            let within = |number: Decimal| number.is_integer() && (Decimal::from(least)..=Decimal::from(most)).contains(&number);
            kind(GivenAnswer { number: answer.number, ..bare() }) && answer.number.is_none_or(within)
        }
        Number => {
            let least = Decimal::from(question.least.unwrap_or(-1_000_000_000_000));
            let most = Decimal::from(question.most.unwrap_or(1_000_000_000_000));
            let within = |number: Decimal| number.normalize().scale() <= SCALE && (least..=most).contains(&number);
            kind(GivenAnswer { number: answer.number, ..bare() }) && answer.number.is_none_or(within)
        }
        Text => {
            let writable = answer.text.chars().count() <= 2000 && is_printable(&answer.text).is_ok();
            kind(GivenAnswer { text: answer.text.clone(), ..bare() }) && writable
        }
        Date => kind(GivenAnswer { day: answer.day, ..bare() }) && answer.day.is_none_or(is_day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaigns::questionnaires::{QuestionBranch, QuestionChoice};
    use validator::Validate;

    fn question(key: &str, kind: QuestionKind, choices: &[&str]) -> Question {
        let choices = choices.iter().map(|text| QuestionChoice { text: (*text).to_owned(), quota: None }).collect();
        Question { key: key.into(), kind, title: key.into(), required: true, choices, rows: vec![], least: None, most: None, only_if: None }
    }

    fn chosen(places: &[u32]) -> GivenAnswer {
        GivenAnswer { choices: places.to_vec(), ..GivenAnswer::default() }
    }

    fn number(value: i64) -> GivenAnswer {
        GivenAnswer { number: Some(value.into()), ..GivenAnswer::default() }
    }

    /// Came you by car? If so: found you a place? If not: how far is it?
    fn branched() -> Vec<Question> {
        let mut place = question("place", QuestionKind::Single, &["找到", "没找到"]);
        place.only_if = Some(QuestionBranch { question: "car".into(), any_of: vec![0] });
        let mut wait = question("wait", QuestionKind::Number, &[]);
        wait.only_if = Some(QuestionBranch { question: "place".into(), any_of: vec![1] });
        vec![question("car", QuestionKind::Single, &["开车", "不开车"]), place, wait]
    }

    fn keys(questions: &[&Question]) -> Vec<String> {
        questions.iter().map(|one| one.key.clone()).collect()
    }

    /// MKT-08 branching.
    #[test]
    fn a_branch_is_followed_to_its_end_and_no_further() {
        let questions = branched();
        let mut given = GivenAnswers::from([("car".to_owned(), chosen(&[0]))]);
        assert_eq!(keys(&asked(&questions, &given)), ["car", "place"]);
        assert_eq!(missing(&questions, &given), ["place"]);
        given.insert("place".into(), chosen(&[1]));
        assert_eq!(keys(&asked(&questions, &given)), ["car", "place", "wait"]);
        // Back at the beginning: what hung on the branch hangs in the air.
        given.insert("car".into(), chosen(&[1]));
        assert_eq!(keys(&asked(&questions, &given)), ["car"]);
        assert_eq!(wrong(&questions, &given), [("/answers/place".to_owned(), "question_not_asked")]);
        assert!(missing(&questions, &given).is_empty());
    }

    #[test]
    fn answers_are_of_their_kind_and_within_their_bounds() {
        let single = question("a", QuestionKind::Single, &["甲", "乙"]);
        assert!(
            fits(&single, &chosen(&[1])) && !fits(&single, &chosen(&[2])) && !fits(&single, &chosen(&[0, 1])) && !fits(&single, &number(1))
        );
        let multi = question("b", QuestionKind::Multi, &["甲", "乙"]);
        assert!(fits(&multi, &chosen(&[1, 0])) && !fits(&multi, &chosen(&[1, 1])));
        let nps = question("c", QuestionKind::Nps, &[]);
        assert!(fits(&nps, &number(0)) && fits(&nps, &number(10)) && !fits(&nps, &number(11)) && !fits(&nps, &number(-1)));
        let mut matrix = question("d", QuestionKind::Matrix, &["差", "好"]);
        matrix.rows = vec!["讲解".into(), "茶歇".into()];
        let cells = |cells: &[Option<u32>]| GivenAnswer { cells: cells.to_vec(), ..GivenAnswer::default() };
        assert!(fits(&matrix, &cells(&[Some(1), None])) && !fits(&matrix, &cells(&[Some(1)])) && !fits(&matrix, &cells(&[Some(2), None])));
        let given = GivenAnswers::from([("d".to_owned(), cells(&[Some(1), None]))]);
        assert_eq!(missing(&[matrix], &given), ["d"], "each row is wanted");
    }

    #[test]
    fn what_cannot_be_asked_is_refused_where_it_stands() {
        assert!(question("a", QuestionKind::Single, &["甲"]).validate().is_err());
        assert!(question("a", QuestionKind::Text, &["甲", "乙"]).validate().is_err());
        assert!(question("a", QuestionKind::Matrix, &["甲", "乙"]).validate().is_err());
        assert!(question("A b", QuestionKind::Text, &[]).validate().is_err());
        let scale = |least, most| Question { least: Some(least), most: Some(most), ..question("a", QuestionKind::Scale, &[]) };
        assert!(scale(1, 7).validate().is_ok() && scale(1, 12).validate().is_err() && scale(5, 5).validate().is_err());
        let form = |questions| QuestionnaireForm {
            title: "满意度".into(),
            intro: String::new(),
            campaign_id: None,
            anonymous: true,
            by_code_only: false,
            handed_out: 0,
            quota: None,
            questions,
        };
        assert!(form(branched()).validate().is_ok());
        let mut ahead = branched();
        ahead.reverse();
        assert!(form(ahead).validate().is_err(), "a branch looks back");
        assert!(form(vec![question("a", QuestionKind::Text, &[]), question("a", QuestionKind::Text, &[])]).validate().is_err());
    }
}
