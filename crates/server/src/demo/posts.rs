//! The posts of the demo company, as the rule books describe them (ORG-02), and what its personnel files say (ORG-03).

use super::PEOPLE;
use chrono::{Days, Months, NaiveDate};
use contract::Money;
use contract::people::{Certificate, Education, Employment, Sex, Territory};
use contract::posts::{Careers, PostForm, Powers, Qualification};
use organisation::seeding::{self, File};
use platform::Reply;
use platform::db::Tx;
use std::collections::HashMap;
use uuid::Uuid;

/// Code, name, unit, superior post, headcount, summary, duties, indicators.
type Description = (&'static str, &'static str, &'static str, &'static str, i64, &'static str, &'static str, &'static [&'static str]);

const POSTS: &[Description] = &[
    ("GL001", "总经理", "QM", "", 1, "主持公司全面工作。", "审定经营目标与预算\n审批重大活动、重大投诉处理方案\n任免中层管理人员", &[]),
    ("GL002", "总经理助理", "QM", "GL001", 1, "协助总经理督办各项工作。", "督办总经理交办事项\n汇总各部门周报", &[]),
    (
        "YX001",
        "营销总监",
        "QM-YX",
        "GL001",
        1,
        "主持营销中心工作，对销售目标负责。",
        "分解年度销售目标并检查落实\n审批营销活动与投诉处理方案\n组织月度绩效考核",
        &["approval_decided_on_time", "campaign_summary_on_time"],
    ),
    (
        "SC001",
        "销售经理",
        "QM-XS",
        "YX001",
        1,
        "带领销售部完成销售目标。",
        "把目标分解到人并每周检查\n合同签订前审核\n审核部门费用\n考核下属",
        &["follow_up_kept_team", "approval_decided_on_time"],
    ),
    (
        "SC002",
        "业务主管",
        "QM-XS1",
        "SC001",
        1,
        "管理小组客户档案与日常业务。",
        "组织建立客户档案并审核\n检查跟进计划\n监督工作交接",
        &["follow_up_kept_team", "customer_review_passed"],
    ),
    (
        "SC003",
        "销售代表",
        "QM-XS1",
        "SC002",
        3,
        "开发并维护客户，完成个人目标。",
        "收集客户线索，建立客户档案\n按计划跟进与拜访\n签订合同并催收回款",
        &["follow_up_kept", "follow_up_made", "customer_completeness"],
    ),
    (
        "SC004",
        "家装顾问",
        "QM-XS2",
        "SC001",
        2,
        "为客户提供家装方案并促成签约。",
        "了解客户需求，提出解决方案\n陪同量房与看样\n维护老客户",
        &["follow_up_kept", "customer_completeness"],
    ),
    (
        "SC010",
        "市场经理",
        "QM-SC",
        "YX001",
        1,
        "策划营销活动，掌握市场信息。",
        "编制年度活动计划\n组织市场调研\n提交活动总结",
        &["campaign_held", "campaign_leads_against_plan"],
    ),
    (
        "SC011",
        "市场专员",
        "QM-SC",
        "SC010",
        2,
        "执行营销活动的筹备与总结。",
        "准备活动物料\n执行活动流程\n整理市场信息与档案",
        &["campaign_summary_on_time"],
    ),
    ("SC012", "市场分析员", "QM-SC", "SC010", 1, "设计并实施市场调研。", "设计问卷与抽样\n撰写分析报告", &[]),
    (
        "KF001",
        "客服经理",
        "QM-KF",
        "YX001",
        1,
        "负责客户投诉的受理与监督。",
        "分派投诉并监督时限\n审核处理方案\n分析投诉原因",
        &["complaint_acknowledged_on_time", "complaint_satisfaction"],
    ),
    (
        "KF002",
        "客服人员",
        "QM-KF",
        "KF001",
        3,
        "受理客户投诉与服务请求。",
        "受理、调查并办结投诉\n回访客户",
        &["complaint_closed_on_time", "complaint_satisfaction"],
    ),
    ("ZH001", "人事专员", "QM-ZH", "GL001", 1, "负责人事与考勤。", "办理入职、调岗与离职交接\n管理劳动合同与证书", &[]),
    ("ZH002", "财务主管", "QM-ZH", "GL001", 1, "负责应收、费用与预算。", "核对回款\n审核费用\n离职款项结清", &[]),
    ("ZH003", "系统管理员", "QM-ZH", "GL001", 1, "维护信息系统。", "维护组织架构与权限\n备份数据", &[]),
    ("ZH004", "审计", "QM-ZH", "GL001", 1, "监督制度执行。", "查阅审计日志\n提交审计报告", &[]),
];

