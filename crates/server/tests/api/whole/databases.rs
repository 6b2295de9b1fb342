//! The measured traps of the databases, each kept shut by a test.

use crate::support::App;
use contract::SubjectKind;
use engines::numbering::{self, Series};
use platform::audit::{Change, Known, Verb, Verdict, anchor, entry, verify};
use platform::db::{Door, Tx, is_postgres};
use platform::http::State;
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, Statement, TransactionTrait};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Reads, takes a number: what fails for "database is locked" where transactions begin as readers.
async fn takes_a_number(door: Door) -> Reply<String> {
    let write = async |tx: &mut Tx| {
        entry::Entity::find().count(tx.conn()).await?;
        numbering::next(tx, Series::Customer).await
    };
    door.write_as_system(write).await
}

/// From two nodes: within one, the single writing connection alone would keep the trap shut.
#[actix_web::test]
async fn read_then_write_never_fails_for_a_locked_database() {
    let app = App::start().await;
    let nodes = [app.state.clone(), app.another_node().await];
    let tasks = (0..8).map(|n| {
        let door = Door::of_system(nodes[n % 2].clone(), "trap");
        async move {
            let mut failed = Vec::new();
            for _ in 0..50 {
                failed.extend(takes_a_number(door.clone()).await.err());
            }
            failed
        }
    });
    let failed: Vec<_> = futures_util::future::join_all(tasks).await.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{failed:?}");
    let next = takes_a_number(Door::of_system(app.state.clone(), "trap")).await;
    assert_eq!(next.unwrap(), "KH-000401", "no update was lost");
}

/// The trap itself, and that the door stays clear of it: the same steps in the same order (SQLite).
#[actix_web::test]
async fn a_transaction_that_begins_as_a_reader_is_refused_the_write_and_the_door_begins_none() {
    let app = App::start().await;
    let (one, other) = (app.state.clone(), app.another_node().await);
    if is_postgres(one.database.migrating()) {
        return;
    }
    let deferred = one.database.migrating().begin().await.unwrap();
    entry::Entity::find().count(&deferred).await.unwrap();
    takes_a_number(Door::of_system(other.clone(), "other")).await.unwrap();
    let refused = deferred.execute_unprepared("UPDATE audit_head SET seq = seq").await.unwrap_err().to_string();
    assert!(refused.contains("locked"), "{refused}");
    deferred.rollback().await.unwrap();

    let waiting: Rc<RefCell<Vec<JoinHandle<Reply<String>>>>> = Rc::default();
    let begun = waiting.clone();
    let write = async move |tx: &mut Tx| {
        entry::Entity::find().count(tx.conn()).await?;
        begun.borrow_mut().push(actix_web::rt::spawn(takes_a_number(Door::of_system(other.clone(), "other"))));
        actix_web::rt::time::sleep(Duration::from_millis(300)).await;
        let overtaken = begun.borrow()[0].is_finished();
        Ok((overtaken, numbering::next(tx, Series::Customer).await?))
    };
    let (overtaken, number) = Door::of_system(one, "trap").write_as_system(write).await.unwrap();
    assert_eq!((overtaken, number.as_str()), (false, "KH-000002"), "the other writer waits from the first reading on");
    let other = waiting.take().remove(0);
    let other = other.await.unwrap();
    assert_eq!(other.unwrap(), "KH-000003");
}

/// What SQLite was told, asked of the connections themselves.
#[actix_web::test]
async fn every_commit_is_on_the_disk_before_it_is_answered() {
    let app = App::start().await;
    let writer = app.state.database.migrating();
    if is_postgres(writer) {
        return;
    }
    for (pragma, value) in
        [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("busy_timeout", "5000"), ("journal_size_limit", "67108864")]
    {
        for connection in [writer, app.state.database.reader().conn()] {
            let row =
                connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"))).await.unwrap().unwrap();
            let told = row.try_get_by_index::<i64>(0).map_or_else(|_| row.try_get_by_index(0).unwrap(), |number| number.to_string());
            assert_eq!(told, value, "{pragma}");
        }
    }
}

