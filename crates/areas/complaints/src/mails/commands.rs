use super::entity;
use super::letter::{self, Letter};
use crate::care::{attach, make_code, may_write, page};
use crate::cases::entity::complaint::{self, Column};
use crate::cases::{Intake, contacts, filing};
use contract::complaints::ComplaintChannel;
use contract::complaints::contacts::ContactMatter;
use contract::complaints::mails::{MailOutcome, MailReply, MailTaken};
use contract::complaints::uploads::{KINDS, LARGEST, MOST};
use engines::attachments::{self, Incoming};
use locale::care as text;
use organisation::roles::OF_PROGRAMS;
use platform::auth::Actor;
use platform::db::{Door, Tx};
use platform::http::State;
use platform::seal::{hex, random};
use platform::{Error, Reply};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use std::sync::Arc;
use uuid::Uuid;

/// Takes a mail in. Its files lie in the vault before the write, and are given up where it does not want them.
pub(super) async fn take(door: &Door, who: &Actor, bytes: &[u8]) -> Reply<MailTaken> {
    let letter = letter::read(bytes).ok_or_else(|| Error::invalid("", "mail_unreadable"))?;
    if letter.automatic {
        return Ok(MailTaken { outcome: MailOutcome::Ignored, complaint: None, refused: Vec::new(), reply: None });
    }
    let state = door.state();
    let id = letter.id.clone().unwrap_or_else(|| state.keys.hash("complaint-mail-content", bytes));
    let (files, refused) = keep(state, &letter).await?;
    let (letter, files) = (Arc::new(letter), Arc::new(files));
    let (arrived, unwanted) = (files.clone(), refused.clone());
    let taken = door.write(who, None, async move |tx: &mut Tx| enter(tx, &letter, &id, &arrived, &unwanted).await).await;
    let unused = match &taken {
        Ok(taken) => taken.outcome == MailOutcome::Known,
        // It may have been committed all the same; then the daily look at the vault decides.
        Err(error) => !matches!(error, Error::Internal(_) | Error::Unavailable),
    };
    if unused {
        give_up(state, &files).await?;
    }
    taken
}

/// The files that are taken, and the names of the others.
async fn keep(state: &State, letter: &Letter) -> Reply<(Vec<Incoming>, Vec<String>)> {
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for (name, bytes) in &letter.files {
        if kept.len() as u64 >= MOST || bytes.len() as u64 > LARGEST {
            refused.push(name.clone());
            continue;
        }
        match attachments::receive_bytes(state, name.clone(), bytes.clone(), &KINDS).await {
            Ok(one) => kept.push(one),
            Err(Error::Invalid(_) | Error::TooLarge) => refused.push(name.clone()),
            Err(error) => {
                give_up(state, &kept).await?;
                return Err(error);
            }
        }
    }
    Ok((kept, refused))
}

async fn give_up(state: &State, files: &[Incoming]) -> Reply<()> {
    for file in files {
        attachments::give_up(state, file).await?;
    }
    Ok(())
}

async fn enter(tx: &mut Tx, letter: &Letter, id: &str, files: &[Incoming], refused: &[String]) -> Reply<MailTaken> {
    let taken =
        |outcome, case: &complaint::Model, reply| MailTaken { outcome, complaint: Some(case.subject()), refused: refused.to_vec(), reply };
    if let Some(case) = known(tx, &[id.to_owned()]).await? {
        return Ok(taken(MailOutcome::Known, &case, None));
    }
    if let Some(case) = answered(tx, letter).await? {
        contacts::heard(tx, &case, ComplaintChannel::Email, &said(tx, &letter.matter(), refused)).await?;
        attach_all(tx, &case, files).await?;
        note(tx, id, case.id).await?;
        return Ok(taken(MailOutcome::Added, &case, None));
    }
    let (case, apology) = open(tx, letter).await?;
    attach_all(tx, &case, files).await?;
    if !refused.is_empty() {
        let text = said(tx, "", refused);
        contacts::keep(tx, &case, contacts::Said { matter: ContactMatter::Customer, channel: ComplaintChannel::Email, text, shown: true })
            .await?;
    }
    note(tx, id, case.id).await?;
    let reply = reply(tx, letter, &case, &apology).await?;
    note(tx, &reply.message_id, case.id).await?;
    Ok(taken(MailOutcome::Opened, &case, Some(reply)))
}

