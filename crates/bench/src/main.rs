//! `make bench`: how fast the released program is, against floors measured in the same run.
//!
//! Start reading at [`rounds::round`], what is measured on one database; [`report`] holds it against the goals.

mod floor;
mod load;
mod process;
mod product;
mod report;
mod rounds;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the floors; the benchmark starts this itself.
    #[command(hide = true)]
    Floor {
        #[arg(long)]
        port: u16,
        #[arg(long, env = "BENCH_DATABASE")]
        database: String,
    },
}

/// How much to measure.
#[derive(clap::Args)]
pub struct Settings {
    /// Customers in the database.
    #[arg(long, default_value_t = 100_000)]
    customers: u32,
    /// Seconds of each load.
    #[arg(long, default_value_t = 5)]
    seconds: u32,
    /// Only make the databases, to measure later with `--reuse`.
    #[arg(long)]
    prepare: bool,
    /// Measure on the databases of an earlier run.
    #[arg(long)]
    reuse: bool,
    /// A PostgreSQL database whose tables may be lost. Absent: SQLite only.
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    postgres: Option<String>,
    /// Where the report goes, besides the terminal.
    #[arg(long, default_value = "docs/BENCHMARKS.md")]
    write: PathBuf,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    match cli.command {
        Some(Command::Floor { port, database }) => floor::serve(&database, port),
        None => actix_web::rt::System::new().block_on(measure(&cli.settings)),
    }
}

async fn measure(settings: &Settings) -> Result<()> {
    let here = std::env::current_exe()?;
    let folder = here.parent().context("no folder")?;
    let program = folder.join("yunchou");
    let work = folder.parent().unwrap_or(Path::new(".")).join("bench");
    let mut rounds = vec![rounds::round(settings, &program, &work.join("sqlite"), None).await?];
    if let Some(url) = &settings.postgres {
        rounds.push(rounds::round(settings, &program, &work.join("postgres"), Some(url)).await?);
    }
    if !settings.prepare {
        let text = report::report(settings, &program, &rounds)?;
        println!("{text}");
        std::fs::write(&settings.write, text).with_context(|| settings.write.display().to_string())?;
    }
    Ok(())
}
