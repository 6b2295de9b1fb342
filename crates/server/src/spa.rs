//! The SPA, embedded compressed and nothing else: hashed names are cached for ever, files are sent as they are, every other path is
//! the app.

use crate::methods::Methods;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::read::GzDecoder;
use platform::{Error, Reply};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;
use std::io::Read;

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
pub(crate) struct Dist;

/// Serves a file of the SPA, or its start page; what no handler of the API took is told why.
pub async fn serve<F: RustEmbed>(request: HttpRequest, methods: web::Data<Methods>) -> Reply<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return Err(methods.of(request.path()).map_or(Error::NotFound, Error::MethodNotAllowed));
    }
    if request.method() != Method::GET {
        return Err(Error::MethodNotAllowed("GET, HEAD".to_owned()));
    }
    let name = if path.contains('.') { path } else { "index.html" };
    let accepts = request.headers().get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let packed = [("br", ".br"), ("gzip", ".gz")];
    let best =
        packed.iter().filter(|(word, _)| accepts.contains(word)).find_map(|(word, end)| Some((*word, F::get(&format!("{name}{end}"))?)));
    let (encoding, body) = match best {
        Some((word, file)) => (Some(word), carried(file)),
        None => (None, plain::<F>(name)?),
    };
    let mut response = HttpResponse::Ok();
    response.content_type(content_type(name)).insert_header((header::VARY, "Accept-Encoding"));
    if let Some(word) = encoding {
        response.insert_header((header::CONTENT_ENCODING, HeaderValue::from_static(word)));
    }
    let cache = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(response.insert_header((header::CACHE_CONTROL, cache)).body(body))
}

/// The bytes as they lie in the program: no copy is made for an answer.
fn carried(file: EmbeddedFile) -> Bytes {
    match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

/// A file for the rare caller who takes none compressed: what has a compressed twin is carried as that alone.
fn plain<F: RustEmbed>(name: &str) -> Reply<Bytes> {
    if let Some(file) = F::get(name) {
        return Ok(carried(file));
    }
    let twin = F::get(&format!("{name}.gz")).ok_or(Error::NotFound)?;
    let mut bytes = Vec::new();
    GzDecoder::new(&*twin.data).read_to_end(&mut bytes).map_err(anyhow::Error::from)?;
    Ok(bytes.into())
}

/// `app-0123456789abcdef.css`, `app-0123456789abcdef/app.js`: content never changes under this name.
fn is_hashed(name: &str) -> bool {
    let named = name.split_once('/').map_or_else(|| name.rsplit_once('.').map_or(name, |(stem, _)| stem), |(folder, _)| folder);
    named.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_cached_for_ever() {
        assert!(is_hashed("app-0123456789abcdef.css"));
        assert!(is_hashed("app-0123456789abcdef/app_bg.wasm"));
        assert!(!is_hashed("fonts/app-0123456789abcdef.woff2"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("theme-init.js"));
    }
}
