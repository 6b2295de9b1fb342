//! Finding records by words, pinyin and phone tails, the same way on both databases (PLT-04).

mod index;
pub mod text;

pub use index::{Document, condition, index, index_many};