#[actix_web::test]
async fn a_failed_write_leaves_nothing_and_does_not_disturb_its_neighbours() {
    let app = App::start().await;
    let writes = (0..40).map(|n| {
        let door = Door::of_system(app.state.clone(), "group");
        async move {
            let write = async move |tx: &mut Tx| -> Reply<()> {
                engines::numbering::next(tx, engines::numbering::Series::Campaign).await?;
                if n % 2 == 0 { Err(Error::NotFound) } else { Ok(()) }
            };
            door.write_as_system(write).await.is_ok()
        }
    });
    let done = futures_util::future::join_all(writes).await;
    assert_eq!(done.iter().filter(|ok| **ok).count(), 20);
    let door = Door::of_system(app.state.clone(), "group");
    let next = door.write_as_system(async |tx: &mut Tx| engines::numbering::next(tx, engines::numbering::Series::Campaign).await).await;
    assert_eq!(next.unwrap(), "HD-000021");
}

const MIB: u64 = 1024 * 1024;

/// A write of about a megabyte.
async fn writes_much(state: &Arc<State>) {
    let write = async |tx: &mut Tx| {
        let change = Change { field: "note".to_owned(), old: None, new: Some("甲".repeat(350_000)) };
        tx.note(Verb::Update, SubjectKind::Customer, uuid::Uuid::now_v7(), vec![change]);
        Ok(())
    };
    Door::of_system(state.clone(), "much").write_as_system(write).await.unwrap();
}

#[actix_web::test]
async fn the_write_ahead_log_stays_short_however_much_is_written() {
    let app = App::start().await;
    let mut longest = 0;
    for _ in 0..40 {
        writes_much(&app.state).await;
        entry::Entity::find().count(app.state.database.reader().conn()).await.unwrap();
        longest = longest.max(app.state.database.wal_bytes());
    }
    assert!(longest < 16 * MIB, "{longest} bytes of log after 40 MB");
}

/// A reader that goes on for long keeps the log from being folded while others write; after its end the log is cut off (SQLite).
#[actix_web::test]
async fn beside_a_long_reader_the_log_grows_and_then_it_is_cut_off() {
    let app = App::start().await;
    let database = &app.state.database;
    if is_postgres(database.migrating()) {
        return;
    }
    let long = database.reader().conn().begin().await.unwrap();
    let before = entry::Entity::find().count(&long).await.unwrap();
    for _ in 0..10 {
        writes_much(&app.state).await;
    }
    let folds = async {
        for _ in 0..10 {
            database.checkpoint().await;
        }
    };
    let writers = (0..8).map(|_| async {
        for _ in 0..15 {
            takes_a_number(Door::of_system(app.state.clone(), "beside")).await.unwrap();
        }
    });
    tokio::join!(folds, futures_util::future::join_all(writers));
    assert!(database.wal_bytes() > 8 * MIB, "the reader still needs it");
    assert_eq!(entry::Entity::find().count(&long).await.unwrap(), before, "the reader sees what was there when it began");
    long.rollback().await.unwrap();
    database.checkpoint().await;
    assert!(database.wal_bytes() < MIB, "{} bytes are left", database.wal_bytes());
    assert_eq!(
        takes_a_number(Door::of_system(app.state.clone(), "after")).await.unwrap(),
        "KH-000121",
        "nothing written beside it was lost"
    );
}

/// Each connection that queries get, not only the first of them.
#[actix_web::test]
async fn a_reader_cannot_write() {
    let app = App::start().await;
    let reader = app.state.database.reader().conn();
    let kept = entry::Entity::find().count(reader).await.unwrap();
    let mut all = Vec::new();
    for _ in 0..app.state.config.database.readers {
        all.push(reader.begin().await.unwrap());
    }
    for transaction in all {
        let statements = [
            "DELETE FROM audit_entry",
            "UPDATE audit_head SET seq = 0",
            "INSERT INTO audit_head (id, seq, hash) VALUES (2, 0, '')",
            "DROP TABLE audit_head",
        ];
        for statement in statements {
            let open = transaction.begin().await.unwrap();
            let refused = open.execute_unprepared(statement).await.unwrap_err().to_string();
            assert!(refused.contains("readonly") || refused.contains("read-only"), "{statement}: {refused}");
            open.rollback().await.unwrap();
        }
        transaction.rollback().await.unwrap();
    }
    assert_eq!((entry::Entity::find().count(reader).await.unwrap(), kept > 0), (kept, true));
}

