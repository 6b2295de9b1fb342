//! The measured traps of the databases, each kept shut by a test.

use crate::support::App;
use platform::audit::{Known, Verdict, anchor, entry, verify};
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[actix_web::test]
async fn read_then_write_never_fails_for_a_locked_database() {
    let app = App::start().await;
    let failed = Arc::new(AtomicUsize::new(0));
    let tasks = (0..8).map(|_| {
        let (door, failed) = (Door::of_system(app.state.clone(), "trap"), failed.clone());
        async move {
            for _ in 0..50 {
                let write = async move |tx: &mut Tx| -> Reply<u64> {
                    let seen = entry::Entity::find().count(tx.conn()).await?;
                    engines::numbering::next(tx, engines::numbering::Series::Customer).await?;
                    Ok(seen)
                };
                if door.write_as_system(write).await.is_err() {
                    failed.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    });
    futures_util::future::join_all(tasks).await;
    assert_eq!(failed.load(Ordering::Relaxed), 0);
    let door = Door::of_system(app.state.clone(), "trap");
    let next = door.write_as_system(async |tx: &mut Tx| engines::numbering::next(tx, engines::numbering::Series::Customer).await).await;
    assert_eq!(next.unwrap(), "KH-000401", "no update was lost");
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

#[actix_web::test]
async fn the_write_ahead_log_stays_short() {
    let app = App::start().await;
    let rep = app.sign_in("rep").await;
    for n in 0..60 {
        rep.enters_a_customer(&format!("成都嘉业{n}有限公司")).await;
    }
    app.state.database.checkpoint().await;
    assert!(app.state.database.wal_bytes() < 64 * 1024 * 1024);
}

#[actix_web::test]
async fn a_reader_cannot_write() {
    let app = App::start().await;
    let refused = app.state.database.reader().conn().execute_unprepared("DELETE FROM audit_entry").await;
    assert!(refused.is_err());
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
