//! Announcements, whom they are addressed to, who has read them.

crate::statements! { "
CREATE TABLE announcement (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    pinned {flag} NOT NULL,
    audience text NOT NULL,
    units text NOT NULL,
    roles text NOT NULL,
    from_on {day},
    until_on {day},
    status text NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL,
    published_at {time},
    shown_from {time},
    shown_until {time},
    told_at {time},
    reminded_at {time},
    withdrawn_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX ix_announcement_created_at ON announcement (created_at, id);
CREATE INDEX ix_announcement_status ON announcement (status, shown_from);
CREATE TABLE announcement_addressee (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    announcement_id {id} NOT NULL REFERENCES announcement (id),
    person_id {id} NOT NULL REFERENCES person (id),
    read_at {time}
);
CREATE UNIQUE INDEX ux_announcement_addressee_person_id ON announcement_addressee (person_id, announcement_id);
CREATE INDEX ix_announcement_addressee_announcement_id ON announcement_addressee (announcement_id, read_at);
CREATE VIEW announcement_addressed AS
    SELECT a.id, d.person_id, a.title, a.pinned, a.author_id, a.shown_from, a.shown_until, d.read_at,
        (a.pinned OR d.read_at IS NULL) AS prominent
    FROM announcement_addressee d JOIN announcement a ON a.id = d.announcement_id
    WHERE a.status = 'published';
CREATE VIEW announcement_receipt AS
    SELECT d.id, d.announcement_id, p.number, p.name, p.post, u.name AS unit, d.read_at
    FROM announcement_addressee d JOIN person p ON p.id = d.person_id JOIN unit u ON u.id = p.unit_id;
UPDATE role SET permissions = permissions || ' announcement.publish', version = version + 1
    WHERE built_in = {yes} AND code IN ('executive_director', 'general_manager', 'gm_assistant', 'marketing_director',
        'sales_manager', 'marketing_manager', 'service_manager', 'hr');
UPDATE role SET permissions = permissions || ' announcement.publish@all', version = version + 1
    WHERE built_in = {yes} AND code = 'admin'
" }
