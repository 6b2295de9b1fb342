use client::Download;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Hands a downloaded file to the person under its own name, else under `fallback`.
pub fn save_file(file: Download, fallback: &str) {
    // A browser that refuses has told the person so itself.
    let _saved = save(&file, file.file_name.as_deref().unwrap_or(fallback));
}

/// An address of these bytes within this page; whoever asks for it revokes it.
///
/// # Errors
/// Where the browser refuses.
pub fn object_url(bytes: &[u8], content_type: &str) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(content_type);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
}

fn save(file: &Download, name: &str) -> Result<(), JsValue> {
    let url = object_url(&file.bytes, &file.content_type)?;
    let link: HtmlAnchorElement = leptos::prelude::document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.set_rel("external");
    link.click();
    Url::revoke_object_url(&url)
}
