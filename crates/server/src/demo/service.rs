//! The demo company's service desk beside its complaints: templates, requests, a nonconformity, a corrective action, a survey.

use chrono::{Days, NaiveDate};
use complaints::{corrective_actions, knowledge, nonconformities, service_requests, stage_surveys};
use contract::complaints::corrective_actions::{ActionDone, ActionKind, ActionPlan, CorrectiveActionAct, NewCorrectiveAction};
use contract::complaints::knowledge::{KnowledgeActKind, KnowledgeForm};
use contract::complaints::nonconformities::{
    NewNonconformity, NonconformityAct, NonconformityGrade, NonconformityOrigin, Rectification, RectificationDemand, WorkStage,
};
use contract::complaints::service_requests::{NewServiceRequest, ServiceAct, ServiceAnswer, ServiceKind, ServiceNote};
use contract::complaints::stage_surveys::{NewStageSurvey, SurveyDefinitionForm};
use contract::complaints::{ComplaintCategory, ComplaintChannel};
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;
use uuid::Uuid;

const TEMPLATES: [(ComplaintCategory, &str, &str, &str); 4] = [
    (
        ComplaintCategory::Quality,
        "柜门开裂怎么答复",
        "开裂 柜门 变形",
        "非常抱歉。两天内安排师傅上门检查；确认是板材问题，免费更换，十天内装好。",
    ),
    (
        ComplaintCategory::Delivery,
        "送货延期怎么答复",
        "延期 送货 没到 晚了",
        "抱歉让您久等。已向仓库核实，最迟后天送到；送达前一小时电话联系您。",
    ),
    (
        ComplaintCategory::Service,
        "师傅迟到怎么答复",
        "迟到 安装 师傅 等了",
        "抱歉耽误了您的时间。已重新约定上门时间，迟到部分按规定补偿，并对师傅做了提醒。",
    ),
    (
        ComplaintCategory::Price,
        "多收费用怎么答复",
        "多收 费用 价格 报价",
        "已对照合同和报价单核对。确属多收的，三个工作日内原路退回，并附核对明细。",
    ),
];

/// Furnishes the service desk.
///
/// # Errors
/// Where the database fails.
pub async fn furnish(door: &Door, people: &HashMap<String, Actor>, case: Option<Uuid>, files: &[Uuid], today: NaiveDate) -> Reply<()> {
    let person = |username: &str| people.get(username).cloned().ok_or(Error::NotFound);
    let (agent, second, manager) = (person("agent")?, person("agent2")?, person("service.manager")?);
    let write = async move |tx: &mut Tx| {
        for (category, title, words, body) in TEMPLATES {
            let form = KnowledgeForm { title: title.into(), category, words: words.into(), body: body.into() };
            let id = knowledge::write(tx, &form).await?;
            knowledge::act(tx, id, 1, KnowledgeActKind::Publish).await?;
        }
        let questions = ["师傅准时吗", "现场整洁吗", "讲解清楚吗"].map(str::to_owned).to_vec();
        let form = SurveyDefinitionForm { stage: "安装完成".into(), questions, threshold: 3, active: true };
        stage_surveys::define(tx, &form).await.map(|definition| definition.id)
    };
    let definition = door.write(&manager, None, write).await?;
    let Some(customer) = files.first().copied() else { return Ok(()) };
    let ask = async move |tx: &mut Tx| {
        let new = NewStageSurvey { definition_id: definition, customer_id: customer, about: "样板间".into() };
        stage_surveys::ask(tx, &new).await
    };
    door.write(&agent, None, ask).await?;
    requests(door, &agent, &manager, files).await?;
    quality(door, [&second, &manager], case, today).await
}

