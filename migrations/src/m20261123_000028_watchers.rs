//! When the people who look on a task last changed.

crate::statements! { "
ALTER TABLE assignment ADD COLUMN watched_at {time}
" }
