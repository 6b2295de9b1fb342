//! Confidential values at rest: sealed with XChaCha20-Poly1305, found again by keyed hashes (CRM-08).

pub mod stream;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The company's key ring for values at rest, tokens and the audit chain.
#[derive(Clone)]
pub struct Keys {
    root: [u8; 32],
}

impl Keys {
    /// From 32 secret bytes.
    pub fn new(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// A key for one purpose; keys of different purposes tell nothing of each other.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.mac(&self.root, purpose.as_bytes())
    }

    fn mac(&self, key: &[u8; 32], data: &[u8]) -> [u8; 32] {
        let mut block = [0; 64];
        block[..32].copy_from_slice(key);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(data);
        mac.finalize().into_bytes().into()
    }

    /// A keyed hash in hex, for blind indexes and the audit chain.
    pub fn hash(&self, purpose: &str, data: &[u8]) -> String {
        hex(&self.mac(&self.derive(purpose), data))
    }

    /// Whether a keyed hash that was given out comes back unchanged.
    pub fn is_hash(&self, purpose: &str, data: &[u8], given: &str) -> bool {
        // Comparing hashes of both sides tells nothing about the right one by time.
        self.hash("compare", given.as_bytes()) == self.hash("compare", self.hash(purpose, data).as_bytes())
    }

    /// Seals a value: `1:` (the key's number), then nonce and ciphertext in Base64.
    ///
    /// # Errors
    /// Where the system has no randomness.
    pub fn seal(&self, value: &str) -> anyhow::Result<String> {
        let mut nonce = [0; 24];
        random(&mut nonce)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(self.derive("seal:1")));
        let sealed = cipher.encrypt(&XNonce::from(nonce), value.as_bytes()).map_err(|_| anyhow::anyhow!("a value could not be sealed"))?;
        Ok(format!("1:{}", STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// Where it was sealed with another key or was altered.
    pub fn open(&self, sealed: &str) -> anyhow::Result<String> {
        let broken = || anyhow::anyhow!("a sealed value cannot be opened: other key, or altered");
        let bytes = STANDARD_NO_PAD.decode(sealed.strip_prefix("1:").ok_or_else(broken)?).map_err(|_| broken())?;
        let (nonce, data) = bytes.split_first_chunk::<24>().ok_or_else(broken)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(self.derive("seal:1")));
        let plain = cipher.decrypt(&XNonce::from(*nonce), data).map_err(|_| broken())?;
        Ok(String::from_utf8(plain)?)
    }
}

/// Fills with bytes from the operating system.
///
/// # Errors
/// Where the system has none.
pub fn random(bytes: &mut [u8]) -> anyhow::Result<()> {
    getrandom::fill(bytes).map_err(|e| anyhow::anyhow!("no randomness: {e}"))
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        use std::fmt::Write;
        let _ = write!(out, "{b:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_known_again_for_its_purpose_data_and_key_only() {
        let keys = Keys::new([7; 32]);
        let given = keys.hash("form", b"1.2");
        assert!(keys.is_hash("form", b"1.2", &given));
        assert!(!keys.is_hash("other", b"1.2", &given) && !keys.is_hash("form", b"1.3", &given) && !keys.is_hash("form", b"1.2", ""));
        assert!(!Keys::new([8; 32]).is_hash("form", b"1.2", &given));
    }

    #[test]
    fn what_is_sealed_opens_only_with_its_key() {
        let keys = Keys::new([7; 32]);
        let sealed = keys.seal("13816613186").unwrap();
        assert!(!sealed.contains("13816613186"));
        assert_eq!(keys.open(&sealed).unwrap(), "13816613186");
        assert!(Keys::new([8; 32]).open(&sealed).is_err());
        assert!(keys.open("1:").is_err());
        assert_ne!(sealed, keys.seal("13816613186").unwrap(), "equal values must not look equal");
    }
}
