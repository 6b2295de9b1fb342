//! Nonconformities and corrective actions (CPL-07, CPL-08), and the steps of all records beside a complaint.

crate::statements! { "
CREATE TABLE record_step (
    id {id} PRIMARY KEY NOT NULL,
    record_id {id} NOT NULL,
    at {time} NOT NULL,
    act text,
    to_status text NOT NULL,
    person_id {id},
    note text NOT NULL
);
CREATE INDEX ix_record_step_record_id ON record_step (record_id, at, id);
CREATE TABLE nonconformity (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    origin text {C} NOT NULL,
    complaint_id {id} REFERENCES complaint (id),
    matter text NOT NULL,
    stage text {C} NOT NULL,
    grade text {C} NOT NULL,
    category text {C} NOT NULL,
    cause text NOT NULL,
    cause_key text {C} NOT NULL,
    department_id {id} REFERENCES unit (id),
    status text {C} NOT NULL,
    raiser_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    owner_id {id} REFERENCES person (id),
    demand text NOT NULL,
    due_on {day},
    done text NOT NULL,
    done_at {time},
    closed_at {time},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_nonconformity_number ON nonconformity (number);
CREATE INDEX ix_nonconformity_created_at ON nonconformity (created_at, id);
CREATE INDEX ix_nonconformity_complaint_id ON nonconformity (complaint_id);
CREATE INDEX ix_nonconformity_raiser_id ON nonconformity (raiser_id, created_at, id);
CREATE INDEX ix_nonconformity_unit_id ON nonconformity (unit_id, created_at, id);
CREATE INDEX ix_nonconformity_owner_id ON nonconformity (owner_id, created_at, id);
CREATE INDEX ix_nonconformity_status ON nonconformity (status, created_at, id);
CREATE TABLE corrective_action (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    number text {C} NOT NULL,
    kind text {C} NOT NULL,
    problem text NOT NULL,
    complaint_id {id} REFERENCES complaint (id),
    nonconformity_id {id} REFERENCES nonconformity (id),
    opener_id {id} NOT NULL REFERENCES person (id),
    unit_id {id} NOT NULL REFERENCES unit (id),
    owner_id {id} NOT NULL REFERENCES person (id),
    status text {C} NOT NULL,
    whys text NOT NULL,
    root_cause text NOT NULL,
    cause_key text {C} NOT NULL,
    action text NOT NULL,
    due_on {day},
    effect_due_on {day},
    done text NOT NULL,
    done_at {time},
    finding text NOT NULL,
    effective {flag},
    judged_by {id} REFERENCES person (id),
    judged_at {time},
    reopened bigint NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_corrective_action_number ON corrective_action (number);
CREATE INDEX ix_corrective_action_created_at ON corrective_action (created_at, id);
CREATE INDEX ix_corrective_action_cause_key ON corrective_action (cause_key);
CREATE INDEX ix_corrective_action_complaint_id ON corrective_action (complaint_id);
CREATE INDEX ix_corrective_action_nonconformity_id ON corrective_action (nonconformity_id);
CREATE INDEX ix_corrective_action_owner_id ON corrective_action (owner_id, created_at, id);
CREATE INDEX ix_corrective_action_unit_id ON corrective_action (unit_id, created_at, id);
CREATE INDEX ix_corrective_action_status ON corrective_action (status, created_at, id);
CREATE TABLE cause_repeat (
    id {id} PRIMARY KEY NOT NULL,
    version bigint NOT NULL,
    action_id {id} NOT NULL REFERENCES corrective_action (id),
    subject_kind text {C} NOT NULL,
    subject_id {id} NOT NULL,
    reopened {flag} NOT NULL,
    at {time} NOT NULL
);
CREATE UNIQUE INDEX ux_cause_repeat_subject ON cause_repeat (action_id, subject_id);
UPDATE role SET permissions = permissions || ' quality.read service.read knowledge.read stage_survey.read'
    WHERE code IN ('executive_director', 'general_manager', 'gm_assistant');
UPDATE role SET permissions = permissions || ' quality.read quality.open quality.check service.read service.approve knowledge.read knowledge.write knowledge.publish stage_survey.read stage_survey.ask stage_survey.define'
    WHERE code = 'marketing_director';
UPDATE role SET permissions = permissions || ' quality.read quality.open quality.check service.read service.take service.approve knowledge.read knowledge.write knowledge.publish stage_survey.read stage_survey.ask stage_survey.define'
    WHERE code = 'service_manager';
UPDATE role SET permissions = permissions || ' quality.read quality.open service.read service.take knowledge.read knowledge.write stage_survey.read stage_survey.ask'
    WHERE code = 'service_agent';
UPDATE role SET permissions = permissions || ' service.read service.take knowledge.read stage_survey.read stage_survey.ask'
    WHERE code IN ('sales_manager', 'sales_supervisor', 'sales_rep');
UPDATE role SET permissions = permissions || ' quality.read' WHERE code = 'sales_manager'
" }
