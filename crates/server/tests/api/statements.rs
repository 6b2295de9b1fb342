//! What a read costs in SQL statements (G-P16): a list at most 2, a record at most 4, whatever the size of the page, besides the
//! reading of session and rights. What costs more stands in a committed file, so that it does not grow unseen.

use crate::support::{App, Operation, User, operations};
use crate::whole::golden;

/// Enough for a full page of each list.
const CUSTOMERS: u64 = 80;

/// Who is asked to read, in this order; the first who may is taken.
const READERS: [&str; 8] = ["director", "auditor", "rep", "service.manager", "gm", "admin", "agent", "finance"];

#[actix_web::test]
async fn reads_cost_few_statements_and_none_more_for_a_longer_page() {
    let app = App::start_with_work(CUSTOMERS).await;
    let mut readers = Vec::new();
    for username in READERS {
        readers.push(app.sign_in(username).await);
    }
    let rep = app.sign_in("rep").await;
    let upload = "公司名称,手机\n武汉立方有限公司,15804558530\n武汉立方一有限公司,15804558531\n".as_bytes().to_vec();
    rep.upload("/customer-imports", "a.csv", upload).await.ok(201);
    let mut table = String::from(
        "SQL statements of each read, besides those for session and rights: a list of 10 rows, a list of 50 rows, a record.\n\
         Goal (G-P16): list 2, record 4; what is above has a mark. `count=true` costs one more. Session and rights:\n\n",
    );
    for username in ["rep", "supervisor", "director"] {
        let user = app.sign_in(username).await;
        table.push_str(&format!("{username:<28} {}\n", rights(&app, &user).await));
    }
    table.push('\n');
    for operation in operations().iter().filter(|o| o.method == "GET" && !o.public && o.id != "stream_notifications") {
        table.push_str(&line(&app, &readers, operation).await);
    }
    golden("openapi/coverage/statements.txt", &table);
}

/// What the sign-in check alone costs: the description of a list needs no other statement.
async fn rights(app: &App, user: &User) -> u64 {
    cost(app, user, "/lists/customers").await.unwrap()
}

async fn line(app: &App, readers: &[User], operation: &Operation) -> String {
    let is_list = operation.has_parameter("cursor") && !operation.path.contains('.');
    for user in readers {
        let Some(path) = path(user, operation).await else { continue };
        if is_list {
            let [Some(short), Some(long)] =
                [cost(app, user, &format!("{path}?limit=10")).await, cost(app, user, &format!("{path}?limit=50")).await]
            else {
                continue;
            };
            let own = rights(app, user).await;
            assert_eq!(short, long, "{}: a longer page must not cost more statements", operation.id);
            return row(&operation.id, &format!("list {} {}", short - own, long - own), short - own > 2);
        }
        if let Some(all) = cost(app, user, &path).await {
            let own = rights(app, user).await;
            return row(&operation.id, &(all - own).to_string(), all - own > 4);
        }
    }
    row(&operation.id, "nothing to read in the demo company", false)
}

fn row(id: &str, cost: &str, above: bool) -> String {
    format!("{id:<28} {cost}{}\n", if above { " !" } else { "" })
}

/// The statements of one request; `None` where it is not answered with 200. What runs in the background now and then is left out by
/// taking the least of three.
async fn cost(app: &App, user: &User, path: &str) -> Option<u64> {
    let mut least = u64::MAX;
    for _ in 0..3 {
        let before = app.state.database.statements();
        if user.get(path).await.status != 200 {
            return None;
        }
        least = least.min(app.state.database.statements() - before);
    }
    Some(least)
}

/// The path of an operation with something that exists in its place: `None` where this person finds nothing.
async fn path(user: &User, operation: &Operation) -> Option<String> {
    let path = operation.path.clone();
    match operation.id.as_str() {
        "show_approval" => {
            let inbox = user.get("/inbox?filter[kind]=approval").await.ok(200);
            return Some(path.replace("{id}", inbox["items"][0]["subject"]["id"].as_str()?));
        }
        "explain_score" => {
            let month = month();
            let scores = user.get(&format!("/kpi/scores?month={month}")).await;
            let person = scores.json["rows"][0]["person"]["id"].as_str()?.to_owned();
            return Some(path.replace("{person_id}", &person).replace("{month}", &month));
        }
        "list_scores" => return Some(format!("{path}?month={}", month())),
        "describe_list" | "list_views" => return Some(path.replace("{list}", "customers")),
        "search" | "look_up_customers" => return Some(format!("{path}?q=家")),
        "show_calendar" => return Some(format!("{path}?from=2026-11-01&to=2026-11-30&view=centre")),
        "suggest_knowledge" => return Some(format!("{path}?text=柜门开裂")),
        "find_similar" => return Some(format!("{path}?name=成都嘉业有限公司")),
        _ => {}
    }
    if path.contains("{customer}") {
        let page = user.get("/customer-accesses?filter[status]=granted").await.ok(200);
        let (access, file) = (page["items"][0]["id"].as_str()?, page["items"][0]["files"][0]["id"].as_str()?);
        return Some(path.replace("{id}", access).replace("{customer}", file));
    }
    // Of `/things/{id}/parts` the thing is one of the list `/things`.
    let Some((list, rest)) = path.split_once("/{id}") else { return Some(path) };
    let page = user.get(&format!("{list}?limit=1")).await;
    Some(format!("{list}/{}{rest}", page.json["items"][0]["id"].as_str()?))
}

fn month() -> String {
    chrono::Utc::now().format("%Y-%m").to_string()
}
