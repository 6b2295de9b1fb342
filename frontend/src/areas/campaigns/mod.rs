mod plans;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    campaigns:
    Plans => plans::list,
    NewPlan => || needs(Permission::CampaignCreate, plans::new),
    Plan => plans::show,
    EditPlan => plans::edit,
}
