//! Lists of files.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// All files under a folder, sorted; none if there is no such folder.
pub fn under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(folder, &|_| true, &mut files)?;
    }
    files.sort();
    Ok(files)
}

/// All source files under a path, sorted: without what builds make and what starts with a dot.
pub fn sources(path: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(path, &|name| !["dist", "node_modules", "target"].contains(&name) && !name.starts_with('.'), &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(path: &Path, wanted: &impl Fn(&str) -> bool, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.into());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))? {
        let entry = entry?;
        if wanted(&entry.file_name().to_string_lossy()) {
            collect(&entry.path(), wanted, files)?;
        }
    }
    Ok(())
}
