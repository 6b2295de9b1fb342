//! The day of a campaign: run sheet, roster, incidents (CMP-08).

crate::statements! { "
CREATE TABLE campaign_run_item (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    kind text {C} NOT NULL,
    title text NOT NULL,
    planned_at {time} NOT NULL,
    minutes bigint NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    status text {C} NOT NULL,
    began_at {time},
    ended_at {time},
    remark text NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_run_item_campaign_id ON campaign_run_item (campaign_id, planned_at, id);
CREATE TABLE campaign_roster (
    id {id} PRIMARY KEY NOT NULL REFERENCES campaign (id),
    version bigint NOT NULL,
    entries text NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE TABLE campaign_incident (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    gravity text {C} NOT NULL,
    what text NOT NULL,
    done text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_incident_campaign_id ON campaign_incident (campaign_id, created_at, id)
" }
