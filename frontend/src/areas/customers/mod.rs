//! Customer files, their imports.

pub mod files;
