//! MKT-08, CMP-09: questionnaires from the builder to the cross table, and the anonymity that was promised.

use crate::support::{Answer, App, User};
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use uuid::Uuid;

struct Case {
    app: App,
    specialist: User,
    stranger: User,
}

impl Case {
    async fn start() -> Self {
        let app = App::start().await;
        let (specialist, stranger) = (app.sign_in("specialist").await, app.stranger());
        Self { app, specialist, stranger }
    }

    async fn makes(&self, form: Value) -> Value {
        self.specialist.post("/questionnaires", form).await.ok(201)
    }

    async fn acts(&self, it: &Value, act: &str) -> Answer {
        let path = path(it);
        let seen = self.specialist.get(&path).await.ok(200);
        self.specialist.act(&format!("{path}/transitions"), &seen["version"], json!({ "act": act })).await
    }

    async fn published(&self, form: Value) -> Value {
        let it = self.makes(form).await;
        self.acts(&it, "publish").await.ok(200)
    }

    /// A ticket that is old enough.
    async fn ticket(&self, it: &Value) -> Value {
        let ticket = self.stranger.get(&public(it)).await.ok(200)["ticket"].clone();
        self.app.later(TimeDelta::seconds(3));
        ticket
    }

    async fn answers(&self, it: &Value, ticket: &Value, answers: Value) -> Answer {
        let body =
            json!({ "id": Uuid::now_v7(), "edition": it["editions"].as_array().unwrap().len(), "answers": answers, "ticket": ticket });
        self.stranger.post(&public(it), body).await
    }
}

fn path(it: &Value) -> String {
    format!("/questionnaires/{}", it["id"].as_str().unwrap())
}

fn public(it: &Value) -> String {
    format!("/public/questionnaires/{}", it["url"].as_str().unwrap().rsplit('/').next().unwrap())
}

/// How did you come, are you content, would you recommend us, why not.
fn form() -> Value {
    json!({ "title": "秋季整装开放日满意度", "anonymous": true, "handed_out": 20, "questions": [
        { "key": "came", "kind": "single", "title": "您怎么知道我们的？", "required": true, "choices": [{ "text": "朋友" }, { "text": "广告" }, { "text": "路过" }] },
        { "key": "content", "kind": "single", "title": "您满意吗？", "required": true, "choices": [{ "text": "满意" }, { "text": "一般" }, { "text": "不满意" }] },
        { "key": "nps", "kind": "nps", "title": "您愿意推荐我们吗？" },
        { "key": "why", "kind": "text", "title": "哪里不好？", "required": true, "only_if": { "question": "content", "any_of": [1, 2] } }
    ] })
}

fn one(came: u32, content: u32, nps: u32) -> Value {
    let mut answers = json!({ "came": { "choices": [came] }, "content": { "choices": [content] }, "nps": { "number": nps.to_string() } });
    if content > 0 {
        answers["why"] = json!({ "text": "等太久" });
    }
    answers
}

/// Twelve people as counted by hand: 4 friends and 2 from the advertisement are content, and so on.
const PEOPLE: [(u32, u32, u32); 12] =
    [(0, 0, 10), (0, 0, 9), (0, 0, 9), (0, 0, 10), (0, 1, 7), (1, 0, 9), (1, 0, 8), (1, 1, 6), (1, 2, 3), (2, 1, 8), (2, 2, 0), (2, 2, 5)];

#[actix_web::test]
async fn the_results_are_those_counted_by_hand() {
    let case = Case::start().await;
    let it = case.published(form()).await;
    let ticket = case.ticket(&it).await;
    for (came, content, nps) in PEOPLE {
        case.answers(&it, &ticket, one(came, content, nps)).await.ok(200);
    }
    // One from paper with a gap: returned, not valid.
    let paper = json!({ "id": Uuid::now_v7(), "edition": 1, "answers": { "came": { "choices": [2] } } });
    let taken = case.specialist.post(&format!("{}/papers", path(&it)), paper.clone()).await.ok(200);
    assert_eq!(taken["valid"], false);
    assert_eq!(case.specialist.post(&format!("{}/papers", path(&it)), paper).await.ok(200)["valid"], false, "sent twice");
    let results = case.specialist.get(&format!("{}/results", path(&it))).await.ok(200);
    // 13 of 20 are 65 %, 12 of 13 are 92.3 %.
    let counts = json!({ "sent": 20, "returned": 13, "valid": 12, "return_rate": 650, "valid_rate": 923 });
    assert_eq!(results["counts"], counts);
    // Promoters: 10, 9, 9, 10, 9; passives: 7, 8, 8; detractors: 6, 3, 0, 5. (5 - 4) of 12 is 8.3 %. The sum is 84: a mean of 7.
    let nps = &results["questions"][2];
    assert_eq!(nps["nps"], json!({ "promoters": 5, "passives": 3, "detractors": 4, "score": 83 }));
    assert_eq!(nps["mean"], "7");
    let why = &results["questions"][3];
    assert_eq!((&why["asked"], &why["answered"]), (&json!(6), &json!(6)));
    let content: Vec<_> =
        results["questions"][1]["lines"].as_array().unwrap().iter().map(|l| (l["count"].clone(), l["share"].clone())).collect();
    assert_eq!(content, [(json!(6), json!(500)), (json!(3), json!(250)), (json!(3), json!(250))]);
    let table = case.specialist.get(&format!("{}/cross-table?rows=came&columns=content", path(&it))).await.ok(200);
    assert_eq!((&table["total"], &table["column_totals"]), (&json!(12), &json!([6, 3, 3])));
    // Anonymity was promised, and no cell has five answers: what is not empty is not told.
    let hidden = |n: u32| json!({ "count": 0, "of_row": 0, "of_column": 0, "of_all": 0, "hidden": n > 0 });
    for (row, cells) in [[4, 1, 0], [2, 1, 1], [0, 1, 2]].iter().enumerate() {
        assert_eq!(table["lines"][row]["cells"], json!(cells.map(hidden)), "{row}");
    }
    assert_eq!(table["smallest"], 5);
    let bad = case.specialist.get(&format!("{}/cross-table?rows=why", path(&it))).await;
    assert_eq!(bad.bad_fields(), [("/rows".to_owned(), "question_uncrossed".to_owned())]);
    let file = case.specialist.get(&format!("{}/export.xlsx", path(&it))).await;
    assert_eq!(file.status, 200);
}

