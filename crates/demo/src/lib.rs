//! Believable data of a company that furnishes other companies (PLT-11), made from a seed: the same seed and number give the same
//! record on every machine, in any order, so that a hundred thousand customers can be made in chunks or in parallel.
//!
//! Nobody real is meant: mobile numbers come from ranges that are not issued to the public, mail domains from one that is reserved
//! for examples. Days count back from today, so that the company is always in the middle of its work.
//!
//! Start at [`customer`], [`campaign`] and [`complaint`].

mod campaigns;
mod companies;
mod complaints;
mod customers;
mod dice;
mod fill;
mod follow_ups;
mod people;
mod places;
mod projects;
mod talks;

pub use campaigns::{DemoCampaign, DemoSummary, campaign};
pub use companies::{DISTINCT, credit_code};
pub use complaints::{DemoComplaint, complaint};
pub use customers::{DemoContact, DemoCustomer, customer};
pub use follow_ups::DemoFollowUp;
pub use people::{mobile, person_name};
