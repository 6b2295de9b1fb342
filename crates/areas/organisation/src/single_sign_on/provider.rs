use super::rules::{form, is_for_us};
use anyhow::{Context, Result, bail, ensure};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use platform::config::Oidc;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::time::Duration;

/// Signatures with a public key only: nobody who knows the client's secret can forge one.
const ALGORITHMS: [Algorithm; 8] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];
const PATIENCE: Duration = Duration::from_secs(10);

/// What the provider says of itself; asked for at each sign-in, so that new keys count at once.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Provider {
    issuer: String,
    pub authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Deserialize)]
struct Granted {
    id_token: String,
    access_token: Option<String>,
}

/// Asks the provider who it is.
pub(super) async fn discover(settings: &Oidc) -> Result<Provider> {
    let url = format!("{}/.well-known/openid-configuration", settings.issuer.trim_end_matches('/'));
    let provider: Provider = json(http()?.get(&url)).await.context("discovery")?;
    ensure!(provider.issuer == settings.issuer, "the provider calls itself {}", provider.issuer);
    Ok(provider)
}

impl Provider {
    /// Turns the code into claims that the provider has signed for us and this journey.
    pub(super) async fn claims(&self, settings: &Oidc, code: &str, verifier: &str, nonce: &str) -> Result<Value> {
        let granted = self.exchange(settings, code, verifier).await?;
        let mut claims = self.verified(settings, &granted.id_token).await?;
        ensure!(is_for_us(&claims, &settings.client_id, nonce), "the ID token is for somebody else or another sign-in");
        if claims.get(&settings.claim).is_none()
            && let (Some(url), Some(token)) = (&self.userinfo_endpoint, granted.access_token)
        {
            let more: Value = json(http()?.get(url).bearer_auth(token)).await.context("userinfo")?;
            ensure!(more["sub"] == claims["sub"], "userinfo is about somebody else");
            if let (Some(claims), Some(more)) = (claims.as_object_mut(), more.as_object()) {
                claims.extend(more.clone());
            }
        }
        Ok(claims)
    }

    async fn exchange(&self, settings: &Oidc, code: &str, verifier: &str) -> Result<Granted> {
        let redirect = settings.redirect();
        let mut pairs =
            vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.as_str()), ("code_verifier", verifier)];
        let methods = &self.token_endpoint_auth_methods_supported;
        let in_body = !methods.is_empty() && !methods.iter().any(|m| m == "client_secret_basic");
        let mut request = http()?.post(&self.token_endpoint);
        match settings.client_secret.as_deref() {
            Some(secret) if !in_body => request = request.basic_auth(&settings.client_id, Some(secret)),
            Some(secret) => pairs.extend([("client_id", settings.client_id.as_str()), ("client_secret", secret)]),
            None => pairs.push(("client_id", settings.client_id.as_str())),
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form(&pairs));
        json(request).await.context("token endpoint")
    }

    async fn verified(&self, settings: &Oidc, token: &str) -> Result<Value> {
        let header = jsonwebtoken::decode_header(token).context("the ID token is none")?;
        ensure!(ALGORITHMS.contains(&header.alg), "the ID token is signed with {:?}", header.alg);
        let keys: JwkSet = json(http()?.get(&self.jwks_uri)).await.context("keys of the provider")?;
        let mut validation = Validation::new(header.alg);
        validation.set_issuer(&[&settings.issuer]);
        validation.set_audience(&[&settings.client_id]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        let fits = |key: &&Jwk| {
            let named = header.kid.is_none() || key.common.key_id == header.kid;
            named && !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption))
        };
        for key in keys.keys.iter().filter(fits) {
            let Ok(key) = DecodingKey::from_jwk(key) else { continue };
            if let Ok(decoded) = jsonwebtoken::decode::<Value>(token, &key, &validation) {
                return Ok(decoded.claims);
            }
        }
        bail!("no key of the provider has signed the ID token for us and this hour")
    }
}

fn http() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build()?)
}

async fn json<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T> {
    let answer = request.header("accept", "application/json").send().await?;
    ensure!(answer.status().is_success(), "the provider answers {}", answer.status());
    Ok(answer.json().await?)
}
