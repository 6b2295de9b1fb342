//! The commands of the binary `yunchou`.

mod data;
mod serve;

use anyhow::Result;
use clap::{Parser, Subcommand};
use platform::audit::Known;
use platform::clock::Clock;
use platform::config::Config;
use platform::telemetry;
use server::openapi;
use std::path::PathBuf;

/// Yunchou 运筹: the operating system of a marketing centre.
#[derive(Parser)]
#[command(version)]
pub struct Cli {
    /// Configuration file; without it `yunchou.toml` in this folder, if there is one.
    #[arg(long, global = true, env = "YUNCHOU_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve API and SPA.
    Serve {
        /// Fill an empty database with the demo company first.
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database to the newest tables.
    Migrate,
    /// Fill an empty database with the demo company.
    SeedDemo {
        #[arg(long, default_value_t = 200)]
        customers: u64,
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Create an administrator for an empty database; the password is read from YUNCHOU_ADMIN_PASSWORD.
    CreateAdmin {
        #[arg(long)]
        username: String,
        #[arg(long)]
        name: String,
    },
    /// Check the audit log from the first entry to its sealed end, and against what is known of it from outside.
    VerifyAudit {
        /// An end that was printed or logged earlier, as `number:hash`: the log must still hold it.
        #[arg(long = "head", value_name = "NUMBER:HASH")]
        heads: Vec<Known>,
        /// Seal an end that has no seal, after an upgrade that was broken off.
        #[arg(long)]
        seal: bool,
    },
    /// Print the OpenAPI document, or write it to a file.
    Openapi {
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Check the configuration and print what is in force, without secrets.
    CheckConfig,
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// With one line that says what is wrong.
    pub async fn run(self) -> Result<()> {
        if let Command::Openapi { write } = self.command {
            let json = openapi::json()?;
            match write {
                Some(file) => std::fs::write(file, json)?,
                None => print!("{json}"),
            }
            return Ok(());
        }
        let config = Config::load(self.config.as_deref())?;
        telemetry::start_logging(&config.log);
        match self.command {
            Command::Serve { demo } => serve::serve(config, demo).await,
            Command::Migrate => server::app::prepare(config, Clock::default()).await.map(|_| println!("The database is up to date.")),
            Command::SeedDemo { customers, seed } => data::seed_demo(config, customers, seed).await,
            Command::CreateAdmin { username, name } => data::create_admin(config, username, name).await,
            Command::VerifyAudit { heads, seal } => data::verify_audit(config, heads, seal).await,
            Command::CheckConfig => data::check_config(config),
            Command::Openapi { .. } => Ok(()),
        }
    }
}
