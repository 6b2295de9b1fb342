//! The head of the audit log is sealed (PLT-06); the program seals it right after this.

crate::statements! { "
ALTER TABLE audit_head ADD COLUMN seal text NOT NULL DEFAULT ''
" }
