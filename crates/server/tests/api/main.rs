//! The one integration test binary: the real server on a port of its own with a database of its own, for each test.
//!
//! `TEST_DATABASE_URL=postgres://…` runs the same tests on PostgreSQL. A test reads like prose:
//! `let app = App::start().await; let rep = app.sign_in("rep").await; let customer = rep.enters_a_customer().await;`
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod access;
mod accesses;
mod announcements;
mod approvals;
mod approvals_at_once;
mod assignments;
mod attachments;
mod calendar;
mod campaign_guests;
mod campaign_plans;
mod campaign_preparation;
mod campaign_spending;
mod campaigns;
mod comments;
mod complaint_clocks;
mod complaint_judges;
mod complaint_matrix;
mod complaints;
mod customers;
mod dashboard;
mod day;
mod duty_letters;
mod effects;
mod hand_overs;
mod imports;
mod jobs;
mod leaks;
mod limits;
mod messages;
mod notifications;
mod organisation;
mod results;
mod schemes;
mod sessions;
mod starting;
mod statements;
mod support;
mod two_nodes;
mod views;
mod webhooks;
mod whole;
