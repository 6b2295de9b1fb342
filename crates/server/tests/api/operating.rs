//! PLT-10: what those who run the program rely on: health, readiness, stopping, metrics, the page of the API, headers and files.

use crate::jobs::{Ran, errand, handlers, queue};
use crate::support::{App, database};
use crate::whole::root;
use chrono::TimeDelta;
use platform::clock::Clock;
use platform::config::Config;
use reqwest::header::HeaderMap;
use rust_embed::RustEmbed;
use serde_json::json;
use server::app::{Application, prepare};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

async fn status(app: &App, path: &str) -> u16 {
    app.http.get(format!("{}{path}", app.base)).send().await.unwrap().status().as_u16()
}

async fn text(app: &App, path: &str) -> String {
    app.http.get(format!("{}{path}", app.base)).send().await.unwrap().text().await.unwrap()
}

#[actix_web::test]
async fn without_its_database_a_server_is_alive_and_not_ready() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    assert_eq!((status(&app, "/livez").await, status(&app, "/readyz").await), (204, 204));
    app.state.database.close().await;
    assert_eq!((status(&app, "/livez").await, status(&app, "/readyz").await), (204, 503));
    assert_eq!(rep.get("/customers").await.problem(503), "unavailable");
}

/// One answer on a connection that stays open: its status.
async fn answered(stream: &mut TcpStream) -> u16 {
    let mut answer = Vec::new();
    while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut some = [0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut some)).await.expect("an answer in time").unwrap();
        assert!(read > 0, "closed instead of answered: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&some[..read]);
    }
    String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
}

/// Waits for what must come.
async fn until(holds: impl AsyncFn() -> bool) {
    for _ in 0..600 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it did not come within a minute");
}

#[actix_web::test]
async fn a_server_that_stops_says_so_serves_on_for_a_while_and_finishes_what_it_began() {
    let mut app = App::with(|config| config.server.drain_seconds = 10).await;
    let rep = app.sign_in("rep").await;
    let address = app.base.trim_start_matches("http://").to_owned();
    let body = json!({ "name": "成都嘉业文化传播有限公司", "kind": "company", "tier": "a" }).to_string();
    let head = format!(
        "POST /api/v1/customers HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        rep.token(),
        body.len()
    );
    let (first, rest) = body.as_bytes().split_at(20);
    let mut writer = TcpStream::connect(&address).await.unwrap();
    writer.write_all(&[head.as_bytes(), first].concat()).await.unwrap();
    assert_eq!(status(&app, "/readyz").await, 204);

    app.is_told_to_stop();
    until(async || status(&app, "/readyz").await == 503).await;
    assert_eq!(status(&app, "/livez").await, 204, "asked to stop");
    rep.get("/customers").await.ok(200);
    until(async || TcpStream::connect(&address).await.is_err()).await;
    writer.write_all(rest).await.unwrap();
    assert_eq!(answered(&mut writer).await, 201, "what runs is finished");
}

/// The table of `docs/OPERATIONS.md`: families and their kinds.
fn documented() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("docs/OPERATIONS.md")).unwrap();
    let (_, section) = text.split_once("\n## Metrics\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let row = |line: &str| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (name, kind) = (cells.next()?.strip_prefix('`')?, cells.next()?);
        Some((name.split(['{', '`']).next()?.to_owned(), kind.to_owned()))
    };
    section.lines().filter_map(row).collect()
}

#[actix_web::test]
async fn the_metrics_are_those_of_the_operations_page() {
    let app = App::with(|config| (config.limits.public_burst, config.limits.trusted_proxies) = (1, vec!["127.0.0.1".to_owned()])).await;
    let rep = app.sign_in("rep").await;
    let customer = rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    rep.get(&format!("/customers/{}", customer["id"].as_str().unwrap())).await.ok(200);
    let runner = app.runner(handlers(&Ran::default()));
    queue(&app, vec![errand("always", 99)]).await;
    for _ in 0..4 {
        runner.tick().await.unwrap();
        app.later(TimeDelta::minutes(5));
    }
    let looks_up = json!({ "number": "TS-000001", "code": "000000" });
    for _ in 0..2 {
        let somewhere = [("x-forwarded-for", "203.0.113.5")];
        app.stranger().send("POST", "/public/complaints/look-up", Some(looks_up.clone()), &somewhere).await;
    }
    app.state.database.checkpoint().await;

    let answer = app.http.get(format!("{}/metrics", app.base)).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; version=0.0.4");
    let told = answer.text().await.unwrap();
    let families = told.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    let families: BTreeMap<_, _> = families.map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect();
    let mut documented = documented();
    assert!(documented.len() >= 7, "{documented:?}");
    if app.state.config.database_url().starts_with("postgres") {
        documented.remove("commit_group_size");
    }
    for (name, kind) in &documented {
        assert_eq!(families.get(name), Some(kind), "{name} is documented");
    }
    let others: Vec<_> = families.keys().filter(|name| !documented.contains_key(*name)).collect();
    assert!(others.is_empty(), "not documented: {others:?}");
    assert!(told.contains("route=\"/api/v1/customers/{id}\""), "the route is the pattern");
    assert!(!told.contains(customer["id"].as_str().unwrap()), "no id of a record");
}

/// What a page loads: the values of `src` and `href`.
fn loaded(page: &str) -> Vec<String> {
    let values = ["src=\"", "href=\""].into_iter().flat_map(|name| page.split(name).skip(1));
    values.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}

