//! `cargo xtask web`: from sources to `frontend/dist`, the folder that the server hands out.
//!
//! Tailwind, cargo for WebAssembly, a file per area, wasm-bindgen, wasm-opt for a release, names by content, links,
//! compressed twins.
//! A few files of our own instead of trunk, which takes 12-20 minutes to install on a new machine.

use crate::dist::Dist;
use crate::freshness::{Workspace, inventory};
use crate::toolchain::{TARGET, wasm_env};
use crate::{cargo, files, output, run, step};
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// How much time to spend on how few bytes.
#[derive(Clone, Copy)]
pub enum Mode {
    /// For `make run` and `make test`: quick to build. wasm-opt would save a tenth of the bytes for most of the waiting.
    Quick,
    /// For a release: as small as it gets.
    Release,
}

impl Mode {
    const fn profile(self) -> &'static str {
        match self {
            Self::Quick => "web",
            Self::Release => "wasm-release",
        }
    }
    const fn brotli_quality(self) -> i32 {
        match self {
            Self::Quick => 5,
            Self::Release => 11,
        }
    }
}

/// What browsers of the last years understand. Not `--all-features`: binaryen then writes compact imports,
/// and Chromium shows a blank page.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The places of one build.
struct Build {
    mode: Mode,
    root: PathBuf,
    frontend: PathBuf,
    /// Intermediate files, and the stamp of the last good build.
    work: PathBuf,
    workspace: Workspace,
}

/// Builds the browser application, or nothing if `frontend/dist` is that of the present sources.
///
/// A failed build leaves the last good `dist` in place.
pub fn build(root: &Path, mode: Mode) -> Result<()> {
    let started = Instant::now();
    let workspace = Workspace::read(root)?;
    let frontend = root.join("frontend");
    let build = Build { mode, root: root.into(), work: frontend.join(".web"), frontend, workspace };
    let (dist, stamp) = (build.frontend.join("dist"), build.work.join("stamp"));
    let (application, builder) = (build.workspace.fingerprint("frontend")?, build.workspace.fingerprint("crates/xtask")?);
    let sources = format!("{} {application:016x} {builder:016x}\n", mode.profile());
    if fs::read_to_string(&stamp).is_ok_and(|last| inventory(&dist).is_ok_and(|files| last == format!("{sources}{files}"))) {
        eprintln!("  browser application is up to date ({} ms)", started.elapsed().as_millis());
        return Ok(());
    }
    let _ = fs::remove_file(&stamp);
    fs::create_dir_all(&build.work)?;
    step("styles: Tailwind", || build.styles())?;
    let wasm = step(&format!("application: cargo build for WebAssembly, profile {}", mode.profile()), || build.wasm())?;
    step("split: one file per area", || build.split(&wasm))?;
    step("bindings: wasm-bindgen", || build.bindings())?;
    if matches!(mode, Mode::Release) {
        step("shrink: wasm-opt", || build.shrink())?;
    }
    let sizes = step("pack: names by content, brotli, gzip", || build.pack())?;
    let _ = fs::remove_dir_all(&dist);
    fs::rename(build.packed(), &dist)?;
    fs::write(&stamp, format!("{sources}{}", inventory(&dist)?))?;
    eprint!("{sizes}");
    eprintln!("  browser application built in {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}

impl Build {
    fn node_tool(&self, name: &str) -> Result<Command> {
        let tool = self.frontend.join("node_modules/.bin").join(name);
        ensure!(tool.exists(), "{name} is not installed: run crates/xtask/scripts/setup.sh");
        Ok(Command::new(tool))
    }
    /// The program: JavaScript and WebAssembly that name each other, and so keep their names.
    fn program(&self) -> PathBuf {
        self.work.join("program")
    }
    fn packed(&self) -> PathBuf {
        self.work.join("dist")
    }

    fn styles(&self) -> Result<()> {
        let mut tailwind = self.node_tool("tailwindcss")?;
        output(tailwind.current_dir(&self.frontend).args(["--minify", "--input", "style/input.css", "--output", ".web/app.css"]))?;
        Ok(())
    }

    /// Returns the path of the compiled program.
    fn wasm(&self) -> Result<PathBuf> {
        let profile = self.mode.profile();
        let mut build = Command::new(cargo());
        build.current_dir(&self.root).envs(wasm_env(&self.root)?);
        run(build.args(["build", "--package", "frontend", "--target", TARGET, "--profile", profile]))?;
        Ok(self.workspace.target.join(TARGET).join(profile).join("frontend.wasm"))
    }

    /// Moves the code of each area, and what only some of them share, to files of their own (`#[wasm_split]`).
    fn split(&self, wasm: &Path) -> Result<()> {
        let program = self.program();
        let _ = fs::remove_dir_all(&program);
        let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
        let main = self.main();
        let mut options = wasm_split_cli_support::Options::new(&input);
        (options.output_dir, options.main_out_path, options.main_module) = (&program, &main, "./app.js");
        wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split {}: {error:#}", wasm.display()))?;
        Ok(())
    }
    fn main(&self) -> PathBuf {
        self.work.join("main.wasm")
    }

    fn bindings(&self) -> Result<()> {
        let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
        bindgen.input_path(self.main()).out_name("app").typescript(false).remove_name_section(true).remove_producers_section(true);
        // The other files take memory, table and functions from the main one.
        bindgen.keep_lld_exports(true).web(true)?.generate(self.program())
    }

    fn shrink(&self) -> Result<()> {
        for file in files::under(&self.program())?.iter().filter(|file| file.extension().is_some_and(|ending| ending == "wasm")) {
            run(self.node_tool("wasm-opt")?.arg("-Oz").args(WASM_FEATURES).arg(file).arg("-o").arg(file))?;
        }
        Ok(())
    }

    /// Everything in `public/` that the page or its boot script names goes by content, the rest by its own name.
    fn pack(&self) -> Result<String> {
        let read = |path: PathBuf| fs::read(&path).with_context(|| format!("cannot read {}", path.display()));
        let page = String::from_utf8(read(self.frontend.join("index.html"))?)?;
        let boot = String::from_utf8(read(self.frontend.join("boot.js"))?)?;

        let mut dist = Dist::create(&self.packed())?;
        dist.add_folder_hashed("app", &self.program())?;
        dist.add_hashed("app.css", &read(self.work.join("app.css"))?)?;
        let public = self.frontend.join("public");
        for file in files::under(&public)? {
            let name = file.strip_prefix(&public)?.to_str().context("a file name in public/ is not UTF-8")?;
            let link = format!("\"/{name}\"");
            if page.contains(&link) || boot.contains(&link) {
                dist.add_hashed(name, &read(file.clone())?)?;
            } else {
                dist.add(name, &read(file.clone())?)?;
            }
        }
        dist.add_hashed("boot.js", dist.link(&boot).as_bytes())?;
        let page = dist.link(&page);
        dist.check_links(&page)?;
        dist.add("index.html", page.as_bytes())?;
        dist.compress(self.mode.brotli_quality())
    }
}