#[actix_web::test]
async fn nothing_tells_who_answered_or_when() {
    let case = Case::start().await;
    let it = case.published(form()).await;
    let ticket = case.ticket(&it).await;
    let traces = async || {
        let conn = case.app.state.database.reader().conn();
        let sql = "SELECT (SELECT COUNT(*) FROM audit_entry) + (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM idempotency) AS n";
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
        row.try_get::<i64>("", "n").unwrap()
    };
    let before = traces().await;
    case.answers(&it, &ticket, one(0, 0, 9)).await.ok(200);
    let paper = json!({ "id": Uuid::now_v7(), "edition": 1, "answers": one(1, 0, 9) });
    case.specialist.post(&format!("{}/papers", path(&it)), paper).await.ok(200);
    assert_eq!(traces().await, before, "no entry, no event, no kept answer");
    let named = json!({ "id": Uuid::now_v7(), "edition": 1, "answers": one(0, 0, 9), "ticket": ticket, "respondent": "王建国" });
    let refused = case.stranger.post(&public(&it), named).await;
    assert_eq!(refused.bad_fields(), [("/respondent".to_owned(), "questionnaire_anonymous".to_owned())]);
    let mut promised = form();
    promised["anonymous"] = json!(false);
    let seen = case.specialist.get(&path(&it)).await.ok(200);
    let taken_back = case.specialist.put(&path(&it), &seen["version"], promised).await;
    assert_eq!(taken_back.bad_fields(), [("/anonymous".to_owned(), "questionnaire_promised".to_owned())]);
}

#[actix_web::test]
async fn what_is_published_never_changes() {
    let case = Case::start().await;
    let it = case.makes(form()).await;
    assert_eq!((&it["url"], &it["actions"]), (&json!(""), &json!(["publish"])));
    let it = case.acts(&it, "publish").await.ok(200);
    assert_eq!(case.acts(&it, "publish").await.problem(409), "questionnaire.same");
    let ticket = case.ticket(&it).await;
    case.answers(&it, &ticket, one(0, 0, 9)).await.ok(200);
    let mut other = form();
    other["questions"][1]["title"] = json!("您对服务满意吗？");
    let changed = case.specialist.put(&path(&it), &it["version"], other).await.ok(200);
    assert_eq!((&changed["changed"], &changed["editions"][0]["questions"][1]["title"]), (&json!(true), &json!("您满意吗？")));
    assert_eq!(case.stranger.get(&public(&it)).await.ok(200)["questions"][1]["title"], "您满意吗？", "not before it is published");
    let second = case.acts(&it, "publish").await.ok(200);
    assert_eq!(case.stranger.get(&public(&it)).await.ok(200)["questions"][1]["title"], "您对服务满意吗？");
    let returned: Vec<_> = second["editions"].as_array().unwrap().iter().map(|one| one["returned"].clone()).collect();
    assert_eq!(returned, [json!(1), json!(0)], "earlier answers stay with theirs");
    case.acts(&it, "close").await.ok(200);
    assert_eq!(case.stranger.get(&public(&it)).await.problem(404), "not_found");
    case.acts(&it, "reopen").await.ok(200);
    case.stranger.get(&public(&it)).await.ok(200);
}

