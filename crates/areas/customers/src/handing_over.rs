//! What a person owns here goes to somebody else (ORG-08).

use crate::files::{entity as file, subject};
use crate::imports::import;
use crate::pool;
use contract::SubjectKind;
use contract::customers::{ImportStatus, MoveKind};
use contract::hand_overs::HoldingKind;
use contract::permission::Permission;
use contract::values::Subject;
use engines::{Holding, Passing, people, tasks};
use organisation::grants;
use platform::Reply;
use platform::db::Tx;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

/// Customer files and imports that are not finished.
///
/// # Errors
/// Where the database fails.
pub async fn holdings(tx: &Tx, person: Uuid) -> Reply<Vec<Holding>> {
    let owned = file::Entity::find().filter(file::Column::OwnerId.eq(person)).order_by_asc(file::Column::Number).all(tx.conn()).await?;
    let mut all: Vec<Holding> = owned.iter().map(|file| Holding::passed_on(HoldingKind::Customer, subject(file))).collect();
    let open = import::Entity::find().filter(import::Column::PersonId.eq(person)).filter(import::Column::Status.eq(ImportStatus::Preview));
    for import in open.all(tx.conn()).await? {
        let subject = Subject { kind: SubjectKind::CustomerImport, id: import.id, title: import.file_name };
        all.push(Holding::passed_on(HoldingKind::CustomerImport, subject));
    }
    Ok(all)
}

/// The receiver owns the files from now on, with everything to do about them.
///
/// # Errors
/// `409` where the receiver may not work on customer files.
pub async fn hand_over(tx: &mut Tx, passing: &Passing) -> Reply<()> {
    let (right, customers) = match passing.kind {
        HoldingKind::Customer => (Permission::CustomerEdit, true),
        HoldingKind::CustomerImport => (Permission::CustomerImport, false),
        _ => return Ok(()),
    };
    if passing.from != passing.to && !grants::holds(tx.conn(), passing.to, right).await? {
        return Err(engines::area::unable());
    }
    let unit = people::unit_of(tx.conn(), passing.to).await?;
    for ids in passing.ids.chunks(500) {
        if customers {
            for found in file::Entity::find().filter(file::Column::Id.is_in(ids.iter().copied())).all(tx.conn()).await? {
                let mut row = found.clone().into_active_model();
                row.unit_id = Set(unit);
                if passing.from != passing.to {
                    row.owner_id = Set(Some(passing.to));
                    row.held_at = Set(tx.at());
                    row.warned_at = Set(None);
                    pool::moved(tx, found.id, (found.owner_id, Some(passing.to)), MoveKind::Transferred, "").await?;
                }
                tx.update::<file::Entity, _>(&found, row).await?;
            }
        } else {
            for found in import::Entity::find().filter(import::Column::Id.is_in(ids.iter().copied())).all(tx.conn()).await? {
                let mut row = found.clone().into_active_model();
                row.person_id = Set(passing.to);
                tx.update::<import::Entity, _>(&found, row).await?;
            }
        }
    }
    tasks::pass(tx, &passing.ids, passing.from, passing.to).await
}
