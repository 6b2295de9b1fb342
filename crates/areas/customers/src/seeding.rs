//! Customers of the demo company, many at once (PLT-11).

use crate::contacts::entity as contact;
use crate::files::{Sealed, blank, document, entity as file, rules};
use crate::follow_ups::entity as follow_up;
use crate::imports::rules::name_key;
use crate::readings::entity as reading;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use contract::customers::{CustomerForm, NewAccess, ReadingBasis, ReadingKind, ReviewStatus, Tier};
use contract::tasks::TaskKind;
use contract::values::{Money, Subject, SubjectKind};
use demo::{DemoCustomer, DemoFollowUp};
use engines::calendar::{WorkingDays, local_date};
use engines::numbering::{self, Series};
use engines::search;
use engines::tasks::{self, NewTask};
use platform::Reply;
use platform::auth::Actor;
use platform::db::Tx;
use sea_orm::{ActiveValue::Set, EntityTrait, TryIntoModel};
use std::ops::Range;
use uuid::Uuid;

/// Enters the demo customers `range` for these owners in turn; gives their ids.
///
/// # Errors
/// Where the database fails.
pub async fn enter(tx: &mut Tx, owners: &[Actor], seed: u64, range: Range<u64>) -> Reply<Vec<Uuid>> {
    let days = WorkingDays::load(tx.conn(), tx.state().config.utc_offset_minutes).await?;
    let numbers = numbering::take(tx, Series::Customer, usize::try_from(range.end - range.start).unwrap_or_default()).await?;
    let mut batch = Batch { now: tx.at(), today: local_date(tx.at(), tx.state().config.utc_offset_minutes), ..Batch::default() };
    for (n, number) in range.zip(numbers) {
        let Some(owner) = owners.get(usize::try_from(n).unwrap_or_default() % owners.len().max(1)) else { break };
        batch.add(tx, owner, number, demo::customer(seed, n))?;
    }
    tx.insert_many::<file::Entity, _>(batch.files).await?;
    tx.insert_many::<contact::Entity, _>(batch.contacts).await?;
    tx.insert_many::<follow_up::Entity, _>(batch.follow_ups).await?;
    search::index_many(tx, batch.documents).await?;
    for (mut task, day) in batch.tasks {
        task.due_at = Some(days.end_of(day));
        tasks::open(tx, task).await?;
    }
    Ok(batch.ids)
}

/// Asks for leave to read files, as over HTTP; gives the request's id.
///
/// # Errors
/// Those of the rules.
pub async fn ask_for_access(tx: &mut Tx, form: &NewAccess) -> Reply<Uuid> {
    Ok(crate::accesses::request(tx, form).await?.id)
}

/// Proposes another tier for an approved file, as over HTTP; where it is not approved, or has that tier, nothing happens.
///
/// # Errors
/// Those of the rules.
pub async fn propose_tier(tx: &mut Tx, id: Uuid, tier: Tier) -> Reply<bool> {
    let actor = tx.actor()?.clone();
    let known = crate::files::editable(tx.conn(), &actor, id).await?;
    if known.review != ReviewStatus::Approved || known.tier == tier {
        return Ok(false);
    }
    let form = CustomerForm {
        name: known.name,
        kind: known.kind,
        credit_code: known.credit_code,
        tier,
        source: known.source,
        industry: known.industry,
        employees: known.employees,
        turnover: known.turnover_cents.map(Money::from_cents),
        city: known.city,
        address: None,
        phone: None,
        need: known.need,
        first_contact_on: known.first_contact_on,
    };
    crate::files::edit(tx, id, known.version, &form).await?;
    Ok(true)
}

#[derive(Default)]
struct Batch {
    now: DateTime<Utc>,
    today: NaiveDate,
    ids: Vec<Uuid>,
    files: Vec<file::ActiveModel>,
    contacts: Vec<contact::ActiveModel>,
    follow_ups: Vec<follow_up::ActiveModel>,
    documents: Vec<search::Document>,
    tasks: Vec<(NewTask, NaiveDate)>,
}

