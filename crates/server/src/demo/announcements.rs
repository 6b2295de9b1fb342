//! The demo company's announcements.

use chrono::{Days, NaiveDate};
use contract::announcements::{AnnouncementForm, Audience};
use organisation::announcements::seeding::{announce, read};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;
use uuid::Uuid;

const YEAR_END: &str = "各部门：\n\n临近年末，双十二与年终答谢活动集中，请各组在本周内核对客户档案与跟进计划，缺漏的补齐。\n\n客户经理每人每天至少完成两次有效跟进，并在系统里写明下一步。主管每日下班前查看一次逾期清单。";
const TRAINING: &str =
    "本周五 14:00 在三楼会议室进行客户信息保密培训，时长一小时，请提前安排好手上的工作。\n\n不能参加的，请在周四前告知人事。";
const SCRIPT: &str = "售后接待话术已更新，重点是先致歉、再核实、后承诺时限。\n\n请于今日阅读，明早晨会抽查。";

/// What is announced: one pinned for everyone, one for a department, one for a role, and a draft.
pub(super) async fn announcements(door: &Door, people: &HashMap<String, Actor>, today: NaiveDate) -> Reply<()> {
    let person = |username: &str| people.get(username).ok_or(Error::NotFound);
    let form = |title: &str, body: &str, audience: Audience| AnnouncementForm {
        title: title.to_owned(),
        body: body.to_owned(),
        pinned: false,
        audience,
        unit_ids: Vec::new(),
        roles: Vec::new(),
        from_on: None,
        until_on: None,
    };
    let mut year_end = form("年末客户跟进与档案核对安排", YEAR_END, Audience::All);
    (year_end.pinned, year_end.until_on) = (true, Some(today + Days::new(40)));
    let mut script = form("售后接待话术更新", SCRIPT, Audience::Roles);
    script.roles = vec!["service_agent".to_owned(), "service_manager".to_owned()];
    let mut training = form("客户信息保密培训", TRAINING, Audience::Units);
    training.unit_ids = vec![person("sales.manager")?.unit_id];
    training.until_on = Some(today + Days::new(10));
    let draft = form("元旦放假安排", "放假时间待人事确认。", Audience::All);
    let read_by = ["gm", "sales.manager", "supervisor", "rep2", "specialist"];
    let year_end = by(door, person("director")?, year_end, true).await?;
    for username in read_by {
        let confirm = async move |tx: &mut Tx| read(tx, year_end).await;
        door.write(person(username)?, None, confirm).await?;
    }
    by(door, person("hr")?, training, true).await?;
    by(door, person("hr")?, draft, false).await?;
    by(door, person("director")?, script, true).await.map(|_| ())
}

async fn by(door: &Door, author: &Actor, form: AnnouncementForm, publish: bool) -> Reply<Uuid> {
    door.write(author, None, async move |tx: &mut Tx| announce(tx, &form, publish).await).await
}
