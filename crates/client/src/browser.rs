use crate::{ClientError, Incoming, Outgoing};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Request, RequestCredentials, RequestInit, Response};

/// The browser's `fetch`; the refresh cookie goes to our own origin only.
#[derive(Clone)]
pub struct Http;

/// The heads that the client reads.
const READ: [&str; 4] = ["etag", "location", "content-type", "content-disposition"];

/// A page that is left drops its future, which ends the request.
struct EndOnDrop(AbortController);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Http {
    pub fn new() -> Self {
        Self
    }

    pub async fn send(&self, outgoing: Outgoing) -> Result<Incoming, ClientError> {
        fetch(outgoing).await.map_err(|_| ClientError::Offline)
    }

    /// As [`Http::send`], but a successful answer is handed over piece by piece as it comes; an error has its body.
    pub async fn stream(&self, outgoing: Outgoing, take: impl FnMut(&[u8])) -> Result<Incoming, ClientError> {
        pieces(outgoing, take).await.map_err(|_| ClientError::Offline)
    }
}

async fn fetch(outgoing: Outgoing) -> Result<Incoming, JsValue> {
    let (_guard, answer) = begin(outgoing).await?;
    whole(&answer).await
}

async fn pieces(outgoing: Outgoing, mut take: impl FnMut(&[u8])) -> Result<Incoming, JsValue> {
    let (_guard, answer) = begin(outgoing).await?;
    let Some(body) = answer.body().filter(|_| answer.ok()) else { return whole(&answer).await };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&piece, &"done".into())?.is_truthy() {
            return Ok(Incoming { status: answer.status(), headers: Vec::new(), body: Vec::new() });
        }
        let value: js_sys::Uint8Array = js_sys::Reflect::get(&piece, &"value".into())?.dyn_into()?;
        take(&value.to_vec());
    }
}

async fn begin(outgoing: Outgoing) -> Result<(EndOnDrop, Response), JsValue> {
    let guard = EndOnDrop(AbortController::new()?);
    let init = RequestInit::new();
    init.set_method(outgoing.method);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(&guard.0.signal()));
    if let Some(body) = outgoing.body {
        init.set_body(&js_sys::Uint8Array::from(body.as_slice()));
    }
    let request = Request::new_with_str_and_init(&outgoing.url, &init)?;
    for (name, value) in &outgoing.headers {
        request.headers().set(name, value)?;
    }
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
    Ok((guard, answer))
}

async fn whole(answer: &Response) -> Result<Incoming, JsValue> {
    let headers = READ.into_iter().filter_map(|name| Some((name.to_owned(), answer.headers().get(name).ok()??))).collect();
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Incoming { status: answer.status(), headers, body: js_sys::Uint8Array::new(&buffer).to_vec() })
}
