//! The demo company at work: what its people did in the last weeks, through the same commands as over HTTP.

use super::{PASSWORD, found_company};
use chrono::{DateTime, Days, TimeDelta, Utc};
use contract::Money;
use contract::approvals::Verdict;
use contract::approvals::delegation::NewDelegation;
use contract::campaigns::run_sheet::RunItemKind;
use contract::campaigns::{CampaignAct, CampaignPlan, CampaignSummary};
use contract::complaints::{ComplaintAct, Execution, Feedback, InvestigatorChoice, NewComplaint, NewPause, PauseReason, Remedy};
use contract::customers::{AccessField, NewAccess};
use contract::duty_letters::{DutyLetterAct, DutyLetterActKind, DutyLetterForm, LetterScope};
use demo::{DemoCampaign, DemoComplaint};
use engines::approvals::decide_about;
use engines::{Asking, attachments};
use locale::Language;
use organisation::{doorkeeper, duty_letters};
use platform::auth::{Actor, password};
use platform::db::{Door, Tx};
use platform::{Error, Reply};
use std::collections::HashMap;
use uuid::Uuid;

/// What shows that something was prepared.
const PHOTO: &[u8] = include_bytes!("files/plan.png");
const CAMPAIGNS: u64 = 10;
const COMPLAINTS: u64 = 14;
/// Customers in one transaction: readers and small writes in between never wait long.
const CHUNK: u64 = 500;

/// Makes the demo company with so many customers and its work of the last weeks.
///
/// # Errors
/// Where the database is not empty, or fails.
pub async fn seed(door: &Door, customers: u64, seed: u64) -> Reply<()> {
    let hash = password::hash(PASSWORD.to_owned()).await?;
    let staff = found_company(door, hash).await?;
    let mut people = HashMap::new();
    for (username, id) in staff {
        people.insert(username, doorkeeper::person(door.reader().conn(), id).await?);
    }
    let company = Company { door, people };
    let files = company.customers(seed, customers).await?;
    super::branches::branches(door, &company.person("service.manager")?).await?;
    let result = company.weeks(seed, &files).await;
    door.state().clock.come_back();
    let complaint = result?;
    super::records::furnish(door, &company.people, files.first().copied(), complaint).await?;
    super::records::proposal(door, &company.person("rep")?, &files).await?;
    company.accesses().await?;
    company.delegation().await?;
    let (director, manager) = (company.person("director")?, company.person("sales.manager")?);
    let reps = [&company.person("rep")?, &company.person("rep2")?, &company.person("rep3")?];
    let peers = vec![reps[1].id, reps[2].id, company.person("specialist")?.id];
    super::schemes::appraise(door, &director, reps, peers).await?;
    super::schemes::furnish(door, &director, &manager, [reps[0], reps[1]]).await?;
    let today = engines::calendar::local_date(Utc::now(), door.state().config.utc_offset_minutes);
    super::announcements::announcements(door, &company.people, today).await?;
    super::pay::furnish(door, &company.people).await?;
    company.letters().await?;
    super::service::furnish(door, &company.people, complaint, &files, today).await?;
    super::leaves::leaves(door, &company.people, today).await?;
    super::assignments::assignments(door, &company.people, files.first().copied()).await?;
    super::questionnaires::ask(door, &company.people).await?;
    super::records::night(door, reps[2], &files, today).await?;
    // What is late by now is told above, as the clock would have done.
    ::complaints::watch(door).await.map(|_| ())
}

pub(super) struct Company<'a> {
    pub(super) door: &'a Door,
    pub(super) people: HashMap<String, Actor>,
}

