//! Spreadsheets of customers on their way in (CRM-14).

pub mod rules;
