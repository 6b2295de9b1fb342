//! Intake (CPL-01): by somebody of the company, or by the customer without an account.

use super::commands::{Move, write_step};
use super::contacts::{self, Said};
use super::entity::complaint::{self, Column};
use super::queries::{self, View};
use super::sealed::Complainant;
use super::states::{FLOW, OPEN};
use super::{clocks, policy, waiting};
use crate::{settings, severity_rules, topics};
use contract::complaints::contacts::ContactMatter;
use contract::complaints::intake::TopicKind;
use contract::complaints::severity::{SeverityRule, SeverityWhy};
use contract::complaints::{Complaint, ComplaintCategory, ComplaintChannel, NewComplaint, Severity};
use contract::values::{Subject, SubjectKind};
use engines::calendar::{self, WorkingDays};
use engines::numbering::{self, Series};
use engines::{people, search};
use locale::Language;
use organisation::roles::OF_PROGRAMS;
use platform::db::Tx;
use platform::{Error, Refusal, Reply};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

/// Nobody is there to take it in.
const NO_DESK: Refusal = Refusal::new("complaint.no_desk", locale::problems::COMPLAINT_NO_DESK);

/// A complaint on its way into the books, whoever brings it.
pub(crate) struct Intake {
    pub customer: Option<Subject>,
    pub complainant: String,
    pub phone: String,
    pub email: String,
    pub matter: String,
    pub category: ComplaintCategory,
    pub topic_id: Option<Uuid>,
    pub product: String,
    pub contract_number: String,
    pub campaign: Option<Subject>,
    pub channel: ComplaintChannel,
    pub severity: Option<Severity>,
    pub wish: String,
    pub about_person_id: Option<Uuid>,
    pub agent_id: Uuid,
    pub unit_id: Uuid,
}

/// Files a complaint: number, severity, clocks; the service managers find it in their inbox.
///
/// # Errors
/// `422` where the customer is not visible to the caller or the person complained about is unknown.
pub async fn file(tx: &mut Tx, new: &NewComplaint) -> Reply<Complaint> {
    file_about(tx, new, None).await
}

/// As [`file`]; the campaign has been looked up with the caller's rights.
///
/// # Errors
/// As [`file`].
pub(crate) async fn file_about(tx: &mut Tx, new: &NewComplaint, campaign: Option<Subject>) -> Reply<Complaint> {
    let agent = tx.actor()?.clone();
    let phone = new.phone.clone().unwrap_or_default();
    let customer = match new.customer_id {
        Some(id) => {
            let found = customers::visible_title(tx.conn(), &agent, id).await;
            Some(found.map_err(|error| unknown(error, "/customer_id", "customer_unknown"))?)
        }
        None => customers::by_phone(tx.conn(), &tx.state().keys, &phone).await?,
    };
    // What a program brings in, from a mail gateway or another system, is taken up by a person.
    let (agent_id, unit_id) = if agent.is(OF_PROGRAMS) { desk(tx, new.about_person_id).await? } else { (agent.id, agent.unit_id) };
    if let Some(about) = new.about_person_id {
        people::unit_of(tx.conn(), about).await.map_err(|error| unknown(error, "/about_person_id", "person_unknown"))?;
    }
    topics::check(tx.conn(), TopicKind::Category, Some(new.category), new.topic_id, "/topic_id").await?;
    let intake = Intake {
        customer,
        complainant: new.complainant.clone(),
        phone,
        email: new.email.clone().unwrap_or_default(),
        matter: new.matter.clone(),
        category: new.category,
        topic_id: new.topic_id,
        product: new.product.clone(),
        contract_number: new.contract_number.clone(),
        campaign,
        channel: new.channel,
        severity: new.severity,
        wish: new.wish.clone(),
        about_person_id: new.about_person_id,
        agent_id,
        unit_id,
    };
    let (case, _) = enter(tx, intake).await?;
    let view = View::new(tx.state(), &agent, tx.meta().language);
    queries::present(tx.conn(), case, view).await
}

/// Who takes in what comes without an account: of the service agents the one with the fewest open cases, else whoever is in charge. Who
/// may judge nothing in it comes last: somebody has to take it in.
///
/// # Errors
/// `409` where the company has nobody for it.
pub(crate) async fn desk(tx: &Tx, about: Option<Uuid>) -> Reply<(Uuid, Uuid)> {
    let barred = policy::all_barred(tx.conn(), about).await?;
    let roles = ["service_agent", "service_manager", "marketing_director"];
    for (free, role) in roles.map(|role| (true, role)).into_iter().chain(roles.map(|role| (false, role))) {
        let mut least: Option<(u64, Uuid, Uuid)> = None;
        for holder in people::holders_of(tx.conn(), &[role]).await? {
            if free && barred.contains(&holder.id) {
                continue;
            }
            let open = complaint::Entity::find().filter(Column::AgentId.eq(holder.id)).filter(Column::Status.is_in(OPEN));
            let n = open.count(tx.conn()).await?;
            if least.is_none_or(|(fewest, _, _)| n < fewest) {
                least = Some((n, holder.id, holder.unit_id));
            }
        }
        if let Some((_, person, unit)) = least {
            return Ok((person, unit));
        }
    }
    Err(Error::Refused(NO_DESK))
}