impl Company<'_> {
    pub(super) fn person(&self, username: &str) -> Reply<Actor> {
        self.people.get(username).cloned().ok_or(Error::NotFound)
    }

    async fn customers(&self, seed: u64, count: u64) -> Reply<Vec<Uuid>> {
        let owners = [self.person("rep")?, self.person("rep2")?, self.person("rep3")?];
        let mut ids = Vec::new();
        for start in (0..count).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
            let (range, owners) = (start..count.min(start + CHUNK), owners.clone());
            let enter = async move |tx: &mut Tx| ::customers::seeding::enter(tx, &owners, seed, range.clone()).await;
            ids.extend(self.door.write_as_system(enter).await?);
        }
        Ok(ids)
    }

    /// Campaigns and complaints of the last weeks, each at its own time; gives the first complaint.
    async fn weeks(&self, seed: u64, files: &[Uuid]) -> Reply<Option<Uuid>> {
        let mut first = None;
        for n in 0..CAMPAIGNS {
            self.campaign(demo::campaign(seed, n), n).await?;
        }
        for n in 0..COMPLAINTS {
            if let Some(customer) = files.get(usize::try_from(n * 7).unwrap_or_default() % files.len().max(1)) {
                let complaint = self.complaint(demo::complaint(seed, n), n, *customer).await?;
                first = first.or(Some(complaint));
            }
        }
        super::care::furnish(self).await?;
        Ok(first)
    }

    /// Leave to read files: one granted, one that waits for the general manager.
    async fn accesses(&self) -> Reply<()> {
        let gm = self.person("gm")?;
        let today = engines::calendar::local_date(Utc::now(), self.door.state().config.utc_offset_minutes);
        let wishes = [
            ("finance", "KH-000001", "核对应收账款的开票信息", &[AccessField::Facts, AccessField::Address][..], true),
            ("marketing.manager", "KH-000002", "为双十二活动挑选样板客户", &[AccessField::Facts, AccessField::FollowUps][..], false),
        ];
        for (username, number, purpose, fields, granted) in wishes {
            let form = NewAccess {
                customers: vec![number.to_owned()],
                fields: fields.to_vec(),
                purpose: purpose.to_owned(),
                until: today + Days::new(14),
            };
            let ask = async move |tx: &mut Tx| ::customers::seeding::ask_for_access(tx, &form).await;
            let id = self.door.write(&self.person(username)?, None, ask).await?;
            if granted {
                self.decide(&gm, id, "同意，限两周").await?;
            }
        }
        Ok(())
    }

    /// Duty letters: one in force, one that waits for the general manager's signature.
    async fn letters(&self) -> Reply<()> {
        let today = engines::calendar::local_date(Utc::now(), self.door.state().config.utc_offset_minutes);
        let director = self.person("director")?;
        let letters = [
            ("rep2", LetterScope::Site, "滨江花园 3 号楼样板间", "现场接待、报价和签约；折扣不超过 5%。每周五 12:00 前交周报。", true),
            ("rep3", LetterScope::Project, "双十二整装节", "统筹现场物料和人员；单项支出不超过 2000 元。", false),
        ];
        for (username, scope_kind, scope, powers, signed) in letters {
            let form = DutyLetterForm {
                person_id: self.person(username)?.id,
                authoriser_id: self.person("gm")?.id,
                supervisor_id: self.person("sales.manager")?.id,
                scope_kind,
                scope: scope.to_owned(),
                powers: powers.to_owned(),
                starts_on: today,
                ends_on: today + Days::new(90),
            };
            let draft = async move |tx: &mut Tx| duty_letters::draft(tx, &form).await;
            let id = self.door.write(&director, None, draft).await?;
            let signers = [
                ("gm", DutyLetterActKind::Authorise),
                (username, DutyLetterActKind::Accept),
                ("sales.manager", DutyLetterActKind::Supervise),
            ];
            for (signer, act) in signers.into_iter().filter(|_| signed) {
                let sign = async move |tx: &mut Tx| {
                    let seen = duty_letters::version(tx.conn(), id).await?;
                    duty_letters::act(tx, id, seen, &DutyLetterAct { act, reason: String::new() }).await
                };
                self.door.write(&self.person(signer)?, None, sign).await?;
            }
        }
        Ok(())
    }

    async fn campaign(&self, it: DemoCampaign, n: u64) -> Reply<()> {
        let (owner, director) = (self.person(if n % 3 == 2 { "marketing.manager" } else { "specialist" })?, self.person("director")?);
        let starts_at = self.office(it.starts_in_days.into(), 9);
        let ends_at = starts_at + TimeDelta::hours(it.hours.into());
        let plan = CampaignPlan {
            theme: it.theme,
            form: it.form,
            goal: it.goal,
            audience: it.audience.to_owned(),
            place: it.place,
            starts_at,
            ends_at,
            budget: money(it.budget),
            expected_participants: it.expected_participants,
            expected_leads: it.expected_leads,
            proposal: it.proposal,
        };
        let now = Utc::now();
        self.travel((starts_at - TimeDelta::days(20)).min(now - TimeDelta::days(2)));
        let id = self.door.write(&owner, None, async move |tx: &mut Tx| ::campaigns::seeding::draft(tx, &plan).await).await?;
        if starts_at > now + TimeDelta::days(25) {
            return Ok(());
        }
        self.door.write(&owner, None, async move |tx: &mut Tx| ::campaigns::seeding::lay_out(tx, id).await).await?;
        self.door.write(&owner, None, async move |tx: &mut Tx| ::campaigns::seeding::plan_day(tx, id).await).await?;
        self.act_on_campaign(&owner, id, CampaignAct::Submit).await?;
        if starts_at > now + TimeDelta::days(14) {
            return Ok(());
        }
        self.later(TimeDelta::hours(3));
        self.decide(&director, id, "同意").await?;
        if self.waits_for_another(id).await {
            self.decide(&self.person("gm")?, id, "同意").await?;
        }
        if starts_at > now {
            return self.prepare(&owner, id, 2).await;
        }
        self.prepare(&owner, id, usize::MAX).await?;
        self.act_on_campaign(&owner, id, CampaignAct::GetReady).await?;
        self.travel(starts_at);
        self.run_day(&owner, id, RunItemKind::Safety).await?;
        self.act_on_campaign(&owner, id, CampaignAct::Start).await?;
        if ends_at > now {
            return Ok(());
        }
        self.travel(ends_at);
        self.run_day(&owner, id, RunItemKind::Step).await?;
        self.act_on_campaign(&owner, id, CampaignAct::Finish).await?;
        let summed_up_at = ends_at + TimeDelta::days(if n % 4 == 3 { 12 } else { 3 });
        if summed_up_at > now {
            return Ok(());
        }
        self.travel(summed_up_at);
        let summary = CampaignSummary {
            participants: it.summary.participants,
            leads: it.summary.leads,
            cost: money(it.summary.cost),
            good: it.summary.good.to_owned(),
            bad: it.summary.bad.to_owned(),
            next_time: it.summary.next_time.to_owned(),
        };
        self.act_on_campaign(&owner, id, CampaignAct::SumUp(summary)).await
    }

    async fn run_day(&self, owner: &Actor, id: Uuid, kind: RunItemKind) -> Reply<()> {
        self.door.write(owner, None, async move |tx: &mut Tx| ::campaigns::seeding::run_day(tx, id, kind).await).await
    }

    /// Prepares the first things of a campaign's checklist; what needs evidence gets a picture.
    async fn prepare(&self, owner: &Actor, id: Uuid, most: usize) -> Reply<()> {
        let asking = Asking::new(self.door.state(), owner, Language::ZhCn);
        for item in ::campaigns::seeding::in_need_of_evidence(&asking, id).await?.iter().take(most) {
            attachments::seed(self.door, owner, item, "现场照片.png", PHOTO).await?;
        }
        self.door.write(owner, None, async move |tx: &mut Tx| ::campaigns::seeding::prepare(tx, id, most).await).await
    }

    /// The general manager is away for a week.
    async fn delegation(&self) -> Reply<()> {
        let (gm, assistant) = (self.person("gm")?, self.person("assistant")?);
        let today = engines::calendar::local_date(Utc::now(), self.door.state().config.utc_offset_minutes);
        let new = NewDelegation {
            delegate_id: assistant.id,
            from_on: today,
            to_on: today + TimeDelta::days(6),
            kinds: Vec::new(),
            reason: "出差".to_owned(),
        };
        let me = gm.id;
        self.door.write(&gm, None, async move |tx: &mut Tx| engines::approvals::delegate(tx, me, &new).await.map(|_| ())).await
    }

    async fn waits_for_another(&self, subject: Uuid) -> bool {
        let Ok(gm) = self.person("gm") else { return false };
        engines::approvals::waits_for(self.door.reader().conn(), subject, gm.id).await.unwrap_or(false)
    }

    async fn complaint(&self, it: DemoComplaint, n: u64, customer: Uuid) -> Reply<Uuid> {
        let agent = self.person(if n.is_multiple_of(2) { "agent" } else { "agent2" })?;
        let (manager, director) = (self.person("service.manager")?, self.person("director")?);
        let received = self.office(-i64::from(it.days_ago), 10);
        let filed = NewComplaint {
            severity: Some(it.severity),
            wish: it.wish.to_owned(),
            ..NewComplaint::of(customer, it.category, it.channel, it.matter)
        };
        self.travel(received.min(Utc::now() - TimeDelta::hours(1)));
        let file = async move |tx: &mut Tx| Ok(::complaints::file(tx, &filed).await?.id);
        let id = self.door.write(&agent, None, file).await?;
        let execution = Execution { result: it.result };
        let remedy = Remedy {
            findings: it.findings,
            cause: it.cause.to_owned(),
            cause_id: None,
            unit_id: None,
            measures: it.measures,
            tasks: Vec::new(),
            compensation: money(it.compensation),
            due_on: (received + TimeDelta::days(6)).date_naive(),
        };
        let answer = ComplaintAct::answer(Feedback { satisfaction: it.satisfaction, words: it.words.to_owned() });
        let assign = ComplaintAct::Assign(InvestigatorChoice { investigator_id: agent.id });
        // Hours after intake; one case in four is slow.
        let slow = if n % 4 == 3 { 5 } else { 1 };
        // One case in four waits for the customer for a while.
        let pause = ComplaintAct::Pause(NewPause { reason: PauseReason::Customer, note: "等客户提供照片和购货单".to_owned() });
        let waits = n % 4 == 1;
        let steps = [
            (1, &manager, Some(assign)),
            (20 * slow, &agent, Some(ComplaintAct::Propose(remedy))),
            (21 * slow, &agent, Some(ComplaintAct::Submit)),
            (26 * slow, &director, None),
            (50 * slow, &agent, Some(ComplaintAct::CarryOut(execution))),
            (74 * slow, &agent, Some(answer)),
        ];
        let pause = waits.then_some([(4, &agent, Some(pause)), (19, &agent, Some(ComplaintAct::Resume))]);
        let [first, rest @ ..] = steps;
        for (hours, who, act) in std::iter::once(first).chain(pause.into_iter().flatten()).chain(rest) {
            let at = received + TimeDelta::hours(hours);
            if at > Utc::now() {
                break;
            }
            self.travel(at);
            match act {
                Some(act) => self.act_on_complaint(who, id, act).await?,
                None => self.decide(who, id, "同意").await?,
            }
        }
        Ok(id)
    }

    async fn act_on_campaign(&self, who: &Actor, id: Uuid, act: CampaignAct) -> Reply<()> {
        self.door.write(who, None, async move |tx: &mut Tx| ::campaigns::seeding::act(tx, id, &act).await).await
    }

    pub(super) async fn act_on_complaint(&self, who: &Actor, id: Uuid, act: ComplaintAct) -> Reply<()> {
        let write = async move |tx: &mut Tx| {
            let seen = ::complaints::version(tx.conn(), id).await?;
            ::complaints::act(tx, id, seen, &act).await.map(|_| ())
        };
        self.door.write(who, None, write).await
    }

    pub(super) async fn decide(&self, who: &Actor, subject: Uuid, remark: &'static str) -> Reply<()> {
        self.door.write(who, None, async move |tx: &mut Tx| decide_about(tx, subject, Verdict::Approve, remark).await).await
    }

    /// An hour of a day at the company, counted from today.
    pub(super) fn office(&self, days: i64, hour: u32) -> DateTime<Utc> {
        let offset = self.door.state().config.utc_offset_minutes;
        let today = engines::calendar::local_date(Utc::now(), offset);
        engines::calendar::start_of_day(today, offset) + TimeDelta::days(days) + TimeDelta::hours(hour.into())
    }

    pub(super) fn travel(&self, to: DateTime<Utc>) {
        self.door.state().clock.travel_to(to);
    }

    fn later(&self, by: TimeDelta) {
        self.door.state().clock.shift(by);
    }
}

pub(super) fn money(amount: rust_decimal::Decimal) -> Money {
    Money { amount, currency: "CNY".to_owned() }
}
