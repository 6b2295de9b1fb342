//! Passwords: argon2id, 19 MiB, two passes, off the request threads and few at a time.

use crate::error::{Error, Reply};
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// At most so many at once: each takes 19 MiB and some 30 ms of a core.
static PLACES: Semaphore = Semaphore::const_new(2);
/// Callers that may wait for a place; more are told to come back.
static QUEUE: Semaphore = Semaphore::const_new(64);

/// The hash of a new password.
///
/// # Errors
/// Where too many wait, or hashing fails.
pub async fn hash(password: String) -> Reply<String> {
    run(move || Ok(Argon2::default().hash_password(password.as_bytes()).map_err(|e| anyhow::anyhow!("{e}"))?.to_string())).await
}

/// Whether a password fits. Without a hash (unknown account) it takes as long and says no.
///
/// # Errors
/// Where too many wait.
pub async fn verify(password: String, hash: Option<String>) -> Reply<bool> {
    static NOBODY: LazyLock<Option<String>> =
        LazyLock::new(|| Argon2::default().hash_password(b"nobody has this password").ok().map(|h| h.to_string()));
    run(move || {
        let Some(text) = hash.as_ref().or(NOBODY.as_ref()) else { return Ok(false) };
        let parsed = PasswordHash::new(text).map_err(|e| anyhow::anyhow!("{e}"))?;
        let fits = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
        Ok(fits && hash.is_some())
    })
    .await
}

/// Whether a hash was made with the parameters of today; one that was not is made anew at the next sign-in (G-R10).
pub fn is_current(hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else { return false };
    let today = Argon2::default();
    let made_with = argon2::Params::try_from(&parsed).ok();
    parsed.algorithm.as_str() == "argon2id" && made_with.is_some_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == costs(&today))
}

fn costs(argon2: &Argon2<'_>) -> (u32, u32, u32) {
    let params = argon2.params();
    (params.m_cost(), params.t_cost(), params.p_cost())
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> Reply<T> {
    let _waiting = QUEUE.try_acquire().map_err(|_| Error::TooMany(1))?;
    let _place = PLACES.acquire().await.map_err(|_| Error::Unavailable)?;
    actix_web::web::block(work).await.map_err(|e| Error::Internal(anyhow::Error::new(e)))?.map_err(Error::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_of_weaker_parameters_is_known_as_such() {
        let today = Argon2::default().hash_password(b"a long enough password").unwrap().to_string();
        assert!(is_current(&today));
        let weak = argon2::Params::new(8 * 1024, 1, 1, None).unwrap();
        let weak = Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, weak);
        assert!(!is_current(&weak.hash_password(b"a long enough password").unwrap().to_string()));
        assert!(!is_current("no hash"));
    }
}
