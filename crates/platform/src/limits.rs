//! How much one caller may ask for (ORG-06, PLT-01): token buckets by account and by address, strict ones for signing in and
//! for what is done without an account.
//!
//! The buckets are those of one node. A caller from this very machine is not limited: behind a proxy here, name it in
//! `trusted_proxies`, then the address that it reports counts.

use crate::auth::Actor;
use crate::config::Limits as Config;
use crate::error::Error;
use crate::http::{Meta, State};
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Buckets kept before the full ones are thrown away.
const KEPT: usize = 10_000;

/// Whose bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Account(Uuid),
    Address(IpAddr),
    SignIn(IpAddr),
    Public(IpAddr),
}

/// A rate with what may come at once.
#[derive(Clone, Copy, Debug)]
struct Rate {
    per_minute: u32,
    burst: u32,
}

/// What is left of a bucket, for the `RateLimit` headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    pub policy: &'static str,
    pub limit: u32,
    pub left: u32,
    /// Seconds until one more fits.
    pub wait: u64,
}

impl Quota {
    /// `RateLimit-Policy` and `RateLimit`.
    pub(crate) fn headers(&self) -> [(&'static str, String); 2] {
        let Self { policy, limit, left, wait } = self;
        [("ratelimit-policy", format!("\"{policy}\";q={limit}")), ("ratelimit", format!("\"{policy}\";r={left};t={wait}"))]
    }
}

/// The buckets: for each the moment at which it will be full again, in microseconds (GCRA).
#[derive(Default)]
pub struct Limits(Mutex<HashMap<Whose, i64>>);

impl Limits {
    /// Takes one from a bucket; `Err` where it is empty.
    fn take(&self, whose: Whose, policy: &'static str, rate: Rate, now: DateTime<Utc>) -> Result<Quota, Quota> {
        let now = now.timestamp_micros();
        let each = 60_000_000 / i64::from(rate.per_minute.max(1));
        let depth = each * i64::from(rate.burst.max(1));
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= KEPT {
            buckets.retain(|_, full| *full > now);
        }
        let full = buckets.entry(whose).or_insert(now);
        let next = (*full).max(now) + each;
        let quota = |full: i64| Quota {
            policy,
            limit: rate.burst,
            left: u32::try_from(((depth - (full - now)) / each).max(0)).unwrap_or(0),
            wait: u64::try_from((full + each - depth - now).max(0)).unwrap_or(0).div_ceil(1_000_000),
        };
        if next - now > depth {
            return Err(quota(*full));
        }
        *full = next;
        Ok(quota(next))
    }
}

/// Before each request of the API: takes one from the caller's buckets.
///
/// # Errors
/// None of its own: an empty bucket is an answer, `429`.
pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    match taken(&request) {
        Ok(quota) => {
            if let Some(quota) = quota {
                request.extensions_mut().insert(quota);
            }
            next.call(request).await.map(ServiceResponse::map_into_left_body)
        }
        Err(quota) => {
            request.extensions_mut().insert(quota);
            metrics::counter!("requests_limited", "policy" => quota.policy).increment(1);
            Ok(request.error_response(Error::TooMany(quota.wait.max(1))).map_into_right_body())
        }
    }
}

/// The tightest of the caller's quotas after this request.
fn taken(request: &ServiceRequest) -> Result<Option<Quota>, Quota> {
    let Some(state) = request.app_data::<web::Data<State>>() else { return Ok(None) };
    let config = &state.config.limits;
    let address = request.extensions().get::<Meta>().and_then(|meta| meta.address.parse::<IpAddr>().ok());
    let Some(address) = address.filter(|address| config.enabled && !address.is_loopback()) else { return Ok(None) };
    if !request.path().starts_with("/api/v1/") {
        return Ok(None);
    }
    let (limits, now) = (&state.limits, state.clock.now());
    let rate = |per_minute, burst| Rate { per_minute, burst };
    if request.path() == "/api/v1/sessions" && request.method() == actix_web::http::Method::POST {
        let quota = limits.take(Whose::SignIn(address), "sign-in", rate(config.sign_in_per_minute, config.sign_in_burst), now)?;
        return Ok(Some(quota));
    }
    if request.path().starts_with("/api/v1/public/") && request.method() == actix_web::http::Method::POST {
        let quota = limits.take(Whose::Public(address), "public", rate(config.public_per_minute, config.public_burst), now)?;
        return Ok(Some(quota));
    }
    let by_address = limits.take(Whose::Address(address), "address", rate(config.address_per_minute, config.address_burst), now)?;
    let actor = request.extensions().get::<Actor>().map(|actor| actor.id);
    let Some(actor) = actor else { return Ok(Some(by_address)) };
    let by_account = limits.take(Whose::Account(actor), "account", rate(config.account_per_minute, config.account_burst), now)?;
    Ok(Some(if by_account.left <= by_address.left { by_account } else { by_address }))
}

