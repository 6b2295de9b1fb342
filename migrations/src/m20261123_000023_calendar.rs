//! The company's working hours, and people's feeds for calendar programs.

crate::statements! { "
CREATE TABLE working_calendar (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    shifts text NOT NULL,
    changed_at {time} NOT NULL
);
CREATE TABLE calendar_feed (
    id {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    version bigint NOT NULL,
    token_hash text NOT NULL,
    created_at {time} NOT NULL,
    last_read_at {time}
);
CREATE UNIQUE INDEX ux_calendar_feed_token_hash ON calendar_feed (token_hash);
CREATE INDEX ix_campaign_ends_at ON campaign (ends_at);
CREATE INDEX ix_customer_next_follow_up_on ON customer (next_follow_up_on);
UPDATE role SET permissions = permissions || ' calendar.edit', version = version + 1 WHERE built_in = {yes} AND code = 'hr';
UPDATE role SET permissions = permissions || ' calendar.edit@all', version = version + 1 WHERE built_in = {yes} AND code = 'admin'
" }
