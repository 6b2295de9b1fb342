//! CRM-14: the given spreadsheet comes to exactly what was said of it.

use crate::support::App;
use serde_json::{Value, json};

const SHEET: &[u8] = include_bytes!("../../../areas/customers/tests/data/customers-messy.xlsx");
const EXPECTED: &str = include_str!("../../../areas/customers/tests/data/customers-messy.expected.json");

#[actix_web::test]
async fn the_given_sheet_is_read_row_by_row_as_expected() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let import = rep.upload("/customer-imports", "%E5%AE%A2%E6%88%B7.xlsx", SHEET.to_vec()).await.ok(201);
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    assert_eq!(import["ok"], expected["counts"]["ok"]);
    assert_eq!(import["errors"], expected["counts"]["error"]);
    assert_eq!(import["duplicates"], expected["counts"]["duplicate"]);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = rep.get(&format!("{path}/rows?limit=200{cursor}")).await.ok(200);
        rows.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let answers = expected["answers"].as_array().unwrap();
    assert_eq!(rows.len(), answers.len());
    for (row, answer) in rows.iter().zip(answers) {
        assert_eq!((&row["row"], &row["outcome"]), (&answer["sheet_row"], &answer["outcome"]), "{row}");
    }
    let mut committed = rep.act(&format!("{path}/transitions"), &import["version"], json!({ "act": "commit" })).await.ok(200);
    while committed["status"] == "committing" {
        actix_web::rt::time::sleep(std::time::Duration::from_millis(200)).await;
        committed = rep.get(&path).await.ok(200);
    }
    assert_eq!((&committed["status"], &committed["ok"]), (&json!("committed"), &expected["counts"]["ok"]));
    let total = rep.get("/customers?count=true&limit=1").await.ok(200)["total"].clone();
    assert_eq!(total, json!({ "count": 1000, "exact": false }));
    let again = rep.upload("/customer-imports", "again.xlsx", SHEET.to_vec()).await.ok(201);
    assert_eq!(again["ok"], 0, "everything is on file now");
}

#[actix_web::test]
async fn a_wrong_cell_is_named_corrected_and_then_enters() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let csv = "公司名称,手机,级别\n成都嘉业文化传播有限公司,138166131,A\n武汉立方医疗器械有限公司,15804558530,B\n";
    let import = rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let wrong = rep.get(&format!("{path}/rows?filter[outcome]=error")).await.ok(200)["items"][0].clone();
    assert_eq!((&wrong["problems"][0]["cell"], &wrong["problems"][0]["code"]), (&json!("B2"), &json!("phone_too_short")));
    let file = rep.get(&format!("{path}/problems.xlsx")).await;
    assert_eq!((file.status, &file.bytes[..2]), (200, &b"PK"[..]));
    let row = rep.get(&format!("{path}/rows?filter[row]=2")).await.ok(200)["items"][0].clone();
    let correction = json!({ "values": { "mobile": "13816613186" } });
    let fixed = rep.put(&format!("{path}/rows/2"), &row["version"], correction.clone()).await.ok(200);
    assert_eq!(rep.put(&format!("{path}/rows/2"), &row["version"], correction).await.problem(412), "stale", "corrected since");
    assert_eq!(fixed["outcome"], "ok");
    let now = rep.get(&path).await.ok(200);
    assert_eq!((&now["ok"], &now["errors"]), (&json!(2), &json!(0)));
    let stale = rep.act(&format!("{path}/transitions"), &import["version"], json!({ "act": "commit" })).await;
    assert_eq!(stale.problem(412), "stale");
    rep.act(&format!("{path}/transitions"), &now["version"], json!({ "act": "commit" })).await.ok(200);
    assert_eq!(rep.get("/customers?q=3186").await.ok(200)["items"][0]["name"], "成都嘉业文化传播有限公司");
    assert_eq!(rep.act(&format!("{path}/transitions"), &now["version"], json!({ "act": "cancel" })).await.problem(409), "import.finished");
    assert_eq!(app.sign_in("rep2").await.get(&path).await.problem(404), "not_found", "an import is its owner's");
}

/// The rows of an import: number, outcome, the row repeated, on file.
async fn judged(rep: &crate::support::User, path: &str) -> Vec<(i64, String, Option<i64>, bool)> {
    let rows = rep.get(&format!("{path}/rows?limit=200")).await.ok(200);
    let one = |r: &Value| {
        let outcome = r["outcome"].as_str().unwrap().to_owned();
        (r["row"].as_i64().unwrap(), outcome, r["duplicate_of_row"].as_i64(), r["duplicate_on_file"].as_bool().unwrap())
    };
    rows["items"].as_array().unwrap().iter().map(one).collect()
}

