//! Signatures by Standard Webhooks 1.0.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use platform::seal::Keys;
use sha2::Sha256;
use uuid::Uuid;

/// The secret of a web hook: it follows from the company's key, so that none lies in the database.
#[derive(Clone, Copy)]
pub struct Secret([u8; 32]);

impl Secret {
    /// The secret with this number; rotation takes the next one.
    pub fn of(keys: &Keys, webhook: Uuid, number: i64) -> Self {
        Self(keys.derive(&format!("webhook:{webhook}:{number}")))
    }

    /// As integrators get to see it, once.
    pub fn shown(self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    fn sign(self, id: &str, timestamp: i64, body: &str) -> String {
        let mut block = [0; 64];
        block.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// The three headers; while a secret is replaced, both sign.
pub fn headers(secrets: &[Secret], id: Uuid, at: DateTime<Utc>, body: &str) -> [(&'static str, String); 3] {
    let (id, timestamp) = (format!("msg_{}", id.simple()), at.timestamp());
    let signatures: Vec<String> = secrets.iter().map(|secret| secret.sign(&id, timestamp, body)).collect();
    [("webhook-id", id), ("webhook-timestamp", timestamp.to_string()), ("webhook-signature", signatures.join(" "))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the specification's reference libraries.
    #[test]
    fn a_signature_is_that_of_the_specification() {
        let mut key = [0; 32];
        let bytes = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        key[..bytes.len()].copy_from_slice(&bytes);
        // An HMAC key is padded with zeros, so 24 bytes and 32 with zeros behind sign alike.
        let signature = Secret(key).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn secrets_differ_by_web_hook_and_number() {
        let keys = Keys::new([7; 32]);
        let of = |id: u128, number| Secret::of(&keys, Uuid::from_u128(id), number).shown();
        assert!(of(1, 1).starts_with("whsec_"));
        assert_ne!(of(1, 1), of(1, 2));
        assert_ne!(of(1, 1), of(2, 1));
    }
}