async fn requests(door: &Door, agent: &Actor, manager: &Actor, files: &[Uuid]) -> Reply<()> {
    let asked = [
        (ServiceKind::Inquiry, "柜门开裂能不能自己先贴胶处理？", ""),
        (ServiceKind::Logistics, "上周订的餐椅到哪里了，周末能送到吗？", ""),
        (ServiceKind::Return, "办公椅颜色和网上不一样，要求退货。", "办公椅 2 把"),
    ];
    for (at, (kind, question, goods)) in asked.into_iter().enumerate() {
        let new = NewServiceRequest {
            kind,
            customer_id: files.get(at + 1).copied(),
            asker: "王女士".into(),
            channel: ComplaintChannel::Phone,
            question: question.into(),
            order_number: format!("DD-2026{:04}", 310 + at),
            goods: goods.into(),
        };
        let id = door.write(agent, None, async move |tx: &mut Tx| service_requests::take(tx, &new).await).await?;
        let answer = ServiceAnswer { answer: "请先不要处理，师傅两天内上门检查。".into(), knowledge_id: None };
        let (who, act) = match kind {
            ServiceKind::Inquiry => (agent, ServiceAct::Answer(answer)),
            ServiceKind::Return => (manager, ServiceAct::Approve(ServiceNote { note: "七天内寄回，包装完好".into() })),
            _ => continue,
        };
        door.write(who, None, async move |tx: &mut Tx| service_requests::act(tx, id, 1, &act).await).await?;
    }
    Ok(())
}

async fn quality(door: &Door, [second, manager]: [&Actor; 2], case: Option<Uuid>, today: NaiveDate) -> Reply<()> {
    let found = |grade, stage, matter: &str, complaint_id: Option<Uuid>| NewNonconformity {
        origin: if complaint_id.is_some() { NonconformityOrigin::Complaint } else { NonconformityOrigin::Inspection },
        complaint_id,
        matter: matter.into(),
        stage,
        grade,
        category: ComplaintCategory::Quality,
        cause: String::new(),
        department_id: None,
    };
    let light = found(NonconformityGrade::Light, WorkStage::Storage, "仓库巡检：两箱五金件标签脱落。", None);
    let heavy = found(NonconformityGrade::Ordinary, WorkStage::Production, "抽检柜门含水率 16%，标准不超过 12%。", case);
    let (owner, due_on) = (second.id, today + Days::new(4));
    let write = async move |tx: &mut Tx| {
        let id = nonconformities::register(tx, &light).await?;
        let fixed = Rectification { done: "当场补贴标签并复核数量".into(), cause: "标签胶失效".into() };
        nonconformities::act(tx, id, 1, &NonconformityAct::Fix(fixed)).await?;
        let id = nonconformities::register(tx, &heavy).await?;
        let demand = RectificationDemand { owner_id: owner, due_on, demand: "复测同批次 20 件，查明原因并报告".into() };
        nonconformities::act(tx, id, 1, &NonconformityAct::Demand(demand)).await?;
        let action = NewCorrectiveAction {
            kind: ActionKind::Corrective,
            problem: "柜门开裂反复出现".into(),
            complaint_id: case,
            nonconformity_id: Some(id),
            owner_id: owner,
        };
        corrective_actions::open(tx, &action).await
    };
    let action = door.write(manager, None, write).await?;
    let plan = ActionPlan {
        whys: ["柜门开裂", "板材含水率高", "雨季仓库湿度超标"].map(str::to_owned).to_vec(),
        root_cause: "雨季仓库没有除湿".into(),
        action: "加装除湿机，湿度超过 65% 停止发货并报警。".into(),
        due_on: today + Days::new(7),
        effect_due_on: today + Days::new(60),
    };
    let carry = async move |tx: &mut Tx| {
        corrective_actions::act(tx, action, 1, &CorrectiveActionAct::Plan(plan.clone())).await?;
        let done = ActionDone { done: "除湿机已安装，记录表已上墙。".into() };
        corrective_actions::act(tx, action, 2, &CorrectiveActionAct::CarryOut(done)).await
    };
    door.write(second, None, carry).await
}
