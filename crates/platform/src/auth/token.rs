//! Access tokens: JWT, HS256 and nothing else, ten minutes.

use crate::seal::Keys;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const ISSUER: &str = "yunchou";
const AUDIENCE: &str = "yunchou-api";

/// What an access token says. Rights are not in it: they are read fresh on each request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The person.
    pub sub: Uuid,
    /// The session.
    pub sid: Uuid,
    pub iss: String,
    pub aud: String,
    pub iat: i64,
    pub exp: i64,
}

/// Makes and checks access tokens.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    life: TimeDelta,
}

impl Tokens {
    /// Tokens signed with the company's key that live so long.
    pub fn new(keys: &Keys, life: TimeDelta) -> Self {
        let key = keys.derive("access-token");
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.validate_exp = false; // checked below against our own clock
        Self { encoding: EncodingKey::from_secret(&key), decoding: DecodingKey::from_secret(&key), validation, life }
    }

    /// A token for this session and when it ends.
    ///
    /// # Errors
    /// Where signing fails.
    pub fn issue(&self, person: Uuid, session: Uuid, now: DateTime<Utc>) -> anyhow::Result<(String, DateTime<Utc>)> {
        let ends = now + self.life;
        let claims =
            Claims { sub: person, sid: session, iss: ISSUER.into(), aud: AUDIENCE.into(), iat: now.timestamp(), exp: ends.timestamp() };
        Ok((jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)?, ends))
    }

    /// The claims of a token that is ours and still runs.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Option<Claims> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).ok()?.claims;
        (claims.exp > now.timestamp()).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    fn tokens(byte: u8) -> Tokens {
        Tokens::new(&Keys::new([byte; 32]), TimeDelta::minutes(10))
    }

    #[test]
    fn only_our_own_running_tokens_count() {
        let now = Utc::now();
        let (token, ends) = tokens(1).issue(Uuid::nil(), Uuid::nil(), now).unwrap();
        assert!(tokens(1).verify(&token, now).is_some());
        assert!(tokens(1).verify(&token, ends).is_none(), "ended");
        assert!(tokens(2).verify(&token, now).is_none(), "other key");
    }

    #[test]
    fn other_algorithms_and_altered_claims_are_refused() {
        let now = Utc::now();
        let (token, _) = tokens(1).issue(Uuid::nil(), Uuid::nil(), now).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
        assert!(tokens(1).verify(&format!("{none}.{}.", parts[1]), now).is_none());
        let hs512 = URL_SAFE_NO_PAD.encode(br#"{"alg":"HS512","typ":"JWT"}"#);
        assert!(tokens(1).verify(&format!("{hs512}.{}.{}", parts[1], parts[2]), now).is_none());
        let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap().replace("yunchou-api", "other-api");
        assert!(tokens(1).verify(&format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims), parts[2]), now).is_none());
    }
}
