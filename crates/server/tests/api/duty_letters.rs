//! ORG-04: three signatures, one after the other, then in force until it ends or is revoked; never deleted, renewed by a new one.

use crate::support::{App, User};
use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::{Value, json};

fn today(app: &App) -> NaiveDate {
    engines::calendar::local_date(app.state.clock.now(), 480)
}

struct Parties {
    director: User,
    rep: User,
    gm: User,
    ids: [String; 3],
}

impl Parties {
    async fn of(app: &App) -> Self {
        let (director, rep, gm) = (app.sign_in("director").await, app.sign_in("rep").await, app.sign_in("gm").await);
        let ids = [rep.id().await, gm.id().await, app.sign_in("supervisor").await.id().await];
        Self { director, rep, gm, ids }
    }

    fn form(&self, app: &App, days: u64) -> Value {
        let [person, authoriser, supervisor] = &self.ids;
        json!({
            "person_id": person, "authoriser_id": authoriser, "supervisor_id": supervisor, "scope_kind": "site",
            "scope": "滨江花园样板间", "powers": "现场签约，折扣不超过 5%",
            "starts_on": today(app).to_string(), "ends_on": (today(app) + Days::new(days)).to_string(),
        })
    }

    async fn draft(&self, app: &App, days: u64) -> Value {
        self.director.post("/duty-letters", self.form(app, days)).await.ok(201)
    }
}

fn path(letter: &Value) -> String {
    format!("/duty-letters/{}", letter["id"].as_str().unwrap())
}

async fn acts(user: &User, letter: &Value, act: &str) -> crate::support::Answer {
    let seen = user.get(&path(letter)).await.ok(200);
    let body = if act == "revoke" { json!({ "act": act, "reason": "换人负责" }) } else { json!({ "act": act }) };
    user.act(&format!("{}/transitions", path(letter)), &seen["version"], body).await
}

async fn waits(user: &User) -> usize {
    user.inbox().await.iter().filter(|task| task["kind"] == "duty_letter").count()
}

async fn in_force(app: &App, parties: &Parties, days: u64) -> Value {
    let letter = parties.draft(app, days).await;
    for (username, act) in [("gm", "authorise"), ("rep", "accept"), ("supervisor", "supervise")] {
        acts(&app.sign_in(username).await, &letter, act).await.ok(200);
    }
    letter
}

#[actix_web::test]
async fn a_letter_is_in_force_with_the_third_signature() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let letter = parties.draft(&app, 30).await;
    assert_eq!((&letter["status"], &letter["number"]), (&json!("draft"), &json!("SQ-000001")));
    assert_eq!(letter["actions"], json!(["edit", "revoke"]));
    assert_eq!((waits(&parties.gm).await, waits(&parties.rep).await), (1, 0), "one after the other");
    assert_eq!(acts(&parties.rep, &letter, "accept").await.problem(409), "duty_letter.not_now");
    assert_eq!(acts(&parties.director, &letter, "authorise").await.problem(409), "duty_letter.not_yours");
    let signed = acts(&parties.gm, &letter, "authorise").await.ok(200);
    assert_eq!((&signed["status"], &signed["waits_for"]["name"]), (&json!("authorised"), &json!("林晓")));
    assert!(signed["authorised"]["at"].is_string() && signed["accepted"].is_null());
    assert_eq!((waits(&parties.gm).await, waits(&parties.rep).await), (0, 1));
    acts(&parties.rep, &letter, "accept").await.ok(200);
    let supervisor = app.sign_in("supervisor").await;
    let told = supervisor.get("/notifications?filter[kind]=task").await.ok(200);
    assert_eq!(told["items"][0]["subject"]["kind"], "duty_letter", "the next signer is told");
    let now = acts(&supervisor, &letter, "supervise").await.ok(200);
    assert_eq!((&now["status"], &now["waits_for"]), (&json!("in_force"), &Value::Null));
    assert!(["authorised", "accepted", "supervised"].iter().all(|name| now[name]["at"].is_string()));
    let told = parties.rep.get("/notifications?filter[kind]=letter").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 1);
    assert_eq!(waits(&supervisor).await, 0);
}

#[actix_web::test]
async fn what_is_signed_does_not_change_and_a_draft_does() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let letter = parties.draft(&app, 30).await;
    let mut form = parties.form(&app, 60);
    form["authoriser_id"] = json!(app.sign_in("assistant").await.id().await);
    let changed = parties.director.put(&path(&letter), &letter["version"], form.clone()).await.ok(200);
    assert_eq!(changed["waits_for"]["name"], "温静");
    assert_eq!(waits(&parties.gm).await, 0, "somebody else is asked now");
    assert_eq!(parties.director.put(&path(&letter), &letter["version"], form.clone()).await.problem(412), "stale");
    let assistant = app.sign_in("assistant").await;
    assert_eq!(waits(&assistant).await, 1);
    let signed = acts(&assistant, &letter, "authorise").await.ok(200);
    assert_eq!(parties.director.put(&path(&letter), &signed["version"], form).await.problem(409), "duty_letter.not_now");
}