/// Who repeats whom after a correction is what a fresh upload of the corrected sheet says.
#[actix_web::test]
async fn corrected_rows_are_judged_as_if_the_sheet_had_been_right_from_the_start() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("武汉立方医疗器械有限公司").await;
    let sheet = |mobile: &str, second: &str| {
        format!(
            "公司名称,手机\n成都嘉业文化传播有限公司,{mobile}\n成都嘉业文化传播（有限公司）,13816613186\n{second},13816613187\n嘉业,13816613188\n"
        )
    };
    let import = rep.upload("/customer-imports", "a.csv", sheet("138", "成都嘉业 文化传播").into_bytes()).await.ok(201);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let fix = async |row: i64, values: Value| {
        let seen = rep.get(&format!("{path}/rows?filter[row]={row}")).await.ok(200)["items"][0]["version"].clone();
        rep.put(&format!("{path}/rows/{row}"), &seen, json!({ "values": values })).await.ok(200)
    };
    let fresh = async |csv: String| {
        let import = rep.upload("/customer-imports", "b.csv", csv.into_bytes()).await.ok(201);
        judged(&rep, &format!("/customer-imports/{}", import["id"].as_str().unwrap())).await
    };
    let (ok, again) = ("ok".to_owned(), "duplicate".to_owned());
    assert_eq!(judged(&rep, &path).await[1..3], [(3, ok.clone(), None, false), (4, again.clone(), Some(3), false)]);
    fix(2, json!({ "mobile": "13816613186" })).await;
    assert_eq!(judged(&rep, &path).await, fresh(sheet("13816613186", "成都嘉业 文化传播")).await);
    fix(2, json!({ "name": "武汉立方医疗器械有限公司" })).await;
    assert_eq!(judged(&rep, &path).await[..3], [(2, again.clone(), None, true), (3, ok.clone(), None, false), (4, again, Some(3), false)]);
    fix(4, json!({ "name": "武汉光谷" })).await;
    let csv = sheet("13816613186", "武汉光谷").replacen("成都嘉业文化传播有限公司", "武汉立方医疗器械有限公司", 1);
    assert_eq!(judged(&rep, &path).await, fresh(csv).await);
    let now = rep.get(&path).await.ok(200);
    assert_eq!((&now["ok"], &now["duplicates"], &now["errors"]), (&json!(3), &json!(1), &json!(0)));
}

#[actix_web::test]
async fn a_file_entered_since_the_preview_is_not_entered_twice() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let csv = "公司名称,信用代码\n成都嘉业文化传播有限公司,\n成都嘉业文化传播有限公司,91510100MA61T2X00A\n武汉光谷,\n";
    let import = rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let before = judged(&rep, &path).await;
    rep.enters_a_customer("武汉光谷").await;
    let done = rep.act(&format!("{path}/transitions"), &import["version"], json!({ "act": "commit" })).await.ok(200);
    let ok = before.iter().filter(|r| r.1 == "ok").count() as i64 - 1;
    assert_eq!((&done["status"], &done["ok"], &done["entered"]), (&json!("committed"), &json!(ok), &json!(ok)));
    assert_eq!(judged(&rep, &path).await[2], (4, "duplicate".to_owned(), None, true));
    assert_eq!(rep.get("/customers?q=光谷&count=true").await.ok(200)["total"]["count"], 1);
}

/// More rows than one write takes: the same key again enters nothing more, and each row knows its customer.
#[actix_web::test]
async fn a_long_sheet_goes_in_by_lots_and_once() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let csv: String =
        std::iter::once("公司名称,手机\n".to_owned()).chain((0..1201).map(|n| format!("甲乙{n}号商行,138{n:08}\n"))).collect();
    let import = rep.upload("/customer-imports", "a.csv", csv.into_bytes()).await.ok(201);
    assert_eq!(import["ok"], 1201);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let headers = [("if-match", &*format!("\"{}\"", import["version"])), ("idempotency-key", "once")];
    for _ in 0..2 {
        rep.send("POST", &format!("{path}/transitions"), Some(json!({ "act": "commit" })), &headers).await.ok(200);
    }
    let mut now = rep.get(&path).await.ok(200);
    for _ in 0..300 {
        if now["status"] == "committed" {
            break;
        }
        actix_web::rt::time::sleep(std::time::Duration::from_millis(200)).await;
        now = rep.get(&path).await.ok(200);
    }
    assert_eq!((&now["status"], &now["entered"], &now["ok"]), (&json!("committed"), &json!(1201), &json!(1201)));
    assert_eq!(rep.get("/customers?q=甲乙1200号&count=true").await.ok(200)["total"]["count"], 1);
    let last = rep.get(&format!("{path}/rows?sort=-row&limit=1")).await.ok(200)["items"][0].clone();
    assert_eq!(rep.get(&format!("/customers/{}", last["customer_id"].as_str().unwrap())).await.ok(200)["name"], last["values"]["name"]);
}

