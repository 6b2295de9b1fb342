//! Budget, expenses and materials of campaigns (CMP-05, CMP-06).

crate::statements! { "
ALTER TABLE campaign ADD COLUMN budget_lines text;
CREATE TABLE campaign_expense (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    topic text {C} NOT NULL,
    purpose text NOT NULL,
    supplier text NOT NULL,
    committed_cents bigint NOT NULL,
    paid_cents bigint,
    status text {C} NOT NULL,
    remark text NOT NULL,
    person_id {id} NOT NULL REFERENCES person (id),
    approval_id {id},
    paid_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_expense_campaign_id ON campaign_expense (campaign_id, id);
CREATE TABLE campaign_material (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    campaign_id {id} NOT NULL REFERENCES campaign (id),
    name text NOT NULL,
    kind text {C} NOT NULL,
    unit text NOT NULL,
    supplier text NOT NULL,
    unit_cost_cents bigint NOT NULL,
    needed bigint NOT NULL,
    ordered bigint NOT NULL,
    received bigint NOT NULL,
    used bigint NOT NULL,
    returned bigint NOT NULL,
    quality text {C} NOT NULL,
    remark text NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_campaign_material_campaign_id ON campaign_material (campaign_id, id)
" }