const HEADS: &[(&str, &str)] = &[
    ("QM", "gm"),
    ("QM-YX", "director"),
    ("QM-XS", "sales.manager"),
    ("QM-XS1", "supervisor"),
    ("QM-SC", "marketing.manager"),
    ("QM-KF", "service.manager"),
    ("QM-ZH", "hr"),
];

/// Adds the posts, puts everyone into theirs, names the heads.
///
/// # Errors
/// Where the database fails.
pub async fn furnish(tx: &mut Tx, units: &HashMap<&str, Uuid>, people: &HashMap<String, Uuid>, today: NaiveDate) -> Reply<()> {
    let mut posts: HashMap<&str, Uuid> = HashMap::new();
    for it in POSTS {
        let id = seeding::add_post(tx, &described(it, units, &posts)).await?;
        posts.insert(it.0, id);
    }
    for (at, person) in PEOPLE.iter().enumerate() {
        let own = POSTS.iter().find(|post| post.1 == person.post && (post.2 == person.unit || person.unit != "QM-XS2"));
        let code = if person.unit == "QM-XS2" { Some("SC004") } else { own.map(|post| post.0) };
        if let (Some(id), Some(post)) = (people.get(person.username), code.and_then(|code| posts.get(code))) {
            seeding::place(tx, *id, *post, file(at as u32, person.role, today)).await?;
        }
    }
    for (unit, head) in HEADS {
        if let (Some(unit), Some(head)) = (units.get(unit), people.get(*head)) {
            seeding::set_head(tx, *unit, *head).await?;
        }
    }
    Ok(())
}

fn described(it: &Description, units: &HashMap<&str, Uuid>, posts: &HashMap<&str, Uuid>) -> PostForm {
    let (code, name, unit, superior, headcount, summary, duties, indicators) = *it;
    let leads = matches!(code, "GL001" | "YX001" | "SC001" | "SC010" | "KF001");
    PostForm {
        code: code.into(),
        name: name.into(),
        unit_id: units.get(unit).copied().unwrap_or_default(),
        superior_id: posts.get(superior).copied(),
        headcount,
        summary: summary.into(),
        duties: duties.into(),
        indicators: indicators.iter().map(|key| (*key).to_owned()).collect(),
        qualification: Qualification {
            education: Some(if leads { Education::Bachelor } else { Education::College }),
            years: Some(if leads { 5 } else { 1 }),
            age_from: Some(if leads { 28 } else { 20 }),
            certificates: String::new(),
            knowledge: "公司产品与管理制度；相关法律法规".into(),
            abilities: "沟通协调；计划与执行；办公软件".into(),
        },
        powers: Powers {
            discount_percent: code.starts_with("SC00").then_some(if leads { 10 } else { 3 }),
            expense_limit: leads.then(|| Money::from_cents(500_000)),
            pre_signing_review: code == "SC001",
            other: String::new(),
        },
        responsibilities: "对本岗位工作的及时、真实和保密负责。".into(),
        relations: "对内与各部门协作，对外代表公司与客户沟通。".into(),
        careers: Careers {
            promotion: "连续两个年度考核优秀者优先晋升。".into(),
            transfer: "经双方部门负责人同意可以转岗。".into(),
            demotion: "连续三个月考核不合格者降职。".into(),
            dismissal: "严重违反公司制度者辞退。".into(),
        },
    }
}

fn file(n: u32, role: &str, today: NaiveDate) -> File {
    let before = |months: u32| today.checked_sub_months(Months::new(months)).unwrap_or(today);
    let certificate = Certificate {
        name: "营销师（三级）".into(),
        number: format!("YXS{n:04}"),
        level: None,
        expires_on: today.checked_add_days(Days::new(u64::from(n) * 20)),
    };
    File {
        sex: if n.is_multiple_of(2) { Sex::Male } else { Sex::Female },
        birth_on: before(12 * (26 + n)),
        education: if n.is_multiple_of(3) { Education::Bachelor } else { Education::College },
        entered_on: before(8 + n * 7),
        major_related: (role == "sales_rep").then_some(n.is_multiple_of(2)),
        employment: if n % 5 == 4 { Employment::Contract } else { Employment::Regular },
        territory: (role == "sales_rep").then_some(if n.is_multiple_of(2) { Territory::Rural } else { Territory::Urban }),
        certificates: if role.starts_with("sales") || role.starts_with("marketing") { vec![certificate] } else { Vec::new() },
    }
}