#[actix_web::test]
async fn the_page_of_the_api_comes_from_here_and_nowhere_else() {
    let app = App::start().await;
    let answer = app.http.get(format!("{}/docs/", app.base)).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'self';") && !policy.contains("http") && !policy.contains("unsafe-eval"), "{policy}");
    let page = answer.text().await.unwrap();
    let files = loaded(&page);
    assert!(files.len() >= 4, "{page}");
    for file in &files {
        assert!(!file.contains("//"), "{file} lies elsewhere");
        assert_eq!(status(&app, &format!("/docs/{}", file.trim_start_matches("./"))).await, 200, "{file}");
    }
    let start = text(&app, "/docs/swagger-initializer.js").await;
    assert!(start.contains("\"/api/openapi.json\""), "{start}");
    assert!(start.contains("\"validatorUrl\": \"none\""), "the document is shown to nobody else: {start}");
    assert!(!start.contains("http://") && !start.contains("https://"), "{start}");
    let document: serde_json::Value = serde_json::from_str(&text(&app, "/api/openapi.json").await).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));

    let without = App::with(|config| config.server.docs = false).await;
    assert!(!text(&without, "/docs/swagger-initializer.js").await.contains("openapi"), "switched off");
    assert_eq!(status(&without, "/docs/swagger-ui-bundle.js").await, 404);
}

/// A browser application of two files, packed as `cargo xtask web` packs the real one.
#[derive(RustEmbed)]
#[folder = "tests/data/spa"]
struct Small;

const STYLES: &str = "/app-0123456789abcdef.css";

/// The head and the raw bytes of a file for somebody who takes these encodings.
async fn file(base: &str, path: &str, takes: &str) -> (u16, HeaderMap, Vec<u8>) {
    let request = reqwest::Client::new().get(format!("{base}{path}")).header("accept-encoding", takes);
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.bytes().await.unwrap().to_vec())
}

fn packed(name: &str) -> Vec<u8> {
    Small::get(name).unwrap().data.into_owned()
}

#[actix_web::test]
async fn the_browser_application_is_sent_packed_guarded_and_kept_where_its_name_says_so() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config { data_dir: data.path().to_owned(), secret_key: Some(database::SECRET.to_owned()), ..Config::default() };
    config.database.url = Some(database::fresh(data.path()).await);
    (config.server.port, config.server.workers, config.server.https, config.jobs.run) = (0, 1, true, false);
    let application = Application::with_files::<Small>(prepare(config, Clock::default()).await.unwrap()).unwrap();
    let base = format!("http://127.0.0.1:{}", application.port);
    let (stop, stopped) = oneshot::channel::<()>();
    actix_web::rt::spawn(application.run(async move {
        let _gone = stopped.await;
    }));

    for (takes, encoding, name) in [
        ("gzip, deflate, br, zstd", Some("br"), "index.html.br"),
        ("gzip", Some("gzip"), "index.html.gz"),
        ("identity", None, "index.html"),
    ] {
        for path in ["/", "/customers", "/index.html"] {
            let (status, headers, bytes) = file(&base, path, takes).await;
            assert_eq!((status, &headers["content-type"]), (200, &"text/html; charset=utf-8".parse().unwrap()));
            assert_eq!(headers.get("content-encoding").map(|v| v.to_str().unwrap()), encoding, "{path} for {takes}");
            assert_eq!((&headers["cache-control"], &headers["vary"]), (&"no-cache".parse().unwrap(), &"Accept-Encoding".parse().unwrap()));
            assert!(bytes == packed(name), "{path} for {takes}");
        }
        let (status, headers, bytes) = file(&base, STYLES, takes).await;
        assert_eq!((status, &headers["content-type"]), (200, &"text/css; charset=utf-8".parse().unwrap()));
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(headers.get("content-encoding").map(|v| v.to_str().unwrap()), encoding);
        match encoding {
            Some("br") => assert!(bytes == packed("app-0123456789abcdef.css.br")),
            Some(_) => assert!(bytes == packed("app-0123456789abcdef.css.gz")),
            None => assert!(bytes.starts_with(b"body { color: black; }"), "unpacked for who takes nothing packed"),
        }
    }
    assert_eq!(file(&base, "/app-fedcba9876543210.css", "br").await.0, 404, "a file of another version is not the start page");

    let (_, headers, _) = file(&base, "/", "br").await;
    let policy = headers["content-security-policy"].to_str().unwrap();
    let directives: BTreeMap<_, _> = policy.split(';').filter_map(|d| d.trim().split_once(' ')).collect();
    for (name, value) in [
        ("default-src", "'self'"),
        ("script-src", "'self' 'wasm-unsafe-eval'"),
        ("style-src", "'self'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'self'"),
        ("frame-ancestors", "'none'"),
    ] {
        assert_eq!(directives.get(name), Some(&value), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains("http"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ] {
        for path in ["/", STYLES, "/api/v1/customers", "/docs/", "/nothing.css"] {
            assert_eq!(file(&base, path, "br").await.1[name], value, "{name} of {path}");
        }
    }
    drop(stop);
}

#[test]
fn the_start_page_has_no_script_and_no_style_that_the_policy_would_refuse() {
    let page = std::fs::read_to_string(root().join("frontend/index.html")).unwrap();
    let scripts: Vec<_> = page.split("<script").skip(1).collect();
    assert!(!scripts.is_empty());
    for script in scripts {
        let (tag, inside) = script.split_once('>').unwrap();
        assert!(tag.contains("src=\"/"), "{tag}");
        assert!(inside.starts_with("</script>"), "{inside}");
    }
    assert!(!page.contains("<style") && !page.contains("style="), "styles");
    let is_handler = |rest: &str| rest.split_once('=').is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase()));
    assert!(!page.split(" on").skip(1).any(is_handler), "handlers of events");
    assert!(loaded(&page).iter().all(|file| file.starts_with('/') && !file.starts_with("//")), "{:?}", loaded(&page));
}
