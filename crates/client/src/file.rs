//! Operations that carry files: they have a path, but no typed body.

use crate::{Client, ClientError, encode};
use contract::endpoint::fill;
use serde::de::DeserializeOwned;
use std::fmt::Display;

/// A file that the server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// As the server names it; absent where it names none.
    pub file_name: Option<String>,
    pub content_type: String,
    pub bytes: Vec<u8>,
}

impl Client {
    /// Sends a file as the whole body of a `POST`; its name travels in `Content-Disposition`.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn upload<T: DeserializeOwned>(
        &self,
        path: &str,
        file_name: &str,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Result<T, ClientError> {
        let headers = vec![
            ("content-type", content_type.to_owned()),
            ("content-disposition", format!("attachment; filename*=UTF-8''{}", encode::percent(file_name))),
            ("idempotency-key", uuid::Uuid::now_v7().to_string()),
        ];
        let mut outgoing = self.outgoing("POST", path, "", headers);
        outgoing.body = Some(bytes);
        let incoming = self.http.send(outgoing).await?.accepted()?;
        serde_json::from_slice(&incoming.body).map_err(|e| ClientError::Decode(format!("POST {path}: {e}")))
    }

    /// Fetches a file; `query` is a query string, possibly empty.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn download(&self, path: &str, arguments: &[&dyn Display], query: &str) -> Result<Download, ClientError> {
        let incoming = self.http.send(self.outgoing("GET", &fill(path, arguments), query, Vec::new())).await?.accepted()?;
        Ok(Download {
            file_name: incoming.header("content-disposition").as_deref().and_then(file_name),
            content_type: incoming.header("content-type").unwrap_or_default(),
            bytes: incoming.body,
        })
    }
}

/// The name in a `Content-Disposition` header; the UTF-8 form goes first.
fn file_name(header: &str) -> Option<String> {
    let value = |name: &str| header.split(';').find_map(|part| part.trim().strip_prefix(name).map(|v| v.trim_matches('"').to_owned()));
    value("filename*=UTF-8''").map(|encoded| decode(&encoded)).or_else(|| value("filename="))
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_file_names_arrive_whole() {
        let header = format!("attachment; filename=\"a.xlsx\"; filename*=UTF-8''{}", encode::percent("客户 1.xlsx"));
        assert_eq!(file_name(&header).as_deref(), Some("客户 1.xlsx"));
        assert_eq!(file_name("attachment; filename=\"a.xlsx\"").as_deref(), Some("a.xlsx"));
        assert_eq!(file_name("inline"), None);
    }

    #[test]
    fn stray_percent_signs_stay() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz"), "%zz");
    }
}
