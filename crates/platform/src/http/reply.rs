use crate::vault::Opened;
use actix_web::body::SizedStream;
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};
use contract::endpoint::Resource;
use serde::Serialize;

/// `201` with `Location` and `ETag`.
pub struct Created<T>(pub T);

impl<T: Serialize + Resource> Responder for Created<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created()
            .insert_header((header::LOCATION, format!("/api/v1{}", self.0.path())))
            .insert_header((header::ETAG, format!("\"{}\"", self.0.version())))
            .json(self.0)
    }
}

/// `200` with `ETag`.
pub struct Versioned<T>(pub T);

impl<T: Serialize + Resource> Responder for Versioned<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().insert_header((header::ETAG, format!("\"{}\"", self.0.version()))).json(self.0)
    }
}

/// `204`.
pub struct NoContent;

impl Responder for NoContent {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// A file to save.
pub struct Download {
    pub file_name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type(self.content_type)
            .insert_header((header::CONTENT_DISPOSITION, saved_as(&self.file_name)))
            .body(self.bytes)
    }
}

/// A file that somebody brought, sent piece by piece: as bytes to be saved, never as something that a browser would open or run.
pub struct Streamed {
    pub file_name: String,
    /// Bytes.
    pub size: u64,
    pub pieces: Opened,
}

impl Responder for Streamed {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("application/octet-stream")
            .insert_header((header::CONTENT_DISPOSITION, saved_as(&self.file_name)))
            .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
            .body(SizedStream::new(self.size, self.pieces))
    }
}

fn saved_as(file_name: &str) -> String {
    let name: String = file_name.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
            out.push(b.into())
        } else {
            out.push_str(&format!("%{b:02X}"))
        }
        out
    });
    format!("attachment; filename*=UTF-8''{name}")
}
