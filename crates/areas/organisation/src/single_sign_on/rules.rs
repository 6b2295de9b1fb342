//! What is sent along and what is believed of the answer.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What this browser set out with; it waits sealed in a cookie for the answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Journey {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    pub return_to: String,
    /// Seconds since 1970.
    pub until: i64,
}

/// The S256 challenge of a verifier (RFC 7636).
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

/// A path of our own application; anything that could lead elsewhere is the start page.
pub(super) fn own_path(wanted: Option<&str>) -> String {
    let own = |path: &&str| {
        path.starts_with('/') && !path.starts_with("//") && path.len() <= 500 && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
    };
    wanted.filter(own).unwrap_or("/").to_owned()
}

/// What the claims of an ID token must say besides issuer, audience and time, which the signature's check has seen to.
pub(super) fn is_for_us(claims: &Value, client_id: &str, nonce: &str) -> bool {
    let several = claims["aud"].as_array().is_some_and(|list| list.len() > 1);
    let to_us = match claims["azp"].as_str() {
        Some(azp) => azp == client_id,
        None => !several,
    };
    to_us && claims["nonce"].as_str() == Some(nonce) && claims["sub"].as_str().is_some_and(|sub| !sub.is_empty())
}

/// The user name that the claims name; an address of mail only counts where the provider has verified it.
pub(super) fn user_name(claims: &Value, claim: &str) -> Option<String> {
    let unproven = claim == "email" && claims["email_verified"].as_bool() != Some(true);
    claims[claim].as_str().filter(|name| !unproven && !name.is_empty()).map(str::to_owned)
}

/// `a=1&b=x%20y`
pub(super) fn form(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) {
            out.push(b.into())
        } else {
            out.push_str(&format!("%{b:02X}"))
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        assert_eq!(challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        assert_eq!(own_path(Some("/customers?q=a")), "/customers?q=a");
        for path in ["//evil.example", "https://evil.example", "/\\evil.example", "customers", "/a\nb", ""] {
            assert_eq!(own_path(Some(path)), "/", "{path:?}");
        }
    }

    #[test]
    fn a_token_for_somebody_else_or_another_journey_is_none() {
        let claims = |more: Value| {
            let mut claims = json!({ "sub": "7", "aud": "yunchou", "nonce": "n" });
            claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            claims
        };
        assert!(is_for_us(&claims(json!({})), "yunchou", "n"));
        assert!(!is_for_us(&claims(json!({})), "yunchou", "other"));
        assert!(!is_for_us(&claims(json!({ "azp": "crm" })), "yunchou", "n"));
        assert!(!is_for_us(&claims(json!({ "aud": ["yunchou", "crm"] })), "yunchou", "n"));
        assert!(!is_for_us(&claims(json!({ "sub": "" })), "yunchou", "n"));
    }

    #[test]
    fn an_unverified_mail_address_names_nobody() {
        assert_eq!(user_name(&json!({ "email": "a@b.c" }), "email"), None);
        assert_eq!(user_name(&json!({ "email": "a@b.c", "email_verified": true }), "email").as_deref(), Some("a@b.c"));
        assert_eq!(user_name(&json!({ "preferred_username": "rep" }), "preferred_username").as_deref(), Some("rep"));
    }
}
