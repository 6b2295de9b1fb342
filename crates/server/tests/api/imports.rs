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
    let committed = rep.act(&format!("{path}/transitions"), &import["version"], json!({ "act": "commit" })).await.ok(200);
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
