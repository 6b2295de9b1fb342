//! The report: tables, and each goal met or not met by how much and why.

mod goals;

use crate::Settings;
use crate::process::run;
use crate::product::size;
use crate::rounds::{Line, PEOPLE, Round};
use anyhow::Result;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

/// Bytes as people read them.
fn bytes(n: u64) -> String {
    if n >= 10_000_000 { format!("{:.0} MB", n as f64 / 1e6) } else { format!("{:.0} kB", n as f64 / 1e3) }
}

fn millis(micros: u64) -> String {
    format!("{:.1}", micros as f64 / 1e3)
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// The whole report in Markdown.
///
/// # Errors
/// Where this machine does not tell what it is.
pub fn report(settings: &Settings, program: &Path, rounds: &[Round]) -> Result<String> {
    let mut out = String::new();
    head(&mut out, settings)?;
    for round in rounds {
        table(&mut out, round)?;
    }
    rest(&mut out, program, rounds)?;
    out.push_str("\n## Against the goals\n\n| goal | wanted | measured | |\n|---|---|---|---|\n");
    let verdicts = goals::verdicts(program, rounds);
    for v in &verdicts {
        let mark = if v.met { "met" } else { "**not met**" };
        writeln!(out, "| {} | {} | {} | {mark} |", v.goal, v.wanted, v.found)?;
    }
    out.push_str("\n### Why not\n\n");
    let mut told = Vec::new();
    for v in verdicts.iter().filter(|v| !v.met && !v.why.is_empty()) {
        if !told.contains(&v.why) {
            writeln!(out, "- {}: {}", v.goal, v.why)?;
            told.push(v.why);
        }
    }
    Ok(out)
}

fn head(out: &mut String, settings: &Settings) -> Result<()> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = cpu.lines().find_map(|l| l.strip_prefix("model name")).map_or("unknown", |l| l.trim_start_matches([' ', '\t', ':']));
    let memory = std::fs::read_to_string("/proc/meminfo")?;
    let memory = memory.lines().next().and_then(|l| l.split_whitespace().nth(1)).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    let cores = std::thread::available_parallelism()?;
    let commit = run("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_else(|_| "unknown".to_owned());
    writeln!(
        out,
        "# Benchmarks\n\n\
         Written by `make bench`, which anyone can run again. {}, commit {commit}.\n\
         Machine: {model}, {cores} cores, {:.0} GB, Linux {}, {}.\n\
         wrk, the server and the database share these cores, and so may other programs: **only ratios within one run count**.\n\n\
         The released program with every setting at its default (request log on, 2 workers, 4 reading connections), the demo company with {} customers. \
         Every request of the product carries an access token; session, roles and reach are read anew from the database, confidential values are masked.\n\n\
         - `hello` and `json`: actix with nothing in it, in a process of its own.\n\
         - *bare SQL*: plain sqlx behind actix, with the one statement that the answer needs at the least; for *create* one `INSERT` of the customer's row, \
         each in a commit of its own.\n\
         - *same statements*: plain sqlx behind actix, with every statement that the product runs for a person who sees their own records.\n\
         - The product as asked by {}.\n\
         - *list*: 50 of the customers of one city and tier, newest first; twelve such pairs in turn.\n\
         - *create*: customer file, sealed phone and address, search index, number, tasks for the reviewers, audit entries, event and the answer for a repeated \
         request, in one commit. A key and a name of its own for each.\n\
         - 16 connections unless said otherwise, {} s each. CPU: user and system time of all server processes (PostgreSQL's included, wrk's not), divided by requests.",
        chrono::Utc::now().format("%Y-%m-%d %H:%M UTC"),
        memory as f64 / 1024.0 / 1024.0,
        run("uname", &["-r"])?,
        run("rustc", &["--version"]).unwrap_or_default(),
        settings.customers,
        PEOPLE.map(|(name, reach)| format!("`{name}` (sees {reach})")).join(", "),
        settings.seconds,
    )?;
    Ok(())
}

fn table(out: &mut String, round: &Round) -> Result<()> {
    writeln!(out, "\n## {}\n\n{} {}\n", round.engine, round.engine, round.database)?;
    out.push_str("| request | answered by | requests/s | p50 ms | p99 ms | CPU µs | CPU ÷ hello | CPU ÷ bare SQL | rate ÷ hello | SQL statements |\n");
    out.push_str("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    let hello = round.line("hello", "bare actix");
    for line in &round.lines {
        let bare =
            round.line(line.what, "bare SQL").or_else(|| line.what.starts_with("list").then(|| round.line("list", "bare SQL")).flatten());
        // Of two loads at once nobody can tell whose CPU it was.
        let alone = !line.what.contains("beside");
        let cpu = if alone { format!("{:.0}", line.measured.cpu) } else { String::new() };
        let by = if PEOPLE.iter().any(|(name, _)| *name == line.by) { format!("Yunchou, {}", line.by) } else { line.by.clone() };
        writeln!(
            out,
            "| {} | {by} | {:.0} | {} | {} | {} | {} | {} | {} | {} |",
            line.what,
            line.measured.rate(),
            millis(line.measured.seen.p50),
            millis(line.measured.seen.p99),
            cpu,
            ratio(line, hello.filter(|_| alone), |m| m.measured.cpu),
            ratio(line, bare.filter(|_| alone), |m| m.measured.cpu),
            ratio(line, hello, |m| m.measured.rate()),
            line.statements.map_or(String::new(), |n| format!("{n:.1}")),
        )?;
    }
    Ok(())
}

fn ratio(line: &Line, to: Option<&Line>, of: impl Fn(&Line) -> f64) -> String {
    to.map_or(String::new(), |to| {
        let ratio = of(line) / of(to).max(1e-9);
        if ratio < 1.0 { format!("{ratio:.3}") } else { format!("{ratio:.1}") }
    })
}

fn rest(out: &mut String, program: &Path, rounds: &[Round]) -> Result<()> {
    writeln!(out, "\n## Start, memory, sizes\n\n| | {} |", rounds.iter().map(|r| r.engine).collect::<Vec<_>>().join(" | "))?;
    writeln!(out, "|---|{}", "---:|".repeat(rounds.len()))?;
    let mut row = |name: &str, cell: &dyn Fn(&Round) -> String| {
        writeln!(out, "| {name} | {} |", rounds.iter().map(cell).collect::<Vec<_>>().join(" | "))
    };
    row("`seed-demo` of this company", &|r| format!("{:.0} s", r.seeded.as_secs_f64()))?;
    row("database file", &|r| if r.bytes > 0 { bytes(r.bytes) } else { String::new() })?;
    row("exec to `/readyz`, median of 5", &|r| format!("{:.0} ms", median(r.ready.clone()).as_secs_f64() * 1e3))?;
    row("resident memory, idle", &|r| bytes(r.idle))?;
    row("resident memory, after all load", &|r| bytes(r.loaded))?;
    row("write-ahead log at its longest", &|r| if r.bytes > 0 { bytes(r.log_bytes) } else { String::new() })?;
    row("log lines about a locked database", &|r| r.locked.to_string())?;
    writeln!(out, "\nThe program: {} with the browser application inside.", bytes(size(program)))?;
    if let Some(first) = rounds.first() {
        let files: Vec<String> = first.first_load.iter().map(|(name, n)| format!("`{name}` {}", bytes(*n))).collect();
        let all: u64 = first.first_load.iter().map(|(_, n)| n).sum();
        writeln!(out, "Sent to a browser before the first page, brotli: {} ({}); {}.", bytes(all), files.join(", "), application())?;
    }
    Ok(())
}

/// Which build of the browser application lies in `frontend/dist`.
fn application() -> &'static str {
    match std::fs::read_to_string("frontend/.web/stamp").unwrap_or_default().split(' ').next() {
        Some("wasm-release") => "the build for a release (`cargo xtask web --release`)",
        Some("web") => "the quick build of `make run`, not that of a release",
        _ => "a build of unknown kind",
    }
}
