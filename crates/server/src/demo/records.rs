//! What the demo company's people attach to their records.

use contract::SubjectKind;
use contract::values::Subject;
use engines::{Asking, attachments};
use locale::Language;
use platform::auth::Actor;
use platform::db::Door;
use platform::{Error, Reply};
use std::collections::HashMap;
use uuid::Uuid;

const VISIT: &[u8] = include_bytes!("files/visit.txt");
const CALL: &[u8] = include_bytes!("files/call.txt");
const PLAN: &[u8] = include_bytes!("files/plan.png");
const OFFER: &[u8] = include_bytes!("files/offer.pdf");

/// Files at the first customer and the first complaint, where there are such.
pub(super) async fn furnish(door: &Door, people: &HashMap<String, Actor>, customer: Option<Uuid>, complaint: Option<Uuid>) -> Reply<()> {
    let person = |username: &str| people.get(username).ok_or(Error::NotFound);
    if let Some(customer) = customer {
        for username in ["rep", "rep2", "rep3"] {
            let owner = person(username)?;
            let Some(record) = record(door, owner, SubjectKind::Customer, customer).await? else { continue };
            attachments::seed(door, owner, &record, "量房记录.txt", VISIT).await?;
            attachments::seed(door, owner, &record, "户型图.png", PLAN).await?;
            attachments::seed(door, owner, &record, "整装报价单（草案）.pdf", OFFER).await?;
            break;
        }
    }
    if let Some(complaint) = complaint {
        let agent = person("agent")?;
        if let Some(record) = record(door, agent, SubjectKind::Complaint, complaint).await? {
            attachments::seed(door, agent, &record, "客户来电记录.txt", CALL).await?;
        }
    }
    Ok(())
}

async fn record(door: &Door, who: &Actor, kind: SubjectKind, id: Uuid) -> Reply<Option<Subject>> {
    crate::areas::all().record(&Asking::new(door.state(), who, Language::ZhCn), kind, id).await
}
