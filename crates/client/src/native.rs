use crate::{ClientError, Incoming, Outgoing};

/// reqwest with a cookie jar, so that the refresh cookie works as in a browser.
#[derive(Clone)]
pub struct Http(reqwest::Client);

impl Http {
    pub fn new() -> Self {
        Self(reqwest::Client::builder().cookie_store(true).build().unwrap_or_default())
    }

    pub async fn send(&self, outgoing: Outgoing) -> Result<Incoming, ClientError> {
        let answer = self.begin(outgoing).await?;
        whole(answer).await
    }

    /// As [`Http::send`], but a successful answer is handed over piece by piece as it comes; an error has its body.
    pub async fn stream(&self, outgoing: Outgoing, mut take: impl FnMut(&[u8])) -> Result<Incoming, ClientError> {
        let mut answer = self.begin(outgoing).await?;
        if !answer.status().is_success() {
            return whole(answer).await;
        }
        while let Some(piece) = answer.chunk().await.map_err(|_| ClientError::Offline)? {
            take(&piece);
        }
        Ok(Incoming { status: answer.status().as_u16(), headers: Vec::new(), body: Vec::new() })
    }

    async fn begin(&self, outgoing: Outgoing) -> Result<reqwest::Response, ClientError> {
        let method = outgoing.method.parse().unwrap_or(reqwest::Method::GET);
        let mut request = self.0.request(method, outgoing.url);
        for (name, value) in outgoing.headers {
            request = request.header(name, value);
        }
        if let Some(body) = outgoing.body {
            request = request.body(body);
        }
        request.send().await.map_err(|_| ClientError::Offline)
    }
}

async fn whole(answer: reqwest::Response) -> Result<Incoming, ClientError> {
    let status = answer.status().as_u16();
    let headers = answer.headers().iter().filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned()))).collect();
    let body = answer.bytes().await.map_err(|_| ClientError::Offline)?.to_vec();
    Ok(Incoming { status, headers, body })
}
