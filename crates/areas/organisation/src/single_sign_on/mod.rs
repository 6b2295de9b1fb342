//! Single sign-on: OpenID Connect, authorization code with PKCE (ORG-06). WeCom, DingTalk, Feishu and the like come in through a provider.
//! Why by hand and not through a client library: `docs/adr/0014-openid-connect-by-hand.md`.

mod http;
mod provider;
mod rules;

pub(crate) use http::routes;
