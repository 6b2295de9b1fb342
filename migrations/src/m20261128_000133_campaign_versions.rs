//! Plans of campaigns as they were submitted (CMP-02).

crate::statements! { "
CREATE TABLE campaign_version (
    id {id} PRIMARY KEY NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    number bigint NOT NULL,
    plan text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    approval_id {id},
    at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_campaign_version_number ON campaign_version (campaign_id, number)
" }
