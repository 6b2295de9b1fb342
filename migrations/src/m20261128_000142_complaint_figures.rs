//! What figures of complaints are counted by, so that a list can be filtered by it (CPL-10). Cases closed before are judged by the due
//! time that they were closed under.

crate::statements! { "
ALTER TABLE complaint ADD COLUMN closed_on_time {flag};
ALTER TABLE complaint ADD COLUMN returned integer NOT NULL DEFAULT 0;
UPDATE complaint SET closed_on_time = (closed_at <= close_due_at) WHERE status = 'closed' AND closed_at IS NOT NULL;
UPDATE complaint SET returned = (SELECT COUNT(*) FROM complaint_step WHERE complaint_step.complaint_id = complaint.id
    AND complaint_step.act = 'return')
" }