#[actix_web::test]
async fn what_is_no_spreadsheet_is_said_to_be_none() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for bytes in [&b""[..], b"PK\x03\x04 broken", b"\x89PNG\r\n", "没有,列名\n1,2\n".as_bytes()] {
        let answer = rep.upload("/customer-imports", "x.xlsx", bytes.to_vec()).await;
        assert_eq!(answer.status, 422, "{:#}", answer.json);
        assert!(!answer.json["errors"][0]["detail"].as_str().unwrap().is_empty());
    }
}

/// CRM-14: a whole import is taken back; what somebody worked on since stays.
#[actix_web::test]
async fn an_import_is_taken_back_but_for_what_somebody_touched() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let csv = "公司名称,联系人,手机\n成都嘉业文化传播有限公司,王敏,13816613186\n武汉光谷商行,,13816613187\n南京长江门窗商行,,13816613188\n苏州清和商行,,13816613189\n";
    let import = rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
    assert_eq!(import["ok"], 4, "{import}");
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    let step = format!("{path}/transitions");
    assert_eq!(rep.act(&step, &import["version"], json!({ "act": "undo" })).await.problem(409), "import.finished");
    let done = rep.act(&step, &import["version"], json!({ "act": "commit" })).await.ok(200);
    assert_eq!(done["actions"], json!(["undo"]));
    let found = async |name: &str| rep.get(&format!("/customers?q={name}")).await.ok(200)["items"][0]["id"].as_str().map(str::to_owned);
    let (followed, complained, gone) = (found("光谷").await.unwrap(), found("长江").await.unwrap(), found("嘉业").await.unwrap());
    rep.post(&format!("/customers/{followed}/follow-ups"), json!({ "way": "phone", "content": "谈" })).await.ok(201);
    let case = json!({ "customer_id": complained, "matter": "门缝", "category": "quality", "channel": "phone" });
    app.sign_in("agent").await.post("/complaints", case).await.ok(201);
    assert_eq!(app.sign_in("rep2").await.act(&step, &done["version"], json!({ "act": "undo" })).await.problem(404), "not_found");
    let undone = rep.act(&step, &done["version"], json!({ "act": "undo" })).await.ok(200);
    assert_eq!((&undone["status"], &undone["entered"], &undone["actions"]), (&json!("undone"), &json!(2), &json!([])));
    for (name, stays) in [("光谷", true), ("长江", true), ("嘉业", false), ("清和", false)] {
        assert_eq!(found(name).await.is_some(), stays, "{name}");
    }
    assert_eq!(rep.get(&format!("/customers/{gone}")).await.problem(404), "not_found");
    assert_eq!(app.sign_in("director").await.get(&format!("/customers/{gone}/history")).await.problem(404), "not_found");
    let similar = rep.get("/customers/similar?name=成都嘉业文化传播有限公司&phone=13816613186").await.ok(200);
    assert_eq!(similar["matches"], json!([]), "its name and phone are free again");
    let again = rep.upload("/customer-imports", "b.csv", csv.as_bytes().to_vec()).await.ok(201);
    assert_eq!((&again["ok"], &again["duplicates"]), (&json!(2), &json!(2)));
}

#[actix_web::test]
async fn an_import_is_taken_back_within_thirty_days() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let import = rep.upload("/customer-imports", "a.csv", "公司名称\n武汉光谷商行\n".as_bytes().to_vec()).await.ok(201);
    let step = format!("/customer-imports/{}/transitions", import["id"].as_str().unwrap());
    let done = rep.act(&step, &import["version"], json!({ "act": "commit" })).await.ok(200);
    app.later(chrono::TimeDelta::days(31));
    let rep = app.sign_in("rep").await;
    assert_eq!(rep.act(&step, &done["version"], json!({ "act": "undo" })).await.problem(409), "import.undo_late");
}

/// A sheet as its rows of texts, headings first.
fn opened(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = sheets::read(bytes, &sheets::Limits::default()).unwrap().remove(0);
    let width = sheet.rows[0].cells.len();
    sheet.rows.iter().map(|row| (0..width).map(|column| row.cell(column).text.clone()).collect()).collect()
}

/// The same sheet, saved by a spreadsheet program.
fn saved(rows: &[Vec<String>]) -> Vec<u8> {
    let headings: Vec<&str> = rows[0].iter().map(String::as_str).collect();
    let line = |row: &Vec<String>| row.iter().map(|text| sheets::Value::from(text.clone())).collect::<Vec<_>>();
    sheets::write_xlsx("客户", &headings, rows[1..].iter().map(line)).unwrap()
}

