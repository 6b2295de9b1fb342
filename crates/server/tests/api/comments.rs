//! DAY-03: comments with mentions; who sees the record sees them, and nobody learns of it by being mentioned.

use crate::support::{App, User};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn with_a_customer(app: &App) -> (User, String) {
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let path = format!("/records/customer/{}/comments", customer["id"].as_str().unwrap());
    (rep, path)
}

fn one(comment: &Value) -> String {
    format!("/comments/{}", comment["id"].as_str().unwrap())
}

fn says(text: &str, mentions: &[&str]) -> Value {
    json!({ "text": text, "mentions": mentions })
}

/// Everything a person is told, in the bell and in the inbox, as text.
async fn told(user: &User) -> String {
    format!("{}{}", user.get("/notifications?filter[kind]=mention").await.ok(200)["items"], json!(user.inbox().await))
}

#[actix_web::test]
async fn who_is_mentioned_is_told_once_and_sees_the_comment() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let supervisor = app.sign_in("supervisor").await;
    let boss = supervisor.id().await;
    let said = rep.post(&path, says("@何秀兰 客户想要样板间照片", &[&boss, &boss])).await.ok(201);
    assert_eq!((&said["text"], &said["mentions"][0]["name"]), (&json!("@何秀兰 客户想要样板间照片"), &json!("何秀兰")));
    assert_eq!(said["mentions"].as_array().unwrap().len(), 1);
    let news = supervisor.get("/notifications?filter[kind]=mention").await.ok(200);
    assert_eq!(news["items"].as_array().unwrap().len(), 1);
    assert_eq!((&news["items"][0]["subject"]["id"], &news["items"][0]["from"]["name"]), (&said["subject"]["id"], &json!("林晓")));
    assert!(!news.to_string().contains("样板间"), "what was said is read at the record");
    assert_eq!(supervisor.get(&path).await.ok(200)["items"][0]["id"], said["id"]);
    // Changed words tell nobody again; somebody new is told.
    assert_eq!(mentions(&supervisor).await, 0, "what was said was opened");
    let director = app.sign_in("director").await;
    let now = rep.put(&one(&said), &said["version"], says("@何秀兰 @程思源 改了", &[&boss, &director.id().await])).await.ok(200);
    assert!(now["edited_at"].is_string());
    assert_eq!(supervisor.get("/notifications?filter[kind]=mention").await.ok(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(director.get("/notifications?filter[kind]=mention").await.ok(200)["items"].as_array().unwrap().len(), 1);
    // Nobody is told of what they said themselves.
    rep.post(&path, says("记一下", &[&rep.id().await])).await.ok(201);
    assert!(!told(&rep).await.contains("蓝天"));
}

async fn mentions(user: &User) -> usize {
    user.inbox().await.iter().filter(|task| task["kind"] == "mention").count()
}

/// DAY-02: a mention waits in the inbox, once for a record, until it is opened, ticked off or withdrawn.
#[actix_web::test]
async fn a_mention_waits_in_the_inbox_until_it_is_opened() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let (supervisor, director) = (app.sign_in("supervisor").await, app.sign_in("director").await);
    let (boss, top) = (supervisor.id().await, director.id().await);
    let news = async |user: &User| user.get("/notifications?filter[kind]=task&count=true").await.ok(200)["total"]["count"].clone();
    let before = news(&supervisor).await;
    let first = rep.post(&path, says("@何秀兰 @程思源 看一下样板间", &[&boss, &top])).await.ok(201);
    let second = rep.post(&path, says("@何秀兰 还有报价", &[&boss])).await.ok(201);
    assert_eq!((mentions(&supervisor).await, mentions(&director).await, mentions(&rep).await), (1, 1, 0));
    let task = supervisor.inbox().await.into_iter().find(|task| task["kind"] == "mention").unwrap();
    assert_eq!((&task["subject"]["id"], &task["from"]["name"]), (&first["subject"]["id"], &json!("林晓")));
    assert!(task["actions"] == json!(["done"]) && !task.to_string().contains("样板间"), "what was said is read at the record");
    assert_eq!(news(&supervisor).await, before, "told of the comment, not of the task as well");

    let withdraw = json!({ "act": "withdraw" });
    rep.act(&format!("{}/transitions", one(&first)), &first["version"], withdraw.clone()).await.ok(200);
    assert_eq!((mentions(&supervisor).await, mentions(&director).await), (1, 0), "the other comment still asks");
    rep.act(&format!("{}/transitions", one(&second)), &second["version"], withdraw).await.ok(200);
    assert_eq!(mentions(&supervisor).await, 0);

    rep.post(&path, says("@何秀兰 @程思源 新报价", &[&boss, &top])).await.ok(201);
    rep.get(&path).await.ok(200);
    assert_eq!(mentions(&supervisor).await, 1, "the author reading it opens nothing for others");
    supervisor.get(&path).await.ok(200);
    assert_eq!((mentions(&supervisor).await, mentions(&director).await), (0, 1));
    let done = supervisor.get("/inbox?filter[status]=done&filter[kind]=mention").await.ok(200);
    assert_eq!(done["items"].as_array().unwrap().len(), 1);
    let task = director.inbox().await.into_iter().find(|task| task["kind"] == "mention").unwrap();
    let tick = format!("/tasks/{}/transitions", task["id"].as_str().unwrap());
    director.act(&tick, &task["version"], json!({ "act": "done" })).await.ok(200);
    assert_eq!(mentions(&director).await, 0);
    rep.post(&path, says("@程思源 定了", &[&top])).await.ok(201);
    assert_eq!(mentions(&director).await, 1, "a later one asks anew");
}

