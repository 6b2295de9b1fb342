//! What the demo company's people attach to their records, and what they say about them.

use crate::comments;
use chrono::{NaiveDate, TimeDelta};
use contract::SubjectKind;
use contract::customers::Tier;
use contract::values::Subject;
use engines::{Asking, attachments};
use locale::Language;
use platform::auth::Actor;
use platform::db::{Door, Tx};
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
            let (manager, director) = (person("sales.manager")?, person("director")?);
            say(door, owner, &record, "@陆建平 量房记录和报价草案已上传，客户希望周末定方案，请看一下地板的折扣。", &[manager]).await?;
            say(door, manager, &record, "地板可以让到九五折，超过的请 @程思源 定。先把主卧渗水的事处理好。", &[director]).await?;
            break;
        }
    }
    if let Some(complaint) = complaint {
        let agent = person("agent")?;
        if let Some(record) = record(door, agent, SubjectKind::Complaint, complaint).await? {
            attachments::seed(door, agent, &record, "客户来电记录.txt", CALL).await?;
            let manager = person("service.manager")?;
            say(door, agent, &record, "@韩雪梅 来电记录已上传，客户周三、周四下午在家。", &[manager]).await?;
        }
    }
    Ok(())
}

/// A change of tier that waits beside an approved file of the first representative.
pub(super) async fn proposal(door: &Door, rep: &Actor, files: &[Uuid]) -> Reply<()> {
    // The files go to three representatives in turn.
    for id in files.iter().copied().step_by(3).skip(1).take(12) {
        if door.write(rep, None, async move |tx: &mut Tx| customers::seeding::propose_tier(tx, id, Tier::A).await).await? {
            break;
        }
    }
    Ok(())
}

/// The third representative opened two dozen of their files last night: that is unusual (CRM-07).
pub(super) async fn night(door: &Door, rep: &Actor, files: &[Uuid], today: NaiveDate) -> Reply<()> {
    let own: Vec<Uuid> = files.iter().copied().skip(2).step_by(3).take(24).collect();
    if own.is_empty() {
        return Ok(());
    }
    let person = rep.id;
    let from = engines::calendar::start_of_day(today, door.state().config.utc_offset_minutes) - TimeDelta::minutes(55);
    door.write_as_system(async move |tx: &mut Tx| customers::seeding::opened(tx, person, &own, from).await).await
}

async fn say(door: &Door, who: &Actor, record: &Subject, text: &'static str, mentions: &[&Actor]) -> Reply<()> {
    let (record, people) = (record.clone(), mentions.iter().map(|person| person.id).collect::<Vec<_>>());
    door.write(who, None, async move |tx: &mut Tx| comments::seed(tx, &record, text, people.clone()).await).await
}

async fn record(door: &Door, who: &Actor, kind: SubjectKind, id: Uuid) -> Reply<Option<Subject>> {
    crate::areas::all().record(&Asking::new(door.state(), who, Language::ZhCn), kind, id).await
}
