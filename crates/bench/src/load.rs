//! Load by wrk, and what each request cost the server.

use crate::process::cpu_micros;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What wrk saw; latencies in microseconds.
#[derive(Clone, Debug, Deserialize)]
pub struct Seen {
    pub requests: u64,
    pub micros: u64,
    pub p50: u64,
    pub p99: u64,
    /// Answers of 400 and above.
    pub bad: u64,
    /// Connections that failed or timed out.
    pub broken: u64,
}

/// One measured load.
#[derive(Clone, Debug)]
pub struct Measured {
    pub seen: Seen,
    /// Microseconds of CPU of the servers, all processes together, for one request.
    pub cpu: f64,
}

impl Measured {
    /// Requests a second.
    pub fn rate(&self) -> f64 {
        self.seen.requests as f64 * 1e6 / self.seen.micros.max(1) as f64
    }
}

/// Where and how the load goes.
pub struct Bench {
    /// Folder for scripts and lists of paths.
    pub folder: PathBuf,
    pub seconds: u32,
}

impl Bench {
    /// Writes wrk's scripts into the folder.
    pub fn new(folder: &Path, seconds: u32) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let done = include_str!("../lua/done.lua");
        std::fs::write(folder.join("get.lua"), format!("{}\n{done}", include_str!("../lua/get.lua")))?;
        std::fs::write(folder.join("create.lua"), format!("{}\n{done}", include_str!("../lua/create.lua")))?;
        Ok(Self { folder: folder.to_owned(), seconds })
    }

    /// Asks `base` for these paths in turn.
    pub fn get(&self, base: &str, token: Option<&str>, paths: &[String], servers: &[u32]) -> Result<Measured> {
        let list = self.folder.join("paths.txt");
        std::fs::write(&list, paths.join("\n"))?;
        let mut arguments = vec![list.display().to_string()];
        arguments.extend(token.map(str::to_owned));
        self.wrk("get.lua", base, 16, &arguments, servers)
    }

    /// Creates customers at `path` over so many connections.
    pub fn create(&self, base: &str, path: &str, token: Option<&str>, connections: u32, servers: &[u32]) -> Result<Measured> {
        let run = format!("{:x}", chrono::Utc::now().timestamp_millis());
        let mut arguments = vec![path.to_owned(), run];
        arguments.extend(token.map(str::to_owned));
        self.wrk("create.lua", base, connections, &arguments, servers)
    }

    fn wrk(&self, script: &str, base: &str, connections: u32, arguments: &[String], servers: &[u32]) -> Result<Measured> {
        let mut wrk = Command::new("wrk");
        wrk.args(["--threads", "1", "--connections", &connections.to_string(), "--duration", &format!("{}s", self.seconds)]);
        wrk.arg("--script").arg(self.folder.join(script)).arg(base).arg("--").args(arguments);
        let before = cpu_micros(servers)?;
        let made = wrk.stdin(Stdio::null()).output().context("cannot start wrk: run crates/xtask/scripts/setup.sh bench")?;
        let cpu = cpu_micros(servers)? - before;
        let text = String::from_utf8_lossy(&made.stdout);
        let line = text.lines().find_map(|l| l.strip_prefix("RESULT ")).with_context(|| format!("wrk said: {text}"))?;
        let seen: Seen = serde_json::from_str(line)?;
        ensure!(seen.requests > 0, "nothing was answered");
        Ok(Measured { cpu: cpu as f64 / seen.requests as f64, seen })
    }
}
