//! Indexes that hold all that the sums of a month need, person by person, so that no record itself is read.

crate::statements! { "
DROP INDEX ix_follow_up_person_id;
CREATE INDEX ix_follow_up_person_id ON follow_up (person_id, occurred_at, way);
CREATE INDEX ix_follow_up_person_id_next_on ON follow_up (person_id, next_on, kept_on);
CREATE INDEX ix_customer_entered_by ON customer (entered_by, created_at, completeness, review);
CREATE INDEX ix_assignment_owner_id_due_at ON assignment (owner_id, due_at, done_at, giver_id, status)
" }
