//! The figures of a questionnaire (MKT-08): counts, shares, means, NPS, cross tables. Pure: questions and answers in, figures out. Shares
//! are tenths of a per cent, halves upwards.

use contract::campaigns::questionnaires::answers::{asked, ends, is_given};
use contract::campaigns::questionnaires::results::{CrossCell, CrossLine, CrossTable, MatrixResult, NpsResult, QuestionResult, ResultLine};
use contract::campaigns::questionnaires::{GivenAnswer, GivenAnswers, Question, QuestionKind};
use rust_decimal::{Decimal, RoundingStrategy};

/// Texts told at once.
const TEXTS: usize = 500;

/// A part of a whole in tenths of a per cent, halves upwards; 0 of nothing.
pub(super) fn share(part: u32, whole: u32) -> u32 {
    if whole == 0 { 0 } else { u32::try_from((u64::from(part) * 2000 + u64::from(whole)) / (u64::from(whole) * 2)).unwrap_or(u32::MAX) }
}

/// A rate in tenths of a per cent; `None` of nothing.
pub(super) fn rate(part: u32, whole: u32) -> Option<u32> {
    (whole > 0).then(|| share(part, whole))
}

/// NPS: 9 and 10 promote, 7 and 8 are passive, 0 to 6 detract; the score in tenths, halves away from zero.
pub(super) fn nps(values: &[i64]) -> Option<NpsResult> {
    let within = |least: i64, most: i64| count(values.iter().filter(|value| (least..=most).contains(*value)).count());
    let (promoters, passives, detractors) = (within(9, 10), within(7, 8), within(0, 6));
    let whole = promoters + passives + detractors;
    if whole == 0 {
        return None;
    }
    Some(NpsResult { promoters, passives, detractors, score: score(promoters, detractors, whole) })
}

