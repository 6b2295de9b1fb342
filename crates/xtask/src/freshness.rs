//! Tells whether something was made from exactly the sources that are here now.
//!
//! Sources are compared by content, not by time: a fresh checkout or a switch of branches and back costs no build.

use crate::{cargo, files, output};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What cargo knows of the workspace, as far as these commands need it.
pub struct Workspace {
    root: PathBuf,
    /// Where cargo puts what it builds, whatever decides that (variable, config file or default).
    pub target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Asks cargo.
    pub fn read(root: &Path) -> Result<Self> {
        let mut cargo = Command::new(cargo());
        let answer = output(cargo.current_dir(root).args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&answer)?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?.into();
        Ok(Self { root: root.into(), target, metadata })
    }

    /// A hash over the paths and contents of all sources of the package in a folder: its own, those of the workspace
    /// packages it is built from, and what decides the versions and settings of all others.
    pub fn fingerprint(&self, folder: &str) -> Result<u64> {
        let mut sources = vec![self.root.join(folder)];
        let mut next = 0;
        while let Some(folder) = sources.get(next) {
            let more: Vec<_> = self.dependencies(folder).filter(|found| !sources.contains(found)).collect();
            sources.extend(more);
            next += 1;
        }
        sources.extend(["Cargo.lock", "Cargo.toml"].map(|name| self.root.join(name)));
        let mut hasher = DefaultHasher::new();
        for source in sources {
            for file in files::sources(&source)? {
                (&file, fs::read(&file)?).hash(&mut hasher);
            }
        }
        Ok(hasher.finish())
    }

    /// Folders of the workspace packages that the package in this folder is built from.
    fn dependencies(&self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        let manifest = folder.join("Cargo.toml");
        let packages = self.metadata["packages"].as_array().into_iter().flatten();
        packages
            .filter(move |package| package["manifest_path"].as_str().map(Path::new) == Some(&manifest))
            .filter_map(|package| package["dependencies"].as_array())
            .flatten()
            .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
            .filter_map(|dependency| dependency["path"].as_str().map(PathBuf::from))
    }
}

/// One line per file of a folder, with its length: cheap evidence that nothing in it was lost or cut short.
pub fn inventory(folder: &Path) -> Result<String> {
    files::under(folder)?.iter().map(|file| Ok(format!("{} {}\n", file.display(), fs::metadata(file)?.len()))).collect()
}
