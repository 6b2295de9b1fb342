//! The tasks that the demo company's people gave each other (DAY-03).

use chrono::{TimeDelta, Utc};
use contract::SubjectKind;
use contract::assignments::{About, AssignmentAct, AssignmentForm, AssignmentReply, ChecklistLine, Priority, Repeat};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;
use uuid::Uuid;
use workday::assignments::seeding;

/// One about a customer with a list to tick, one that repeats, an important matter that is answered, one that is done.
pub(super) async fn assignments(door: &Door, people: &HashMap<String, Actor>, customer: Option<Uuid>) -> Reply<()> {
    let person = |username: &str| people.get(username).ok_or(Error::NotFound);
    let form = |title: &str, owner: &Actor, days: u32, lines: &[&str]| AssignmentForm {
        title: title.to_owned(),
        details: String::new(),
        owner_id: owner.id,
        watcher_ids: Vec::new(),
        due_at: None,
        due_in_days: Some(days),
        priority: Priority::Normal,
        repeat: Repeat::Never,
        reply_by: None,
        checklist: lines.iter().map(|text| ChecklistLine { text: (*text).to_owned(), done: false }).collect(),
        about: None,
    };
    let (supervisor, director, rep) = (person("supervisor")?, person("director")?, person("rep")?);

    let mut file = form("补齐客户档案，安排样板间参观", rep, 2, &["补联系人职务", "确认开票信息", "约参观时间"]);
    file.about = customer.map(|id| About { kind: SubjectKind::Customer, id });
    file.priority = Priority::High;
    file.watcher_ids = vec![person("sales.manager")?.id];
    given(door, supervisor, file).await?;

    let mut weekly = form("整理本周拜访记录", rep, 3, &[]);
    weekly.repeat = Repeat::Weekly;
    given(door, supervisor, weekly).await?;

    let mut matter = form("双十二报价底线", person("sales.manager")?, 4, &[]);
    matter.details = "给出各档整装套餐的最低成交价，附同行报价。".to_owned();
    matter.priority = Priority::Urgent;
    matter.reply_by = Some(Utc::now() + TimeDelta::days(1));
    let matter = given(door, director, matter).await?;
    let reply = AssignmentAct::Reply(AssignmentReply { text: "今天下班前给出初稿，明早与财务核对。".to_owned() });
    acted(door, person("sales.manager")?, matter, reply).await?;

    let done = given(door, person("service.manager")?, form("更新回访话术", person("agent")?, 1, &["首访", "七日回访"])).await?;
    acted(door, person("agent")?, done, AssignmentAct::Complete).await
}

async fn given(door: &Door, giver: &Actor, form: AssignmentForm) -> Reply<Uuid> {
    let areas = crate::areas::all();
    door.write(giver, None, async move |tx: &mut Tx| seeding::give(tx, &areas, &form).await).await
}

async fn acted(door: &Door, who: &Actor, id: Uuid, act: AssignmentAct) -> Reply<()> {
    door.write(who, None, async move |tx: &mut Tx| seeding::act(tx, id, &act).await).await
}
