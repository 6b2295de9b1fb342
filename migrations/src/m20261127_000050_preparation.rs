//! Preparation of campaigns: templates of checklists, and the checklist of a campaign (CMP-04).

crate::statements! { "
ALTER TABLE campaign ADD COLUMN ready_at {time};
UPDATE campaign SET ready_at = started_at WHERE started_at IS NOT NULL;
CREATE TABLE campaign_template (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    form text {C} NOT NULL,
    lines text NOT NULL,
    in_use {flag} NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_template_form ON campaign_template (form, id);
CREATE TABLE campaign_item (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    title text NOT NULL,
    topic text {C} NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    days_before bigint NOT NULL,
    takes bigint NOT NULL,
    due_on {day} NOT NULL,
    must {flag} NOT NULL,
    evidence {flag} NOT NULL,
    after_ids text NOT NULL,
    status text {C} NOT NULL,
    note text NOT NULL,
    done_at {time},
    done_by {id} REFERENCES person (id),
    late_told_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_item_campaign_id ON campaign_item (campaign_id, due_on, id);
CREATE INDEX ix_campaign_item_status ON campaign_item (status, due_on);
CREATE INDEX ix_campaign_item_owner_id ON campaign_item (owner_id)
" }
