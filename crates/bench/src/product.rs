//! The real program, started as an operator would.

use crate::process::run;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The program, its settings and its data.
pub struct Product {
    pub program: PathBuf,
    /// Data folder and log of the program.
    pub folder: PathBuf,
    /// Absent: SQLite in the folder.
    pub postgres: Option<String>,
}

/// A running program; it is stopped when this goes.
pub struct Running {
    child: Child,
    pub base: String,
    /// From the start of the process to its first good answer on `/readyz`.
    pub ready_after: Duration,
    pub log: PathBuf,
}

impl Product {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).env("YUNCHOU__DATA_DIR", &self.folder).stdin(Stdio::null());
        if let Some(url) = &self.postgres {
            command.env("YUNCHOU__DATABASE__URL", url);
        }
        command
    }

    /// SQLite's file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("yunchou.db")
    }

    /// Fills the empty database with the demo company; how long it took.
    pub fn seed(&self, customers: u32) -> Result<Duration> {
        let started = Instant::now();
        let made = self.command().args(["seed-demo", "--customers", &customers.to_string()]).output()?;
        ensure!(made.status.success(), "seed-demo: {}", String::from_utf8_lossy(&made.stderr));
        Ok(started.elapsed())
    }

    /// Starts serving, with every setting at its default but the port.
    pub fn start(&self) -> Result<Running> {
        let port = free_port()?;
        let log = self.folder.join("log");
        let mut command = self.command();
        command.arg("serve").env("YUNCHOU__SERVER__PORT", port.to_string()).stdout(File::create(&log)?).stderr(Stdio::inherit());
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start {}", self.program.display()))?;
        let mut running = Running { child, base: format!("http://127.0.0.1:{port}"), ready_after: Duration::ZERO, log };
        running.ready_after = answers(port, "/readyz", started)?;
        Ok(running)
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until a good answer comes from a path; how long that was since `started`.
pub fn answers(port: u16, path: &str, started: Instant) -> Result<Duration> {
    while started.elapsed() < Duration::from_secs(60) {
        if asked(port, path).is_some_and(|line| line.starts_with("HTTP/1.1 2")) {
            return Ok(started.elapsed());
        }
        std::thread::sleep(Duration::from_micros(500));
    }
    bail!("nothing answers on port {port} after a minute")
}

fn asked(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Signs a demo person in; gives the access token.
    pub async fn sign_in(&self, http: &reqwest::Client, username: &str) -> Result<String> {
        let body = json!({ "username": username, "password": "yunchou-demo" });
        let answer = http.post(format!("{}/api/v1/sessions", self.base)).json(&body).send().await?.error_for_status()?;
        let answer: Value = answer.json().await?;
        Ok(answer["access_token"].as_str().context("no access token")?.to_owned())
    }

    /// Reads as JSON.
    pub async fn read(&self, http: &reqwest::Client, token: &str, path: &str) -> Result<Value> {
        let answer = http.get(format!("{}{path}", self.base)).bearer_auth(token).send().await?.error_for_status()?;
        Ok(answer.json().await?)
    }

    /// A value of `/metrics`; it is brought up to date each second.
    pub async fn metric(&self, http: &reqwest::Client, name: &str) -> Result<f64> {
        let text = http.get(format!("{}/metrics", self.base)).send().await?.text().await?;
        let value = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(' '));
        Ok(value.with_context(|| format!("no metric {name}"))?.trim().parse()?)
    }

    /// What a browser loads before the first page, as (name, compressed bytes).
    pub async fn first_load(&self, http: &reqwest::Client) -> Result<Vec<(String, u64)>> {
        let page = http.get(format!("{}/", self.base)).send().await?.error_for_status()?.text().await?;
        let mut files = vec![("/".to_owned(), 0)];
        files.extend(page.split(['"', '\'']).filter(|s| s.starts_with('/') && s.contains('.')).map(|s| (s.to_owned(), 0)));
        for (name, size) in &mut files {
            let answer = http.get(format!("{}{name}", self.base)).header("accept-encoding", "br").send().await?.error_for_status()?;
            *size = answer.bytes().await?.len() as u64;
        }
        Ok(files)
    }

    /// Lines of the log that contain one of these words.
    pub fn logged(&self, words: &[&str]) -> Result<usize> {
        let text = std::fs::read_to_string(&self.log)?;
        Ok(text.lines().filter(|line| words.iter().any(|word| line.contains(word))).count())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gracefully, so that SQLite folds its log into the file.
        let _ = run("kill", &[&self.child.id().to_string()]);
        let _ = self.child.wait();
    }
}

/// Bytes of a file; 0 where there is none.
pub fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}
