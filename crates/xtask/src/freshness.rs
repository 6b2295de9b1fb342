//! Tells whether `frontend/dist` was made from exactly the sources that are here now.
//!
//! Sources are compared by content, not by time: a fresh checkout or a switch of branches and back costs no build.

use crate::{files, output};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What cargo knows of the workspace, as far as the build of the browser application needs it.
pub struct Workspace {
    /// Where cargo puts what it builds, whatever decides that (variable, config file or default).
    pub target: PathBuf,
    /// Folders of the frontend crate and of the workspace crates it is built from.
    sources: Vec<PathBuf>,
}

impl Workspace {
    /// Asks cargo. The list of crates follows the manifests, so that it needs no upkeep here.
    pub fn read(root: &Path, cargo: &str) -> Result<Self> {
        let answer = output(Command::new(cargo).current_dir(root).args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&answer)?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?.into();
        let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
        let mut sources = vec![root.join("frontend")];
        let mut next = 0;
        while let Some(folder) = sources.get(next) {
            let manifest = folder.join("Cargo.toml");
            let package = packages.iter().find(|package| package["manifest_path"].as_str().map(Path::new) == Some(&manifest));
            let dependencies = package.and_then(|package| package["dependencies"].as_array()).into_iter().flatten();
            for dependency in dependencies.filter(|dependency| dependency["kind"].as_str() != Some("dev")) {
                let path = dependency["path"].as_str().map(PathBuf::from);
                sources.extend(path.filter(|path| !sources.contains(path)));
            }
            next += 1;
        }
        // The versions of all other crates, the build profiles, and the build itself.
        sources.extend(["Cargo.lock", "Cargo.toml", "crates/xtask"].map(|name| root.join(name)));
        Ok(Self { target, sources })
    }

    /// A hash over the paths and contents of all sources.
    pub fn fingerprint(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        for source in &self.sources {
            for file in files::sources(source)? {
                (&file, fs::read(&file)?).hash(&mut hasher);
            }
        }
        Ok(format!("{:016x}", hasher.finish()))
    }
}

/// One line per file of a folder, with its length: cheap evidence that nothing in it was lost or cut short.
pub fn inventory(folder: &Path) -> Result<String> {
    files::under(folder)?.iter().map(|file| Ok(format!("{} {}\n", file.display(), fs::metadata(file)?.len()))).collect()
}