pub(super) fn hash(tx: &Tx, id: &str) -> String {
    tx.state().keys.hash("complaint-mail", id.trim().trim_start_matches('<').trim_end_matches('>').as_bytes())
}

async fn note(tx: &Tx, id: &str, case: Uuid) -> Reply<()> {
    let row = entity::ActiveModel { message_hash: Set(hash(tx, id)), complaint_id: Set(case), at: Set(tx.at()) };
    entity::Entity::insert(row).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// The case of one of these mails, the newest where there are several.
async fn known(tx: &Tx, ids: &[String]) -> Reply<Option<complaint::Model>> {
    let hashes: Vec<String> = ids.iter().take(50).map(|id| hash(tx, id)).collect();
    let mails = entity::Entity::find().filter(entity::Column::MessageHash.is_in(hashes)).order_by_desc(entity::Column::At);
    match mails.one(tx.conn()).await? {
        Some(mail) => Ok(complaint::Entity::find_by_id(mail.complaint_id).one(tx.conn()).await?),
        None => Ok(None),
    }
}

/// The open case that a mail belongs to: it answers a mail of that case, or its sender names the number. A number alone opens nothing:
/// numbers are read out, and anybody may write one.
async fn answered(tx: &Tx, letter: &Letter) -> Reply<Option<complaint::Model>> {
    if let Some(case) = known(tx, &letter.thread).await?.filter(|case| may_write(case.status)) {
        return Ok(Some(case));
    }
    for case in complaint::Entity::find().filter(Column::Number.is_in(letter.numbers())).all(tx.conn()).await? {
        let Some(sealed) = case.email_sealed.as_deref().filter(|_| may_write(case.status)) else { continue };
        if tx.state().keys.open(sealed)?.eq_ignore_ascii_case(&letter.from) {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

async fn open(tx: &mut Tx, letter: &Letter) -> Reply<(complaint::Model, String)> {
    let who = tx.actor()?.clone();
    // What a program brings in is taken up by a person.
    let (agent_id, unit_id) = if who.is(OF_PROGRAMS) { filing::desk(tx, None).await? } else { (who.id, who.unit_id) };
    let matter = letter.matter();
    let matter = if matter.trim().is_empty() { text::MAIL_EMPTY.text(tx.meta().language).to_owned() } else { matter };
    let intake = Intake {
        customer: None,
        complainant: letter.name.clone(),
        phone: String::new(),
        email: letter.from.clone(),
        category: letter::category(&matter),
        matter,
        topic_id: None,
        product: String::new(),
        contract_number: String::new(),
        campaign: None,
        channel: ComplaintChannel::Email,
        severity: None,
        wish: String::new(),
        about_person_id: None,
        agent_id,
        unit_id,
    };
    filing::enter(tx, intake).await
}

/// Those beyond the limit of the case are left out: the vault forgets them.
async fn attach_all(tx: &mut Tx, case: &complaint::Model, files: &[Incoming]) -> Reply<()> {
    for file in files {
        match attach(tx, case, file).await {
            Ok(()) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The words, and what came with them and was not taken.
fn said(tx: &Tx, words: &str, refused: &[String]) -> String {
    if refused.is_empty() {
        return words.to_owned();
    }
    let note = text::MAIL_REFUSED.with(tx.meta().language, &[("names", &refused.join("、"))]);
    [words, &note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

async fn reply(tx: &Tx, letter: &Letter, case: &complaint::Model, apology: &str) -> Reply<MailReply> {
    let language = tx.meta().language;
    let code = make_code(tx, case.id).await?;
    let address = page(tx.state());
    let how = text::MAIL_FOLLOW.with(language, &[("number", &case.number), ("code", &code), ("address", &address)]);
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    // The right side names nobody's host: what counts is that nobody can guess the left.
    let host = "yunchou.invalid";
    Ok(MailReply {
        to: letter.from.clone(),
        subject: text::MAIL_SUBJECT.with(language, &[("number", &case.number)]),
        text: format!("{apology}\n\n{how}\n"),
        message_id: format!("<{}@{host}>", hex(&bytes)),
        in_reply_to: letter.id.as_ref().map(|id| format!("<{id}>")),
        auto_submitted: "auto-replied".to_owned(),
    })
}
