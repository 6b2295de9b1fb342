//! Outgoing mail (`[mail]`).

use super::wording::Text;
use crate::webhooks::Outcome;
use contract::webhooks::DeliveryStatus;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use platform::config::{Mail, MailSecurity};
use std::time::Duration;
use uuid::Uuid;

/// How long the other side may take for a step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a mail. `id` is the same at every attempt, so that a mailbox may know a second copy.
pub(super) async fn send(config: &Mail, name: &str, address: &str, id: Uuid, text: Text) -> Outcome {
    let message = match written(config, name, address, id, text) {
        Ok(message) => message,
        Err(cause) => return Outcome { gone: true, ..Outcome::failed(cause.to_string()) },
    };
    let transport = match transport(config) {
        Ok(transport) => transport,
        Err(cause) => return Outcome::failed(cause.to_string()),
    };
    match transport.send(message).await {
        Ok(_) => Outcome { status: DeliveryStatus::Delivered, ..Outcome::default() },
        // What a server refuses for good (5xx), it refuses tomorrow.
        Err(error) => Outcome { gone: error.is_permanent(), ..Outcome::failed(error.to_string().chars().take(300).collect::<String>()) },
    }
}

fn written(config: &Mail, name: &str, address: &str, id: Uuid, text: Text) -> anyhow::Result<Message> {
    let from: Mailbox = config.from.parse()?;
    let message = Message::builder()
        .from(from)
        .to(Mailbox::new(Some(name.to_owned()).filter(|name| !name.is_empty()), address.parse()?))
        .message_id(Some(message_id(config, id)?))
        .subject(text.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(text.body)?;
    Ok(message)
}

/// What a mail is called.
pub(super) fn message_id(config: &Mail, id: Uuid) -> anyhow::Result<String> {
    let from: Mailbox = config.from.parse()?;
    Ok(format!("<{}@{}>", id.simple(), from.email.domain()))
}

fn transport(config: &Mail) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let tls = match config.security {
        MailSecurity::Tls => Tls::Wrapper(TlsParameters::new(config.host.clone())?),
        MailSecurity::StartTls => Tls::Required(TlsParameters::new(config.host.clone())?),
        MailSecurity::None => Tls::None,
    };
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&config.host).port(config.port).tls(tls).timeout(Some(PATIENCE));
    let builder = match (&config.username, &config.password) {
        (Some(username), Some(password)) => builder.credentials(Credentials::new(username.clone(), password.clone())),
        _ => builder,
    };
    Ok(builder.build())
}
