//! Campaigns that were put off, and guests who have to hear of it (CMP-12).

crate::statements! { "
ALTER TABLE campaign ADD COLUMN postponed_from {time};
ALTER TABLE campaign_guest ADD COLUMN untold_since {time};
CREATE INDEX ix_campaign_guest_customer_id ON campaign_guest (customer_id)
" }
