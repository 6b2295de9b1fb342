//! Where the standard library for WebAssembly comes from.
//!
//! With rustup it is `rustup target add wasm32-unknown-unknown`. Where that target cannot be fetched, Debian's
//! `rustc-web` compiles it once from the source that `rust-web-src` brings, into the user's cache.

use crate::{output, run};
use anyhow::{Context, Result, ensure};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The compilation target of the browser application.
pub const TARGET: &str = "wasm32-unknown-unknown";

const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
/// The splitter moves functions to other files and must know who calls whom. Leptos compiles views of few types instead of one type
/// for each: less to build and less to send.
const COMMON: &str = "-Clink-args=--emit-relocs --cfg=erase_components";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// The variables that a cargo call for [`TARGET`] needs on this machine.
///
/// They are for that one call only: exported to every cargo call they would change the compiler of the server too.
/// Builds the standard library when it is needed and not yet there (1–2 minutes).
pub fn wasm_env(root: &Path) -> Result<Vec<(&'static str, String)>> {
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    if Path::new(&output(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]))?).is_dir() {
        return Ok(vec![(FLAGS, COMMON.into())]);
    }
    ensure!(
        debian_std_source().is_some_and(|source| source.is_dir()),
        "no standard library for {TARGET}: run `rustup target add {TARGET}`, \
         or on Debian `apt-get install rustc-web cargo-web rust-web-src rust-web-llvm lld-22`"
    );
    let version = output(Command::new(DEBIAN_RUSTC).arg("--version"))?;
    let version = version.split_whitespace().nth(1).context("rustc --version names no version")?;
    let sysroot = user_cache()?.join(format!("wasm-std-{version}"));
    if !sysroot.is_dir() {
        eprintln!("  > compile Rust's standard library for WebAssembly (once, 1-2 minutes)");
        run(Command::new("bash").arg(root.join("crates/xtask/scripts/wasm-std.sh")).arg(&sysroot))?;
    }
    Ok(vec![("RUSTC", DEBIAN_RUSTC.into()), (FLAGS, format!("--sysroot={} {COMMON}", sysroot.display()))])
}

fn debian_std_source() -> Option<PathBuf> {
    let sysroot = output(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])).ok()?;
    Some(Path::new(&sysroot).join("lib/rustlib/src/rust/library"))
}

fn user_cache() -> Result<PathBuf> {
    match env::var_os("XDG_CACHE_HOME") {
        Some(cache) => Ok(cache.into()),
        None => Ok(Path::new(&env::var_os("HOME").context("HOME is not set")?).join(".cache")),
    }
}
