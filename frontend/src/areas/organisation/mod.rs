//! The organisation: units and posts, people, roles, duty letters, hand-overs (ORG-01 to ORG-05, ORG-08).

mod certificates;
mod duty_letters;
mod hand_overs;
pub mod parts;
mod people;
mod people_form;
mod posts;
mod roles;
mod units;
mod workload;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    organisation:
    Units => units::list,
    NewUnit => || needs(Permission::OrganisationEdit, units::new),
    EditUnit => || needs(Permission::OrganisationEdit, units::edit),
    NewPost => || needs(Permission::OrganisationEdit, posts::new),
    Post => posts::show,
    EditPost => || needs(Permission::OrganisationEdit, posts::edit),
    People => people::list,
    NewPerson => || needs(Permission::PersonEdit, people_form::new),
    Person => people::show,
    EditPerson => || needs(Permission::PersonEdit, people_form::edit),
    Roles => || needs(Permission::RoleRead, roles::list),
    NewRole => || needs(Permission::RoleEdit, roles::new),
    Role => || needs(Permission::RoleRead, roles::show),
    HandOvers => hand_overs::list,
    Notice => hand_overs::new,
    HandOver => hand_overs::show,
    DutyLetters => duty_letters::list,
    NewDutyLetter => || needs(Permission::DutyLetterManage, duty_letters::new),
    DutyLetter => duty_letters::show,
    EditDutyLetter => || needs(Permission::DutyLetterManage, duty_letters::edit),
    RenewDutyLetter => || needs(Permission::DutyLetterManage, duty_letters::renew),
    Workload => workload::show,
}