/// Where a request comes from: the peer, or what the nearest proxies that are trusted say.
pub(crate) fn address(request: &HttpRequest, config: &Config) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    let trusted =
        |address: &IpAddr| config.trusted_proxies.iter().any(|network| network.parse::<Network>().is_ok_and(|n| n.holds(*address)));
    if !trusted(&peer) {
        return Some(peer);
    }
    let named: Vec<&str> =
        request.headers().get_all("x-forwarded-for").filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).collect();
    // From the right: each proxy appends whom it heard from, and what stands further left anybody may have written.
    let known = named.iter().rev().map_while(|text| text.trim().parse::<IpAddr>().ok()).map(|ip| ip.to_canonical());
    let mut last = peer;
    for hop in known {
        last = hop;
        if !trusted(&hop) {
            break;
        }
    }
    Some(last)
}

/// An address or a network, `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    length: u32,
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        let same = |a: u128, b: u128, bits: u32| self.length == 0 || (a ^ b) >> (bits - self.length) == 0;
        match (self.address, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(u32::from(a).into(), u32::from(b).into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(a.into(), b.into(), 128),
            _ => false,
        }
    }
}

impl std::str::FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
        let address: IpAddr = address.trim().parse().map_err(|_| ())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(most), |length| length.trim().parse().map_err(|_| ()))?;
        if length <= most { Ok(Self { address, length }) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use chrono::TimeDelta;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (limits, rate) = (Limits::default(), Rate { per_minute: 60, burst: 3 });
        let now = Utc::now();
        let take = |seconds: i64| limits.take(Whose::Account(Uuid::nil()), "account", rate, now + TimeDelta::seconds(seconds));
        assert_eq!([take(0), take(0), take(0)].map(|q| q.unwrap().left), [2, 1, 0]);
        assert_eq!(take(0).unwrap_err().wait, 1, "in a second there is another");
        assert!(take(1).is_ok() && take(1).is_err());
        assert_eq!(take(600).unwrap().left, 2, "full again, not fuller");
        assert!(limits.take(Whose::Account(Uuid::from_u128(1)), "account", rate, now).is_ok(), "everybody has their own");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let of = |peer: &str, forwarded: &str, trusted: &[&str]| {
            let config =
                Config { trusted_proxies: trusted.iter().map(|t| (*t).to_owned()).collect(), ..crate::config::Config::default().limits };
            let peer = format!("{peer}:1").parse().unwrap();
            let request = TestRequest::default().peer_addr(peer).insert_header(("x-forwarded-for", forwarded)).to_http_request();
            address(&request, &config).unwrap().to_string()
        };
        assert_eq!(of("203.0.113.9", "1.2.3.4", &[]), "203.0.113.9", "anybody may write that");
        assert_eq!(of("10.0.0.1", "1.2.3.4", &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(of("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", &["10.0.0.0/8"]), "1.2.3.4", "the caller wrote the first");
        assert_eq!(of("10.0.0.1", "rubbish", &["10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn networks_hold_their_addresses() {
        let holds = |network: &str, address: &str| network.parse::<Network>().unwrap().holds(address.parse().unwrap());
        assert!(holds("172.16.0.0/12", "172.31.255.255") && !holds("172.16.0.0/12", "172.32.0.0"));
        assert!(holds("fd00::/8", "fd12::1") && !holds("fd00::/8", "fe80::1") && !holds("0.0.0.0/0", "::1"));
        assert!("10.0.0.0/33".parse::<Network>().is_err() && "ten".parse::<Network>().is_err());
    }
}
