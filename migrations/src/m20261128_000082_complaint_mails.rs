//! Which mails were taken in or sent.

crate::statements! { "
CREATE TABLE complaint_mail (
    message_hash text PRIMARY KEY NOT NULL,
    complaint_id {id} NOT NULL REFERENCES complaint (id),
    at {time} NOT NULL
);
CREATE INDEX ix_complaint_mail_complaint_id ON complaint_mail (complaint_id)
" }
