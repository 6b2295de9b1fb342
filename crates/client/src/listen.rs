//! Server-sent events over `fetch`: the browser's own `EventSource` sends no access token.

use crate::Client;
use crate::ClientError;

impl Client {
    /// Reads a stream of events until it ends; `on` gets the data of each. Dropping the future closes the stream.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn listen(&self, path: &str, on: impl Fn(&str)) -> Result<(), ClientError> {
        let mut text = String::new();
        let outgoing = self.outgoing("GET", path, "", vec![("accept", "text/event-stream".to_owned())]);
        let take = |piece: &[u8]| {
            text.push_str(&String::from_utf8_lossy(piece));
            while let Some((event, rest)) = text.split_once("\n\n") {
                if let Some(data) = event.lines().find_map(|line| line.strip_prefix("data:")) {
                    on(data.trim_start());
                }
                text = rest.to_owned();
            }
        };
        self.http.stream(outgoing, take).await?.accepted().map(|_| ())
    }
}
