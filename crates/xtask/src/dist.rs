//! The folder that the server hands out: files named by their content, links between them, compressed twins.

use crate::files;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread;

/// Endings of files that shrink when compressed.
const COMPRESSIBLE: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// A folder being filled.
///
/// A file added by content gets the name `stem-<16 hex digits>.ending`, which browsers may keep for ever.
pub struct Dist {
    folder: PathBuf,
    names: BTreeMap<String, String>,
}

impl Dist {
    /// Starts with an empty folder.
    pub fn create(folder: &Path) -> Result<Self> {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.into(), names: BTreeMap::new() })
    }

    /// Adds a file under a name made from its content.
    pub fn add_hashed(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let (stem, ending) = name.rsplit_once('.').with_context(|| format!("{name} has no ending"))?;
        let hashed = format!("{stem}-{:016x}.{ending}", hasher.finish());
        self.add(&hashed, content)?;
        self.names.insert(name.into(), hashed);
        Ok(())
    }

    /// Adds a folder of files that name each other: it gets the name made from all of them, they keep theirs.
    pub fn add_folder_hashed(&mut self, name: &str, folder: &Path) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        let mut found = Vec::new();
        for file in files::under(folder)? {
            let inside = file.strip_prefix(folder)?.to_str().context("a file name is not UTF-8")?.to_owned();
            let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            (&inside, &content).hash(&mut hasher);
            found.push((inside, content));
        }
        let hashed = format!("{name}-{:016x}", hasher.finish());
        for (inside, content) in found {
            self.add(&format!("{hashed}/{inside}"), &content)?;
            self.names.insert(format!("{name}/{inside}"), format!("{hashed}/{inside}"));
        }
        Ok(())
    }

    /// Adds a file under its own name, which browsers must ask for again each time.
    pub fn add(&self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Rewrites quoted links such as `"/app.css"` to the name by content.
    pub fn link(&self, text: &str) -> String {
        self.names.iter().fold(text.to_owned(), |text, (plain, hashed)| {
            text.replace(&format!("\"/{plain}\""), &format!("\"/{hashed}\"")).replace(&format!("'/{plain}'"), &format!("'/{hashed}'"))
        })
    }

    /// Fails on a `src` or `href` that leads to no file of this folder: in the browser it would be a blank page.
    pub fn check_links(&self, html: &str) -> Result<()> {
        for link in html.split("=\"/").skip(1).filter_map(|rest| rest.split('"').next()) {
            ensure!(self.folder.join(link).is_file(), "index.html links to /{link}, which is not built");
        }
        Ok(())
    }

    /// Puts `.br` and `.gz` twins in the place of all files that shrink, on all cores: the server carries those alone. Pages stay beside
    /// theirs. Returns the sizes as text.
    pub fn compress(&self, brotli_quality: i32) -> Result<String> {
        let mut files = files::under(&self.folder)?;
        files.retain(|file| file.extension().is_some_and(|ending| COMPRESSIBLE.iter().any(|known| ending == *known)));
        let sizes: Vec<Result<String>> = thread::scope(|scope| {
            let running: Vec<_> = files.iter().map(|file| scope.spawn(|| self.compress_one(file, brotli_quality))).collect();
            running.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(anyhow::anyhow!("compression panicked")))).collect()
        });
        sizes.into_iter().collect()
    }

    fn compress_one(&self, file: &Path, brotli_quality: i32) -> Result<String> {
        let content = fs::read(file)?;
        let mut br = Vec::new();
        let settings = brotli::enc::BrotliEncoderParams { quality: brotli_quality, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut &content[..], &mut br, &settings)?;
        let level = if brotli_quality == 11 { flate2::Compression::best() } else { flate2::Compression::fast() };
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), level);
        std::io::Write::write_all(&mut gz, &content)?;
        let gz = gz.finish()?;
        let name = file.strip_prefix(&self.folder)?.display().to_string();
        for (ending, twin) in [("br", &br), ("gz", &gz)] {
            self.add(&format!("{name}.{ending}"), twin)?;
        }
        if file.extension().is_none_or(|ending| ending != "html") {
            fs::remove_file(file)?;
        }
        Ok(format!("    {:>9} bytes, brotli {:>8}  {name}\n", content.len(), br.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dist(name: &str) -> Dist {
        Dist::create(&std::env::temp_dir().join(format!("yunchou-dist-{}-{name}", std::process::id()))).unwrap()
    }

    #[test]
    fn a_link_follows_the_content_of_its_file() {
        let mut dist = dist("link");
        dist.add_hashed("app.css", b"a").unwrap();
        let first = dist.link(r#"<link href="/app.css"> import '/app.css'; "/app.css.map""#);
        dist.add_hashed("app.css", b"b").unwrap();
        let second = dist.link(r#"<link href="/app.css">"#);
        assert!(first.starts_with("<link href=\"/app-") && first.contains("'/app-") && first.ends_with("\"/app.css.map\""));
        assert!(!first.starts_with(&second));
        fs::remove_dir_all(&dist.folder).unwrap();
    }

    #[test]
    fn a_link_to_nothing_fails_the_build() {
        let dist = dist("check");
        dist.add("there.svg", b"").unwrap();
        assert!(dist.check_links(r#"<link href="/there.svg">"#).is_ok());
        assert!(dist.check_links(r#"<script src="/gone.js"></script>"#).is_err());
        fs::remove_dir_all(&dist.folder).unwrap();
    }

    #[test]
    fn files_that_shrink_give_way_to_their_twins() {
        let dist = dist("twins");
        dist.add("page.html", &[b'a'; 1000]).unwrap();
        dist.add("app.js", &[b'a'; 1000]).unwrap();
        dist.add("picture.png", &[b'a'; 1000]).unwrap();
        dist.compress(5).unwrap();
        let names: Vec<_> = files::under(&dist.folder).unwrap().iter().map(|file| file.file_name().unwrap().to_owned()).collect();
        assert_eq!(names, ["app.js.br", "app.js.gz", "page.html", "page.html.br", "page.html.gz", "picture.png"]);
        fs::remove_dir_all(&dist.folder).unwrap();
    }
}
