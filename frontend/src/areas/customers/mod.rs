//! Customer files, their imports.

pub mod files;
pub mod imports;
