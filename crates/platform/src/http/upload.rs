use super::body::read;
use crate::error::{Error, Reply};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};

/// The largest file, in bytes.
const LIMIT: usize = 32 * 1024 * 1024;

/// A file that is the whole body; its name travels in `Content-Disposition: attachment; filename*=UTF-8''…`.
pub struct Upload {
    /// Without folders; never empty.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl Upload {
    /// Hash of the content, for idempotency.
    pub fn fingerprint(&self) -> String {
        crate::seal::hex(&Sha256::digest(&self.bytes))
    }
}

/// A file that is the whole body and may be too large to be held: it is read as it arrives.
pub struct Arriving {
    /// Without folders; never empty.
    pub file_name: String,
    pub payload: web::Payload,
}

impl FromRequest for Arriving {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Reply<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (file_name, is_json) = (named(request), is_json(request));
        let payload = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if is_json {
                return Err(Error::UnsupportedMediaType);
            }
            Ok(Self { file_name, payload: payload.await.map_err(|_| Error::Malformed)? })
        })
    }
}

fn named(request: &HttpRequest) -> String {
    let header = request.headers().get(header::CONTENT_DISPOSITION).and_then(|v| v.to_str().ok());
    header.and_then(file_name).unwrap_or_else(|| "upload".to_owned())
}

fn is_json(request: &HttpRequest) -> bool {
    request.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"application/json"))
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Reply<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (file_name, is_json) = (named(request), is_json(request));
        let payload = web::Payload::from_request(request, payload);
        Box::pin(async move {
            if is_json {
                return Err(Error::UnsupportedMediaType);
            }
            let bytes = read(payload.await.map_err(|_| Error::Malformed)?, LIMIT).await?;
            Ok(Self { file_name, bytes })
        })
    }
}

/// The name in the header: UTF-8, at most 200 characters, without folders, control characters, characters that turn the direction of
/// writing (they make `exe` read as another ending) and the dots and spaces at its end that some systems drop.
fn file_name(header: &str) -> Option<String> {
    let encoded = header.split(';').find_map(|part| part.trim().strip_prefix("filename*=UTF-8''"))?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let name = String::from_utf8(bytes).ok()?;
    let turns = |c: &char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let name: String = name.rsplit(['/', '\\']).next()?.chars().filter(|c| !c.is_control() && !turns(c)).take(200).collect();
    let name = name.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    Some(name.to_owned()).filter(|n| !n.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_are_read_without_folders() {
        assert_eq!(file_name("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7.xlsx").as_deref(), Some("客户.xlsx"));
        assert_eq!(file_name("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd").as_deref(), Some("passwd"));
        assert_eq!(file_name("attachment; filename*=UTF-8''%E5%AE"), None);
        assert_eq!(file_name("inline"), None);
        assert_eq!(file_name("attachment; filename*=UTF-8''a%E2%80%AEgnp.exe%20.%20").as_deref(), Some("agnp.exe"));
    }
}
