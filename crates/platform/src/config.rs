//! Typed configuration: defaults, then `yunchou.toml`, then `YUNCHOU__…` variables. Unknown keys refuse to start.

use crate::limits::Network;
use crate::seal::{Keys, random};
use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use contract::attachments::AttachmentKind;
use contract::campaigns::outcomes::Attribution;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// See `yunchou.example.toml`, which explains every key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub server: Server,
    pub database: Database,
    pub log: Log,
    pub sessions: Sessions,
    /// Single sign-on; absent: there is none.
    pub oidc: Option<Oidc>,
    pub jobs: Jobs,
    pub retention: Retention,
    pub limits: Limits,
    pub webhooks: Webhooks,
    pub files: Files,
    pub campaigns: Campaigns,
    /// Outgoing mail; absent: none is sent.
    pub mail: Option<Mail>,
    /// Where database, key file and uploads live.
    pub data_dir: PathBuf,
    /// 32 bytes in Base64. Absent: a key file in `data_dir`, made at the first start.
    pub secret_key: Option<String>,
    /// The company's time zone, as an offset from UTC in minutes.
    pub utc_offset_minutes: i32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub address: String,
    /// 0: any free port.
    pub port: u16,
    pub workers: usize,
    /// Behind HTTPS: cookies are marked Secure and HSTS is sent.
    pub https: bool,
    /// So many seconds are served on after a request to stop, while readiness is refused.
    pub drain_seconds: u64,
    /// Publish the browsable API page at `/docs`.
    pub docs: bool,
    /// Where browsers reach this server, without a slash at the end: links in mails begin with it. Absent: they name the path only.
    pub public_url: Option<String>,
}

/// Figures that the rules of campaigns leave to the company.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaigns {
    /// So many per cent over the budget are spent without another approval.
    pub overrun_percent: u32,
    /// Which of the campaigns that a customer came to a won contract counts for.
    pub attribution: Attribution,
    /// So many campaigns are to be held each month; 0: nothing is said.
    pub monthly_minimum: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:<path>` or `postgres://…`. Absent: `yunchou.db` in `data_dir`.
    pub url: Option<String>,
    /// Connections for reading.
    pub readers: u32,
    /// Connections for writing; SQLite always has one.
    pub writers: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// As in `info,sqlx=warn`.
    pub filter: String,
    /// One JSON object per line, for machines.
    pub json: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    pub access_minutes: i64,
    pub refresh_days: i64,
    /// Wrong passwords in a row before an account is locked.
    pub lock_after: i32,
    pub lock_minutes: i64,
    /// Life of a temporary password that an administrator sets.
    pub temporary_hours: i64,
}

/// A provider of single sign-on through OpenID Connect.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// Exactly as the provider writes it.
    pub issuer: String,
    pub client_id: String,
    /// Absent: a public client, which PKCE alone protects.
    pub client_secret: Option<String>,
    /// Where browsers reach this server, without a slash at the end.
    pub public_url: String,
    /// The claim that holds the user name.
    #[serde(default = "user_name_claim")]
    pub claim: String,
    #[serde(default = "scope")]
    pub scope: String,
    /// What the button says.
    #[serde(default = "label")]
    pub label: String,
}

fn user_name_claim() -> String {
    "preferred_username".to_owned()
}

fn scope() -> String {
    "openid profile".to_owned()
}

fn label() -> String {
    "SSO".to_owned()
}

impl Oidc {
    /// Where the provider sends browsers back to; it has to be registered there.
    pub fn redirect(&self) -> String {
        format!("{}/api/v1/sessions/oidc/callback", self.public_url)
    }

    /// Tokens and codes travel encrypted, or not at all beyond this machine.
    fn check(&self) -> Result<()> {
        let is_safe = ["https://", "http://127.0.0.1:", "http://localhost:"].iter().any(|start| self.issuer.starts_with(start));
        anyhow::ensure!(is_safe, "oidc.issuer must begin with https://");
        anyhow::ensure!(!self.public_url.ends_with('/'), "oidc.public_url must not end with a slash");
        Ok(())
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    /// Whether this node runs background work.
    pub run: bool,
    /// How the node is called in the list of jobs.
    pub node: String,
}

/// How long things are kept that nobody looks at for ever.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    pub idempotency_hours: i64,
    /// After their end.
    pub session_days: i64,
    pub event_days: i64,
    /// After their end.
    pub job_days: i64,
    pub notification_days: i64,
    /// After their removal.
    pub attachment_days: i64,
}

/// How much one caller may ask for; see [`crate::limits`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub enabled: bool,
    pub account_per_minute: u32,
    pub account_burst: u32,
    pub address_per_minute: u32,
    pub address_burst: u32,
    pub sign_in_per_minute: u32,
    pub sign_in_burst: u32,
    pub public_per_minute: u32,
    pub public_burst: u32,
    /// Addresses and networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// Web hooks may lead into the company's own network, and go without HTTPS.
    pub allow_private: bool,
}

/// Files that people attach to records (PLT-05).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Where their sealed contents lie. Absent: `files` in `data_dir`.
    pub folder: Option<PathBuf>,
    /// The largest file, in MiB.
    pub max_mib: u64,
    /// What files may be, by their content.
    pub kinds: Vec<AttachmentKind>,
    /// How many a record may have.
    pub max_count: u64,
    /// A program with its arguments that looks at each file on its standard input: 0 is clean, 1 is not. Empty: none does.
    pub scan: Vec<String>,
    /// A bucket that keeps the contents instead of the folder.
    #[serde(default)]
    pub bucket: Option<Bucket>,
}

