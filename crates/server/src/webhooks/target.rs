//! Where a web hook may lead: not into the company's own network (SSRF), judged at the moment of connecting.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is one of the open internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let relay = a == 192 && b == 88 && c == 99;
    let benchmark = a == 198 && (b == 18 || b == 19);
    let private = address.is_private() || address.is_loopback() || address.is_link_local() || shared;
    !(private || protocol || relay || benchmark || address.is_documentation() || address.is_multicast() || a == 0 || a >= 240)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(embedded(high, low)),
        [0x2002, high, low, ..] => is_public_v4(embedded(high, low)),
        // Teredo and documentation.
        [0x2001, 0 | 0xdb8, ..] => false,
        // Global unicast, and nothing else.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Why a web hook must not lead there: a violation's code. A name is judged again each time it is resolved.
///
/// # Errors
/// The code.
pub fn judge(url: &str, allow_private: bool) -> Result<Url, &'static str> {
    let url = Url::parse(url).map_err(|_| "webhook_url_invalid")?;
    let host = url.host_str().ok_or("webhook_url_invalid")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("webhook_url_invalid");
    }
    if allow_private {
        return Ok(url);
    }
    if url.scheme() != "https" {
        return Err("webhook_url_plain");
    }
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let local = bare == "localhost" || bare.ends_with(".localhost") || bare.ends_with(".local") || bare.ends_with(".internal");
    if local || bare.parse::<IpAddr>().is_ok_and(|address| !is_public(address)) {
        return Err("webhook_url_private");
    }
    Ok(url)
}

/// Resolves names to public addresses only. The connection goes to just these: a name that means something else a moment
/// later (DNS rebinding) gains nothing.
pub struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_not_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.0.8",
            "198.18.0.1",
            "192.0.2.1",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "4000::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["1.1.1.1", "223.5.5.5", "2400:3200::1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[actix_web::test]
    async fn a_name_that_leads_inside_is_not_connected_to() {
        assert!(PublicOnly.resolve("localhost".parse().unwrap()).await.is_err());
    }

    #[test]
    fn addresses_in_disguise_are_seen_through() {
        for url in [
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:7f00:1]/",
            "https://localhost/",
            "https://a.localhost/",
            "https://169.254.169.254/latest/meta-data",
            "https://１２７.0.0.1/",
            "https://printer.local/",
        ] {
            assert_eq!(judge(url, false).err(), Some("webhook_url_private"), "{url}");
        }
        assert_eq!(judge("http://example.com/", false).err(), Some("webhook_url_plain"));
        assert_eq!(judge("https://user:secret@example.com/", false).err(), Some("webhook_url_invalid"));
        assert!(judge("https://example.com/hook?a=1", false).is_ok());
        assert!(judge("http://127.0.0.1:9000/", true).is_ok());
    }
}
