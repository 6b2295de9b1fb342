//! Who may see a record now: each person's rights of this moment, put to the area that has the record.

use contract::comments::{RecordReader, RecordReaders};
use contract::values::Subject;
use engines::people::{self, Known};
use engines::{Areas, Asking};
use organisation::doorkeeper;
use platform::{Error, Reply};
use uuid::Uuid;

/// People offered at once.
const OFFERED: usize = 8;
/// People looked at for one answer; further ones are found by typing more of their names.
const LOOKED_AT: u64 = 60;

/// Whether a person may see a record now. Who left the company, or never was there, may not.
pub async fn may_see(asking: &Asking<'_>, areas: &Areas, record: &Subject, person: Uuid) -> Reply<bool> {
    let actor = match doorkeeper::person(asking.conn, person).await {
        Ok(actor) => actor.asking_at(asking.now),
        Err(Error::NotFound) => return Ok(false),
        Err(error) => return Err(error),
    };
    let theirs = Asking::new(asking.state, &actor, asking.language);
    Ok(areas.record(&theirs, record.kind, record.id).await?.is_some())
}

/// The first of those who may see a record and whose names fit, without the asker.
pub async fn find(asking: &Asking<'_>, areas: &Areas, record: &Subject, q: &str) -> Reply<RecordReaders> {
    let mut found = RecordReaders::default();
    for Known { id, name, post } in people::look_up(asking.conn, &asking.state.keys, q, LOOKED_AT).await? {
        if found.people.len() == OFFERED {
            break;
        }
        if id != asking.actor.id && may_see(asking, areas, record, id).await? {
            found.people.push(RecordReader { id, name, post });
        }
    }
    Ok(found)
}
