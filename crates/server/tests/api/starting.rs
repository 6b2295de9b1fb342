//! PLT-10, CRM-08: what a start refuses.

use crate::support::database;
use platform::clock::Clock;
use platform::config::Config;
use server::app::prepare;

#[actix_web::test]
async fn a_database_in_use_without_its_key_does_not_start() {
    let data = tempfile::tempdir().unwrap();
    let mut config = Config { data_dir: data.path().to_owned(), ..Config::default() };
    config.database.url = Some(database::empty(data.path()).await);
    let key = data.path().join("secret.key");
    let first = prepare(config.clone(), Clock::default()).await.unwrap();
    first.database.close().await;
    assert!(key.exists(), "a new company gets a key");
    prepare(config.clone(), Clock::default()).await.unwrap().database.close().await;
    std::fs::rename(&key, data.path().join("elsewhere")).unwrap();
    let refused = prepare(config, Clock::default()).await.err().map(|e| format!("{e:#}")).unwrap();
    assert!(refused.contains("secret.key is missing, but the database is in use") && !refused.contains('\n'), "{refused}");
    assert!(!key.exists(), "no new key was made");
}
