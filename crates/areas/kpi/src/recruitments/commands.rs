use super::entity::{applicant, recruitment};
use super::queries::{Marks, applicants_of};
use super::rules;
use super::states::{FLOW, NOT_AN_EXAMINER};
use crate::month::Month;
use crate::rule_book::book_of;
use contract::SubjectKind;
use contract::kpi::recruitment::{HireForm, InterviewMark, PaperMarks, RecruitmentAct, RecruitmentForm};
use contract::kpi::rule_book::RecruitmentRules;
use contract::permission::Permission;
use engines::calendar::local_date;
use engines::people::Staff;
use locale::problems as text;
use platform::db::Tx;
use platform::outbox::Event;
use platform::{Error, Refusal, Reply};
use scoring::grading::{Standing, places};
use sea_orm::{IntoActiveModel, Set};
use uuid::Uuid;

const INCOMPLETE: Refusal = Refusal::new("recruitment.incomplete", text::RECRUITMENT_INCOMPLETE);

/// Opens a recruitment under the rules in force.
pub(super) async fn open(tx: &mut Tx, form: &RecruitmentForm) -> Reply<Uuid> {
    let month = Month::of(local_date(tx.at(), tx.state().config.utc_offset_minutes));
    let (rules, staff) = (book_of(tx.conn(), month).await?.recruitment, Staff::load(tx.conn()).await?);
    if form.examiners.len() < rules.examiners_least as usize {
        return Err(Error::invalid("/examiners", "examiners_few"));
    }
    let active = |id: &Uuid| staff.person(*id).is_some_and(|person| person.active);
    if let Some(at) = form.examiners.iter().position(|id| !active(id)) {
        return Err(Error::invalid(format!("/examiners/{at}"), "person_unknown"));
    }
    let row = recruitment::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        name: Set(form.name.trim().to_owned()),
        status: Set(FLOW.start),
        rules: Set(serde_json::to_string(&rules)?),
        examiners: Set(serde_json::to_string(&form.examiners)?),
        opened_by: Set(tx.actor()?.id),
        ranked_at: Set(None),
        created_at: Set(tx.at()),
        updated_at: Set(tx.at()),
    };
    let it = tx.insert::<recruitment::Entity, _>(row).await?;
    for one in &form.applicants {
        let row = applicant::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            recruitment_id: Set(it.id),
            name: Set(one.name.trim().to_owned()),
            experience_years: Set(i64::from(one.experience_years)),
            interviews: Set("{}".to_owned()),
            created_at: Set(tx.at()),
            updated_at: Set(tx.at()),
            ..Default::default()
        };
        tx.insert::<applicant::Entity, _>(row).await?;
    }
    emit(tx, &it, "kpi_recruitment.opened");
    Ok(it.id)
}

/// Takes a recruitment one step on.
pub(super) async fn act(tx: &mut Tx, before: recruitment::Model, seen: i64, act: &RecruitmentAct) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let step = FLOW.plan(&before, act.kind(), &actor)?;
    if before.version != seen {
        return Err(Error::Stale);
    }
    let all = applicants_of(tx.conn(), before.id).await?;
    let mut row = before.clone().into_active_model();
    row.status = Set(step.to());
    match act {
        RecruitmentAct::MarkPaper(marks) => paper(tx, &all, marks).await?,
        RecruitmentAct::Interview(mark) => interview(tx, &before, &all, mark).await?,
        RecruitmentAct::Rank => {
            rank(tx, &before, &all).await?;
            row.ranked_at = Set(Some(tx.at()));
        }
        RecruitmentAct::Hire(form) => hire(tx, &before, &all, form).await?,
        RecruitmentAct::Close => {}
    }
    let it = tx.update::<recruitment::Entity, _>(&before, row).await?;
    emit(tx, &it, "kpi_recruitment.moved");
    Ok(())
}

fn named(all: &[applicant::Model], id: Uuid) -> Reply<&applicant::Model> {
    all.iter().find(|one| one.id == id).ok_or_else(|| Error::invalid("/applicant_id", "word_unknown"))
}

async fn paper(tx: &mut Tx, all: &[applicant::Model], marks: &PaperMarks) -> Reply<()> {
    let one = named(all, marks.applicant_id)?;
    let mut row = one.clone().into_active_model();
    row.paper = Set(Some(serde_json::to_string(&[marks.law, marks.trade, marks.essay])?));
    tx.update::<applicant::Entity, _>(one, row).await.map(|_| ())
}

async fn interview(tx: &mut Tx, it: &recruitment::Model, all: &[applicant::Model], mark: &InterviewMark) -> Reply<()> {
    let actor = tx.actor()?.clone();
    let one = named(all, mark.applicant_id)?;
    let examiner = match mark.examiner_id {
        Some(other) if other != actor.id && !actor.may(Permission::KpiGrade) => return Err(Error::Forbidden(Permission::KpiGrade)),
        Some(other) if !it.examiners().contains(&other) => return Err(Error::invalid("/examiner_id", "word_unknown")),
        Some(other) => other,
        None if it.examiners().contains(&actor.id) => actor.id,
        None => return Err(Error::Refused(NOT_AN_EXAMINER)),
    };
    let mut marks = Marks::of(one)?;
    marks.0.insert(examiner, mark.mark);
    let mut row = one.clone().into_active_model();
    row.interviews = Set(serde_json::to_string(&marks.0)?);
    tx.update::<applicant::Entity, _>(one, row).await.map(|_| ())
}

async fn rank(tx: &mut Tx, it: &recruitment::Model, all: &[applicant::Model]) -> Reply<()> {
    let rules: RecruitmentRules = serde_json::from_str(&it.rules)?;
    let standing = |one: &applicant::Model| -> Reply<Standing> {
        let (paper, marks) = (super::queries::paper_of(one)?, Marks::of(one)?.given());
        let experience = u32::try_from(one.experience_years).unwrap_or_default();
        rules::standing(&rules, paper.as_ref(), &marks, experience).ok_or(Error::Refused(INCOMPLETE))
    };
    let standings = all.iter().map(standing).collect::<Reply<Vec<_>>>()?;
    for ((one, standing), place) in all.iter().zip(&standings).zip(places(&standings)) {
        let mut row = one.clone().into_active_model();
        row.total = Set(Some(standing.total.normalize().to_string()));
        row.place = Set(Some(i64::from(place)));
        tx.update::<applicant::Entity, _>(one, row).await?;
    }
    Ok(())
}

async fn hire(tx: &mut Tx, it: &recruitment::Model, all: &[applicant::Model], form: &HireForm) -> Reply<()> {
    let rules: RecruitmentRules = serde_json::from_str(&it.rules)?;
    let one = named(all, form.applicant_id)?;
    if Staff::load(tx.conn()).await?.person(form.person_id).is_none_or(|person| !person.active) {
        return Err(Error::invalid("/person_id", "person_unknown"));
    }
    let mut row = one.clone().into_active_model();
    row.person_id = Set(Some(form.person_id));
    row.hired_on = Set(Some(form.hired_on));
    row.eligible_on = Set(rules::eligible_on(&rules, form.hired_on, u32::try_from(one.experience_years).unwrap_or_default()));
    tx.update::<applicant::Entity, _>(one, row).await.map(|_| ())
}

fn emit(tx: &mut Tx, it: &recruitment::Model, name: &'static str) {
    let data = serde_json::json!({ "status": it.status });
    tx.emit(Event { name, kind: SubjectKind::Recruitment, id: it.id, data });
}
