//! The demo company 启明家居: believable people to sign in as (PLT-11).

mod announcements;
mod assignments;
mod branches;
mod care;
mod leaves;
mod pay;
mod posts;
mod questionnaires;
mod records;
mod schemes;
mod service;
mod work;

pub use work::seed;

use contract::access::agreements::AgreementForm;
use organisation::agreements;
use organisation::company::{NewPerson, NewUnit, add_person, add_unit};
use platform::Reply;
use platform::db::{Door, Tx};
use std::collections::HashMap;
use uuid::Uuid;

/// The password of every demo account.
pub const PASSWORD: &str = "yunchou-demo";

/// Code, kind, name and the code of the unit above.
const UNITS: &[(&str, &str, &str, &str)] = &[
    ("QM", "company", "启明家居有限公司", ""),
    ("QM-YX", "branch", "营销中心", "QM"),
    ("QM-XS", "department", "销售部", "QM-YX"),
    ("QM-XS1", "team", "销售一组", "QM-XS"),
    ("QM-XS2", "team", "销售二组", "QM-XS"),
    ("QM-SC", "department", "市场部", "QM-YX"),
    ("QM-KF", "department", "客服部", "QM-YX"),
    ("QM-ZH", "department", "综合部", "QM"),
];

/// A demo person.
pub struct Person {
    pub username: &'static str,
    pub name: &'static str,
    pub post: &'static str,
    pub unit: &'static str,
    pub role: &'static str,
    pub superior: &'static str,
}

const fn person(
    username: &'static str,
    name: &'static str,
    post: &'static str,
    unit: &'static str,
    role: &'static str,
    superior: &'static str,
) -> Person {
    Person { username, name, post, unit, role, superior }
}

/// Has just begun, and not accepted the confidentiality agreement yet.
const NEWCOMER: &str = "rep4";

/// Everyone of the demo company; superiors come first.
pub const PEOPLE: &[Person] = &[
    person("gm", "顾明远", "总经理", "QM", "general_manager", ""),
    person("assistant", "温静", "总经理助理", "QM", "gm_assistant", "gm"),
    person("director", "程思源", "营销总监", "QM-YX", "marketing_director", "gm"),
    person("sales.manager", "陆建平", "销售经理", "QM-XS", "sales_manager", "director"),
    person("supervisor", "何秀兰", "业务主管", "QM-XS1", "sales_supervisor", "sales.manager"),
    person("rep", "林晓", "销售代表", "QM-XS1", "sales_rep", "supervisor"),
    person("rep2", "周子航", "销售代表", "QM-XS1", "sales_rep", "supervisor"),
    person("rep3", "许佳宁", "销售代表", "QM-XS2", "sales_rep", "sales.manager"),
    person("rep4", "苏晴", "销售代表", "QM-XS2", "sales_rep", "sales.manager"),
    person("marketing.manager", "沈若琳", "市场经理", "QM-SC", "marketing_manager", "director"),
    person("specialist", "方可", "市场专员", "QM-SC", "marketing_specialist", "marketing.manager"),
    person("analyst", "杜衡", "市场分析员", "QM-SC", "analyst", "marketing.manager"),
    person("service.manager", "韩雪梅", "客服经理", "QM-KF", "service_manager", "director"),
    person("agent", "白洁", "客服人员", "QM-KF", "service_agent", "service.manager"),
    person("agent2", "邓凯", "客服人员", "QM-KF", "service_agent", "service.manager"),
    person("hr", "罗敏", "人事专员", "QM-ZH", "hr", "gm"),
    person("finance", "金玉成", "财务主管", "QM-ZH", "finance", "gm"),
    person("admin", "孔维", "系统管理员", "QM-ZH", "admin", "gm"),
    person("auditor", "严正", "审计", "QM-ZH", "auditor", "gm"),
];

/// Adds units and people; gives the people's ids by user name. `password_hash` serves all of them: hashing one password eighteen times would only take time.
///
/// # Errors
/// Where the company is there already, or the database fails.
pub async fn found_company(door: &Door, password_hash: String) -> Reply<HashMap<String, Uuid>> {
    let found = async move |tx: &mut Tx| {
        let mut units: HashMap<&str, Uuid> = HashMap::new();
        for (code, kind, name, parent) in UNITS {
            let id = add_unit(tx, NewUnit { parent: units.get(parent).copied(), kind, code, name }).await?;
            units.insert(code, id);
        }
        let mut people: HashMap<String, Uuid> = HashMap::new();
        for (at, p) in PEOPLE.iter().enumerate() {
            let new = NewPerson {
                number: &format!("QM{:04}", at + 1),
                name: p.name,
                unit: units.get(p.unit).copied().unwrap_or_default(),
                post: p.post,
                superior: people.get(p.superior).copied(),
                roles: &[p.role],
                username: p.username,
                password_hash: password_hash.clone(),
            };
            people.insert(p.username.to_owned(), add_person(tx, new).await?);
        }
        let today = engines::calendar::local_date(tx.at(), tx.state().config.utc_offset_minutes);
        posts::furnish(tx, &units, &people, today).await?;
        let accepted: Vec<Uuid> = people.iter().filter(|(username, _)| *username != NEWCOMER).map(|(_, id)| *id).collect();
        let author = people.get("hr").copied().unwrap_or_default();
        agreements::seeding::publish(tx, author, &confidentiality(), &accepted).await?;
        Ok(people)
    };
    door.write_as_system(found).await
}

/// The demo company's confidentiality agreement.
fn confidentiality() -> AgreementForm {
    AgreementForm { title: "客户信息保密协议".to_owned(), body: include_str!("confidentiality.txt").to_owned() }
}

/// The accounts that `yunchou serve --demo` shows.
pub const SHOWN: &[&str] = &["rep", "rep4", "specialist", "agent", "service.manager", "director", "supervisor", "gm", "auditor", "admin"];