/// Indexes of trigrams find no word of one or two characters, and most Chinese words are of two.
#[actix_web::test]
async fn a_word_of_one_two_or_three_characters_finds_exactly_the_names_that_hold_it() {
    const NAMES: [&str; 8] = ["成都云杉整装", "云杉成都分店", "杉云家居", "整装成家", "都江堰云裳", "装饰云", "成都成都", "江云杉"];
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for name in NAMES {
        rep.post("/customers", json!({ "name": name, "kind": "company", "tier": "c" })).await.ok(201);
    }
    let mut words: Vec<String> = Vec::new();
    for name in NAMES {
        let characters: Vec<char> = name.chars().collect();
        words.extend((1..=3).flat_map(|length| characters.windows(length).map(|word| word.iter().collect())));
    }
    words.extend(["云成", "杉都", "装成都", "店"].map(str::to_owned));
    words.sort_unstable();
    words.dedup();
    for word in words {
        let mut expected: Vec<&str> = NAMES.into_iter().filter(|name| name.contains(&word)).collect();
        let page = rep.get(&format!("/customers?q={word}&limit=200")).await.ok(200);
        let mut found: Vec<&str> = page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{word}");
    }
}

#[actix_web::test]
async fn any_change_of_the_audit_log_is_found() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let reader = app.state.database.reader().clone();
    let Verdict::Intact(entries) = verify(reader.conn(), &app.state.keys, &[]).await.unwrap() else { panic!("broken from the start") };
    assert!(entries.seq > 5);
    for (change, undo) in [
        ("UPDATE audit_entry SET changes = '[]' WHERE seq = 3", None),
        ("DELETE FROM audit_entry WHERE seq = (SELECT MAX(seq) FROM audit_entry)", None),
        ("DELETE FROM audit_entry WHERE seq = 2", None),
        (
            "UPDATE audit_entry SET seq = -2 WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3; \
             UPDATE audit_entry SET seq = 3 WHERE seq = -2",
            None,
        ),
        ("UPDATE audit_entry SET seq = -seq WHERE seq = 2", Some("UPDATE audit_entry SET seq = 2 WHERE seq = -2")),
    ] {
        let app = App::start().await;
        app.sign_in("rep").await;
        let writer = app.state.database.migrating().clone();
        writer.execute_unprepared(change).await.unwrap();
        let found = verify(app.state.database.reader().conn(), &app.state.keys, &[]).await.unwrap();
        assert!(matches!(found, Verdict::Broken(_)), "{change}");
        if let Some(undo) = undo {
            writer.execute_unprepared(undo).await.unwrap();
            assert!(matches!(verify(app.state.database.reader().conn(), &app.state.keys, &[]).await.unwrap(), Verdict::Intact(_)));
        }
    }
}

async fn verdict(app: &App, known: &[Known]) -> Verdict {
    verify(app.state.database.reader().conn(), &app.state.keys, known).await.unwrap()
}

/// The head's row as SQL that puts it back.
async fn head(app: &App) -> (i64, String) {
    let conn = app.state.database.reader().conn();
    let sql = "SELECT seq, hash, seal FROM audit_head WHERE id = 1";
    let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap().unwrap();
    let text = |column: &str| row.try_get::<String>("", column).unwrap();
    let seq: i64 = row.try_get("", "seq").unwrap();
    (seq, format!("UPDATE audit_head SET seq = {seq}, hash = '{}', seal = '{}' WHERE id = 1", text("hash"), text("seal")))
}

/// PLT-06: without the key nobody cuts off the end, whatever they write into the head.
#[actix_web::test]
async fn an_audit_log_whose_end_was_cut_off_is_found_and_stays_found() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let Verdict::Intact(end) = verdict(&app, &[]).await else { panic!("broken from the start") };
    let writer = app.state.database.migrating().clone();
    let left = end.seq - 2;
    for sql in [
        format!("DELETE FROM audit_entry WHERE seq > {left}"),
        format!("UPDATE audit_head SET seq = {left}, hash = (SELECT hash FROM audit_entry WHERE seq = {left}) WHERE id = 1"),
    ] {
        writer.execute_unprepared(&sql).await.unwrap();
    }
    assert_eq!(verdict(&app, &[]).await, Verdict::Unsealed(left));
    rep.enters_a_customer("武汉立方有限公司").await;
    assert!(matches!(verdict(&app, &[]).await, Verdict::Unsealed(more) if more > left), "a later write makes nothing right");
    for forged in ["''", "'broken'"] {
        writer.execute_unprepared(&format!("UPDATE audit_head SET seal = {forged} WHERE id = 1")).await.unwrap();
        let again = app.another_node().await;
        let found = verify(again.database.reader().conn(), &again.keys, &[]).await.unwrap();
        assert!(matches!(found, Verdict::Unsealed(_)), "nor does a start: {forged}");
    }
}