#[actix_web::test]
async fn a_letter_says_who_signs_and_until_when() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let bad = async |field: &str, value: Value| {
        let mut form = parties.form(&app, 30);
        form[field] = value;
        parties.director.post("/duty-letters", form).await.bad_fields()
    };
    let one = |pointer: &str, code: &str| [(pointer.to_owned(), code.to_owned())];
    assert_eq!(bad("supervisor_id", json!(parties.ids[0])).await, one("/supervisor_id", "letter_signers_differ"));
    assert_eq!(bad("ends_on", json!("2026-01-01")).await, one("/ends_on", "ends_before_start"));
    assert_eq!(bad("authoriser_id", json!(uuid::Uuid::now_v7())).await, one("/authoriser_id", "person_unknown"));
    assert_eq!(bad("scope", json!(" ")).await, one("/scope", "required"));
    let letter = parties.draft(&app, 30).await;
    let act = json!({ "act": "revoke" });
    let refused = parties.gm.act(&format!("{}/transitions", path(&letter)), &letter["version"], act).await;
    assert_eq!(refused.bad_fields(), one("/reason", "required"));
    assert_eq!(parties.rep.post("/duty-letters", parties.form(&app, 30)).await.problem(403), "forbidden");
    let service = app.sign_in("service.manager").await;
    assert_eq!(service.post("/duty-letters", parties.form(&app, 30)).await.problem(403), "forbidden", "another department's person");
}

#[actix_web::test]
async fn who_is_not_concerned_learns_of_nothing() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let letter = parties.draft(&app, 30).await;
    for username in ["rep2", "agent", "service.manager", "auditor"] {
        let other = app.sign_in(username).await;
        assert_eq!(other.get(&path(&letter)).await.problem(404), "not_found", "{username}");
        assert_eq!(other.get("/duty-letters?count=true").await.ok(200)["total"]["count"], 0, "{username}");
    }
    assert_eq!(parties.rep.get("/duty-letters?count=true").await.ok(200)["total"]["count"], 1);
    assert_eq!(app.sign_in("hr").await.get("/duty-letters").await.ok(200)["items"][0]["id"], letter["id"]);
}

#[actix_web::test]
async fn a_letter_ends_by_itself_and_offers_one_that_follows() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let letter = in_force(&app, &parties, 3).await;
    let renewals = format!("{}/renewals", path(&letter));
    assert_eq!(parties.director.post(&renewals, parties.form(&app, 30)).await.problem(409), "duty_letter.not_now");
    app.later(TimeDelta::days(3));
    app.works().await;
    assert_eq!(app.sign_in("rep").await.get(&path(&letter)).await.ok(200)["status"], "in_force", "its last day counts");
    app.later(TimeDelta::days(1));
    app.works().await;
    let parties = Parties::of(&app).await;
    let ended = parties.director.get(&path(&letter)).await.ok(200);
    assert_eq!((&ended["status"], &ended["actions"]), (&json!("ended"), &json!(["renew"])));
    assert_eq!(acts(&parties.gm, &letter, "revoke").await.problem(409), "duty_letter.not_now");
    let mut other = parties.form(&app, 30);
    other["person_id"] = json!(app.sign_in("rep2").await.id().await);
    assert_eq!(parties.director.post(&renewals, other).await.bad_fields(), [("/person_id".to_owned(), "letter_other_person".to_owned())]);
    let next = parties.director.post(&renewals, parties.form(&app, 30)).await.ok(201);
    assert_eq!((&next["status"], &next["renews"]["id"]), (&json!("draft"), &letter["id"]));
    assert_eq!(parties.director.post(&renewals, parties.form(&app, 30)).await.problem(409), "duty_letter.renewed");
    let ended = parties.director.get(&path(&letter)).await.ok(200);
    assert_eq!((&ended["renewed_by"]["id"], &ended["actions"]), (&next["id"], &json!([])));
}

#[actix_web::test]
async fn who_authorised_takes_it_back_and_it_stays_on_record() {
    let app = App::start().await;
    let parties = Parties::of(&app).await;
    let letter = in_force(&app, &parties, 30).await;
    assert_eq!(acts(&parties.rep, &letter, "revoke").await.problem(409), "duty_letter.not_yours");
    let revoked = acts(&parties.gm, &letter, "revoke").await.ok(200);
    assert_eq!((&revoked["status"], &revoked["revoked"]["note"]), (&json!("revoked"), &json!("换人负责")));
    assert_eq!(revoked["actions"], json!([]));
    let told = parties.rep.get("/notifications?filter[kind]=letter").await.ok(200);
    assert_eq!(told["items"].as_array().unwrap().len(), 2, "in force, then revoked");
    let auditor = app.sign_in("auditor").await;
    assert!(auditor.get("/audit?filter[kind]=duty_letter").await.ok(200)["items"].as_array().unwrap().len() >= 5);
}