/// Promoters less detractors of the whole, in tenths, halves away from zero.
pub(super) fn score(promoters: u32, detractors: u32, whole: u32) -> i32 {
    let difference = i64::from(promoters) - i64::from(detractors);
    let size = share(u32::try_from(difference.unsigned_abs()).unwrap_or(u32::MAX), whole);
    i32::try_from(i64::from(size) * difference.signum()).unwrap_or_default()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What can be answered to a question that is tabulated, as labels.
fn labels(question: &Question) -> Vec<String> {
    match question.kind {
        QuestionKind::Scale | QuestionKind::Nps => {
            let (least, most) = ends(question);
            (least..=most).map(|value| value.to_string()).collect()
        }
        _ => question.choices.iter().map(|choice| choice.text.clone()).collect(),
    }
}

/// The places among the labels that an answer has.
fn places(question: &Question, answer: &GivenAnswer) -> Vec<usize> {
    match question.kind {
        QuestionKind::Scale | QuestionKind::Nps => {
            let value = answer.number.and_then(|number| i64::try_from(number).ok());
            value.and_then(|value| usize::try_from(value - ends(question).0).ok()).into_iter().collect()
        }
        _ => answer.choices.iter().filter_map(|place| usize::try_from(*place).ok()).collect(),
    }
}

fn lines(labels: &[String], chosen: &[Vec<usize>]) -> Vec<ResultLine> {
    let line = |(at, label): (usize, &String)| {
        let n = count(chosen.iter().filter(|places| places.contains(&at)).count());
        ResultLine { label: label.clone(), count: n, share: share(n, count(chosen.len())) }
    };
    labels.iter().enumerate().map(line).collect()
}

/// The results of every question, from the valid answers of one edition.
pub(super) fn results(questions: &[Question], answers: &[GivenAnswers]) -> Vec<QuestionResult> {
    let ways: Vec<Vec<&str>> =
        answers.iter().map(|given| asked(questions, given).iter().map(|question| question.key.as_str()).collect()).collect();
    questions
        .iter()
        .map(|question| {
            let came = count(ways.iter().filter(|way| way.contains(&question.key.as_str())).count());
            let given: Vec<&GivenAnswer> =
                answers.iter().filter_map(|all| all.get(&question.key)).filter(|answer| is_given(Some(answer))).collect();
            result(question, came, &given)
        })
        .collect()
}

fn result(question: &Question, asked: u32, given: &[&GivenAnswer]) -> QuestionResult {
    use QuestionKind::{Date, Matrix, Multi, Nps, Number, Scale, Single, Text};
    let numbers: Vec<Decimal> = match question.kind {
        Scale | Nps | Number => given.iter().filter_map(|answer| answer.number).collect(),
        _ => Vec::new(),
    };
    let chosen: Vec<Vec<usize>> = match question.kind {
        Single | Multi | Scale | Nps => given.iter().map(|answer| places(question, answer)).collect(),
        _ => Vec::new(),
    };
    let texts: Vec<String> = match question.kind {
        Text => given.iter().map(|answer| answer.text.trim().to_owned()).take(TEXTS).collect(),
        Date => {
            let mut days: Vec<_> = given.iter().filter_map(|answer| answer.day).collect();
            days.sort();
            days.iter().take(TEXTS).map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    };
    let whole: Vec<i64> = numbers.iter().filter_map(|number| i64::try_from(*number).ok()).collect();
    QuestionResult {
        key: question.key.clone(),
        kind: question.kind,
        title: question.title.clone(),
        asked,
        answered: count(given.len()),
        lines: if matches!(question.kind, Single | Multi | Scale | Nps) { lines(&labels(question), &chosen) } else { Vec::new() },
        rows: if question.kind == Matrix { rows(question, given) } else { Vec::new() },
        mean: mean(&numbers),
        least: numbers.iter().min().map(Decimal::normalize),
        most: numbers.iter().max().map(Decimal::normalize),
        nps: if question.kind == Nps { nps(&whole) } else { None },
        texts,
    }
}

fn rows(question: &Question, given: &[&GivenAnswer]) -> Vec<MatrixResult> {
    let labels = labels(question);
    let row = |(at, label): (usize, &String)| {
        let cell = |answer: &&GivenAnswer| answer.cells.get(at).copied().flatten().and_then(|place| usize::try_from(place).ok());
        let chosen: Vec<Vec<usize>> = given.iter().filter_map(cell).map(|place| vec![place]).collect();
        MatrixResult { label: label.clone(), answered: count(chosen.len()), lines: lines(&labels, &chosen) }
    };
    question.rows.iter().enumerate().map(row).collect()
}

/// The mean to two decimals, halves away from zero.
fn mean(numbers: &[Decimal]) -> Option<Decimal> {
    let sum: Decimal = numbers.iter().sum();
    let n = Decimal::from(numbers.len());
    (!numbers.is_empty()).then(|| (sum / n).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// Whether a question can stand at the side of a cross table.
pub(super) fn crosses(question: &Question) -> bool {
    matches!(question.kind, QuestionKind::Single | QuestionKind::Multi | QuestionKind::Scale | QuestionKind::Nps)
}

/// One question by another, of who answered both. Who chose several of a multi stands in several cells and once in each total.
pub(super) fn cross(edition: u32, rows: &Question, columns: &Question, answers: &[GivenAnswers]) -> CrossTable {
    let both: Vec<(Vec<usize>, Vec<usize>)> = answers
        .iter()
        .filter_map(|given| {
            let places = |question: &Question| given.get(&question.key).filter(|one| is_given(Some(one))).map(|one| places(question, one));
            Some((places(rows)?, places(columns)?))
        })
        .collect();
    let (down, across) = (labels(rows), labels(columns));
    let total = count(both.len());
    let in_row = |at: usize| count(both.iter().filter(|(row, _)| row.contains(&at)).count());
    let column_totals: Vec<u32> =
        (0..across.len()).map(|at| count(both.iter().filter(|(_, column)| column.contains(&at)).count())).collect();
    let line = |(at, label): (usize, &String)| {
        let whole = in_row(at);
        let cell = |(to, in_column): (usize, &u32)| {
            let n = count(both.iter().filter(|(row, column)| row.contains(&at) && column.contains(&to)).count());
            CrossCell { count: n, of_row: share(n, whole), of_column: share(n, *in_column), of_all: share(n, total), hidden: false }
        };
        CrossLine { label: label.clone(), cells: column_totals.iter().enumerate().map(cell).collect(), total: whole }
    };
    CrossTable {
        edition,
        rows_key: rows.key.clone(),
        rows_title: rows.title.clone(),
        columns_key: columns.key.clone(),
        columns_title: columns.title.clone(),
        lines: down.iter().enumerate().map(line).collect(),
        columns: across,
        column_totals,
        total,
        smallest: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::campaigns::questionnaires::{QuestionBranch, QuestionChoice};

    fn question(key: &str, kind: QuestionKind, choices: &[&str]) -> Question {
        let choices = choices.iter().map(|text| QuestionChoice { text: (*text).to_owned(), quota: None }).collect();
        Question {
            key: key.into(),
            kind,
            title: key.into(),
            required: false,
            choices,
            rows: vec![],
            least: None,
            most: None,
            only_if: None,
        }
    }

    fn chosen(places: &[u32]) -> GivenAnswer {
        GivenAnswer { choices: places.to_vec(), ..GivenAnswer::default() }
    }

    fn number(value: i64) -> GivenAnswer {
        GivenAnswer { number: Some(value.into()), ..GivenAnswer::default() }
    }

    fn answers(of: &[&[(&str, GivenAnswer)]]) -> Vec<GivenAnswers> {
        of.iter().map(|one| one.iter().map(|(key, answer)| ((*key).to_owned(), answer.clone())).collect()).collect()
    }

    /// MKT-08: 200 sent, 159 returned, 150 of them valid.
    #[test]
    fn rates_are_tenths_of_a_per_cent_halves_upwards() {
        assert_eq!(rate(159, 200), Some(795));
        assert_eq!(rate(150, 159), Some(943), "94.339…");
        assert_eq!(share(1, 3), 333);
        assert_eq!(share(2, 3), 667);
        assert_eq!(share(1, 2000), 1, "0.05 is a half and goes up");
        assert_eq!(rate(5, 0), None);
    }

    /// CMP-09: ten answers by hand: five promoters, two passives, three detractors: 50 less 30.
    #[test]
    fn nps_is_promoters_less_detractors() {
        let result = nps(&[10, 10, 9, 9, 9, 8, 7, 6, 3, 0]).unwrap();
        assert_eq!(result, NpsResult { promoters: 5, passives: 2, detractors: 3, score: 200 });
        assert_eq!(nps(&[6, 6, 9]).unwrap().score, -333, "one third less two thirds");
        assert_eq!(nps(&[7, 8]).unwrap().score, 0);
        assert_eq!(nps(&[]), None);
    }

    /// Twelve visitors by how they came and whether they are content, counted by hand:
    ///
    /// |        | content | so-so | not | all |
    /// |--------|--------:|------:|----:|----:|
    /// | friend |       4 |     1 |   0 |   5 |
    /// | ad     |       2 |     1 |   1 |   4 |
    /// | passer |       0 |     1 |   2 |   3 |
    /// | all    |       6 |     3 |   3 |  12 |
    #[test]
    fn a_cross_table_holds_the_figures_counted_by_hand() {
        let (came, content) = (
            question("came", QuestionKind::Single, &["朋友", "广告", "路过"]),
            question("content", QuestionKind::Single, &["满意", "一般", "不满意"]),
        );
        let mut given = Vec::new();
        for (row, cells) in [[4, 1, 0], [2, 1, 1], [0, 1, 2]].iter().enumerate() {
            for (column, n) in cells.iter().enumerate() {
                for _ in 0..*n {
                    given.push(GivenAnswers::from([
                        ("came".to_owned(), chosen(&[u32::try_from(row).unwrap()])),
                        ("content".to_owned(), chosen(&[u32::try_from(column).unwrap()])),
                    ]));
                }
            }
        }
        // Who left one of the two open is in neither total.
        given.push(GivenAnswers::from([("came".to_owned(), chosen(&[0]))]));
        let table = cross(1, &came, &content, &given);
        assert_eq!((table.total, &table.column_totals), (12, &vec![6, 3, 3]));
        assert_eq!(table.lines.iter().map(|line| line.total).collect::<Vec<_>>(), [5, 4, 3]);
        let counts: Vec<Vec<u32>> = table.lines.iter().map(|line| line.cells.iter().map(|cell| cell.count).collect()).collect();
        assert_eq!(counts, [[4, 1, 0], [2, 1, 1], [0, 1, 2]]);
        // 4 of 5 friends; 4 of 6 content; 4 of 12.
        assert_eq!(table.lines[0].cells[0], CrossCell { count: 4, of_row: 800, of_column: 667, of_all: 333, hidden: false });
        // 2 of 3 passers-by; 2 of 3 not content; 2 of 12.
        assert_eq!(table.lines[2].cells[2], CrossCell { count: 2, of_row: 667, of_column: 667, of_all: 167, hidden: false });
    }

    #[test]
    fn who_chose_several_counts_in_each_and_once_in_the_total() {
        let (likes, stars) = (question("likes", QuestionKind::Multi, &["讲解", "样板间"]), question("stars", QuestionKind::Scale, &[]));
        let given = answers(&[&[("likes", chosen(&[0, 1])), ("stars", number(5))], &[("likes", chosen(&[0])), ("stars", number(4))]]);
        let table = cross(1, &stars, &likes, &given);
        assert_eq!((table.total, &table.column_totals), (2, &vec![2, 1]));
        assert_eq!(table.lines[4].cells.iter().map(|cell| cell.count).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(table.lines[4].total, 1);
        let multi = &results(&[likes, stars], &given)[0];
        assert_eq!(multi.lines.iter().map(|line| (line.count, line.share)).collect::<Vec<_>>(), [(2, 1000), (1, 500)]);
    }

    #[test]
    fn results_count_who_was_asked_and_who_answered() {
        let mut why = question("why", QuestionKind::Text, &[]);
        why.only_if = Some(QuestionBranch { question: "stars".into(), any_of: vec![1, 2] });
        let mut matrix = question("parts", QuestionKind::Matrix, &["差", "好"]);
        matrix.rows = vec!["讲解".into(), "茶歇".into()];
        let cells = |cells: [Option<u32>; 2]| GivenAnswer { cells: cells.to_vec(), ..GivenAnswer::default() };
        let text = GivenAnswer { text: "等太久".into(), ..GivenAnswer::default() };
        let given = answers(&[
            &[("stars", number(2)), ("why", text), ("parts", cells([Some(0), None]))],
            &[("stars", number(1)), ("parts", cells([Some(1), Some(1)]))],
            &[("stars", number(5))],
        ]);
        let all = results(&[question("stars", QuestionKind::Scale, &[]), why, matrix], &given);
        assert_eq!((all[0].asked, all[0].answered, all[0].mean), (3, 3, Some(Decimal::new(267, 2))), "8 of 3");
        assert_eq!(all[0].lines.iter().map(|line| line.count).collect::<Vec<_>>(), [1, 1, 0, 0, 1]);
        assert_eq!((all[1].asked, all[1].answered, &all[1].texts), (2, 1, &vec!["等太久".to_owned()]));
        let rows: Vec<_> = all[2].rows.iter().map(|row| (row.answered, row.lines[1].count, row.lines[1].share)).collect();
        assert_eq!(rows, [(2, 1, 500), (1, 1, 1000)]);
    }
}