#[actix_web::test]
async fn who_may_not_see_the_record_cannot_be_mentioned_and_is_told_nothing() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let said = rep.post(&path, says("内部讨论", &[])).await.ok(201);
    let nobody = "00000000-0000-7000-8000-000000000000";
    for username in ["rep2", "agent", "admin"] {
        let other = app.sign_in(username).await;
        let before = other.get("/notifications/count").await.ok(200);
        let hidden = rep.post(&path, says("@某人", &[&other.id().await])).await.bad_fields();
        assert_eq!(hidden, rep.post(&path, says("@某人", &[nobody])).await.bad_fields(), "as if they did not exist");
        assert_eq!(hidden[0], ("/mentions".to_owned(), "mention_unseen".to_owned()));
        let edited = rep.put(&one(&said), &said["version"], says("@某人", &[&other.id().await])).await.bad_fields();
        assert_eq!(edited[0].1, "mention_unseen");
        assert!(!told(&other).await.contains("蓝天"), "{username}");
        assert_eq!(other.get("/notifications/count").await.ok(200), before, "{username}");
    }
    assert_eq!(rep.get(&path).await.ok(200)["items"].as_array().unwrap().len(), 1, "what was refused is not there");
}

#[actix_web::test]
async fn only_people_who_see_the_record_are_offered() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let readers = path.replace("/comments", "/readers");
    let offered = async |q: &str| {
        let found = rep.get(&format!("{readers}?q={q}")).await.ok(200);
        found["people"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = offered("").await;
    assert!(all.contains(&"何秀兰".to_owned()) && all.contains(&"程思源".to_owned()), "{all:?}");
    for hidden in ["林晓", "周子航", "白洁", "孔维"] {
        assert!(!all.contains(&hidden.to_owned()), "{hidden}");
        assert!(offered(hidden).await.is_empty(), "{hidden}");
    }
    assert_eq!(offered("何秀").await, ["何秀兰"]);
    assert_eq!(offered("hexiu").await, ["何秀兰"]);
}

/// The codes of a person's answers to everything that could tell of a comment.
async fn answers(user: &User, list: &str, one: &str) -> Vec<(u16, Value)> {
    let seen = ("if-match", "\"1\"");
    let all = [
        user.get(list).await,
        user.get(&format!("{list}?count=true")).await,
        user.get(&list.replace("/comments", "/readers")).await,
        user.post(list, says("我也说一句", &[])).await,
        user.get(one).await,
        user.send("PUT", one, Some(says("改", &[])), &[seen]).await,
        user.send("POST", &format!("{one}/transitions"), Some(json!({ "act": "withdraw" })), &[seen]).await,
    ];
    all.into_iter().map(|answer| (answer.status, answer.json["code"].clone())).collect()
}

#[actix_web::test]
async fn for_others_record_and_comments_do_not_exist() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let said = rep.post(&path, says("内部讨论", &[])).await.ok(201);
    let nowhere = "00000000-0000-7000-8000-000000000000";
    for username in ["admin", "rep2", "agent"] {
        let other = app.sign_in(username).await;
        let hidden = answers(&other, &path, &one(&said)).await;
        let missing = answers(&other, &format!("/records/customer/{nowhere}/comments"), &format!("/comments/{nowhere}")).await;
        assert_eq!(hidden, missing, "{username}");
        assert!(hidden.iter().all(|(status, _)| *status == 404), "{username}: {hidden:?}");
    }
    rep.get(&path.replace("/customer/", "/campaign/")).await.problem(404);
    rep.get(&path.replace("/customer/", "/person/")).await.problem(404);
}

