//! RFC 6238 as authenticator apps have it: SHA-1, six digits, thirty seconds, one step of tolerance either way. No code is taken twice.

use totp_rs::{Builder, Secret, Totp};

/// The bytes of a secret: those of SHA-1's block, as RFC 4226 recommends.
pub(crate) const SECRET_BYTES: usize = 20;

/// The step of a code that is right at this moment and newer than the last one taken.
pub(crate) fn step_of(secret: [u8; SECRET_BYTES], code: &str, now: i64, last_step: i64) -> Option<i64> {
    let step = totp(secret)?.check(code, u64::try_from(now).ok()?)?;
    i64::try_from(step).ok().filter(|step| *step > last_step)
}

fn totp(secret: [u8; SECRET_BYTES]) -> Option<Totp> {
    Builder::new().with_secret(Secret::new_stack(secret)).build().ok()
}

/// A code as typed, without the spaces and hyphens people put in.
pub(crate) fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238's appendix B: "12345678901234567890".
    const SECRET: [u8; 20] = *b"12345678901234567890";

    #[test]
    fn the_codes_of_rfc_6238_are_taken() {
        // The appendix has eight digits; the last six of them are ours.
        for (now, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")] {
            assert_eq!(step_of(SECRET, code, now, 0), Some(now / 30), "{now}");
        }
    }

    #[test]
    fn a_code_is_taken_once_and_only_near_its_time() {
        assert_eq!(step_of(SECRET, "287082", 59, 1), None, "taken already");
        assert_eq!(step_of(SECRET, "287082", 89, 0), Some(1), "thirty seconds late");
        assert_eq!(step_of(SECRET, "287082", 29, 0), Some(1), "the clock is a little behind");
        assert_eq!(step_of(SECRET, "287082", 130, 0), None, "too late");
        assert_eq!(step_of(SECRET, "287083", 59, 0), None);
        assert_eq!(step_of(SECRET, "28708", 59, 0), None);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        assert_eq!(plain("287 082"), "287082");
        assert_eq!(plain("ABCDE-fghij"), "abcdefghij");
    }
}
