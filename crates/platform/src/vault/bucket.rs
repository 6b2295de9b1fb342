//! Contents in an S3-compatible bucket (PLT-05). They arrive sealed: whoever keeps the bucket reads none of them.

use crate::config;
use anyhow::Context;
use chrono::{DateTime, Utc};
use reqwest::{Client, Response, StatusCode, Url};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket as Address, Credentials, S3Action, UrlStyle};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// How long a signed address is good.
const VALID: Duration = Duration::from_secs(15 * 60);

static HTTP: LazyLock<reqwest::Result<Client>> = LazyLock::new(|| {
    let patient = Client::builder().connect_timeout(Duration::from_secs(10)).read_timeout(Duration::from_secs(60));
    patient.redirect(reqwest::redirect::Policy::none()).build()
});

/// A bucket, and the key to it.
pub(super) struct Bucket {
    address: Address,
    credentials: Credentials,
}

impl Bucket {
    /// # Errors
    /// Where the endpoint is no address.
    pub(super) fn of(config: &config::Bucket) -> anyhow::Result<Self> {
        let endpoint: Url = config.endpoint.parse().context("files.bucket.endpoint")?;
        let style = if config.virtual_host { UrlStyle::VirtualHost } else { UrlStyle::Path };
        let address = Address::new(endpoint, style, config.name.clone(), config.region.clone()).context("files.bucket")?;
        Ok(Self { address, credentials: Credentials::new(&config.access_key, &config.secret_key) })
    }

    /// Puts a file there.
    pub(super) async fn put(&self, id: Uuid, from: &Path) -> anyhow::Result<()> {
        let file = tokio::fs::File::open(from).await?;
        let size = file.metadata().await?.len();
        let url = self.address.put_object(Some(&self.credentials), &name(id)).sign(VALID);
        // The length is said beforehand: buckets take no upload of unknown length.
        let put = http()?.put(url).header("content-length", size).body(file);
        answered(put.send().await)?;
        Ok(())
    }

    /// Gets a content into a file, which must not be there.
    pub(super) async fn get(&self, id: Uuid, into: &Path) -> anyhow::Result<()> {
        let url = self.address.get_object(Some(&self.credentials), &name(id)).sign(VALID);
        let mut answer = answered(http()?.get(url).send().await)?;
        if let Some(folder) = into.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        let mut file = tokio::fs::File::create_new(into).await?;
        while let Some(piece) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            file.write_all(&piece).await?;
        }
        Ok(file.flush().await?)
    }

    /// Takes a content away; one that is gone already is fine.
    pub(super) async fn remove(&self, id: Uuid) -> anyhow::Result<()> {
        let url = self.address.delete_object(Some(&self.credentials), &name(id)).sign(VALID);
        let answer = http()?.delete(url).send().await;
        if answer.as_ref().is_ok_and(|answer| answer.status() == StatusCode::NOT_FOUND) {
            return Ok(());
        }
        answered(answer).map(|_| ())
    }

    /// The contents that were put there before a moment.
    pub(super) async fn older_than(&self, moment: SystemTime) -> anyhow::Result<Vec<Uuid>> {
        let moment = DateTime::<Utc>::from(moment);
        let mut found = Vec::new();
        let mut from = None;
        loop {
            let mut list = ListObjectsV2::new(&self.address, Some(&self.credentials));
            if let Some(token) = from {
                list.with_continuation_token(token);
            }
            let text = answered(http()?.get(list.sign(VALID)).send().await)?.text().await?;
            let page = ListObjectsV2::parse_response(&text).map_err(|e| anyhow::anyhow!("files.bucket: {e}"))?;
            for object in page.contents {
                let at = object.last_modified.as_deref().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
                let id = Uuid::try_parse(&object.key).ok();
                found.extend(id.filter(|_| at.is_some_and(|at| at < moment)));
            }
            from = page.next_continuation_token;
            if from.is_none() {
                return Ok(found);
            }
        }
    }
}

fn name(id: Uuid) -> String {
    id.simple().to_string()
}

fn http() -> anyhow::Result<&'static Client> {
    HTTP.as_ref().map_err(|e| anyhow::anyhow!("files.bucket: {e}"))
}

/// An answer that is no refusal. Addresses are signed: they stay out of errors and logs.
fn answered(answer: reqwest::Result<Response>) -> anyhow::Result<Response> {
    answer.and_then(Response::error_for_status).map_err(|e| e.without_url()).context("files.bucket")
}
