use crate::{ClientError, Incoming, Outgoing};

/// reqwest with a cookie jar, so that the refresh cookie works as in a browser.
#[derive(Clone)]
pub struct Http(reqwest::Client);

impl Http {
    pub fn new() -> Self {
        Self(reqwest::Client::builder().cookie_store(true).build().unwrap_or_default())
    }

    pub async fn send(&self, outgoing: Outgoing) -> Result<Incoming, ClientError> {
        let method = outgoing.method.parse().unwrap_or(reqwest::Method::GET);
        let mut request = self.0.request(method, outgoing.url);
        for (name, value) in outgoing.headers {
            request = request.header(name, value);
        }
        if let Some(body) = outgoing.body {
            request = request.body(body);
        }
        let answer = request.send().await.map_err(|_| ClientError::Offline)?;
        let status = answer.status().as_u16();
        let headers =
            answer.headers().iter().filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect();
        let body = answer.bytes().await.map_err(|_| ClientError::Offline)?.to_vec();
        Ok(Incoming { status, headers, body })
    }
}
