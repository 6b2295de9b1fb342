use anyhow::Result;
use platform::clock::Clock;
use platform::config::Config;
use server::app::{Application, prepare};
use server::demo;

/// Customers of the demo company where nobody asks for more.
const DEMO_CUSTOMERS: u64 = 200;

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// Where the database or the address cannot be had.
pub async fn serve(config: Config, with_demo: bool) -> Result<()> {
    let https = config.server.https;
    let state = prepare(config, Clock::default()).await?;
    if with_demo {
        super::data::seed_if_empty(&state, DEMO_CUSTOMERS, 1).await?;
    }
    let application = Application::build(state)?;
    let address = application.state.config.server.address.clone();
    let host = if address == "0.0.0.0" { "localhost" } else { &address };
    let scheme = if https { "https" } else { "http" };
    println!("\n  运筹 Yunchou  →  {scheme}://{host}:{}\n", application.port);
    if with_demo {
        println!("  演示账号 Demo sign-ins (密码 password: {})", demo::PASSWORD);
        for person in demo::PEOPLE.iter().filter(|p| demo::SHOWN.contains(&p.username)) {
            println!("    {:<18} {} · {}", person.username, person.name, person.post);
        }
        println!();
    }
    application.run(stop()).await
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
    tracing::info!("stopping");
}
