//! What the demo company's customers complained about without an account, and what was learnt from it: one case that came back and
//! was closed, one whose measures are under way, one that has just come in, and what keeps the first from coming again.

use super::work::{Company, money};
use chrono::{NaiveDate, TimeDelta};
use complaints::{corrective_actions, nonconformities, remedies, seeding};
use contract::assignments::AssignmentAct;
use contract::complaints::care::PublicComplaint;
use contract::complaints::corrective_actions::{
    ActionDone, ActionKind, ActionPlan, CorrectiveActionAct, EffectFinding, NewCorrectiveAction,
};
use contract::complaints::nonconformities::{
    CheckRemark, NewNonconformity, NonconformityAct, NonconformityGrade, NonconformityOrigin, Rectification, RectificationDemand, WorkStage,
};
use contract::complaints::remedy::MeasureForm;
use contract::complaints::{ComplaintAct, ComplaintCategory, Execution, Feedback, InvestigatorChoice, Remedy};
use engines::calendar::local_date;
use platform::Reply;
use platform::auth::Actor;
use platform::db::Tx;
use rust_decimal::Decimal;
use uuid::Uuid;

/// The cause that the case came from, its nonconformity and the action against it have in common.
const CAUSE: &str = "封边机温度没有点检";

/// Furnishes the last weeks; the clock is where it left off afterwards.
pub(super) async fn furnish(company: &Company<'_>) -> Reply<()> {
    let case = company.comes_back().await?;
    company.learns(case).await?;
    company.under_way().await?;
    company.just_in().await
}

fn form(name: &str, phone: &str, category: ComplaintCategory, matter: &str, wish: &str) -> PublicComplaint {
    PublicComplaint {
        ticket: String::new(),
        name: name.to_owned(),
        phone: phone.to_owned(),
        email: String::new(),
        category,
        matter: matter.to_owned(),
        product: "云杉系列柜体".to_owned(),
        contract_number: String::new(),
        wish: wish.to_owned(),
        website: String::new(),
    }
}

fn remedy(findings: &str, cause: &str, measures: &str, tasks: Vec<MeasureForm>, yuan: i64, due_on: NaiveDate) -> Remedy {
    Remedy {
        findings: findings.to_owned(),
        cause: cause.to_owned(),
        cause_id: None,
        unit_id: None,
        measures: measures.to_owned(),
        tasks,
        compensation: money(Decimal::from(yuan)),
        due_on,
    }
}

fn measure(what: &str, owner: &Actor, due_on: NaiveDate, yuan: i64) -> MeasureForm {
    MeasureForm { what: what.to_owned(), owner_id: owner.id, due_on, cost: Some(money(Decimal::from(yuan))) }
}

