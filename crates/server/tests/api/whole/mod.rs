//! Proofs over the whole API, taken from the OpenAPI document: they need no upkeep.

mod architecture;
mod authorization;
mod databases;
mod document;
mod errors;
mod lists;
mod sample;

use std::path::PathBuf;

/// The top of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).canonicalize().unwrap()
}

/// Compares with a committed file; `UPDATE_GOLDEN=1` writes it anew, and the difference is read in review.
#[track_caller]
pub fn golden(file: &str, now: &str) {
    let path = root().join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, now).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(known == now, "{file} differs; look at it with UPDATE_GOLDEN=1 and git diff\n{now}");
}