/// A bucket of an S3-compatible store.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// As in `https://oss-cn-hangzhou.aliyuncs.com`.
    pub endpoint: String,
    pub region: String,
    pub name: String,
    pub access_key: String,
    pub secret_key: String,
    /// The bucket's name stands in the host name, not in the path.
    #[serde(default)]
    pub virtual_host: bool,
}

/// The server that takes outgoing mail (SMTP).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub host: String,
    pub port: u16,
    #[serde(default)]
    pub security: MailSecurity,
    /// Absent: the server asks for none.
    pub username: Option<String>,
    pub password: Option<String>,
    /// The sender, as in `运筹 <yunchou@example.com>`.
    pub from: String,
}

/// How mail is kept from being read on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte on, usually port 465.
    #[default]
    Tls,
    /// TLS after a plain greeting, usually port 587; a server that offers none gets no mail.
    StartTls,
    /// None: for a server on this machine.
    None,
}

impl Mail {
    /// A password is not sent in the open.
    fn check(&self) -> Result<()> {
        let local = ["127.0.0.1", "::1", "localhost"].contains(&self.host.as_str());
        anyhow::ensure!(self.security != MailSecurity::None || self.username.is_none() || local, "mail.security must be tls or starttls");
        Ok(())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            server: Server {
                address: "127.0.0.1".into(),
                port: 8080,
                workers: 2,
                https: false,
                drain_seconds: 0,
                docs: true,
                public_url: None,
            },
            database: Database { url: None, readers: 4, writers: 4 },
            log: Log { filter: "info,sqlx=warn,sea_orm=warn".into(), json: false },
            sessions: Sessions { access_minutes: 10, refresh_days: 14, lock_after: 5, lock_minutes: 15, temporary_hours: 72 },
            oidc: None,
            jobs: Jobs { run: true, node: "yunchou".into() },
            retention: Retention {
                idempotency_hours: 48,
                session_days: 30,
                event_days: 90,
                job_days: 14,
                notification_days: 90,
                attachment_days: 30,
            },
            limits: Limits {
                enabled: true,
                account_per_minute: 1200,
                account_burst: 300,
                address_per_minute: 6000,
                address_burst: 1500,
                sign_in_per_minute: 10,
                sign_in_burst: 20,
                public_per_minute: 20,
                public_burst: 20,
                trusted_proxies: Vec::new(),
            },
            webhooks: Webhooks { allow_private: false },
            files: Files { folder: None, max_mib: 50, kinds: AttachmentKind::ALL.to_vec(), max_count: 100, scan: Vec::new(), bucket: None },
            campaigns: Campaigns { overrun_percent: 10, attribution: Attribution::Last, monthly_minimum: 0 },
            mail: None,
            data_dir: "data".into(),
            secret_key: None,
            utc_offset_minutes: 480,
        }
    }
}

impl Config {
    /// Reads the file (if it exists) and the environment.
    ///
    /// # Errors
    /// One clear line where a key is unknown or a value does not fit.
    pub fn load(file: Option<&Path>) -> Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        match file {
            Some(path) => {
                anyhow::ensure!(path.exists(), "configuration file {} does not exist", path.display());
                figment = figment.merge(Toml::file(path));
            }
            None => figment = figment.merge(Toml::file("yunchou.toml")),
        }
        let config: Self = figment.merge(Env::prefixed("YUNCHOU__").split("__")).extract().context("configuration")?;
        config.oidc.as_ref().map_or(Ok(()), Oidc::check).context("configuration")?;
        config.mail.as_ref().map_or(Ok(()), Mail::check).context("configuration")?;
        let slash = config.server.public_url.as_ref().is_some_and(|url| url.ends_with('/'));
        anyhow::ensure!(!slash, "server.public_url must not end with a slash");
        for network in &config.limits.trusted_proxies {
            anyhow::ensure!(network.parse::<Network>().is_ok(), "limits.trusted_proxies: {network} is no address and no network");
        }
        Ok(config)
    }

    /// The database to use.
    pub fn database_url(&self) -> String {
        self.database.url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("yunchou.db").display()))
    }

    /// Where the sealed contents of files lie.
    pub fn files_folder(&self) -> PathBuf {
        self.files.folder.clone().unwrap_or_else(|| self.data_dir.join("files"))
    }

    /// The company's keys, from the setting or the key file. A new company gets a new key file, readable by its owner only.
    ///
    /// # Errors
    /// Where the key is not 32 bytes, the file cannot be read or written, or the database is in use but its key is gone: with
    /// another key nothing sealed could be opened.
    pub fn keys(&self, new_company: bool) -> Result<Keys> {
        if let Some(text) = &self.secret_key {
            return decode(text).context("secret_key");
        }
        let file = self.data_dir.join("secret.key");
        if file.exists() {
            return decode(std::fs::read_to_string(&file)?.trim()).with_context(|| file.display().to_string());
        }
        anyhow::ensure!(
            new_company,
            "{} is missing, but the database is in use: put the key back, or name it in secret_key; a new one could open nothing",
            file.display()
        );
        std::fs::create_dir_all(&self.data_dir).with_context(|| format!("cannot make {}", self.data_dir.display()))?;
        let mut root = [0; 32];
        random(&mut root)?;
        write_private(&file, &STANDARD.encode(root)).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(Keys::new(root))
    }
}

fn decode(text: &str) -> Result<Keys> {
    let bytes = STANDARD.decode(text).context("not Base64")?;
    let root = bytes.try_into().map_err(|_| anyhow::anyhow!("not 32 bytes"))?;
    Ok(Keys::new(root))
}

#[cfg(unix)]
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?.write_all(text.as_bytes())
}

#[cfg(not(unix))]
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    std::fs::write(file, text)
}
