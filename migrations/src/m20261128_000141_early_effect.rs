//! Why the effect of an action was judged before its day (CPL-08).

crate::statements! { "
ALTER TABLE corrective_action ADD COLUMN early_reason text NOT NULL DEFAULT ''
" }
