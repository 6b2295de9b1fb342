//! The parts that every page is built of. `/design` shows them all; `docs/DESIGN.md` says when to use which.

pub mod act;
pub mod announcement;
pub mod badge;
pub mod board;
pub mod charts;
pub mod dialog;
pub mod fields;
pub mod figures;
pub mod filter_bar;
pub mod form;
pub mod icon;
pub mod keys;
pub mod later;
pub mod list_page;
pub mod person;
pub mod picker;
pub mod pop;
pub mod problem;
pub mod record;
pub mod remote;
pub mod save_file;
pub mod text;
pub mod timeline;
pub mod toast;
pub mod verdict;
pub mod views;