/// PLT-06: what was put back as a whole is found by whoever remembers a later end.
#[actix_web::test]
async fn a_head_that_was_rolled_back_is_found() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let (before, put_back) = head(&app).await;
    rep.enters_a_customer("成都嘉业文化传播有限公司").await;
    let later = anchor::cast(&app.state).await.unwrap();
    assert_eq!(verdict(&app, &[]).await, Verdict::Intact(later.clone()));
    let writer = app.state.database.migrating().clone();
    writer.execute_unprepared(&put_back).await.unwrap();
    assert_eq!(verdict(&app, &[]).await, Verdict::Broken(before + 1), "entries beyond a sealed head belong to nobody");
    writer.execute_unprepared(&format!("DELETE FROM audit_entry WHERE seq > {before}")).await.unwrap();
    assert!(matches!(verdict(&app, &[]).await, Verdict::Intact(_)), "in itself it is right");
    assert_eq!(anchor::read(&app.state).unwrap(), Some(later.clone()));
    let found = verdict(&app, std::slice::from_ref(&later)).await;
    assert_eq!(found, Verdict::RolledBack { left: before, known: later.seq }, "the anchor remembers more");
    assert!(anchor::cast(&app.state).await.is_err(), "the job fails");
    while head(&app).await.0 <= later.seq {
        rep.enters_a_customer(&format!("绿地木业{}有限公司", head(&app).await.0)).await;
    }
    assert_eq!(verdict(&app, std::slice::from_ref(&later)).await, Verdict::Rewritten(later.seq), "nor can it grow over it");
    assert!(anchor::cast(&app.state).await.is_err());
    std::fs::write(app.state.config.data_dir.join("audit.anchor"), "1:00 00").unwrap();
    assert!(anchor::read(&app.state).is_err(), "an anchor is no use without the key");
}

#[actix_web::test]
async fn the_end_of_the_audit_log_is_remembered_by_the_clock() {
    let app = App::start().await;
    app.sign_in("rep").await;
    assert_eq!(anchor::read(&app.state).unwrap(), None);
    app.works().await;
    let known = anchor::read(&app.state).unwrap().unwrap();
    assert!(known.seq > 0 && known.to_string().parse::<Known>().unwrap() == known);
    app.sign_in("rep2").await;
    app.later(chrono::TimeDelta::hours(2));
    app.works().await;
    assert!(anchor::read(&app.state).unwrap().unwrap().seq > known.seq);
}

#[actix_web::test]
async fn a_copied_database_shows_no_phone_and_no_address() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    let body = json!({ "name": "成都嘉业", "kind": "company", "tier": "a", "phone": "13816613186", "address": "武侯区长青路600号" });
    rep.post("/customers", body).await.ok(201);
    let csv = "公司名称,手机,地址\n武汉立方有限公司,15804558530,洪山区佳和路515号\n";
    rep.upload("/customer-imports", "a.csv", csv.as_bytes().to_vec()).await.ok(201);
    let conn = app.state.database.reader().conn();
    for (table, columns) in [
        ("customer", "coalesce(phone_sealed,'') || coalesce(phone_hint,'') || coalesce(phone_hash,'') || coalesce(address_sealed,'')"),
        ("audit_entry", "changes"),
        ("event", "data"),
        ("idempotency", "reply"),
        ("search_document", "text"),
        ("customer_import_row", "cells_sealed"),
    ] {
        let sql = format!("SELECT {columns} AS v FROM {table}");
        for row in conn.query_all_raw(Statement::from_string(conn.get_database_backend(), sql)).await.unwrap() {
            let value: String = row.try_get("", "v").unwrap();
            for canary in ["13816613186", "长青路600", "15804558530", "佳和路515"] {
                assert!(!value.contains(canary), "{table} shows {canary}");
            }
        }
    }
}
