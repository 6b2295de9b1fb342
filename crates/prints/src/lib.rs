//! Documents on A4 as PDF: headings, paragraphs, facts, tables, bars and lines to sign on, in Chinese and Latin.
//!
//! Knows paper and no business: what a document says is decided by whoever calls. Chinese text is set in the reader's own
//! song face (`STSong-Light`, a name that every reader knows and replaces with what it has), so that no font of megabytes
//! travels with a slip of paper. Start at [`Document`].

mod file;
mod layout;
mod text;

pub use layout::{Align, Bar, Column, Document};
