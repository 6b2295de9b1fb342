//! What a process and everything it started cost, from `/proc`.

use anyhow::{Context, Result, ensure};
use std::collections::HashMap;
use std::fs;
use std::process::Command;

/// One line of `/proc/<pid>/stat`, as far as it matters here.
struct Stat {
    parent: u32,
    /// Own CPU time and that of children that have ended, in clock ticks.
    ticks: u64,
}

fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses may hold anything; fields are counted after it, the third of the whole being the first here.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at - 3).and_then(|f| f.parse::<u64>().ok());
    let ticks = [14, 15, 16, 17].into_iter().filter_map(number).sum();
    Some(Stat { parent: u32::try_from(number(4)?).ok()?, ticks })
}

/// The process that started this one.
pub fn parent(pid: u32) -> Result<u32> {
    Ok(stat(pid).with_context(|| format!("no process {pid}"))?.parent)
}

/// CPU time so far of these processes and all their descendants, in microseconds.
pub fn cpu_micros(roots: &[u32]) -> Result<u64> {
    let all: HashMap<u32, Stat> = fs::read_dir("/proc")?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid: u32| Some((pid, stat(pid)?)))
        .collect();
    let belongs = |pid: u32| {
        let mut at = pid;
        loop {
            if roots.contains(&at) {
                return true;
            }
            match all.get(&at) {
                Some(stat) if stat.parent > 1 => at = stat.parent,
                _ => return false,
            }
        }
    };
    let ticks: u64 = all.iter().filter(|(pid, _)| belongs(**pid)).map(|(_, stat)| stat.ticks).sum();
    Ok(ticks * 1_000_000 / ticks_per_second()?)
}

/// Resident memory of one process, in bytes.
pub fn resident(pid: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kilobytes * 1024)
}

fn ticks_per_second() -> Result<u64> {
    Ok(run("getconf", &["CLK_TCK"])?.parse()?)
}

/// Runs a small program and gives what it printed, trimmed.
pub fn run(program: &str, arguments: &[&str]) -> Result<String> {
    let made = Command::new(program).args(arguments).output().with_context(|| format!("cannot start {program}"))?;
    ensure!(made.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&made.stderr));
    Ok(String::from_utf8_lossy(&made.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_costs_time_and_memory() {
        let me = std::process::id();
        let before = cpu_micros(&[me]).unwrap();
        let mut sum = 0u64;
        while cpu_micros(&[me]).unwrap() < before + 20_000 {
            sum = std::hint::black_box(sum + 1);
        }
        assert!(resident(me).unwrap() > 100_000);
        assert!(parent(me).unwrap() > 0);
    }
}
