//! What the demo company asks its visitors (MKT-08), with forty answers so that the tables have something to show.

use contract::campaigns::questionnaires::{
    GivenAnswer, GivenAnswers, Question, QuestionBranch, QuestionChoice, QuestionKind, QuestionnaireForm,
};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;

const ANSWERS: u32 = 40;
const BAD: [&str; 4] = ["现场排队太久", "停车不方便", "价格讲得不清楚", "样板间少了一套"];

fn question(key: &str, kind: QuestionKind, title: &str, choices: &[&str]) -> Question {
    Question {
        key: key.to_owned(),
        kind,
        title: title.to_owned(),
        required: kind != QuestionKind::Text,
        choices: choices.iter().map(|text| QuestionChoice { text: (*text).to_owned(), quota: None }).collect(),
        rows: Vec::new(),
        least: None,
        most: None,
        only_if: None,
    }
}

fn form() -> QuestionnaireForm {
    let mut parts = question("parts", QuestionKind::Matrix, "请评价各个环节", &["不满意", "一般", "满意"]);
    parts.rows = ["接待", "讲解", "茶歇"].map(str::to_owned).to_vec();
    let mut bad = question("bad", QuestionKind::Text, "哪里让您不满意？", &[]);
    bad.only_if = Some(QuestionBranch { question: "content".to_owned(), any_of: vec![1, 2] });
    QuestionnaireForm {
        title: "展厅开放日满意度".to_owned(),
        intro: "两分钟，帮我们把下一次办得更好。".to_owned(),
        campaign_id: None,
        anonymous: true,
        by_code_only: false,
        handed_out: 60,
        quota: None,
        questions: vec![
            question("came", QuestionKind::Single, "您从哪里知道这次活动？", &["朋友介绍", "广告", "路过", "业务员邀请"]),
            question("content", QuestionKind::Single, "总的来说您满意吗？", &["满意", "一般", "不满意"]),
            bad,
            parts,
            question("likes", QuestionKind::Multi, "您对哪些产品感兴趣？", &["办公家具", "酒店家具", "学校家具", "全屋定制"]),
            question("nps", QuestionKind::Nps, "您有多愿意把我们推荐给同行？", &[]),
        ],
    }
}

/// Answer number `n`: different for each, the same at every start.
fn answer(n: u32) -> GivenAnswers {
    let chosen = |places: Vec<u32>| GivenAnswer { choices: places, ..GivenAnswer::default() };
    let content = [0, 0, 1, 0, 2, 0, 0, 1][(n % 8) as usize];
    let nps = [10, 9, 7, 9, 4, 8, 10, 6][(n % 8) as usize];
    let mut given = GivenAnswers::from([
        ("came".to_owned(), chosen(vec![(n * 7 + n / 3) % 4])),
        ("content".to_owned(), chosen(vec![content])),
        ("likes".to_owned(), chosen(if n.is_multiple_of(3) { vec![0, 3] } else { vec![n % 4] })),
        ("nps".to_owned(), GivenAnswer { number: Some(nps.into()), ..GivenAnswer::default() }),
    ]);
    let cells = vec![Some(2), Some(2 - content), Some((n + 1) % 3)];
    given.insert("parts".to_owned(), GivenAnswer { cells, ..GivenAnswer::default() });
    if content > 0 {
        given.insert("bad".to_owned(), GivenAnswer { text: BAD[(n as usize / 2) % BAD.len()].to_owned(), ..GivenAnswer::default() });
    }
    given
}

/// Asks and answers.
///
/// # Errors
/// Where the database fails.
pub async fn ask(door: &Door, people: &HashMap<String, Actor>) -> Reply<()> {
    let owner = people.get("specialist").cloned().ok_or(Error::NotFound)?;
    let write = async move |tx: &mut Tx| {
        let answers: Vec<GivenAnswers> = (0..ANSWERS).map(answer).collect();
        campaigns::questionnaires::seed(tx, &form(), &answers).await
    };
    door.write(&owner, None, write).await.map(|_| ())
}
