//! Campaigns.

crate::statements! { "
CREATE TABLE campaign (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    theme text {C} NOT NULL,
    form text {C} NOT NULL,
    goal text NOT NULL,
    audience text NOT NULL,
    place text NOT NULL,
    starts_at {time} NOT NULL,
    ends_at {time} NOT NULL,
    budget_cents bigint NOT NULL,
    expected_participants bigint NOT NULL,
    expected_leads bigint NOT NULL,
    proposal text NOT NULL,
    status text {C} NOT NULL,
    remark text NOT NULL,
    owner_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    approval_id {id},
    approved_at {time},
    started_at {time},
    finished_at {time},
    summary_due_on {day},
    summed_up_at {time},
    participants bigint,
    leads bigint,
    cost_cents bigint,
    good text,
    bad text,
    next_time text,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_campaign_number ON campaign (number);
CREATE INDEX ix_campaign_starts_at ON campaign (starts_at, id);
CREATE INDEX ix_campaign_created_at ON campaign (created_at, id);
CREATE INDEX ix_campaign_theme ON campaign (theme, id);
CREATE INDEX ix_campaign_status ON campaign (status, starts_at, id);
CREATE INDEX ix_campaign_owner_id ON campaign (owner_id, starts_at, id);
CREATE INDEX ix_campaign_unit_id ON campaign (unit_id, starts_at, id)
" }
