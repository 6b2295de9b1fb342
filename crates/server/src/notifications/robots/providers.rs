//! How the robots of WeCom, DingTalk and Feishu are spoken to: body, signature, answer. Pure.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use contract::robots::RobotProvider;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::Sha256;

/// Where a provider's robots listen.
pub fn hosts(provider: RobotProvider) -> &'static [&'static str] {
    match provider {
        RobotProvider::Wecom => &["qyapi.weixin.qq.com"],
        RobotProvider::Dingtalk => &["oapi.dingtalk.com"],
        RobotProvider::Feishu => &["open.feishu.cn", "open.larksuite.com"],
    }
}

/// A message as a robot takes it: address and body. `None` where the address is none.
pub fn message(provider: RobotProvider, url: &str, secret: &str, text: &str, at: DateTime<Utc>) -> Option<(String, Value)> {
    let mut url = Url::parse(url).ok()?;
    let body = match provider {
        RobotProvider::Wecom => json!({ "msgtype": "text", "text": { "content": text } }),
        RobotProvider::Dingtalk => {
            if !secret.is_empty() {
                let timestamp = at.timestamp_millis().to_string();
                let sign = sign(secret.as_bytes(), format!("{timestamp}\n{secret}").as_bytes())?;
                url.query_pairs_mut().append_pair("timestamp", &timestamp).append_pair("sign", &sign);
            }
            json!({ "msgtype": "text", "text": { "content": text } })
        }
        RobotProvider::Feishu => {
            let mut body = json!({ "msg_type": "text", "content": { "text": text } });
            if !secret.is_empty() {
                let timestamp = at.timestamp().to_string();
                // Here time and secret are the key, and what is signed is empty.
                body["sign"] = sign(format!("{timestamp}\n{secret}").as_bytes(), b"")?.into();
                body["timestamp"] = timestamp.into();
            }
            body
        }
    };
    Some((url.into(), body))
}

fn sign(key: &[u8], data: &[u8]) -> Option<String> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).ok()?;
    mac.update(data);
    Some(STANDARD.encode(mac.finalize().into_bytes()))
}

/// What a provider objects to in an answer with status 200; nothing where it took the message.
pub fn objection(answer: &str) -> Option<String> {
    let Ok(answer) = serde_json::from_str::<Value>(answer) else { return Some("an answer that is no JSON".to_owned()) };
    let code = ["errcode", "code", "StatusCode"].iter().find_map(|name| answer[name].as_i64());
    let words = ["errmsg", "msg", "StatusMessage"].iter().find_map(|name| answer[name].as_str()).unwrap_or_default();
    match code {
        Some(0) => None,
        Some(code) => Some(format!("{code} {}", words.chars().take(200).collect::<String>())),
        None => Some("an answer without a code".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_763_884_800, 0).unwrap()
    }

    /// PLT-07; worked out with another program.
    #[test]
    fn dingtalk_signs_in_its_address() {
        let url = "https://oapi.dingtalk.com/robot/send?access_token=t";
        let (signed, body) = message(RobotProvider::Dingtalk, url, "SECabc", "你好", at()).unwrap();
        assert_eq!(signed, format!("{url}&timestamp=1763884800000&sign=TEXVCyimDBMhJg40f7dlBH9acnTKrd698eVMP2LjXo8%3D"));
        assert_eq!(body, json!({ "msgtype": "text", "text": { "content": "你好" } }));
        assert_eq!(message(RobotProvider::Dingtalk, url, "", "你好", at()).unwrap().0, url);
    }

    #[test]
    fn feishu_signs_in_its_body() {
        let url = "https://open.feishu.cn/open-apis/bot/v2/hook/h";
        let (same, body) = message(RobotProvider::Feishu, url, "SECabc", "你好", at()).unwrap();
        assert_eq!(same, url);
        let signed = json!({ "msg_type": "text", "content": { "text": "你好" }, "timestamp": "1763884800", "sign": "obzwN7d07C1YJ06IzSeCgCJdm7sVZqSX149nIen+pFk=" });
        assert_eq!(body, signed);
    }

    #[test]
    fn a_refusal_comes_with_status_200() {
        assert_eq!(objection(r#"{"errcode":0,"errmsg":"ok"}"#), None);
        assert_eq!(objection(r#"{"StatusCode":0,"StatusMessage":"success"}"#), None);
        assert_eq!(objection(r#"{"code":19021,"msg":"sign match fail"}"#).as_deref(), Some("19021 sign match fail"));
        assert_eq!(objection(r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#).as_deref(), Some("93000 invalid webhook url"));
        assert!(objection("<html>").is_some() && objection("{}").is_some());
    }
}
