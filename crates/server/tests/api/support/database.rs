use platform::clock::Clock;
use platform::config::Config;
use platform::db::Door;
use sea_orm::{ConnectionTrait, Database};
use server::app::prepare;
use server::demo;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// The key of all test databases.
pub const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(0);

enum Template {
    Sqlite(PathBuf),
    Postgres { server: String, name: String },
}

/// The address of a database of one's own, with the demo company's people: a copy of a template made once.
pub async fn fresh(folder: &Path) -> String {
    let template = TEMPLATE.get_or_init(template).await;
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    match template {
        Template::Sqlite(file) => {
            let own = folder.join("yunchou.db");
            std::fs::copy(file, &own).unwrap();
            format!("sqlite:{}", own.display())
        }
        Template::Postgres { server, name } => {
            let own = format!("{name}_{number}");
            run(server, &format!("CREATE DATABASE {own} TEMPLATE {name}")).await;
            format!("{server}/{own}")
        }
    }
}

/// The address of a database that nobody has used yet.
pub async fn empty(folder: &Path) -> String {
    match TEMPLATE.get_or_init(template).await {
        Template::Sqlite(_) => format!("sqlite:{}", folder.join("yunchou.db").display()),
        Template::Postgres { server, name } => {
            let own = format!("{name}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
            run(server, &format!("CREATE DATABASE {own}")).await;
            format!("{server}/{own}")
        }
    }
}

async fn template() -> Template {
    match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => {
            // The database named last in the address is only where one connects to make others.
            let server = url.rsplit_once('/').unwrap().0.to_owned();
            let name = format!("yunchou_test_{}", std::process::id());
            run(&format!("{server}/postgres"), &format!("CREATE DATABASE {name}")).await;
            fill(&format!("{server}/{name}")).await;
            Template::Postgres { server, name }
        }
        Err(_) => {
            let folder = std::env::temp_dir().join(format!("yunchou-test-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            let file = folder.join("template.db");
            let _ = std::fs::remove_file(&file);
            fill(&format!("sqlite:{}", file.display())).await;
            Template::Sqlite(file)
        }
    }
}

async fn fill(url: &str) {
    let mut config = Config { secret_key: Some(SECRET.to_owned()), ..Config::default() };
    config.database.url = Some(url.to_owned());
    let state = prepare(config, Clock::default()).await.unwrap();
    let hash = platform::auth::password::hash(demo::PASSWORD.to_owned()).await.unwrap();
    demo::found_company(&Door::of_system(state.clone(), "template"), hash).await.unwrap();
    state.database.close().await;
}

async fn run(url: &str, sql: &str) {
    let address = if url.matches('/').count() > 2 { url.to_owned() } else { format!("{url}/postgres") };
    let connection = Database::connect(address).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}