impl Batch {
    fn add(&mut self, tx: &Tx, owner: &Actor, number: String, customer: DemoCustomer) -> Reply<()> {
        let keys = &tx.state().keys;
        let id = Uuid::now_v7();
        let created_at = self.now - TimeDelta::days(customer.first_contact_days_ago.into());
        let phone = Sealed::phone(keys, &customer.phone)?;
        let last = customer.follow_ups.last();
        // Promises made long ago were kept or are forgotten; only recent ones still wait.
        let waiting =
            last.filter(|f| f.kept_after_days.is_none()).and_then(|f| self.promised(f)).filter(|day| *day >= self.today - Days::new(5));
        let row = file::ActiveModel {
            id: Set(id),
            name_key: Set(name_key(&customer.name)),
            name: Set(customer.name),
            credit_code: Set(customer.credit_code),
            tier: Set(customer.tier),
            source: Set(Some(customer.source)),
            industry: Set(customer.industry.to_owned()),
            employees: Set(Some(customer.employees)),
            turnover_cents: Set(Money { amount: customer.turnover, currency: "CNY".to_owned() }.cents()),
            city: Set(customer.city.to_owned()),
            address_sealed: Set(Some(keys.seal(&customer.address)?)),
            phone_sealed: Set(phone.sealed),
            phone_hint: Set(phone.hint),
            phone_hash: Set(phone.hash),
            need: Set(customer.need),
            first_contact_on: Set(Some(self.today - Days::new(customer.first_contact_days_ago.into()))),
            review: Set(customer.review),
            reviewed_at: Set((customer.review != ReviewStatus::Pending).then_some(created_at)),
            last_followed_at: Set(last.map(|f| self.moment(f))),
            next_follow_up_on: Set(waiting),
            ..blank(owner, created_at, number)
        };
        let mut model = row.clone().try_into_model()?;
        model.completeness = rules::completeness(&model, customer.contacts.len());
        let mut phones = vec![customer.phone];
        let mut people = Vec::with_capacity(customer.contacts.len());
        for person in customer.contacts {
            let phone = Sealed::phone(keys, &person.phone)?;
            phones.push(person.phone);
            let contact_id = Uuid::now_v7();
            people.push(contact_id);
            self.contacts.push(contact::ActiveModel {
                id: Set(contact_id),
                version: Set(1),
                customer_id: Set(id),
                name: Set(person.name),
                post: Set(person.post.to_owned()),
                phone_sealed: Set(phone.sealed),
                phone_hint: Set(phone.hint),
                email: Set(person.email),
                influence: Set(Some(person.influence)),
                created_at: Set(created_at),
                updated_at: Set(created_at),
            });
        }
        for talk in customer.follow_ups {
            self.talk(id, owner, people.get(talk.contact).copied(), talk);
        }
        if let Some(day) = waiting {
            let subject = Subject { kind: SubjectKind::Customer, id, title: format!("{} {}", model.number, model.name) };
            let title = self.follow_ups.last().and_then(|f| f.next_step.try_as_ref().cloned()).filter(|t| !t.is_empty());
            let title = title.unwrap_or_else(|| subject.title.clone());
            self.tasks.push((NewTask { kind: TaskKind::FollowUp, person: owner.id, title, subject, due_at: None }, day));
        }
        self.documents.push(document(&model, phones));
        let mut row = row;
        row.completeness = Set(model.completeness);
        self.files.push(row);
        self.ids.push(id);
        Ok(())
    }

    fn talk(&mut self, customer: Uuid, owner: &Actor, contact: Option<Uuid>, talk: DemoFollowUp) {
        let at = self.moment(&talk);
        let day = self.today - Days::new(talk.days_ago.into());
        self.follow_ups.push(follow_up::ActiveModel {
            id: Set(Uuid::now_v7()),
            version: Set(1),
            customer_id: Set(customer),
            contact_id: Set(contact),
            person_id: Set(owner.id),
            way: Set(talk.way),
            next_on: Set(self.promised(&talk)),
            kept_on: Set(talk.kept_after_days.map(|n| day + Days::new(n.into()))),
            content: Set(talk.content),
            next_step: Set(talk.next_step.to_owned()),
            occurred_at: Set(at),
            recorded_at: Set(at),
        });
    }

    /// When a conversation took place, never in the future.
    fn moment(&self, talk: &DemoFollowUp) -> DateTime<Utc> {
        let day = self.today - Days::new(talk.days_ago.into());
        let at = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(i64::from(talk.minute) - 480);
        at.min(self.now)
    }

    fn promised(&self, talk: &DemoFollowUp) -> Option<NaiveDate> {
        let day = self.today - Days::new(talk.days_ago.into());
        talk.next_after_days.map(|n| day + Days::new(n.into()))
    }
}

/// Files that somebody opened one after another, two minutes apart, from a moment on.
///
/// # Errors
/// Where the database fails.
pub async fn opened(tx: &Tx, person: Uuid, files: &[Uuid], from: DateTime<Utc>) -> Reply<()> {
    let rows = (0..).zip(files).map(|(at, file)| reading::ActiveModel {
        id: Set(Uuid::now_v7()),
        customer_id: Set(*file),
        person_id: Set(person),
        kind: Set(ReadingKind::Opened),
        field: Set(None),
        basis: Set(ReadingBasis::Own),
        access_id: Set(None),
        address: Set(String::new()),
        at: Set(from + TimeDelta::minutes(2 * at)),
    });
    reading::Entity::insert_many(rows).exec_without_returning(tx.conn()).await?;
    Ok(())
}
