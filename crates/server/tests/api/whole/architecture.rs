//! The house's own rules: what a file may know, and how long it may be.

use super::root;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist"].contains(&name.as_str()) {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["crates", "frontend", "migrations"] {
        sources(&root().join(folder), &mut found);
    }
    let name = |p: &Path| p.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    found.iter().map(|p| (name(p), std::fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn no_file_is_longer_than_400_lines() {
    // Unit tests at the foot of a file do not count.
    let lines = |text: &str| text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
    let long: Vec<_> = all().into_iter().map(|(name, text)| (lines(&text), name)).filter(|(lines, _)| *lines > 400).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn rules_and_states_are_pure() {
    for (name, text) in
        all().iter().filter(|(name, _)| name.contains("crates/areas") && (name.ends_with("/rules.rs") || name.ends_with("/states.rs")))
    {
        for word in ["sea_orm", "actix_web", "async "] {
            assert!(!text.contains(word), "{name} knows {word}");
        }
    }
}

#[test]
fn areas_do_not_know_which_database_they_talk_to() {
    for (name, text) in all().iter().filter(|(name, _)| name.contains("crates/areas")) {
        for word in ["is_postgres", "DbBackend", "DatabaseConnection", "sqlx"] {
            assert!(!text.contains(word), "{name} knows {word}");
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let order = [
        "scoring",
        "contract",
        "locale",
        "sheets",
        "prints",
        "client",
        "platform",
        "engines",
        "organisation",
        "customers",
        "campaigns",
        "complaints",
        "workday",
        "kpi",
        "server",
    ];
    let place = |name: &str| order.iter().position(|o| *o == name);
    for (at, name) in order.iter().enumerate() {
        let folder = if at >= 8 && *name != "server" { format!("crates/areas/{name}") } else { format!("crates/{name}") };
        let manifest = std::fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap();
        for line in dependencies.lines().filter(|l| l.contains("workspace = true")) {
            let dependency = line.split(['.', ' ']).next().unwrap();
            assert!(place(dependency).is_none_or(|below| below < at), "{name} must not know {dependency}");
        }
    }
}
