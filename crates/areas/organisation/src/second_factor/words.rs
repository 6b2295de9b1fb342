//! What an authenticator app reads: Base32, the `otpauth` address, its picture.

use contract::access::second_factor::Enrolment;
use platform::{Error, Reply};
use qrcode::{EcLevel, QrCode, render::svg};

const ISSUER: &str = "Yunchou";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Side of the picture in CSS pixels; it is a vector and scales.
const SIDE: u32 = 208;

/// Everything that an app can be given.
///
/// # Errors
/// Where the picture cannot be drawn.
pub(super) fn enrolment(secret: &[u8], username: &str) -> Reply<Enrolment> {
    let secret = base32(secret);
    let uri = format!("otpauth://totp/{ISSUER}:{}?secret={secret}&issuer={ISSUER}", percent(username));
    let picture = QrCode::with_error_correction_level(&uri, EcLevel::M).map_err(|e| Error::Internal(anyhow::anyhow!("{e}")))?;
    let qr_svg = picture.render::<svg::Color>().min_dimensions(SIDE, SIDE).quiet_zone(true).build();
    // Without the XML declaration it can stand inside a page.
    let qr_svg = qr_svg.split_once("?>").map_or(qr_svg.clone(), |(_, svg)| svg.to_owned());
    Ok(Enrolment { secret, uri, qr_svg })
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut buffer, mut bits) = (0u32, 0u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(BASE32[(buffer >> bits) as usize & 31]));
        }
        buffer &= (1 << bits) - 1;
    }
    out
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
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

    #[test]
    fn the_app_gets_secret_address_and_picture() {
        let enrolment = enrolment(b"12345678901234567890", "林 晓").unwrap();
        assert_eq!(enrolment.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(enrolment.uri, "otpauth://totp/Yunchou:%E6%9E%97%20%E6%99%93?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Yunchou");
        assert!(enrolment.qr_svg.starts_with("<svg"), "{}", &enrolment.qr_svg[..60]);
    }
}
