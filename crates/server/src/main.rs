//! The binary `yunchou`.

mod cli;

use clap::Parser;

#[actix_web::main]
async fn main() -> std::process::ExitCode {
    match cli::Cli::parse().run().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("yunchou: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