/// CRM-14: what was wrong is downloaded, corrected in the sheet, uploaded, and goes in.
#[actix_web::test]
async fn the_rows_with_problems_are_corrected_in_their_own_sheet_and_go_in() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let csv = "客户档案,,,,,\n公司名称,手机,级别,年营业额(万元),首次接触,备注栏\n\
        成都嘉业文化传播有限公司,13816613186,A,120,2026-03-05,甲\n\
        武汉立方医疗器械有限公司,158045,B,80,2026-04-06,乙\n\
        =1+1商行,13816613188,C,30,2026-13-40,丙\n\
        成都嘉业文化传播有限公司,13816613186,A,120,2026-03-05,丁\n\
        ,13816613189,D,,,戊\n";
    for language in ["zh-CN", "zh-TW", "en"] {
        *rep.language.borrow_mut() = language;
        let import = rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
        let problems = rep.get(&format!("/customer-imports/{}/problems.xlsx", import["id"].as_str().unwrap())).await;
        let rows = opened(&problems.bytes);
        assert_eq!(rows[0][..5], ["公司名称", "手机", "级别", "年营业额(万元)", "首次接触"], "headings as they stood");
        assert_eq!((rows.len(), rows[0].len()), (5, 6), "{rows:?}");
        assert!(rows[1..].iter().all(|row| !row[5].is_empty()), "each row says why: {rows:?}");
        let again = rep.upload("/customer-imports", "b.xlsx", problems.bytes).await.ok(201);
        assert_eq!((&again["errors"], &again["rows"]), (&import["errors"], &json!(4)), "unchanged, as wrong as before, in {language}");
    }
    let import = rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
    let path = format!("/customer-imports/{}", import["id"].as_str().unwrap());
    rep.act(&format!("{path}/transitions"), &import["version"], json!({ "act": "commit" })).await.ok(200);
    let mut rows = opened(&rep.get(&format!("{path}/problems.xlsx")).await.bytes);
    let at = |rows: &[Vec<String>], text: &str| rows.iter().position(|row| row.iter().any(|cell| cell.contains(text))).unwrap();
    let (short, date, nameless) = (at(&rows, "武汉立方"), at(&rows, "13816613188"), at(&rows, "13816613189"));
    rows[short][1] = "15804558530".to_owned();
    rows[date][4] = "2026-05-07".to_owned();
    rows[nameless][0] = "南京长江门窗商行".to_owned();
    let again = rep.upload("/customer-imports", "b.xlsx", saved(&rows)).await.ok(201);
    assert_eq!((&again["ok"], &again["duplicates"], &again["errors"]), (&json!(3), &json!(1), &json!(0)), "{again}");
    let path = format!("/customer-imports/{}", again["id"].as_str().unwrap());
    rep.act(&format!("{path}/transitions"), &again["version"], json!({ "act": "commit" })).await.ok(200);
    let all = rep.get("/customers?sort=name&count=true").await.ok(200);
    assert_eq!(all["total"]["count"], 4);
    let file = async |q: &str| {
        let found = rep.get(&format!("/customers?q={q}")).await.ok(200)["items"][0]["id"].clone();
        rep.get(&format!("/customers/{}", found.as_str().unwrap())).await.ok(200)
    };
    assert_eq!(file("8530").await["name"], "武汉立方医疗器械有限公司");
    let late = file("3188").await;
    assert_eq!((&late["name"], &late["first_contact_on"]), (&json!("=1+1商行"), &json!("2026-05-07")));
    assert_eq!((&late["tier"], &late["turnover"]["amount"]), (&json!("c"), &json!("300000.00")), "the heading's unit is kept");
    assert_eq!(file("3189").await["name"], "南京长江门窗商行");
}

/// The messy sheet's problems, uploaded as they are, are the same problems: nothing is lost or repaired on the way out and in.
#[actix_web::test]
async fn a_sheet_of_problems_that_nobody_corrected_has_the_same_problems() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let import = rep.upload("/customer-imports", "a.xlsx", SHEET.to_vec()).await.ok(201);
    let found = async |import: &Value| {
        let mut all = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/customer-imports/{}/rows?filter[outcome]=error&limit=200{cursor}", import["id"].as_str().unwrap());
            let page = rep.get(&path).await.ok(200);
            for row in page["items"].as_array().unwrap() {
                let problem = |p: &Value| (p["field"].to_string(), p["code"].to_string());
                all.push((row["values"].to_string(), row["problems"].as_array().unwrap().iter().map(problem).collect::<Vec<_>>()));
            }
            let Some(next) = page["next"].as_str() else { return all };
            cursor = format!("&cursor={next}");
        }
    };
    let before = found(&import).await;
    let problems = rep.get(&format!("/customer-imports/{}/problems.xlsx", import["id"].as_str().unwrap())).await;
    let again = rep.upload("/customer-imports", "b.xlsx", problems.bytes).await.ok(201);
    let after = found(&again).await;
    assert!(before.len() > 20, "{}", before.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    assert_eq!(before.len(), after.len());
}