/// Writes a complaint into the books; gives it with what the customer is told.
pub(crate) async fn enter(tx: &mut Tx, intake: Intake) -> Reply<(complaint::Model, String)> {
    let matter = intake.matter.trim().to_owned();
    let (severity, why) = match intake.severity {
        Some(severity) => (severity, SeverityWhy { rule: SeverityRule::Declared, word: None, name: None }),
        None => severity_rules::suggest(tx, intake.category, &matter).await?,
    };
    let said = settings::load(tx.conn()).await?;
    let at = tx.at();
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let due = clocks::due(&said.of(severity), at, &days);
    let complainant = intake.complainant.trim().to_owned();
    let reached = Complainant::seal(&tx.state().keys, &intake.phone, &intake.email)?;
    let row = complaint::ActiveModel {
        id: Set(Uuid::now_v7()),
        version: Set(1),
        number: Set(numbering::next(tx, Series::Complaint).await?),
        customer_id: Set(intake.customer.as_ref().map(|customer| customer.id)),
        customer_title: Set(intake.customer.map_or_else(|| complainant.clone(), |customer| customer.title)),
        complainant: Set(complainant),
        phone_sealed: Set(reached.phone_sealed),
        phone_hint: Set(reached.phone_hint),
        phone_hash: Set(reached.phone_hash),
        email_sealed: Set(reached.email_sealed),
        email_hint: Set(reached.email_hint),
        matter: Set(matter),
        category: Set(intake.category),
        topic_id: Set(intake.topic_id),
        product: Set(intake.product.trim().to_owned()),
        contract_number: Set(intake.contract_number.trim().to_owned()),
        campaign_id: Set(intake.campaign.as_ref().map(|campaign| campaign.id)),
        campaign_title: Set(intake.campaign.map(|campaign| campaign.title)),
        channel: Set(intake.channel),
        severity: Set(severity),
        severity_rule: Set(why.rule),
        severity_word: Set(why.word),
        severity_name: Set(why.name),
        wish: Set(intake.wish.trim().to_owned()),
        about_person_id: Set(intake.about_person_id),
        status: Set(FLOW.start),
        agent_id: Set(intake.agent_id),
        unit_id: Set(intake.unit_id),
        reopened: Set(0),
        returned: Set(0),
        received_at: Set(at),
        acknowledge_due_at: Set(due.acknowledge),
        investigate_due_at: Set(due.investigate),
        close_due_at: Set(due.close),
        step_due_at: Set(due.acknowledge.min(due.close)),
        escalated: Set(0),
        told_at: Set(Some(at)),
        tell_due_at: Set(Some(clocks::tell_due(&said, at, &days))),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    };
    let case = tx.insert::<complaint::Entity, _>(row).await?;
    write_step(tx, &case, Move::Filed, String::new()).await?;
    let apology = apology(&case, &said.apology, tx.state().config.utc_offset_minutes, tx.meta().language);
    let told = Said { matter: ContactMatter::Apology, channel: case.channel, text: apology.clone(), shown: true };
    contacts::keep(tx, &case, told).await?;
    waiting::hand_over(tx, &case).await?;
    search::index(tx, document(tx, &case)?).await?;
    Ok((case, apology))
}

/// What the customer is told first: the company's own words, else the product's.
pub(crate) fn apology(case: &complaint::Model, own: &str, utc_offset_minutes: i32, language: Language) -> String {
    let due = calendar::spoken(calendar::local_date(case.close_due_at, utc_offset_minutes), language);
    if own.trim().is_empty() {
        return locale::complaints::APOLOGY.with(language, &[("number", &case.number), ("due", &due)]);
    }
    own.trim().replace("{number}", &case.number).replace("{due}", &due)
}

/// A record that the caller cannot name is a bad field, not a missing page.
pub(crate) fn unknown(error: Error, pointer: &str, code: &str) -> Error {
    match error {
        Error::NotFound => Error::invalid(pointer, code),
        other => other,
    }
}

/// What a case is found by.
pub(crate) fn document(tx: &Tx, case: &complaint::Model) -> Reply<search::Document> {
    let texts = vec![case.number.clone(), case.customer_title.clone(), case.complainant.clone(), case.product.clone(), case.matter.clone()];
    let phones = match &case.phone_sealed {
        Some(sealed) => vec![tx.state().keys.open(sealed)?],
        None => Vec::new(),
    };
    Ok(search::Document { kind: SubjectKind::Complaint, id: case.id, texts, phones })
}
