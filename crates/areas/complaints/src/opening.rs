//! Cases that begin elsewhere: a request that became a complaint (CPL-11), bad marks at a stage (CPL-13).

use crate::cases::{self, Intake, unknown};
use contract::complaints::{ComplaintCategory, ComplaintChannel, Severity};
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
    pub product: String,
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
    let customer = customers::visible_title(tx.conn(), agent, opening.customer_id).await;
    let customer = customer.map_err(|error| unknown(error, "/customer_id", "customer_unknown"))?;
    let intake = Intake {
        customer: Some(customer),
        complainant: opening.complainant,
        phone: String::new(),
        email: String::new(),
        matter: opening.matter,
        category: opening.category,
        topic_id: None,
        product: opening.product,
        contract_number: String::new(),
        campaign: None,
        channel: opening.channel,
        severity: opening.severity,
        wish: opening.wish,
        about_person_id: None,
        agent_id: agent.id,
        unit_id: agent.unit_id,
    };
    let (case, _) = cases::enter(tx, intake).await?;
    Ok(case.id)
}
