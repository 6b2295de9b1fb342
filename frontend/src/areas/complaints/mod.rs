mod cases;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    complaints:
    Cases => cases::list,
    NewCase => || needs(Permission::ComplaintCreate, cases::new),
    Case => cases::show,
}
