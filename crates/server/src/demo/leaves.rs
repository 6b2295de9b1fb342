//! Leave in the demo company (DAY-08): one approved, one that waits for the superior.

use chrono::{Days, NaiveDate};
use contract::approvals::Verdict;
use contract::leaves::{LeaveForm, LeaveKind};
use engines::approvals::decide_about;
use engines::calendar::WorkingDays;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;
use workday::leaves::seeding;

/// Both lie some days ahead: who signs in today finds everybody at work.
pub(super) async fn leaves(door: &Door, people: &HashMap<String, Actor>, today: NaiveDate) -> Reply<()> {
    let person = |username: &str| people.get(username).ok_or(Error::NotFound);
    let calendar = WorkingDays::load(door.reader().conn(), door.state().config.utc_offset_minutes).await?;
    let form = |kind, in_days: u32, substitute: &Actor, reason: &str, notes: &str| {
        let on = calendar.add(today + Days::new(3), in_days);
        LeaveForm { kind, from_on: on, to_on: on, substitute_id: substitute.id, reason: reason.to_owned(), notes: notes.to_owned() }
    };
    let approved = form(LeaveKind::Annual, 2, person("agent")?, "陪家人体检", "两件投诉等客户回电，记录在各自的处理意见里。");
    let id = door.write(person("agent2")?, None, async move |tx: &mut Tx| seeding::ask(tx, &approved).await).await?;
    let approve = async move |tx: &mut Tx| decide_about(tx, id, Verdict::Approve, "同意").await;
    door.write(person("service.manager")?, None, approve).await?;
    let waiting = form(LeaveKind::Personal, 4, person("specialist")?, "办理房产过户", "竞品月报初稿已发，请代为收齐门店反馈。");
    door.write(person("analyst")?, None, async move |tx: &mut Tx| seeding::ask(tx, &waiting).await).await?;
    Ok(())
}
