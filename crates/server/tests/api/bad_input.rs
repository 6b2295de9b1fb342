//! What people and programs send by accident or on purpose is stored as it is and read again, or refused with a reason; in a file for
//! spreadsheets it is text.

use crate::support::App;
use serde_json::{Value, json};

/// Markup, SQL, patterns, templates, scripts of other directions, composed emoji, wide and combining characters.
const ODD: [&str; 10] = [
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "'; DROP TABLE customer; --",
    "100%_\\' OR 1=1",
    "{{7*7}}${7*7}<%= 7 %>",
    "شركة النور 有限公司",
    "חברת אור",
    "👨‍👩‍👧‍👦🏳️‍🌈庆典",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "e\u{301}cole 木\u{0334}",
];

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap()
}

#[actix_web::test]
async fn odd_texts_are_kept_as_they_are_wherever_people_write() {
    let app = App::start().await;
    let (rep, director, hr, admin) =
        (app.sign_in("rep").await, app.sign_in("director").await, app.sign_in("hr").await, app.sign_in("admin").await);
    let tree = hr.get("/units").await.ok(200);
    let centre = tree["items"].as_array().unwrap().iter().find(|unit| unit["code"] == "QM-YX").unwrap()["id"].clone();
    let customer = rep.enters_a_customer("蓝天装饰").await;
    let file = format!("/customers/{}", id(&customer));
    for (n, odd) in ODD.into_iter().enumerate() {
        let task = json!({ "title": odd, "details": odd, "owner_id": rep.id().await, "priority": "normal", "repeat": "never",
            "checklist": [{ "text": odd }] });
        let task = rep.post("/assignments", task).await.ok(201);
        let again = rep.get(&format!("/assignments/{}", id(&task))).await.ok(200);
        assert_eq!((&again["title"], &again["details"], &again["checklist"][0]["text"]), (&json!(odd), &json!(odd), &json!(odd)));

        let announcement = json!({ "title": odd, "body": odd, "audience": "all" });
        let announcement = director.post("/announcements", announcement).await.ok(201);
        assert_eq!((&announcement["title"], &announcement["body"]), (&json!(odd), &json!(odd)));

        let unit = json!({ "kind": "department", "code": format!("X{n}"), "name": odd, "parent_id": centre, "duties": odd });
        assert_eq!(hr.post("/units", unit).await.ok(201)["name"], json!(odd));
        assert_eq!(admin.post("/roles", json!({ "name": odd, "grants": [] })).await.ok(201)["name"], json!(odd));

        let follow_up = json!({ "way": "phone", "content": odd });
        rep.post(&format!("{file}/follow-ups"), follow_up).await.ok(201);
        let complaint = json!({ "customer_id": customer["id"], "matter": odd, "category": "quality", "channel": "phone" });
        let complaint = rep.post("/complaints", complaint).await.ok(201);
        assert_eq!(rep.get(&format!("/complaints/{}", id(&complaint))).await.ok(200)["matter"], json!(odd));
        let timeline = rep.get(&format!("{file}/timeline")).await.ok(200).to_string();
        let begins: String = serde_json::to_string(odd).unwrap().chars().skip(1).take(6).collect();
        assert!(timeline.contains(&begins), "{odd}");
        rep.get(&format!("/search?q={}", percent(odd))).await.ok(200);
        rep.get(&format!("/assignments?q={}", percent(odd))).await.ok(200);
    }
    let auditor = app.sign_in("auditor").await;
    auditor.get("/audit?limit=200").await.ok(200);
}

/// Whoever opens a file that we wrote runs nothing: not in the customers' list, not in the audit log, not in the sheet of problems.
#[actix_web::test]
async fn no_file_for_spreadsheets_has_a_formula_in_it() {
    let app = App::start().await;
    let (rep, director, hr) = (app.sign_in("rep").await, app.sign_in("director").await, app.sign_in("hr").await);
    let formulas = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1+1"];
    for formula in formulas {
        rep.enters_a_customer(formula).await;
    }
    let path = format!("/people/{}", app.sign_in("rep3").await.id().await);
    let card = hr.get(&path).await.ok(200);
    let renamed = json!({ "number": card["number"], "name": "=2+5", "superior_id": card["superior"]["id"] });
    hr.put(&path, &card["version"], renamed).await.ok(200);
    app.sign_in("rep3").await.enters_a_customer("正常公司").await;
    let sheet = format!("公司名称,手机\n{},123\n", formulas.join(",123\n"));
    let import = rep.upload("/customer-imports", "a.csv", sheet.into_bytes()).await.ok(201);

    let harmless = |csv: &str| {
        let bad = |cell: &str| cell.trim_matches('"').starts_with(['=', '+', '@', '＝', '＋', '＠']);
        csv.trim_start_matches('\u{feff}').lines().flat_map(|line| line.split(',')).filter(|cell| bad(cell)).map(str::to_owned).collect()
    };
    let text = |answer: crate::support::Answer| {
        assert_eq!(answer.status, 200);
        String::from_utf8(answer.bytes).unwrap()
    };
    let none: Vec<String> = Vec::new();
    let customers = text(director.get("/customers/export.csv").await);
    assert_eq!((harmless(&customers), customers.contains("'=cmd")), (none.clone(), true), "{customers}");
    let audit = text(app.sign_in("auditor").await.get("/audit/export.csv").await);
    assert_eq!((harmless(&audit), audit.contains("'=2+5")), (none, true), "{audit}");
    let problems = rep.get(&format!("/customer-imports/{}/problems.xlsx", id(&import))).await;
    let sheets = sheets::read(&problems.bytes, &sheets::Limits::default()).unwrap();
    let cells: Vec<String> = sheets[0].rows.iter().map(|row| format!("{row:?}")).collect();
    assert!(cells.iter().any(|row| row.contains("=cmd")) && !cells.iter().any(|row| row.contains("Formula")), "{cells:#?}");
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
