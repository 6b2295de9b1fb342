//! Turns `texts/<language>/<module>.toml` (flat `key = "text"`) into one constant per text: `locale::customers::LIST_TITLE`.
//! A text missing in a language stops the build, so does one that names other arguments than its siblings.
use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

const LANGUAGES: [&str; 3] = ["zh-CN", "en", "zh-TW"];
type Texts = BTreeMap<String, BTreeMap<String, String>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=texts");
    let all: Vec<Texts> = LANGUAGES.iter().map(|l| read(&Path::new("texts").join(l))).collect::<Result<_, _>>()?;
    let mut out = String::new();
    let mut index: BTreeMap<String, String> = BTreeMap::new();
    for (module, keys) in &all[0] {
        writeln!(out, "pub mod {module} {{ use super::Key;")?;
        for (key, first) in keys {
            let mut texts = vec![];
            for (language, texts_of) in LANGUAGES.iter().zip(&all) {
                let text = texts_of.get(module).and_then(|m| m.get(key)).ok_or(format!("{language}/{module}.toml lacks {key}"))?;
                if arguments(text) != arguments(first) {
                    return Err(format!("{language}/{module}.toml: {key} names other arguments than zh-CN").into());
                }
                texts.push(text);
            }
            let name = key.to_uppercase();
            writeln!(out, "/// {first:?}\npub const {name}: Key = Key({texts:?});")?;
            index.insert(format!("{module}.{key}"), format!("{module}::{name}"));
        }
        writeln!(out, "}}")?;
    }
    for (language, texts) in LANGUAGES.iter().zip(&all) {
        for (module, keys) in texts {
            if let Some(key) = keys.keys().find(|k| !index.contains_key(&format!("{module}.{k}"))) {
                return Err(format!("{language}/{module}.toml: {key} is not in zh-CN").into());
            }
        }
    }
    writeln!(out, "static INDEX: &[(&str, Key)] = &[")?;
    for (path, name) in index {
        writeln!(out, "({path:?}, {name}),")?;
    }
    writeln!(out, "];")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), out)?;
    Ok(())
}

fn read(folder: &Path) -> Result<Texts, Box<dyn std::error::Error>> {
    let mut texts = Texts::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let module = path.file_stem().and_then(|s| s.to_str()).ok_or("file name")?.to_owned();
        let keys = toml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        texts.insert(module, keys);
    }
    Ok(texts)
}

fn arguments(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}
