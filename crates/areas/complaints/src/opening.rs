//! Cases that begin elsewhere: a request that became a complaint (CPL-11), bad marks at a stage (CPL-13).

use crate::cases;
use contract::complaints::{ComplaintCategory, ComplaintChannel, NewComplaint, Severity};
use platform::Reply;
use platform::auth::Actor;
use platform::db::Tx;
use uuid::Uuid;

/// What such a case begins with.
pub struct Opening {
    pub customer_id: Uuid,
    pub complainant: String,
    pub matter: String,
    pub category: ComplaintCategory,
    pub channel: ComplaintChannel,
    /// `None`: suggested from category and words.
    pub severity: Option<Severity>,
    pub wish: String,
}

/// Opens the case in somebody's name: they are its agent, whoever writes.
///
/// # Errors
/// `422` where that person does not see the customer.
pub async fn open(tx: &mut Tx, agent: &Actor, opening: Opening) -> Reply<Uuid> {
    let new = NewComplaint {
        customer_id: opening.customer_id,
        complainant: opening.complainant,
        matter: opening.matter,
        category: opening.category,
        channel: opening.channel,
        severity: opening.severity,
        wish: opening.wish,
        about_person_id: None,
    };
    Ok(cases::file_as(tx, agent, &new).await?.id)
}
