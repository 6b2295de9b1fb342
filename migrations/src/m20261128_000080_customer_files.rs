//! Files that customers brought without an account.

crate::statements! { "
ALTER TABLE attachment ADD COLUMN from_customer {flag} NOT NULL DEFAULT false
" }
