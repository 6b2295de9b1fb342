//! PLT-10: settings from file and environment, and what is refused with which words. Asked of the program itself, as an operator does.

use crate::whole::root;
use platform::config::Config;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `yunchou check-config` says in an empty folder: the settings in force, or the one line of a refusal.
fn settings(file: Option<&Path>, environment: &[(&str, &str)]) -> Result<Value, String> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_yunchou"));
    command.arg("check-config").current_dir(folder.path()).env_clear().envs(environment.iter().copied());
    if let Some(file) = file {
        command.arg("--config").arg(file);
    }
    let done = command.output().unwrap();
    if done.status.success() {
        return Ok(serde_json::from_slice(&done.stdout).unwrap());
    }
    Err(String::from_utf8(done.stderr).unwrap())
}

struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn file(text: &str) -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    std::fs::write(&path, text).unwrap();
    File { _folder: folder, path }
}

fn defaults() -> Value {
    serde_json::to_value(Config::default()).unwrap()
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    assert_eq!(settings(None, &[]).unwrap(), defaults());
    let own = file("data_dir = \"elsewhere\"\n[server]\nport = 9001\nworkers = 3\n[limits]\ntrusted_proxies = [\"10.0.0.0/8\"]\n");
    let mut expected = defaults();
    expected["data_dir"] = json!("elsewhere");
    (expected["server"]["port"], expected["server"]["workers"]) = (json!(9001), json!(3));
    expected["limits"]["trusted_proxies"] = json!(["10.0.0.0/8"]);
    assert_eq!(settings(Some(&own.path), &[]).unwrap(), expected);
    let named = [("YUNCHOU_CONFIG", own.path.to_str().unwrap())];
    assert_eq!(settings(None, &named).unwrap(), expected, "named by the environment");

    (expected["server"]["port"], expected["server"]["https"]) = (json!(9002), json!(true));
    expected["database"]["url"] = json!("postgres://…@db/yunchou");
    expected["secret_key"] = json!("(set)");
    let environment = [
        ("YUNCHOU__SERVER__PORT", "9002"),
        ("YUNCHOU__SERVER__HTTPS", "true"),
        ("YUNCHOU__DATABASE__URL", "postgres://yunchou:hush@db/yunchou"),
        ("YUNCHOU__SECRET_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
    ];
    assert_eq!(settings(Some(&own.path), &environment).unwrap(), expected, "and no secret is told");
}

#[test]
fn a_setting_that_does_not_exist_or_does_not_fit_is_named() {
    for (text, named) in [
        ("[server]\nprot = 80\n", "prot"),
        ("dataa_dir = \"x\"\n", "dataa_dir"),
        ("[server]\nport = \"eighty\"\n", "server.port"),
        ("[server]\nport = 65536\n", "server.port"),
        ("[server]\nhttps = 1\n", "server.https"),
        ("[campaigns]\nattribution = \"every\"\n", "every"),
        ("[limits]\ntrusted_proxies = [\"nowhere\"]\n", "limits.trusted_proxies"),
        ("[server]\npublic_url = \"https://yunchou.example.com/\"\n", "server.public_url"),
        ("[oidc]\nissuer = \"http://sso.example.com\"\nclient_id = \"x\"\npublic_url = \"https://x\"\n", "oidc.issuer"),
        (
            "[mail]\nhost = \"mail.example.com\"\nport = 25\nsecurity = \"none\"\nusername = \"x\"\nfrom = \"x@example.com\"\n",
            "mail.security",
        ),
        ("[mail]\nport = 25\n", "host"),
    ] {
        let told = settings(Some(&file(text).path), &[]).unwrap_err();
        assert!(told.contains(named), "{text}: {told}");
        assert_eq!(told.lines().count(), 1, "one clear line: {told}");
    }
    let told = settings(Some(&file("port = \n").path), &[]).unwrap_err();
    assert!(told.contains("line 1, column 8") && told.contains("own.toml"), "what is no TOML is shown where it breaks: {told}");
    for (variable, value, named) in
        [("YUNCHOU__SERVER__PROT", "80", "prot"), ("YUNCHOU__SERVER__PORT", "eighty", "SERVER.PORT"), ("YUNCHOU__NOTHING", "x", "nothing")]
    {
        let told = settings(None, &[(variable, value)]).unwrap_err();
        assert!(told.contains(named), "{variable}: {told}");
    }
    let told = settings(Some(Path::new("/nowhere/own.toml")), &[]).unwrap_err();
    assert!(told.contains("/nowhere/own.toml does not exist"), "{told}");
}

fn example() -> String {
    std::fs::read_to_string(root().join("yunchou.example.toml")).unwrap()
}

/// Every setting by its whole name, with its value.
fn leaves(value: &Value, name: &str, all: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                leaves(value, &format!("{name}/{field}"), all);
            }
        }
        other => all.push((name.to_owned(), other.clone())),
    }
}

#[test]
fn the_example_says_the_defaults() {
    assert_eq!(settings(Some(&root().join("yunchou.example.toml")), &[]).unwrap(), defaults());
    // Read alone, without the defaults beneath it, it has each setting that has a default.
    let alone = alone(&example());
    let mut all = Vec::new();
    leaves(&defaults(), "", &mut all);
    let missing: Vec<_> = all.iter().filter(|(name, value)| !value.is_null() && alone.pointer(name) != Some(value)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The settings of a file as it stands: what stands behind `=` there is JSON as well.
fn alone(text: &str) -> Value {
    let mut all = json!({});
    let mut section = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, value)) = line.split_once(" = ") {
            let table = if section.is_empty() { &mut all } else { &mut all[&section] };
            table[key] = serde_json::from_str(value).unwrap_or_else(|e| panic!("{line}: {e}"));
        } else if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
        }
    }
    all
}

/// Lines that are commented out are settings without a default: the example of each is one that a start takes.
#[test]
fn what_the_example_leaves_out_is_taken_as_it_stands_there() {
    let is_setting = |line: &str| {
        let section = line.starts_with('[') && line.ends_with(']');
        let key = line.split_once(" = ").is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        section || key
    };
    let uncommented = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if is_setting(rest) => {
            rest.replace("secret_key = \"…\"", "secret_key = \"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"")
        }
        _ => line.to_owned(),
    };
    let whole: Vec<String> = example().lines().map(uncommented).collect();
    let own = file(&whole.join("\n"));
    let settings = settings(Some(&own.path), &[]).unwrap();
    let mut all = Vec::new();
    leaves(&settings, "", &mut all);
    let absent: Vec<_> = all.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name).collect();
    assert!(absent.is_empty(), "not explained in the example: {absent:?}");
    assert_eq!((&settings["mail"]["password"], &settings["secret_key"]), (&json!("(set)"), &json!("(set)")));
}