#[actix_web::test]
async fn codes_work_once_and_count_as_sent() {
    let case = Case::start().await;
    let mut closed = form();
    (closed["by_code_only"], closed["handed_out"]) = (json!(true), json!(0));
    let it = case.published(closed).await;
    let codes = case.specialist.post(&format!("{}/codes", path(&it)), json!({ "count": 2 })).await.ok(200);
    let code = codes["urls"][0].as_str().unwrap().split_once('#').unwrap().1.to_owned();
    let ticket = case.ticket(&it).await;
    assert_eq!(case.answers(&it, &ticket, one(0, 0, 9)).await.problem(409), "questionnaire.code");
    let with = |id: Uuid| json!({ "id": id, "edition": 1, "answers": one(0, 0, 9), "ticket": ticket, "code": code });
    let id = Uuid::now_v7();
    case.stranger.post(&public(&it), with(id)).await.ok(200);
    case.stranger.post(&public(&it), with(id)).await.ok(200);
    assert_eq!(case.stranger.post(&public(&it), with(Uuid::now_v7())).await.problem(409), "questionnaire.code", "used");
    let counts = case.specialist.get(&path(&it)).await.ok(200)["counts"].clone();
    assert_eq!(
        counts,
        json!({ "sent": 2, "returned": 1, "valid": 1, "return_rate": 500, "valid_rate": 1000 }),
        "the lost answer counts once"
    );
}

#[actix_web::test]
async fn quotas_end_a_choice_and_the_whole() {
    let case = Case::start().await;
    let mut limited = form();
    limited["quota"] = json!(2);
    limited["questions"][0]["choices"][0]["quota"] = json!(1);
    let it = case.published(limited).await;
    let ticket = case.ticket(&it).await;
    case.answers(&it, &ticket, one(0, 0, 9)).await.ok(200);
    assert_eq!(case.answers(&it, &ticket, one(0, 0, 9)).await.problem(409), "questionnaire.choice_full");
    case.answers(&it, &ticket, one(1, 0, 9)).await.ok(200);
    assert_eq!(case.answers(&it, &ticket, one(2, 0, 9)).await.problem(409), "questionnaire.full");
    assert_eq!(case.stranger.get(&public(&it)).await.ok(200)["full"], true);
    let paper = json!({ "id": Uuid::now_v7(), "edition": 1, "answers": one(2, 0, 9) });
    let taken = case.specialist.post(&format!("{}/papers", path(&it)), paper).await.ok(200);
    assert_eq!(taken["valid"], false, "what lies there on paper is returned, and one too many");
}

#[actix_web::test]
async fn answers_that_do_not_fit_are_told_where_they_stand() {
    let case = Case::start().await;
    let it = case.published(form()).await;
    let ticket = case.ticket(&it).await;
    let fields = async |answers: Value| case.answers(&it, &ticket, answers).await.bad_fields();
    let named = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(fields(json!({ "came": { "choices": [0] } })).await, named("/answers/content", "required"));
    let mut skipped = one(0, 0, 9);
    skipped["why"] = json!({ "text": "没有" });
    assert_eq!(fields(skipped).await, named("/answers/why", "question_not_asked"));
    let mut beyond = one(0, 0, 9);
    beyond["nps"] = json!({ "number": "11" });
    assert_eq!(fields(beyond).await, named("/answers/nps", "answer_unfit"));
    let fast = case.stranger.get(&public(&it)).await.ok(200)["ticket"].clone();
    assert_eq!(case.answers(&it, &fast, one(0, 0, 9)).await.problem(409), "questionnaire.refused", "faster than a person");
    let mut ahead = form();
    ahead["questions"].as_array_mut().unwrap().reverse();
    let refused = case.specialist.post("/questionnaires", ahead).await;
    assert_eq!(refused.bad_fields(), named("/questions", "question_branch"));
    let mut few = form();
    few["questions"][0]["choices"] = json!([{ "text": "朋友" }]);
    assert_eq!(case.specialist.post("/questionnaires", few).await.bad_fields(), named("/questions/0/choices", "question_choices"));
}

#[actix_web::test]
async fn only_who_reaches_it_sees_and_changes_it() {
    let case = Case::start().await;
    let it = case.published(form()).await;
    assert_eq!(case.app.sign_in("agent").await.get(&path(&it)).await.problem(403), "forbidden");
    let analyst = case.app.sign_in("analyst").await;
    let seen = analyst.get(&path(&it)).await.ok(200);
    assert_eq!((&seen["editable"], &seen["actions"]), (&json!(false), &json!([])));
    assert_eq!(analyst.post(&format!("{}/codes", path(&it)), json!({ "count": 1 })).await.problem(403), "forbidden");
    let close = json!({ "act": "close" });
    let refused = analyst.act(&format!("{}/transitions", path(&it)), &seen["version"], close).await;
    assert_eq!(refused.problem(403), "forbidden");
    let of_nobody = json!("00000000-0000-7000-8000-000000000001");
    let mut strange = form();
    strange["campaign_id"] = of_nobody;
    let refused = case.specialist.post("/questionnaires", strange).await;
    assert_eq!(refused.bad_fields(), [("/campaign_id".to_owned(), "campaign_unknown".to_owned())]);
}
