//! `cargo xtask dev`: the program, always of the sources as they are now.

use crate::freshness::Workspace;
use crate::{cargo, step, web};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

/// Builds what changed, starts the program with the demo company, and watches the sources, until interrupted.
/// A build that fails says so and leaves the last good program running.
pub fn run(root: &Path) -> Result<()> {
    let mut built = (0, 0);
    let mut program: Option<Child> = None;
    loop {
        let workspace = Workspace::read(root)?;
        let found = (workspace.fingerprint("frontend")?, workspace.fingerprint("crates/server")?);
        if found != built {
            match build(root, found.1 != built.1) {
                Ok(()) => {
                    stop(program.take())?;
                    let mut serve = Command::new(workspace.target.join("debug/yunchou"));
                    program = Some(serve.current_dir(root).args(["serve", "--demo"]).spawn().context("cannot start yunchou")?);
                }
                Err(error) => eprintln!("xtask: {error:#}"),
            }
            built = found;
        }
        sleep(Duration::from_millis(500));
    }
}

fn build(root: &Path, server_changed: bool) -> Result<()> {
    web::build(root, web::Mode::Quick)?;
    if server_changed {
        step("server: cargo build", || crate::run(Command::new(cargo()).current_dir(root).args(["build", "--package", "server"])))?;
    }
    Ok(())
}

fn stop(program: Option<Child>) -> Result<()> {
    if let Some(mut program) = program {
        program.kill()?;
        program.wait()?;
    }
    Ok(())
}