#[actix_web::test]
async fn its_author_changes_or_withdraws_a_comment_for_a_day() {
    let app = App::start().await;
    let (rep, path) = with_a_customer(&app).await;
    let supervisor = app.sign_in("supervisor").await;
    let boss = supervisor.id().await;
    let said = rep.post(&path, says("@何秀兰 看一下", &[&boss])).await.ok(201);
    let step = format!("{}/transitions", one(&said));
    let withdraw = || json!({ "act": "withdraw" });
    assert_eq!(supervisor.act(&step, &json!(1), withdraw()).await.problem(409), "comment.not_now");
    assert_eq!(supervisor.put(&one(&said), &json!(1), says("换了", &[])).await.problem(409), "comment.not_now");
    assert_eq!(supervisor.get(&one(&said)).await.ok(200)["editable"], false);
    rep.act(&step, &json!(9), withdraw()).await.problem(412);
    let gone = rep.act(&step, &said["version"], withdraw()).await.ok(200);
    assert_eq!((&gone["text"], &gone["mentions"], &gone["editable"]), (&json!(""), &json!([]), &json!(false)));
    let left = supervisor.get(&path).await.ok(200);
    assert!(left["items"][0]["withdrawn_at"].is_string() && !left.to_string().contains("看一下"));
    assert_eq!(supervisor.get("/notifications?filter[kind]=mention").await.ok(200)["items"], json!([]), "it would lead nowhere");
    let late = rep.post(&path, says("定下来了", &[])).await.ok(201);
    app.later(TimeDelta::hours(25));
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.put(&one(&late), &late["version"], says("没定", &[])).await.problem(409), "comment.not_now");
    let log = app.sign_in("auditor").await.get(&format!("/audit?filter[record]={}", said["id"].as_str().unwrap())).await;
    assert!(log.ok(200)["items"].to_string().contains("看一下"), "the history keeps it");
}

#[actix_web::test]
async fn campaigns_complaints_and_tasks_are_spoken_about_too() {
    let app = App::start().await;
    let (supervisor, rep, agent) = (app.sign_in("supervisor").await, app.sign_in("rep").await, app.sign_in("agent").await);
    let form = json!({ "title": "核对样板间", "owner_id": rep.id().await, "priority": "normal", "repeat": "never" });
    let task = supervisor.post("/assignments", form).await.ok(201);
    let path = format!("/records/assignment/{}/comments", task["id"].as_str().unwrap());
    supervisor.post(&path, says("@林晓 周五前可以吗", &[&rep.id().await])).await.ok(201);
    assert!(told(&rep).await.contains("核对样板间"));
    assert_eq!(supervisor.post(&path, says("@白洁", &[&agent.id().await])).await.bad_fields()[0].1, "mention_unseen");
    assert_eq!(rep.get(&path).await.ok(200)["items"][0]["person"]["name"], "何秀兰");
    agent.get(&path).await.problem(404);
    for bad in ["", "  ", "\u{202E}反"] {
        assert_eq!(rep.post(&path, says(bad, &[])).await.bad_fields()[0].0, "/text", "{bad:?}");
    }
}
