//! How much of their pay the kinds of leave cost: dated, none is overwritten (KPI-16).

crate::statements! { "
CREATE TABLE pay_leave_rule (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    from_month text {C} NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    author_id {id} NOT NULL REFERENCES person (id),
    created_at {time} NOT NULL
);
CREATE INDEX ix_pay_leave_rule_from_month ON pay_leave_rule (from_month, created_at)
" }
