use client::ClientError;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What is in a file that somebody chose.
///
/// # Errors
/// Where the browser cannot read it.
pub async fn read_file(file: &File) -> Result<Vec<u8>, ClientError> {
    let unreadable = |_| ClientError::Decode("the file cannot be read".to_owned());
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
