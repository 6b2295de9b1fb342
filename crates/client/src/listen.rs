//! Server-sent events over `fetch`: the browser's own `EventSource` sends no access token.

use crate::Client;
use crate::ClientError;

impl Client {
    /// Reads a stream of events until it ends; `on` gets the data of each. Dropping the future closes the stream.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub async fn listen(&self, path: &str, on: impl Fn(&str)) -> Result<(), ClientError> {
        let mut kept = Vec::new();
        let outgoing = self.outgoing("GET", path, "", vec![("accept", "text/event-stream".to_owned())]);
        let take = |piece: &[u8]| {
            kept.extend_from_slice(piece);
            while let Some(end) = kept.windows(2).position(|two| two == b"\n\n") {
                let event: Vec<u8> = kept.drain(..end + 2).collect();
                let event = String::from_utf8_lossy(&event);
                if let Some(data) = event.lines().find_map(|line| line.strip_prefix("data:")) {
                    on(data.trim_start());
                }
            }
        };
        self.http.stream(outgoing, take).await?.accepted().map(|_| ())
    }
}