impl Company<'_> {
    /// The day at the company, counted from today.
    fn on(&self, days: i64) -> NaiveDate {
        local_date(self.office(days, 12), self.door.state().config.utc_offset_minutes)
    }

    /// Goes to an hour of a day, counted from today, and never beyond the present.
    fn at(&self, days: i64, hour: u32) {
        self.travel(self.office(days, hour).min(chrono::Utc::now() - TimeDelta::minutes(30)));
    }

    async fn filed(&self, form: PublicComplaint) -> Reply<Uuid> {
        self.door.write_as_system(async move |tx: &mut Tx| seeding::file(tx, &form).await).await
    }

    async fn writes(&self, case: Uuid, text: &'static str) -> Reply<()> {
        self.door.write_as_system(async move |tx: &mut Tx| seeding::write(tx, case, text).await).await
    }

    /// The investigator sends the survey; the customer answers it.
    async fn surveyed(&self, case: Uuid, by: &Actor, satisfaction: i64, words: &str) -> Reply<()> {
        let feedback = Feedback { satisfaction, words: words.to_owned() };
        let token = self.door.write(by, None, async move |tx: &mut Tx| seeding::survey(tx, case).await).await?;
        self.door.write_as_system(async move |tx: &mut Tx| seeding::answer(tx, token.clone(), feedback.clone()).await).await
    }

    /// The first tasks of a case's measures are done.
    async fn measures_done(&self, case: Uuid, most: usize) -> Reply<()> {
        let tasks = self.door.write_as_system(async move |tx: &mut Tx| remedies::open_tasks(tx, case).await).await?;
        for (owner, task) in tasks.into_iter().take(most) {
            let Some(owner) = self.people.values().find(|person| person.id == owner) else { continue };
            let done = async move |tx: &mut Tx| workday::assignments::seeding::act(tx, task, &AssignmentAct::Complete).await;
            self.door.write(owner, None, done).await?;
        }
        Ok(())
    }

    /// Proposed, submitted and signed.
    async fn signed(&self, case: Uuid, investigator: &Actor, remedy: Remedy) -> Reply<()> {
        self.act_on_complaint(investigator, case, ComplaintAct::Propose(remedy)).await?;
        self.act_on_complaint(investigator, case, ComplaintAct::Submit).await?;
        self.decide(&self.person("director")?, case, "同意，抓紧落实").await
    }

    /// From the form to a survey with two marks, and once more to five.
    async fn comes_back(&self) -> Reply<Uuid> {
        let (investigator, second) = (self.person("agent2")?, self.person("agent")?);
        self.at(-24, 10);
        let matter = "新装的橱柜不到一个月，水槽柜和转角柜门板封边开胶，一共四块，手一碰就翘。";
        let case = self.filed(form("赵立群", "13900137001", ComplaintCategory::Quality, matter, "四块门板全部换新")).await?;
        self.at(-24, 14);
        let assign = ComplaintAct::Assign(InvestigatorChoice { investigator_id: investigator.id });
        self.act_on_complaint(&self.person("service.manager")?, case, assign).await?;
        self.at(-23, 10);
        self.writes(case, "今天又发现一块踢脚板也翘边了，照片已经发给客服。").await?;
        self.at(-23, 16);
        let tasks = vec![measure("上门重新封边四块门板", &second, self.on(-21), 200), measure("更换踢脚板", &second, self.on(-21), 80)];
        let first = remedy("门板封边胶层发脆，手剥即离。", "封边胶失效", "上门重新封边，更换踢脚板。", tasks, 100, self.on(-20));
        self.signed(case, &investigator, first).await?;
        self.at(-21, 15);
        self.measures_done(case, 2).await?;
        let done = Execution { result: "四块门板已重新封边，踢脚板已更换。".to_owned() };
        self.act_on_complaint(&investigator, case, ComplaintAct::CarryOut(done)).await?;
        self.at(-20, 11);
        self.surveyed(case, &investigator, 2, "重新封过的有一块第二天又开了，要求换新的门板").await?;
        self.at(-19, 10);
        let tasks = vec![
            measure("重做四块门板，出厂前做剥离试验", &second, self.on(-16), 900),
            measure("上门更换并调平铰链", &second, self.on(-15), 150),
        ];
        let again = remedy("同批板件剥离强度不够，重新封边无效。", CAUSE, "四块门板全部换新，旧板带回分析。", tasks, 300, self.on(-15));
        self.signed(case, &investigator, again).await?;
        self.at(-15, 16);
        self.measures_done(case, 2).await?;
        let done = Execution { result: "四块门板全部换新并试剥，客户当场签字。".to_owned() };
        self.act_on_complaint(&investigator, case, ComplaintAct::CarryOut(done)).await?;
        self.at(-14, 10);
        self.surveyed(case, &investigator, 5, "这次换了新的，很结实，师傅也耐心").await?;
        Ok(case)
    }

    /// What did not conform is put right and accepted; the action against its cause is found to have helped.
    async fn learns(&self, case: Uuid) -> Reply<()> {
        let (owner, manager) = (self.person("agent2")?, self.person("service.manager")?);
        let found = NewNonconformity {
            origin: NonconformityOrigin::Complaint,
            complaint_id: Some(case),
            matter: "门板封边剥离强度 28 N，标准不低于 60 N。".to_owned(),
            stage: WorkStage::Production,
            grade: NonconformityGrade::Ordinary,
            category: ComplaintCategory::Quality,
            cause: CAUSE.to_owned(),
            department_id: None,
        };
        let due_on = self.on(-14);
        self.at(-18, 9);
        let demand =
            RectificationDemand { owner_id: owner.id, due_on, demand: "同批 60 块门板全部试剥，不合格的重做".to_owned() };
        let open = async move |tx: &mut Tx| {
            let id = nonconformities::register(tx, &found).await?;
            nonconformities::act(tx, id, 1, &NonconformityAct::Demand(demand.clone())).await?;
            let action = NewCorrectiveAction {
                kind: ActionKind::Corrective,
                problem: "门板封边开胶".to_owned(),
                complaint_id: Some(case),
                nonconformity_id: Some(id),
                owner_id: demand.owner_id,
            };
            Ok((id, corrective_actions::open(tx, &action).await?))
        };
        let (nonconformity, action) = self.door.write(&manager, None, open).await?;
        self.at(-17, 10);
        let whys = ["封边开胶", "胶层没有熔透", "封边机温度偏低二十度", "温控探头漂移", "开机点检表没有温度一栏"];
        let plan = ActionPlan {
            whys: whys.map(str::to_owned).to_vec(),
            root_cause: CAUSE.to_owned(),
            action: "更换温控探头；每班开机点检温度并签字，首件做剥离试验。".to_owned(),
            due_on: self.on(-13),
            effect_due_on: self.on(-3),
        };
        let report = Rectification { done: "60 块全部试剥，11 块重做。".to_owned(), cause: CAUSE.to_owned() };
        let work = async move |tx: &mut Tx| {
            corrective_actions::act(tx, action, 1, &CorrectiveActionAct::Plan(plan.clone())).await?;
            let done = ActionDone { done: "探头已更换，点检表已上机，首件试剥记录完整。".to_owned() };
            corrective_actions::act(tx, action, 2, &CorrectiveActionAct::CarryOut(done)).await?;
            nonconformities::act(tx, nonconformity, 2, &NonconformityAct::Report(report.clone())).await
        };
        self.door.write(&owner, None, work).await?;
        self.at(-3, 10);
        let judge = async move |tx: &mut Tx| {
            let remark = CheckRemark { remark: "抽查 10 块，剥离强度 68 N 以上".to_owned() };
            nonconformities::act(tx, nonconformity, 3, &NonconformityAct::Accept(remark)).await?;
            let finding = EffectFinding {
                finding: "两周内 340 块门板没有一块开胶，客诉为零。".to_owned(), early_reason: String::new()
            };
            corrective_actions::act(tx, action, 3, &CorrectiveActionAct::Effective(finding)).await
        };
        self.door.write(&manager, None, judge).await
    }

    /// A remedy with two measures: one is done, one is not.
    async fn under_way(&self) -> Reply<()> {
        let (investigator, second) = (self.person("agent")?, self.person("agent2")?);
        self.at(-5, 9);
        let matter = "全屋定制约好上周五装完，到今天还差两组衣柜，家里没法住人，要求给个准日子。";
        let case = self.filed(form("孙美玲", "13900137002", ComplaintCategory::Delivery, matter, "三天内装完，赔偿住宿费")).await?;
        self.at(-5, 11);
        let assign = ComplaintAct::Assign(InvestigatorChoice { investigator_id: investigator.id });
        self.act_on_complaint(&self.person("service.manager")?, case, assign).await?;
        self.at(-4, 10);
        let tasks = vec![
            measure("调拨两组衣柜并当天发货", &second, self.on(-2), 300),
            measure("加派一组师傅上门安装", &investigator, self.on(2), 400),
        ];
        let measures = "调拨现货，加派师傅，安装完成后补偿三晚住宿。";
        let wanted = remedy("五金到货晚四天，排产没有告知客户。", "排产变更没有通知客户", measures, tasks, 900, self.on(2));
        self.signed(case, &investigator, wanted).await?;
        self.at(-2, 16);
        self.measures_done(case, 1).await
    }

    /// It came in an hour ago: nobody has looked yet.
    async fn just_in(&self) -> Reply<()> {
        self.travel(chrono::Utc::now() - TimeDelta::hours(1));
        let matter = "儿童房书桌抽屉滑轨脱落，砸到孩子手指，有点红肿。请尽快派人来看，其他抽屉也不敢用。";
        let case = self.filed(form("李雯", "13900137003", ComplaintCategory::Quality, matter, "今天上门检查全部抽屉")).await?;
        self.travel(chrono::Utc::now() - TimeDelta::minutes(20));
        self.writes(case, "孩子手指已经冰敷，没有大碍。下午四点以后家里有人。").await
    }
}
