-- What the migrations make, table by table: to be read and compared, never run. `npm run schema` writes it; a test holds it to the migrations.
-- Columns of registry.snapshot that the vocabulary gives, and who owns what, are left out.

create schema access;
grant usage on schema access to huican_app;

create schema audit;
grant usage on schema audit to huican_app;
grant usage on schema audit to huican_sealer;

create schema exchange;
grant usage on schema exchange to huican_app;

create schema registry;
grant usage on schema registry to huican_app;
grant usage on schema registry to huican_sealer;

create type access.textrange as range (subtype = text, collation = "C");

create table access.account (
  id text collate "C" not null,
  sign_in_name text collate "C" not null,
  display_name text not null,
  subject_id bigint,
  created_at timestamp with time zone not null default transaction_timestamp(),
  created_by text not null default registry.actor(),
  is_locked boolean not null default false,
  has_second_factor boolean not null default false,
  stamp bytea,
  constraint account_key PRIMARY KEY (id),
  constraint account_display_name_length CHECK (length(display_name) >= 1 AND length(display_name) <= 50),
  constraint account_id_form CHECK (id ~ '^u_[0-9a-f]{20}$'::text),
  constraint account_name_form CHECK (length(sign_in_name) >= 2 AND length(sign_in_name) <= 64),
  constraint account_name_once UNIQUE (sign_in_name),
  constraint account_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE UNIQUE INDEX account_of_subject ON access.account USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE TRIGGER a_change BEFORE UPDATE ON access.account FOR EACH ROW EXECUTE FUNCTION access.check_account_change();
alter table access.account enable row level security;
create policy account_changed on access.account for update to huican_app
  using (id = registry.actor() OR ( SELECT access.is_job() AS is_job) OR ( SELECT access.holds('security-administrator'::text) AS holds));
create policy account_made on access.account for insert to huican_app
  with check (( SELECT access.holds('system-administrator'::text) AS holds) OR registry.actor() = 'operator'::text);
create policy account_seen on access.account for select to huican_app
  using (subject_id IS NULL OR id = registry.actor() OR ( SELECT access.is_job() AS is_job) OR ( SELECT access.is_administrator() AS is_administrator));
grant insert (display_name, id, sign_in_name, stamp, subject_id), select, update (has_second_factor, is_locked, stamp) on access.account to huican_app;

create table access.account_event (
  id bigint not null generated always as identity,
  account_id text collate "C",
  what text not null,
  how text,
  address text,
  at timestamp with time zone not null,
  by text not null default registry.actor(),
  constraint account_event_key PRIMARY KEY (id),
  constraint account_event_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint account_event_how_length CHECK (length(how) <= 100),
  constraint account_event_of_nobody CHECK (account_id IS NOT NULL OR (what = ANY (ARRAY['refused'::text, 'held-up'::text]))),
  constraint account_event_what CHECK (what = ANY (ARRAY['created'::text, 'locked'::text, 'unlocked'::text, 'setup-code-given'::text, 'setup-code-used'::text, 'password-changed'::text, 'authenticator-enrolled'::text, 'recovery-codes-made'::text, 'recovery-code-used'::text, 'passkey-enrolled'::text, 'passkey-removed'::text, 'identity-linked'::text, 'identity-unlinked'::text, 'signed-in'::text, 'confirmed'::text, 'signed-out'::text, 'refused'::text, 'held-up'::text, 'sessions-ended'::text, 'appointed'::text, 'appointment-ended'::text, 'delegated'::text]))
);
CREATE INDEX account_event_of ON access.account_event USING btree (account_id, id);
alter table access.account_event enable row level security;
create policy account_event_happened on access.account_event for insert to huican_app
  with check (( SELECT access.is_job() AS is_job) OR account_id = registry.actor() AND (what <> ALL (ARRAY['created'::text, 'locked'::text, 'unlocked'::text, 'setup-code-given'::text, 'identity-linked'::text, 'appointed'::text, 'delegated'::text])) OR account_id <> registry.actor() AND ( SELECT access.holds('security-administrator'::text) AS holds) OR what = 'created'::text AND ( SELECT access.holds('system-administrator'::text) AS holds) OR (what = ANY (ARRAY['delegated'::text, 'appointment-ended'::text])) AND access.is_deputy(account_id));
create policy account_event_seen on access.account_event for select to huican_app
  using (account_id = registry.actor() OR ( SELECT access.is_job() AS is_job) OR ( SELECT access.is_administrator() AS is_administrator));
grant insert (account_id, address, at, how, what), select on access.account_event to huican_app;

create table access.appointment (
  id bigint not null generated always as identity,
  account_id text collate "C" not null,
  role text collate "C" not null,
  area text collate "C",
  area_length integer not null generated always as (COALESCE(length(area), 0)) stored,
  section text,
  from_day date not null,
  until_day date,
  ended_on date,
  in_force daterange not null generated always as (
CASE
    WHEN (ended_on <= from_day) THEN 'empty'::daterange
    ELSE daterange(from_day, LEAST((until_day + 1), ended_on))
END) stored,
  drawn_from bigint,
  given_at timestamp with time zone not null default transaction_timestamp(),
  given_by text not null default registry.actor(),
  ended_at timestamp with time zone,
  ended_by text,
  stamp bytea,
  constraint appointment_key PRIMARY KEY (id),
  constraint administrators_are_three EXCLUDE USING gist (access.textrange(account_id, account_id, '[]'::text) WITH &&, in_force WITH &&) WHERE (role = ANY (ARRAY['system-administrator'::text, 'security-administrator'::text, 'audit-administrator'::text])),
  constraint appointment_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint appointment_area_form CHECK (area ~ '^\d+$'::text),
  constraint appointment_drawn_from FOREIGN KEY (drawn_from) REFERENCES access.appointment(id),
  constraint appointment_end_is_signed CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (ended_at IS NULL)),
  constraint appointment_holds_some_day CHECK (until_day >= from_day),
  constraint appointment_level FOREIGN KEY (role, area_length) REFERENCES access.role_level(role, area_length),
  constraint appointment_section CHECK (section IS NULL OR role = 'district-desk'::text AND (section = ANY (ARRAY['certificates'::text, 'rehabilitation'::text, 'care'::text, 'employment'::text, 'education'::text, 'office'::text]))),
  constraint delegation_has_an_end CHECK (drawn_from IS NULL OR until_day IS NOT NULL)
);
CREATE INDEX appointment_drawn ON access.appointment USING btree (drawn_from) WHERE (drawn_from IS NOT NULL);
CREATE INDEX appointment_of ON access.appointment USING btree (account_id);
CREATE TRIGGER a_delegation BEFORE INSERT ON access.appointment FOR EACH ROW EXECUTE FUNCTION access.check_delegation();
CREATE TRIGGER a_end BEFORE DELETE OR UPDATE ON access.appointment FOR EACH ROW EXECUTE FUNCTION access.end_appointment();
-- a_end: always
alter table access.appointment enable row level security;
create policy appointment_ended on access.appointment for update to huican_app
  using (registry.actor() = 'operator'::text OR ( SELECT access.holds('security-administrator'::text) AS holds) OR access.is_own_appointment(id) OR access.is_own_appointment(drawn_from));
create policy appointment_given on access.appointment for insert to huican_app
  with check (registry.actor() = 'operator'::text OR account_id <> registry.actor() AND (( SELECT access.holds('security-administrator'::text) AS holds) OR drawn_from IS NOT NULL AND access.is_own_appointment(drawn_from)));
create policy appointment_seen on access.appointment for select to huican_app
  using ((EXISTS ( SELECT
   FROM access.account
  WHERE account.id = appointment.account_id)));
grant insert (account_id, area, drawn_from, from_day, role, section, stamp, until_day), select, update (ended_on, stamp) on access.appointment to huican_app;

create table access.attempt (
  key bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  constraint attempt_key PRIMARY KEY (key)
);
alter table access.attempt enable row level security;
create policy attempt_of_job on access.attempt to huican_app
  using (registry.actor() = 'sign-in'::text);
grant delete, insert, select, update on access.attempt to huican_app;

create table access.authenticator (
  account_id text collate "C" not null,
  sealed bytea not null,
  key_version smallint not null,
  enrolled_at timestamp with time zone not null,
  last_step bigint not null default 0,
  constraint authenticator_key PRIMARY KEY (account_id),
  constraint authenticator_account FOREIGN KEY (account_id) REFERENCES access.account(id)
);
alter table access.authenticator enable row level security;
create policy authenticator_of_owner on access.authenticator to huican_app
  using (account_id = registry.actor() OR registry.actor() = 'sign-in'::text);
grant delete, insert, select, update on access.authenticator to huican_app;

create table access.emergency (
  id bigint not null generated always as identity,
  account_id text collate "C" not null default registry.actor(),
  subject_id bigint not null,
  reason text not null,
  role text collate "C" not null,
  area text collate "C" not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  stamp bytea,
  constraint emergency_key PRIMARY KEY (id),
  constraint emergency_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint emergency_is_short CHECK (until_at > from_at AND until_at <= (from_at + '01:00:00'::interval)),
  constraint emergency_reason_length CHECK (length(reason) >= 10 AND length(reason) <= 500),
  constraint emergency_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX emergency_of ON access.emergency USING btree (account_id, until_at);
alter table access.emergency enable row level security;
create policy emergency_of_owner on access.emergency to huican_app
  using (account_id = registry.actor() OR access.holds('audit-administrator'::text))
  with check (account_id = registry.actor());
grant insert (area, from_at, reason, role, stamp, subject_id, until_at), select on access.emergency to huican_app;

create table access.emergency_review (
  emergency_id bigint not null,
  finding text not null,
  words text,
  reviewed_at timestamp with time zone not null,
  reviewed_by text collate "C" not null default registry.actor(),
  constraint emergency_review_key PRIMARY KEY (emergency_id),
  constraint emergency_review_account FOREIGN KEY (reviewed_by) REFERENCES access.account(id),
  constraint emergency_review_emergency FOREIGN KEY (emergency_id) REFERENCES access.emergency(id),
  constraint emergency_review_finding CHECK (finding = ANY (ARRAY['justified'::text, 'unjustified'::text])),
  constraint emergency_review_words_length CHECK (length(words) <= 500),
  constraint unjustified_has_words CHECK (finding = 'justified'::text OR length(words) > 0)
);
CREATE TRIGGER a_by_another BEFORE INSERT ON access.emergency_review FOR EACH ROW EXECUTE FUNCTION access.review_by_another();
alter table access.emergency_review enable row level security;
create policy emergency_review_made on access.emergency_review for insert to huican_app
  with check (access.holds('audit-administrator'::text));
create policy emergency_review_of on access.emergency_review for select to huican_app
  using ((EXISTS ( SELECT
   FROM access.emergency
  WHERE emergency.id = emergency_review.emergency_id)));
grant insert (emergency_id, finding, reviewed_at, words), select on access.emergency_review to huican_app;

create table access.identity_link (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  account_id text collate "C" not null,
  linked_at timestamp with time zone not null default transaction_timestamp(),
  linked_by text not null default registry.actor(),
  stamp bytea,
  constraint identity_link_key PRIMARY KEY (issuer, subject),
  constraint identity_link_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint identity_link_once UNIQUE (issuer, account_id)
);
alter table access.identity_link enable row level security;
create policy identity_link_of on access.identity_link to huican_app
  using (( SELECT access.is_job() AS is_job) OR ( SELECT access.holds('security-administrator'::text) AS holds) OR account_id = registry.actor());
grant delete, insert (account_id, issuer, stamp, subject), select on access.identity_link to huican_app;

create table access.passkey (
  id text collate "C" not null,
  account_id text collate "C" not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamp with time zone not null,
  used_at timestamp with time zone,
  stamp bytea,
  constraint passkey_key PRIMARY KEY (id),
  constraint passkey_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint passkey_name_length CHECK (length(name) >= 1 AND length(name) <= 50)
);
CREATE INDEX passkey_of ON access.passkey USING btree (account_id);
alter table access.passkey enable row level security;
create policy passkey_of_owner on access.passkey to huican_app
  using (account_id = registry.actor() OR registry.actor() = 'sign-in'::text);
grant delete, insert, select, update on access.passkey to huican_app;

create table access.password (
  account_id text collate "C" not null,
  hash text not null,
  set_at timestamp with time zone not null,
  stamp bytea,
  constraint password_key PRIMARY KEY (account_id),
  constraint password_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint password_hash_form CHECK (hash ~~ '$argon2id$%'::text)
);
alter table access.password enable row level security;
create policy password_of_owner on access.password to huican_app
  using (account_id = registry.actor() OR registry.actor() = 'sign-in'::text);
grant delete, insert, select, update on access.password to huican_app;

create table access.recovery_code (
  account_id text collate "C" not null,
  hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_key PRIMARY KEY (account_id, hash),
  constraint recovery_code_account FOREIGN KEY (account_id) REFERENCES access.account(id)
);
alter table access.recovery_code enable row level security;
create policy recovery_code_of_owner on access.recovery_code to huican_app
  using (account_id = registry.actor() OR registry.actor() = 'sign-in'::text);
grant delete, insert, select, update on access.recovery_code to huican_app;

create table access.role_level (
  role text collate "C" not null,
  area_length integer not null,
  constraint role_level_key PRIMARY KEY (role, area_length)
);

create table access.session (
  id text collate "C" not null,
  account_id text collate "C" not null,
  token_hash bytea not null,
  stage text not null,
  how text not null,
  began_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  confirmed_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  address text not null,
  device text not null,
  ended_at timestamp with time zone,
  stamp bytea,
  factor_shown_at timestamp with time zone,
  constraint session_key PRIMARY KEY (id),
  constraint session_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint session_device_length CHECK (length(device) <= 100),
  constraint session_stage CHECK (stage = ANY (ARRAY['first'::text, 'full'::text])),
  constraint session_token_once UNIQUE (token_hash)
);
CREATE INDEX session_of ON access.session USING btree (account_id) WHERE (ended_at IS NULL);
alter table access.session enable row level security;
create policy session_of on access.session to huican_app
  using (account_id = registry.actor() OR registry.actor() = 'sign-in'::text);
grant insert, select, update (confirmed_at, ended_at, ends_at, factor_shown_at, how, seen_at, stage, stamp, token_hash) on access.session to huican_app;

create table access.setup_code (
  account_id text collate "C" not null,
  hash bytea not null,
  ends_at timestamp with time zone not null,
  given_by text not null default registry.actor(),
  stamp bytea,
  constraint setup_code_key PRIMARY KEY (account_id),
  constraint setup_code_account FOREIGN KEY (account_id) REFERENCES access.account(id),
  constraint setup_code_is_anothers CHECK (given_by <> account_id)
);
alter table access.setup_code enable row level security;
create policy setup_code_of on access.setup_code to huican_app
  using (( SELECT access.is_job() AS is_job) OR ( SELECT access.holds('security-administrator'::text) AS holds));
grant delete, insert (account_id, ends_at, hash, stamp), select on access.setup_code to huican_app;

create table access.used_challenge (
  hash bytea not null,
  ends_at timestamp with time zone not null,
  constraint used_challenge_key PRIMARY KEY (hash)
);
alter table access.used_challenge enable row level security;
create policy used_challenge_of_job on access.used_challenge to huican_app
  using (registry.actor() = 'sign-in'::text);
grant delete, insert, select on access.used_challenge to huican_app;

create table audit.checkpoint (
  number bigint not null,
  seq bigint not null,
  count bigint not null,
  hash bytea not null,
  at timestamp with time zone not null,
  previous bytea not null,
  key_id text not null,
  signature bytea not null,
  constraint checkpoint_key PRIMARY KEY (number),
  constraint checkpoint_number_counts CHECK (number > 0)
);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- a_kept: always
grant insert, select on audit.checkpoint to huican_sealer;

create table audit.entry (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default clock_timestamp(),
  actor text not null default registry.actor(),
  act text not null,
  subjects bigint[] not null,
  fields text[] not null,
  occasion jsonb not null default audit.occasion(),
  outcome text not null,
  transaction xid8 not null default pg_current_xact_id(),
  constraint entry_key PRIMARY KEY (id),
  constraint entry_act_form CHECK (act ~ '^[a-z]+\.[a-z-]+$'::text),
  constraint entry_outcome CHECK (outcome = ANY (ARRAY['done'::text, 'refused'::text]))
);
CREATE INDEX entry_actor ON audit.entry USING btree (actor, id);
CREATE INDEX entry_at ON audit.entry USING btree (at);
CREATE INDEX entry_of_actor_since ON audit.entry USING btree (actor, at);
CREATE INDEX entry_subjects ON audit.entry USING gin (subjects);
CREATE INDEX entry_transaction ON audit.entry USING btree (transaction);
CREATE TRIGGER a_expired BEFORE DELETE ON audit.entry FOR EACH ROW EXECUTE FUNCTION audit.refuse_unless_expired();
-- a_expired: always
CREATE TRIGGER a_kept BEFORE UPDATE OR TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- a_kept: always
grant insert (act, fields, outcome, subjects) on audit.entry to huican_app;
grant insert (act, fields, outcome, subjects), select on audit.entry to huican_sealer;

create table audit.horizon (
  is_the_one boolean not null default true,
  transaction xid8 not null,
  constraint horizon_key PRIMARY KEY (is_the_one),
  constraint horizon_is_one CHECK (is_the_one)
);
grant select, update on audit.horizon to huican_sealer;

create table audit.removal (
  number bigint not null,
  from_seq bigint not null,
  to_seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  key_id text not null,
  signature bytea not null,
  transaction xid8 not null default pg_current_xact_id(),
  constraint removal_key PRIMARY KEY (number)
);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.removal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- a_kept: always

create table audit.retention (
  rule text not null,
  acts text[] not null,
  fields text[] not null,
  least_months integer not null,
  keep_months integer not null,
  source_zh text not null,
  source_en text not null,
  constraint retention_key PRIMARY KEY (rule),
  constraint retention_keeps_what_law_asks CHECK (keep_months >= least_months),
  constraint retention_least CHECK (least_months > 0)
);

create table audit.seal (
  seq bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  constraint seal_key PRIMARY KEY (seq),
  constraint seal_hash_length CHECK (length(hash) = 32),
  constraint seal_once_an_entry UNIQUE (entry_id),
  constraint seal_seq_counts CHECK (seq > 0)
);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
-- a_kept: always
grant insert, select on audit.seal to huican_sealer;

create table exchange.import (
  id bigint not null generated always as identity,
  area text not null,
  unit text not null,
  source_id smallint not null,
  file_name text not null,
  content_hash bytea not null,
  as_of date not null,
  heads text[] not null,
  targets text[],
  row_count integer,
  entered_at timestamp with time zone not null default transaction_timestamp(),
  entered_by text not null default registry.actor(),
  constraint import_key PRIMARY KEY (id),
  constraint import_area_form CHECK (area ~ '^\d{2,12}$'::text),
  constraint import_file_name_length CHECK (length(file_name) >= 1 AND length(file_name) <= 200),
  constraint import_has_columns CHECK (cardinality(heads) >= 1 AND cardinality(heads) <= 200),
  constraint import_hash_length CHECK (length(content_hash) = 32),
  constraint import_source_known FOREIGN KEY (source_id) REFERENCES registry.source(id),
  constraint import_targets_of_all CHECK (cardinality(targets) = cardinality(heads)),
  constraint import_unit_length CHECK (length(unit) >= 1 AND length(unit) <= 100)
);
CREATE INDEX import_of_file ON exchange.import USING btree (content_hash);
alter table exchange.import enable row level security;
create policy import_in_scope on exchange.import to huican_app
  using (area ^@ ANY ((( SELECT registry.scope() AS scope))::text[]));
grant insert (area, as_of, content_hash, file_name, heads, source_id, unit), select, update (row_count, targets) on exchange.import to huican_app;

create table exchange.import_row (
  id bigint not null generated always as identity,
  import_id bigint not null,
  number integer not null,
  sealed bytea not null,
  key_version smallint not null,
  kind text,
  reasons jsonb not null default '[]'::jsonb,
  subject_id bigint,
  seen_version integer,
  blind bytea,
  choice text,
  corrected_by text,
  outcome text,
  touched jsonb,
  recorded_at timestamp with time zone,
  constraint import_row_key PRIMARY KEY (id),
  constraint import_row_choice CHECK (choice = ANY (ARRAY['file'::text, 'new'::text, 'skip'::text])),
  constraint import_row_committed_is_recorded CHECK (outcome IS NULL OR outcome = 'failed'::text OR recorded_at IS NOT NULL AND touched IS NOT NULL),
  constraint import_row_import FOREIGN KEY (import_id) REFERENCES exchange.import(id),
  constraint import_row_kind CHECK (kind = ANY (ARRAY['same'::text, 'changed'::text, 'new'::text, 'doubtful'::text, 'refused'::text, 'skipped'::text])),
  constraint import_row_once UNIQUE (import_id, number),
  constraint import_row_outcome CHECK (outcome = ANY (ARRAY['committed'::text, 'failed'::text, 'undone'::text, 'conflict'::text])),
  constraint import_row_reasons CHECK (jsonb_typeof(reasons) = 'array'::text),
  constraint import_row_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX import_row_about ON exchange.import_row USING btree (subject_id) WHERE (subject_id IS NOT NULL);
CREATE INDEX import_row_corrected ON exchange.import_row USING btree (import_id, corrected_by) WHERE (corrected_by IS NOT NULL);
CREATE INDEX import_row_of ON exchange.import_row USING btree (import_id, kind, number);
CREATE INDEX import_row_same_person ON exchange.import_row USING btree (blind, import_id) WHERE (blind IS NOT NULL);
CREATE INDEX import_row_waiting ON exchange.import_row USING btree (import_id, number) WHERE (outcome IS NULL);
CREATE TRIGGER a_rules BEFORE UPDATE ON exchange.import_row FOR EACH ROW EXECUTE FUNCTION exchange.check_row();
alter table exchange.import_row enable row level security;
create policy import_row_in_scope on exchange.import_row to huican_app
  using ((EXISTS ( SELECT
   FROM exchange.import i
  WHERE i.id = import_row.import_id)) AND (subject_id IS NULL OR (EXISTS ( SELECT
   FROM registry.subject s
  WHERE s.id = import_row.subject_id))));
grant insert (import_id, key_version, number, sealed), select, update (blind, choice, corrected_by, key_version, kind, outcome, reasons, recorded_at, sealed, seen_version, subject_id, touched) on exchange.import_row to huican_app;

create table exchange.import_step (
  id bigint not null generated always as identity,
  import_id bigint not null,
  what text not null,
  reason text,
  at timestamp with time zone not null default transaction_timestamp(),
  taken_by text not null default registry.actor(),
  constraint import_step_key PRIMARY KEY (id),
  constraint import_step_import FOREIGN KEY (import_id) REFERENCES exchange.import(id),
  constraint import_step_once UNIQUE (import_id, what),
  constraint import_step_reason_length CHECK (length(reason) >= 1 AND length(reason) <= 500),
  constraint import_step_what CHECK (what = ANY (ARRAY['submitted'::text, 'withdrawn'::text, 'committed'::text, 'undo-asked'::text, 'undone'::text]))
);
CREATE TRIGGER a_rules BEFORE INSERT ON exchange.import_step FOR EACH ROW EXECUTE FUNCTION exchange.check_step();
alter table exchange.import_step enable row level security;
create policy import_step_in_scope on exchange.import_step to huican_app
  using ((EXISTS ( SELECT
   FROM exchange.import i
  WHERE i.id = import_step.import_id)));
grant insert (import_id, reason, what), select on exchange.import_step to huican_app;

create table exchange.known_column (
  area text not null,
  unit text not null,
  head text not null,
  target text not null,
  constraint known_column_key PRIMARY KEY (area, unit, head)
);
alter table exchange.known_column enable row level security;
create policy known_column_in_scope on exchange.known_column to huican_app
  using (area ^@ ANY ((( SELECT registry.scope() AS scope))::text[]));
grant insert, select, update on exchange.known_column to huican_app;

create table public.migration (
  number integer not null,
  name text not null,
  checksum text not null,
  taken_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (number)
);

create table registry.area (
  code text not null,
  name text not null,
  level text not null,
  valid daterange not null,
  successor text,
  constraint area_key PRIMARY KEY (code, valid),
  constraint area_code_form CHECK (code ~ '^\d{6}(\d{3}(\d{3})?)?$'::text),
  constraint area_holds_some_day CHECK (NOT isempty(valid))
);
grant select on registry.area to huican_app;

create table registry.attachment (
  id bigint not null generated always as identity,
  subject_id bigint not null,
  name text not null,
  media_type text not null,
  content bytea not null,
  sha256 bytea not null,
  expires_on date,
  added_at timestamp with time zone not null default transaction_timestamp(),
  added_by text not null default registry.actor(),
  key_version smallint not null,
  constraint attachment_key PRIMARY KEY (id),
  constraint attachment_media_type CHECK (media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])),
  constraint attachment_name_length CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint attachment_of_subject UNIQUE (id, subject_id),
  constraint attachment_once UNIQUE (subject_id, sha256),
  constraint attachment_sha256_length CHECK (length(sha256) = 32),
  constraint attachment_size CHECK (length(content) >= 1 AND length(content) <= 20000000),
  constraint attachment_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX attachment_of ON registry.attachment USING btree (subject_id);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.attachment FOR EACH ROW EXECUTE FUNCTION registry.keep_attachment();
-- a_kept: always
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.attachment FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
alter table registry.attachment enable row level security;
create policy attachment_added_by_area on registry.attachment as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy attachment_closed_by_area on registry.attachment as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy attachment_deleted_by_area on registry.attachment as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy attachment_in_scope on registry.attachment to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = attachment.subject_id)));
grant insert (content, expires_on, key_version, media_type, name, sha256, subject_id), select on registry.attachment to huican_app;

create table registry.change_decision (
  request_id bigint not null,
  outcome text not null,
  reason text,
  recorded_at timestamp with time zone,
  decided_at timestamp with time zone not null default transaction_timestamp(),
  decided_by text not null default registry.actor(),
  constraint change_decision_key PRIMARY KEY (request_id),
  constraint change_approval_is_recorded CHECK ((outcome = 'approved'::text) = (recorded_at IS NOT NULL)),
  constraint change_decision_outcome CHECK (outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text])),
  constraint change_decision_reason_length CHECK (length(reason) <= 500),
  constraint change_decision_request FOREIGN KEY (request_id) REFERENCES registry.change_request(id),
  constraint change_refusal_has_reason CHECK (outcome <> 'refused'::text OR length(reason) > 0)
);
CREATE TRIGGER a_by_another BEFORE INSERT ON registry.change_decision FOR EACH ROW EXECUTE FUNCTION registry.decide_by_another();
CREATE TRIGGER a_kept BEFORE DELETE ON registry.change_decision FOR EACH ROW EXECUTE FUNCTION registry.keep_change();
-- a_kept: always
CREATE TRIGGER z_corrections AFTER INSERT ON registry.change_decision FOR EACH ROW EXECUTE FUNCTION registry.complete_corrections();
alter table registry.change_decision enable row level security;
create policy change_decision_added_by_area on registry.change_decision as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_decision_closed_by_area on registry.change_decision as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_decision_deleted_by_area on registry.change_decision as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_decision_in_scope on registry.change_decision to huican_app
  using ((EXISTS ( SELECT
   FROM registry.change_request
  WHERE change_request.id = change_decision.request_id)));
grant insert (outcome, reason, recorded_at, request_id), select on registry.change_decision to huican_app;

create table registry.change_request (
  id bigint not null generated always as identity,
  subject_id bigint not null,
  touches text[] not null,
  sealed bytea not null,
  key_version smallint not null,
  reason text not null,
  seen_at timestamp with time zone not null,
  undoes bigint,
  asked_at timestamp with time zone not null default transaction_timestamp(),
  asked_by text not null default registry.actor(),
  constraint change_request_key PRIMARY KEY (id),
  constraint change_request_reason_length CHECK (length(reason) >= 1 AND length(reason) <= 500),
  constraint change_request_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id),
  constraint change_request_touches_something CHECK (cardinality(touches) >= 1 AND cardinality(touches) <= 50),
  constraint change_request_undoes FOREIGN KEY (undoes) REFERENCES registry.change_request(id)
);
CREATE INDEX change_request_of ON registry.change_request USING btree (subject_id, id);
CREATE TRIGGER a_kept BEFORE DELETE ON registry.change_request FOR EACH ROW EXECUTE FUNCTION registry.keep_change();
-- a_kept: always
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.change_request FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
alter table registry.change_request enable row level security;
create policy change_request_added_by_area on registry.change_request as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_request_closed_by_area on registry.change_request as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_request_deleted_by_area on registry.change_request as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy change_request_in_scope on registry.change_request to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = change_request.subject_id)));
grant insert (key_version, reason, sealed, seen_at, subject_id, touches, undoes), select on registry.change_request to huican_app;

create table registry.data_request (
  id bigint not null generated always as identity,
  subject_id bigint not null,
  kind text not null,
  asker text not null,
  channel text not null,
  received_on date not null,
  due_on date not null,
  entered_at timestamp with time zone not null default transaction_timestamp(),
  entered_by text not null default registry.actor(),
  constraint data_request_key PRIMARY KEY (id),
  constraint data_request_asker CHECK (asker = ANY (ARRAY['person'::text, 'guardian'::text, 'representative'::text, 'near-relative'::text, 'office'::text])),
  constraint data_request_channel CHECK (channel = ANY (ARRAY['counter'::text, 'letter'::text, 'telephone'::text, 'online'::text])),
  constraint data_request_kind FOREIGN KEY (kind) REFERENCES registry.request_term(kind),
  constraint data_request_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id),
  constraint request_asker_fits_kind CHECK (
CASE kind
    WHEN 'resumption'::text THEN asker <> 'near-relative'::text
    ELSE asker <> 'office'::text
END)
);
CREATE INDEX data_request_of ON registry.data_request USING btree (subject_id, id);
CREATE TRIGGER a_dated BEFORE INSERT ON registry.data_request FOR EACH ROW EXECUTE FUNCTION registry.date_request();
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.data_request FOR EACH ROW EXECUTE FUNCTION registry.keep_requests();
-- a_kept: always
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.data_request FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
alter table registry.data_request enable row level security;
create policy data_request_answered_for on registry.data_request to huican_app
  using (registry.answers_for(subject_id));
grant insert (asker, channel, kind, received_on, subject_id), select on registry.data_request to huican_app;

create table registry.data_request_step (
  id bigint not null generated always as identity,
  request_id bigint not null,
  what text not null,
  outcome text,
  ground text,
  change_id bigint,
  how text,
  erase_from date,
  at timestamp with time zone not null default transaction_timestamp(),
  taken_by text not null default registry.actor(),
  constraint data_request_step_key PRIMARY KEY (id),
  constraint data_request_step_how CHECK (how = ANY (ARRAY['given'::text, 'corrected'::text, 'explained'::text, 'restricted'::text, 'erased'::text, 'resumed'::text])),
  constraint data_request_step_outcome CHECK (outcome = ANY (ARRAY['granted'::text, 'granted-in-part'::text, 'refused'::text])),
  constraint data_request_step_request FOREIGN KEY (request_id) REFERENCES registry.data_request(id),
  constraint data_request_step_what CHECK (what = ANY (ARRAY['decided'::text, 'change-named'::text, 'carried-out'::text, 'withdrawn'::text, 'lifted'::text])),
  constraint request_change_is_named CHECK ((what = 'change-named'::text) = (change_id IS NOT NULL)),
  constraint request_completion_says_how CHECK ((what = 'carried-out'::text) = (how IS NOT NULL)),
  constraint request_decision_has_outcome CHECK ((what = 'decided'::text) = (outcome IS NOT NULL)),
  constraint request_refusal_has_ground CHECK (outcome IS NULL OR outcome = 'granted'::text OR ground IS NOT NULL),
  constraint request_restriction_has_end CHECK ((how IS NOT NULL AND how = 'restricted'::text) = (erase_from IS NOT NULL))
);
CREATE INDEX data_request_step_change ON registry.data_request_step USING btree (change_id) WHERE (change_id IS NOT NULL);
CREATE UNIQUE INDEX request_is_decided_once ON registry.data_request_step USING btree (request_id) WHERE (what = 'decided'::text);
CREATE UNIQUE INDEX request_is_done_once ON registry.data_request_step USING btree (request_id, how) WHERE (what = 'carried-out'::text);
CREATE UNIQUE INDEX request_is_lifted_once ON registry.data_request_step USING btree (request_id) WHERE (what = 'lifted'::text);
CREATE UNIQUE INDEX request_is_withdrawn_once ON registry.data_request_step USING btree (request_id) WHERE (what = 'withdrawn'::text);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.data_request_step FOR EACH ROW EXECUTE FUNCTION registry.keep_requests();
-- a_kept: always
CREATE TRIGGER a_rules BEFORE INSERT ON registry.data_request_step FOR EACH ROW EXECUTE FUNCTION registry.check_request_step();
alter table registry.data_request_step enable row level security;
create policy data_request_step_answered_for on registry.data_request_step to huican_app
  using ((EXISTS ( SELECT
   FROM registry.data_request
  WHERE data_request.id = data_request_step.request_id)));
grant insert (change_id, ground, how, outcome, request_id, what), select on registry.data_request_step to huican_app;

create table registry.duplicate (
  first_id bigint not null,
  second_id bigint not null,
  reasons text[] not null,
  score smallint not null,
  harm smallint not null,
  received text[] not null,
  constraint duplicate_key PRIMARY KEY (first_id, second_id),
  constraint duplicate_first FOREIGN KEY (first_id) REFERENCES registry.subject(id),
  constraint duplicate_harm CHECK (harm >= 1 AND harm <= 5),
  constraint duplicate_in_order CHECK (first_id < second_id),
  constraint duplicate_second FOREIGN KEY (second_id) REFERENCES registry.subject(id)
);
CREATE INDEX duplicate_by_harm ON registry.duplicate USING btree (harm, score DESC, first_id, second_id);
CREATE INDEX duplicate_of_second ON registry.duplicate USING btree (second_id);
alter table registry.duplicate enable row level security;
create policy duplicate_in_scope on registry.duplicate to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = duplicate.first_id)) AND (EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = duplicate.second_id)));
grant select on registry.duplicate to huican_app;

create table registry.duplicate_search (
  on_day date not null,
  found_at timestamp with time zone not null default clock_timestamp(),
  constraint duplicate_search_key PRIMARY KEY (on_day)
);
grant select on registry.duplicate_search to huican_app;

create table registry.duplicate_word (
  id bigint not null generated always as identity,
  first_id bigint not null,
  second_id bigint not null,
  are_two boolean not null,
  reason text not null,
  said_at timestamp with time zone not null default transaction_timestamp(),
  said_by text not null default registry.actor(),
  constraint duplicate_word_key PRIMARY KEY (id),
  constraint duplicate_word_first FOREIGN KEY (first_id) REFERENCES registry.subject(id),
  constraint duplicate_word_in_order CHECK (first_id < second_id),
  constraint duplicate_word_reason_length CHECK (length(reason) >= 1 AND length(reason) <= 500),
  constraint duplicate_word_second FOREIGN KEY (second_id) REFERENCES registry.subject(id)
);
CREATE INDEX duplicate_word_of ON registry.duplicate_word USING btree (first_id, second_id, id DESC);
CREATE INDEX duplicate_word_of_second ON registry.duplicate_word USING btree (second_id);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.duplicate_word FOR EACH ROW EXECUTE FUNCTION registry.keep_merge();
-- a_kept: always
alter table registry.duplicate_word enable row level security;
create policy duplicate_word_in_scope on registry.duplicate_word to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = duplicate_word.first_id)) AND (EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = duplicate_word.second_id)));
grant insert (are_two, first_id, reason, second_id), select on registry.duplicate_word to huican_app;

create table registry.erasure (
  subject_id bigint not null,
  request_id bigint not null,
  again boolean not null,
  erased_at timestamp with time zone not null,
  erased_by text not null default registry.actor(),
  transaction xid8 not null default pg_current_xact_id(),
  constraint erasure_key PRIMARY KEY (subject_id),
  constraint erasure_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE TRIGGER a_granted BEFORE INSERT ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.check_erasure();
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.erasure FOR EACH ROW EXECUTE FUNCTION registry.keep_requests();
-- a_kept: always
CREATE TRIGGER z_import_rows AFTER INSERT ON registry.erasure FOR EACH ROW EXECUTE FUNCTION exchange.forget_file();

create table registry.file_merge (
  request_id bigint not null,
  survivor_id bigint not null,
  other_id bigint not null,
  recorded tstzrange not null,
  constraint file_merge_key PRIMARY KEY (request_id),
  constraint file_merge_other FOREIGN KEY (other_id) REFERENCES registry.subject(id),
  constraint file_merge_request FOREIGN KEY (request_id) REFERENCES registry.merge_request(id),
  constraint file_merge_survivor FOREIGN KEY (survivor_id) REFERENCES registry.subject(id)
);
CREATE UNIQUE INDEX file_is_merged_once ON registry.file_merge USING btree (other_id) WHERE upper_inf(recorded);
CREATE INDEX file_merge_of ON registry.file_merge USING btree (survivor_id);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.file_merge FOR EACH ROW EXECUTE FUNCTION registry.keep_merge();
-- a_kept: always
alter table registry.file_merge enable row level security;
create policy file_merge_in_scope on registry.file_merge to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = file_merge.survivor_id)) AND (EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = file_merge.other_id)));
grant select on registry.file_merge to huican_app;

create table registry.installation (
  is_the_one boolean not null default true,
  kind text not null,
  keys_mark bytea not null,
  made_at timestamp with time zone not null default transaction_timestamp(),
  constraint installation_key PRIMARY KEY (is_the_one),
  constraint installation_is_one CHECK (is_the_one),
  constraint installation_kind CHECK (kind = ANY (ARRAY['demo'::text, 'real'::text]))
);

create table registry.list_view (
  id bigint not null generated always as identity,
  area text not null,
  name text not null,
  filters jsonb not null,
  columns text[] not null,
  sorting jsonb not null,
  changed_at timestamp with time zone not null default transaction_timestamp(),
  shared_by text not null default registry.actor(),
  constraint list_view_key PRIMARY KEY (id),
  constraint list_view_area_form CHECK (area ~ '^\d{2,12}$'::text),
  constraint list_view_has_filters CHECK (jsonb_typeof(filters) = 'array'::text AND jsonb_array_length(filters) >= 1 AND jsonb_array_length(filters) <= 20),
  constraint list_view_name_is_new UNIQUE (shared_by, name),
  constraint list_view_name_length CHECK (length(name) >= 1 AND length(name) <= 30)
);
CREATE INDEX list_view_of_area ON registry.list_view USING btree (area);
alter table registry.list_view enable row level security;
create policy list_view_changed on registry.list_view for update to huican_app
  using (shared_by = registry.actor());
create policy list_view_left_removed on registry.list_view for delete to huican_app
  using ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) AND registry.keeps_house(area) AND registry.has_left(shared_by, area));
create policy list_view_left_seen on registry.list_view for select to huican_app
  using ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) AND registry.keeps_house(area) AND registry.has_left(shared_by, area));
create policy list_view_seen on registry.list_view for select to huican_app
  using (shared_by = registry.actor() OR (EXISTS ( SELECT
   FROM unnest(registry.scope()) own(own)
  WHERE own.own ^@ list_view.area)));
create policy list_view_shared on registry.list_view for insert to huican_app
  with check (shared_by = registry.actor() AND (area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])));
create policy list_view_withdrawn on registry.list_view for delete to huican_app
  using (shared_by = registry.actor());
grant delete, insert (area, columns, filters, name, sorting), select, update (changed_at, columns, filters, name, sorting) on registry.list_view to huican_app;

create table registry.merge_decision (
  request_id bigint not null,
  outcome text not null,
  reason text,
  recorded_at timestamp with time zone,
  decided_at timestamp with time zone not null default transaction_timestamp(),
  decided_by text not null default registry.actor(),
  constraint merge_decision_key PRIMARY KEY (request_id),
  constraint merge_approval_is_recorded CHECK ((outcome = 'approved'::text) = (recorded_at IS NOT NULL)),
  constraint merge_decision_outcome CHECK (outcome = ANY (ARRAY['approved'::text, 'refused'::text, 'withdrawn'::text])),
  constraint merge_decision_reason_length CHECK (length(reason) <= 500),
  constraint merge_decision_request FOREIGN KEY (request_id) REFERENCES registry.merge_request(id),
  constraint merge_refusal_has_reason CHECK (outcome <> 'refused'::text OR length(reason) > 0)
);
CREATE TRIGGER a_by_another BEFORE INSERT ON registry.merge_decision FOR EACH ROW EXECUTE FUNCTION registry.check_merge_decision();
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.merge_decision FOR EACH ROW EXECUTE FUNCTION registry.keep_merge();
-- a_kept: always
CREATE TRIGGER z_carried_out AFTER INSERT ON registry.merge_decision FOR EACH ROW EXECUTE FUNCTION registry.carry_out_merge();
alter table registry.merge_decision enable row level security;
create policy merge_decision_in_scope on registry.merge_decision to huican_app
  using ((EXISTS ( SELECT
   FROM registry.merge_request
  WHERE merge_request.id = merge_decision.request_id)));
grant insert (outcome, reason, recorded_at, request_id), select on registry.merge_decision to huican_app;

create table registry.merge_request (
  id bigint not null generated always as identity,
  survivor_id bigint not null,
  other_id bigint not null,
  undoes bigint,
  takes text[] not null,
  reason text not null,
  survivor_seen_at timestamp with time zone not null,
  other_seen_at timestamp with time zone not null,
  asked_at timestamp with time zone not null default transaction_timestamp(),
  asked_by text not null default registry.actor(),
  constraint merge_request_key PRIMARY KEY (id),
  constraint merge_is_of_two CHECK (survivor_id <> other_id),
  constraint merge_request_other FOREIGN KEY (other_id) REFERENCES registry.subject(id),
  constraint merge_request_reason_length CHECK (length(reason) >= 1 AND length(reason) <= 500),
  constraint merge_request_survivor FOREIGN KEY (survivor_id) REFERENCES registry.subject(id),
  constraint merge_request_undoes FOREIGN KEY (undoes) REFERENCES registry.merge_request(id)
);
CREATE INDEX merge_request_of_other ON registry.merge_request USING btree (other_id);
CREATE INDEX merge_request_of_survivor ON registry.merge_request USING btree (survivor_id);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.merge_request FOR EACH ROW EXECUTE FUNCTION registry.keep_merge();
-- a_kept: always
CREATE TRIGGER a_rules BEFORE INSERT ON registry.merge_request FOR EACH ROW EXECUTE FUNCTION registry.check_merge_request();
alter table registry.merge_request enable row level security;
create policy merge_request_in_scope on registry.merge_request to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = merge_request.survivor_id)) AND (EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = merge_request.other_id)));
grant insert (other_id, other_seen_at, reason, survivor_id, survivor_seen_at, takes, undoes), select on registry.merge_request to huican_app;

create table registry.name_entry (
  subject_id bigint not null,
  name text not null,
  plain text collate "C" not null,
  pinyin text collate "C" not null,
  grams text[] not null,
  constraint name_entry_key PRIMARY KEY (subject_id),
  constraint name_entry_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX name_entry_grams ON registry.name_entry USING gin (grams);
CREATE INDEX name_entry_plain ON registry.name_entry USING btree (plain);
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.name_entry FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
alter table registry.name_entry enable row level security;
create policy name_entry_added_by_area on registry.name_entry as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_entry_closed_by_area on registry.name_entry as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_entry_deleted_by_area on registry.name_entry as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_entry_in_scope on registry.name_entry to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = name_entry.subject_id)));
grant delete, insert, select, update on registry.name_entry to huican_app;

create table registry.name_sound (
  subject_id bigint not null,
  sound text collate "C" not null,
  constraint name_sound_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX name_sound_beginning ON registry.name_sound USING btree (sound, subject_id);
CREATE INDEX name_sound_of ON registry.name_sound USING btree (subject_id);
alter table registry.name_sound enable row level security;
create policy name_sound_added_by_area on registry.name_sound as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_sound_closed_by_area on registry.name_sound as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_sound_deleted_by_area on registry.name_sound as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy name_sound_in_scope on registry.name_sound to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = name_sound.subject_id)));
grant delete, insert, select, update on registry.name_sound to huican_app;

create table registry.number_within (
  value_id bigint not null,
  blind bytea,
  constraint number_within_key PRIMARY KEY (value_id),
  constraint number_within_value FOREIGN KEY (value_id) REFERENCES registry.sealed_value(id) ON DELETE CASCADE
);
CREATE INDEX number_within_blind ON registry.number_within USING btree (blind) WHERE (blind IS NOT NULL);
alter table registry.number_within enable row level security;

create table registry.record (
  id bigint not null generated by default as identity,
  subject_id bigint not null,
  kind_id smallint not null,
  source_id smallint not null,
  rank smallint not null,
  valid daterange not null,
  recorded tstzrange not null,
  body jsonb not null,
  evidence_id bigint,
  recorded_by text not null default registry.actor(),
  reason text,
  constraint record_key PRIMARY KEY (id),
  constraint record_evidence FOREIGN KEY (evidence_id, subject_id) REFERENCES registry.attachment(id, subject_id),
  constraint record_holds_some_day CHECK (NOT isempty(valid)),
  constraint record_kind_known FOREIGN KEY (kind_id) REFERENCES registry.record_kind(id),
  constraint record_reason_length CHECK (length(reason) <= 500),
  constraint record_says_something CHECK (jsonb_typeof(body) = 'object'::text AND body <> '{}'::jsonb),
  constraint record_source_known FOREIGN KEY (source_id) REFERENCES registry.source(id),
  constraint record_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX record_of ON registry.record USING btree (subject_id, kind_id, source_id);
CREATE INDEX record_of_kind ON registry.record USING btree (kind_id, subject_id, rank, lower(recorded) DESC, id DESC) WHERE upper_inf(recorded);
CREATE TRIGGER a_closed BEFORE DELETE OR UPDATE ON registry.record FOR EACH ROW EXECUTE FUNCTION registry.close_only();
-- a_closed: always
CREATE TRIGGER a_now BEFORE INSERT ON registry.record FOR EACH ROW EXECUTE FUNCTION registry.record_now();
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.record FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
CREATE TRIGGER z_added AFTER INSERT ON registry.record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_records();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_records();
alter table registry.record enable row level security;
create policy record_added_by_area on registry.record as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy record_closed_by_area on registry.record as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy record_deleted_by_area on registry.record as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy record_in_scope on registry.record to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = record.subject_id)));
create policy record_of_household on registry.record for select to huican_app
  using ((EXISTS ( SELECT
   FROM registry.relation member
  WHERE member.other_id = record.subject_id AND member.kind = 'household'::text AND member.valid && record.valid AND member.recorded && record.recorded)));
grant insert (body, evidence_id, kind_id, rank, reason, recorded, source_id, subject_id, valid), select, update (recorded) on registry.record to huican_app;

create table registry.record_kind (
  id smallint not null generated always as identity,
  key text not null,
  subject_kind text not null,
  is_continuous boolean not null,
  constraint record_kind_key PRIMARY KEY (id),
  constraint record_kind_key_once UNIQUE (key)
);
grant select on registry.record_kind to huican_app;

create table registry.relation (
  id bigint not null generated by default as identity,
  subject_id bigint not null,
  kind text not null,
  other_id bigint not null,
  role text,
  source_id smallint not null,
  valid daterange not null,
  recorded tstzrange not null,
  recorded_by text not null default registry.actor(),
  reason text,
  constraint relation_key PRIMARY KEY (id),
  constraint relation_holds_some_day CHECK (NOT isempty(valid)),
  constraint relation_is_to_another CHECK (subject_id <> other_id),
  constraint relation_kind CHECK (kind = ANY (ARRAY['household'::text, 'spouse'::text, 'parent'::text, 'guardian'::text, 'representative'::text])),
  constraint relation_other FOREIGN KEY (other_id) REFERENCES registry.subject(id),
  constraint relation_reason_length CHECK (length(reason) <= 500),
  constraint relation_source_known FOREIGN KEY (source_id) REFERENCES registry.source(id),
  constraint relation_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX relation_of ON registry.relation USING btree (subject_id, kind);
CREATE INDEX relation_to ON registry.relation USING btree (other_id, kind);
CREATE TRIGGER a_closed BEFORE DELETE OR UPDATE ON registry.relation FOR EACH ROW EXECUTE FUNCTION registry.close_only();
-- a_closed: always
CREATE TRIGGER a_now BEFORE INSERT ON registry.relation FOR EACH ROW EXECUTE FUNCTION registry.record_now();
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.relation FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
CREATE TRIGGER z_added AFTER INSERT ON registry.relation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_relations();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.relation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_relations();
alter table registry.relation enable row level security;
create policy relation_added_by_area on registry.relation as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy relation_closed_by_area on registry.relation as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy relation_deleted_by_area on registry.relation as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy relation_in_scope on registry.relation to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = relation.subject_id)));
create policy relation_to_kept on registry.relation as restrictive for select to huican_app
  using (other_id <> ALL ((( SELECT registry.restricted_files() AS restricted_files))::bigint[]));
grant insert (kind, other_id, reason, recorded, role, source_id, subject_id, valid), select, update (recorded) on registry.relation to huican_app;

create table registry.request_term (
  kind text not null,
  days integer not null,
  most_days integer not null,
  source_zh text not null,
  source_en text not null,
  constraint request_term_key PRIMARY KEY (kind),
  constraint request_term_kind CHECK (kind = ANY (ARRAY['copy'::text, 'correction'::text, 'deletion'::text, 'explanation'::text, 'resumption'::text])),
  constraint request_term_within_standard CHECK (days >= 1 AND days <= most_days)
);
grant select on registry.request_term to huican_app;

create table registry.request_words (
  id bigint not null generated always as identity,
  request_id bigint not null,
  step_id bigint,
  subject_id bigint not null,
  sealed bytea not null,
  key_version smallint not null,
  constraint request_words_key PRIMARY KEY (id),
  constraint request_words_request FOREIGN KEY (request_id) REFERENCES registry.data_request(id),
  constraint request_words_step FOREIGN KEY (step_id) REFERENCES registry.data_request_step(id),
  constraint request_words_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX request_words_of ON registry.request_words USING btree (request_id);
CREATE INDEX request_words_subject ON registry.request_words USING btree (subject_id);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE ON registry.request_words FOR EACH ROW EXECUTE FUNCTION registry.keep_requests();
-- a_kept: always
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.request_words FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
alter table registry.request_words enable row level security;
create policy request_words_answered_for on registry.request_words to huican_app
  using ((EXISTS ( SELECT
   FROM registry.data_request
  WHERE data_request.id = request_words.request_id AND data_request.subject_id = request_words.subject_id)));
grant insert (key_version, request_id, sealed, step_id, subject_id), select on registry.request_words to huican_app;

create table registry.restriction (
  subject_id bigint not null,
  request_id bigint not null,
  since date not null,
  erase_from date not null,
  constraint restriction_key PRIMARY KEY (subject_id),
  constraint restriction_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);

create table registry.retention (
  rule text not null,
  covers text[] not null,
  least_months integer not null,
  keep_months integer not null,
  source_zh text not null,
  source_en text not null,
  constraint retention_key PRIMARY KEY (rule),
  constraint retention_covers_something CHECK (cardinality(covers) > 0),
  constraint retention_keeps_what_law_asks CHECK (keep_months >= least_months),
  constraint retention_least CHECK (least_months >= 0)
);
grant select on registry.retention to huican_app;

create table registry.sealed_value (
  id bigint not null generated by default as identity,
  subject_id bigint not null,
  kind text not null,
  source_id smallint not null,
  valid daterange not null,
  recorded tstzrange not null,
  sealed bytea not null,
  key_version smallint not null,
  blind bytea,
  tail bytea,
  recorded_by text not null default registry.actor(),
  reason text,
  constraint sealed_value_key PRIMARY KEY (id),
  constraint sealed_value_holds_some_day CHECK (NOT isempty(valid)),
  constraint sealed_value_kind CHECK (kind = ANY (ARRAY['identity-number'::text, 'certificate-number'::text, 'phone'::text, 'bank-account'::text, 'address'::text])),
  constraint sealed_value_reason_length CHECK (length(reason) <= 500),
  constraint sealed_value_source_known FOREIGN KEY (source_id) REFERENCES registry.source(id),
  constraint sealed_value_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX sealed_value_blind ON registry.sealed_value USING btree (blind) WHERE (blind IS NOT NULL);
CREATE INDEX sealed_value_of ON registry.sealed_value USING btree (subject_id, kind, source_id);
CREATE INDEX sealed_value_tail ON registry.sealed_value USING btree (tail) WHERE (tail IS NOT NULL);
CREATE TRIGGER a_closed BEFORE DELETE OR UPDATE ON registry.sealed_value FOR EACH ROW EXECUTE FUNCTION registry.close_only();
-- a_closed: always
CREATE TRIGGER a_now BEFORE INSERT ON registry.sealed_value FOR EACH ROW EXECUTE FUNCTION registry.record_now();
CREATE TRIGGER a_set_aside BEFORE INSERT ON registry.sealed_value FOR EACH ROW EXECUTE FUNCTION registry.refuse_set_aside();
CREATE TRIGGER z_added AFTER INSERT ON registry.sealed_value REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_sealed_values();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.sealed_value REFERENCING OLD TABLE AS before NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_closed_values();
alter table registry.sealed_value enable row level security;
create policy sealed_value_added_by_area on registry.sealed_value as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy sealed_value_closed_by_area on registry.sealed_value as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy sealed_value_deleted_by_area on registry.sealed_value as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy sealed_value_in_scope on registry.sealed_value to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = sealed_value.subject_id)));
grant insert (blind, key_version, kind, reason, recorded, sealed, source_id, subject_id, tail, valid), select, update (recorded) on registry.sealed_value to huican_app;

create table registry.snapshot (
  as_of date not null,
  subject_id bigint not null,
  area text not null,
  other_area text,
  sort_name text collate "C" not null,
  constraint snapshot_key PRIMARY KEY (as_of, subject_id)
);
alter table registry.snapshot enable row level security;
create policy snapshot_in_scope on registry.snapshot for select to huican_app
  using (((area COLLATE "C") ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR ((other_area COLLATE "C") ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (subject_id = ANY ((( SELECT registry.own_files() AS own_files))::bigint[])));
grant select on registry.snapshot to huican_app;

create table registry.snapshot_missed (
  as_of date not null,
  subject_id bigint not null,
  constraint snapshot_missed_key PRIMARY KEY (as_of, subject_id)
);
alter table registry.snapshot_missed enable row level security;

create table registry.snapshot_state (
  as_of date not null,
  known_at timestamp with time zone,
  filled_at timestamp with time zone not null,
  constraint snapshot_state_key PRIMARY KEY (as_of)
);
grant select on registry.snapshot_state to huican_app;

create table registry.source (
  id smallint not null,
  key text not null,
  constraint source_key PRIMARY KEY (id),
  constraint source_key_once UNIQUE (key)
);
grant select on registry.source to huican_app;

create table registry.subject (
  id bigint not null generated by default as identity,
  kind text not null,
  area text not null,
  other_area text,
  version integer not null default 0,
  created_at timestamp with time zone not null default transaction_timestamp(),
  created_by text not null default registry.actor(),
  merged_into bigint,
  state text not null default 'kept'::text,
  constraint subject_key PRIMARY KEY (id),
  constraint subject_kind_known CHECK (kind = ANY (ARRAY['person'::text, 'household'::text, 'organisation'::text])),
  constraint subject_merged_into FOREIGN KEY (merged_into) REFERENCES registry.subject(id),
  constraint subject_state CHECK (state = ANY (ARRAY['kept'::text, 'restricted'::text, 'erased'::text]))
);
CREATE INDEX subject_area ON registry.subject USING btree (area, id);
CREATE INDEX subject_set_aside ON registry.subject USING btree (state) WHERE (state <> 'kept'::text);
CREATE TRIGGER a_kept BEFORE DELETE OR UPDATE OF state ON registry.subject FOR EACH ROW EXECUTE FUNCTION registry.keep_subject();
-- a_kept: always
alter table registry.subject enable row level security;
create policy subject_added_by_area on registry.subject as restrictive for insert to huican_app
  with check (( SELECT registry.comes_by_area() AS comes_by_area));
create policy subject_closed_by_area on registry.subject as restrictive for update to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy subject_deleted_by_area on registry.subject as restrictive for delete to huican_app
  using (( SELECT registry.comes_by_area() AS comes_by_area));
create policy subject_in_scope on registry.subject to huican_app
  using ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (other_area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])))
  with check ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (other_area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])));
create policy subject_is_kept on registry.subject as restrictive to huican_app
  using (state = 'kept'::text)
  with check (state = 'kept'::text);
create policy subject_of_own on registry.subject for select to huican_app
  using (id = ANY ((( SELECT registry.own_files() AS own_files))::bigint[]));
grant insert (area, kind, other_area), select on registry.subject to huican_app;

CREATE OR REPLACE FUNCTION access.check_account_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.is_locked <> old.is_locked and current_user = 'huican_app'
    and not (registry.actor() = 'operator' or access.holds('security-administrator') and new.id <> registry.actor()) then
    raise exception using errcode = '42501', message = 'only the security administrator locks and unlocks others';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION access.check_delegation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
declare
  own appointment;
begin
  -- One without an end is refused by its constraint.
  if new.drawn_from is null or new.until_day is null then return new; end if;
  select * into own from appointment where id = new.drawn_from for share;
  if own.drawn_from is not null or own.account_id = new.account_id or own.role <> new.role
    or (own.section is not null and new.section is distinct from own.section)
    or coalesce(new.area, '') not like coalesce(own.area, '') || '%'
    or isempty(own.in_force) or not own.in_force @> daterange(new.from_day, new.until_day, '[]') then
    raise exception using errcode = '23514', constraint = 'delegation_within_own_duty', message = 'a delegation exceeds what the delegator holds';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION access.end_appointment()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - '{stamp,in_force,area_length}'::text[]) is not distinct from (to_jsonb(old) - '{stamp,in_force,area_length}'::text[]) then return new; end if;
  if tg_op = 'DELETE' or old.ended_on is not null or new.ended_on is null
    or (to_jsonb(new) - '{ended_on,ended_at,ended_by,in_force,area_length,stamp}'::text[])
      is distinct from (to_jsonb(old) - '{ended_on,ended_at,ended_by,in_force,area_length,stamp}'::text[]) then
    raise exception using errcode = '23514', constraint = 'appointments_only_end', message = 'an appointment only ends, once';
  end if;
  new.ended_at := transaction_timestamp();
  new.ended_by := registry.actor();
  update appointment set ended_on = greatest(new.ended_on, from_day) where drawn_from = new.id and ended_on is null and in_force && daterange(new.ended_on, null);
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION access.end_sessions(account text, at timestamp with time zone)
 RETURNS SETOF text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
begin
  if not (account = registry.actor() or is_job() or holds('security-administrator')) then
    raise exception using errcode = '42501', message = 'only the security administrator ends sessions of others';
  end if;
  return query update session set ended_at = at, stamp = null where account_id = account and ended_at is null returning id;
end
$function$;

CREATE OR REPLACE FUNCTION access.forget_accounts(files bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
declare
  forgotten text[] := array(select id from account where subject_id = any (files));
  name text;
begin
  foreach name in array array['password', 'authenticator', 'recovery_code', 'passkey', 'setup_code', 'identity_link', 'session', 'account_event'] loop
    execute format('delete from access.%I where account_id = any ($1)', name) using forgotten;
  end loop;
  update account set sign_in_name = id, display_name = '已删除', is_locked = true, has_second_factor = false, stamp = null where id = any (forgotten);
end
$function$;
revoke execute on function access.forget_accounts(bigint[]) from public;

CREATE OR REPLACE FUNCTION access.forgotten_accounts()
 RETURNS TABLE(id text, subject_id bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select a.id, a.subject_id from account a where registry.is_erasing(a.subject_id)
$function$;
revoke execute on function access.forgotten_accounts() from public;
grant execute on function access.forgotten_accounts() to huican_app;

CREATE OR REPLACE FUNCTION access.holds(wanted text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select exists (select from appointment where account_id = registry.actor() and role = wanted and in_force @> today())
$function$;

CREATE OR REPLACE FUNCTION access.is_administrator()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select access.holds('system-administrator') or access.holds('security-administrator') or access.holds('audit-administrator')
$function$;

CREATE OR REPLACE FUNCTION access.is_deputy(account text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select exists (select from appointment p join appointment own on own.id = p.drawn_from where p.account_id = account and own.account_id = registry.actor())
$function$;

CREATE OR REPLACE FUNCTION access.is_job()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$ select registry.actor() in ('sign-in', 'operator') $function$;

CREATE OR REPLACE FUNCTION access.is_own_appointment(wanted bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select exists (select from appointment where id = wanted and account_id = registry.actor())
$function$;

CREATE OR REPLACE FUNCTION access.own_file(file bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select coalesce(merged_into, id) from subject where id = file
$function$;

CREATE OR REPLACE FUNCTION access.represented_files(file bigint, day date)
 RETURNS bigint[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct subject_id), '{}') from relation
  where other_id = file and kind in ('guardian', 'representative') and valid @> day and upper_inf(recorded)
    and exists (select from subject s where s.id = file and s.state = 'kept')
$function$;

CREATE OR REPLACE FUNCTION access.review_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
begin
  if exists (select from emergency where id = new.emergency_id and account_id = new.reviewed_by) then
    raise exception using errcode = '23514', constraint = 'emergency_is_reviewed_by_another', message = 'emergency access is reviewed by another person';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION access.stamp_forgotten(account_id text, its_stamp bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  update account set stamp = its_stamp where id = account_id and registry.is_erasing(subject_id)
$function$;
revoke execute on function access.stamp_forgotten(text,bytea) from public;
grant execute on function access.stamp_forgotten(text,bytea) to huican_app;

CREATE OR REPLACE FUNCTION access.today()
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$ select (now() at time zone 'Asia/Shanghai')::date $function$;

CREATE OR REPLACE FUNCTION access.void_proofs(account text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
begin
  if not (is_job() or holds('security-administrator') and account <> registry.actor()) then
    raise exception using errcode = '42501', message = 'only the security administrator voids proofs of others';
  end if;
  delete from password where account_id = account;
  delete from authenticator where account_id = account;
  delete from recovery_code where account_id = account;
  delete from passkey where account_id = account;
  delete from setup_code where account_id = account;
end
$function$;

CREATE OR REPLACE FUNCTION audit.accesses_of(person bigint, first_day date, last_day date)
 RETURNS TABLE(day date, actor text, role text, area text, act text, basis text, reference text, reason text, outcome text, fields text[], times bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
AS $function$
begin
  if not (person = any (coalesce(nullif(current_setting('huican.files', true), '')::bigint[], '{}')) or '' = any (registry.scope())) then
    raise exception using errcode = '42501', constraint = 'accesses_are_ones_own', message = 'only the person sees who saw their file';
  end if;
  return query
    select (e.at at time zone 'Asia/Shanghai')::date, e.actor, e.occasion ->> 'role', e.occasion ->> 'area', e.act, e.occasion ->> 'basis', e.occasion ->> 'reference', e.occasion ->> 'reason', e.outcome,
      coalesce(array_agg(distinct f) filter (where f is not null), '{}'), count(distinct e.id)
    from entry e left join lateral unnest(e.fields) f on true
    where e.subjects @> array[person] and e.at >= first_day::timestamp at time zone 'Asia/Shanghai' and e.at < (last_day + 1)::timestamp at time zone 'Asia/Shanghai'
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    order by 1 desc, max(e.id) desc;
end
$function$;
revoke execute on function audit.accesses_of(bigint,date,date) from public;
grant execute on function audit.accesses_of(bigint,date,date) to huican_app;

CREATE OR REPLACE FUNCTION audit.find(by_actor text, about bigint, on_day date, before bigint, most integer)
 RETURNS TABLE(id bigint, at timestamp with time zone, actor text, act text, subjects bigint[], fields text[], occasion jsonb, outcome text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  areas text[] := registry.scope();
  everywhere boolean := '' = any (registry.scope());
begin
  return query
    select e.id, e.at, e.actor, e.act, case when everywhere then e.subjects else seen.ids end, e.fields, e.occasion, e.outcome
    from entry e
    left join lateral (
      select array_agg(s.id order by s.id) as ids from registry.subject s
      where not everywhere and s.id = any (e.subjects) and (s.area ^@ any (areas) or s.other_area ^@ any (areas))
    ) seen on true
    where (everywhere or seen.ids is not null)
      and (by_actor is null or e.actor = by_actor)
      and (about is null or e.subjects @> array[about] and (everywhere or about = any (seen.ids)))
      and (on_day is null or e.at >= on_day::timestamp at time zone 'Asia/Shanghai' and e.at < (on_day + 1)::timestamp at time zone 'Asia/Shanghai')
      and (before is null or e.id < before)
    order by e.id desc limit most;
end
$function$;
revoke execute on function audit.find(text,bigint,date,bigint,integer) from public;
grant execute on function audit.find(text,bigint,date,bigint,integer) to huican_app;

CREATE OR REPLACE FUNCTION audit.is_failed_number(act text, subjects bigint[], fields text[], outcome text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select subjects = '{}' and (
    act = 'registry.search-people' and outcome = 'done' and fields && '{identity-number,certificate-number,phone}'::text[]
    or act = 'access.open-emergency' and outcome = 'refused' and fields = '{}')
$function$;

CREATE OR REPLACE FUNCTION audit.is_file_read(act text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select act in ('registry.read-file', 'registry.read-timeline', 'policy.decide-person', 'registry.list-attachments', 'registry.read-attachment', 'registry.see-change',
    'registry.see-requests', 'registry.take-copy', 'registry.compare-files', 'registry.see-merge')
$function$;

CREATE OR REPLACE FUNCTION audit.jobs_between(first_day date, last_day date)
 RETURNS TABLE(actor text, act text, times bigint, last_day_of date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
AS $function$
  select e.actor, e.act, count(*), max((e.at at time zone 'Asia/Shanghai')::date)
  from entry e
  where e.subjects = '{}' and e.occasion ->> 'basis' = 'job'
    and e.at >= first_day::timestamp at time zone 'Asia/Shanghai' and e.at < (last_day + 1)::timestamp at time zone 'Asia/Shanghai'
  group by 1, 2 order by 1, 2
$function$;
revoke execute on function audit.jobs_between(date,date) from public;
grant execute on function audit.jobs_between(date,date) to huican_app;

CREATE OR REPLACE FUNCTION audit.kept_until(written_at timestamp with time zone, done text, shown text[])
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select written_at + make_interval(months => max(keep_months)) from audit.retention
  where (acts = '{}' or done ^@ any (acts)) and (fields = '{}' or shown && fields)
$function$;

CREATE OR REPLACE FUNCTION audit.occasion()
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('huican.occasion', true), '')::jsonb, '{}')
$function$;

CREATE OR REPLACE FUNCTION audit.own_reading()
 RETURNS TABLE(files_in_hour bigint, files_in_day bigint, people_in_day bigint, failed_numbers_in_hour bigint, is_noted boolean, has_reason boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
AS $function$
  select
    count(distinct e.subjects[1]) filter (where is_file_read(e.act) and e.outcome = 'done' and e.at > hour_ago),
    count(distinct e.subjects[1]) filter (where is_file_read(e.act) and e.outcome = 'done' and e.at >= day_begins),
    coalesce(sum(cardinality(e.subjects)) filter (where e.act in ('registry.search-people', 'registry.list-people') and e.at >= day_begins), 0),
    count(*) filter (where is_failed_number(e.act, e.subjects, e.fields, e.outcome) and e.at > hour_ago),
    coalesce(bool_or(e.act = 'access.note-reading' and e.at >= day_begins), false),
    coalesce(bool_or(e.act = 'access.give-reason' and e.at >= day_begins), false)
  from entry e,
    (select clock_timestamp() - interval '1 hour' as hour_ago,
      date_trunc('day', clock_timestamp() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as day_begins) t
  where e.actor = registry.actor() and e.at >= least(t.hour_ago, t.day_begins)
$function$;
revoke execute on function audit.own_reading() from public;
grant execute on function audit.own_reading() to huican_app;

CREATE OR REPLACE FUNCTION audit.readers(first_day date, last_day date)
 RETURNS TABLE(day date, actor text, files bigint, files_at_night bigint, people bigint, refused bigint, failed_numbers bigint, emergencies bigint, is_noted boolean, reasons text[])
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
AS $function$
begin
  if not (access.holds('audit-administrator') or access.holds('security-administrator') or '' = any (registry.scope())) then
    raise exception using errcode = '42501', constraint = 'readers_are_watched_by_administrators', message = 'only administrators see who reads how much';
  end if;
  return query
    select (e.at at time zone 'Asia/Shanghai')::date, e.actor,
      count(distinct e.subjects[1]) filter (where is_file_read(e.act) and e.outcome = 'done'),
      count(distinct e.subjects[1]) filter (where is_file_read(e.act) and e.outcome = 'done'
        and extract(hour from e.at at time zone 'Asia/Shanghai') not between 6 and 21),
      coalesce(sum(cardinality(e.subjects)) filter (where e.act in ('registry.search-people', 'registry.list-people', 'registry.export-people')), 0)::bigint,
      count(*) filter (where e.outcome = 'refused'),
      count(*) filter (where is_failed_number(e.act, e.subjects, e.fields, e.outcome)),
      count(*) filter (where e.act = 'access.open-emergency' and e.outcome = 'done'),
      bool_or(e.act = 'access.note-reading'),
      coalesce(array_agg(e.occasion ->> 'reason') filter (where e.act = 'access.give-reason'), '{}')
    from entry e
    where e.at >= first_day::timestamp at time zone 'Asia/Shanghai' and e.at < (last_day + 1)::timestamp at time zone 'Asia/Shanghai'
      and e.actor ^@ 'u_' and coalesce(e.occasion ->> 'basis', '') <> 'own'
    group by 1, 2
    order by 3 desc, 2;
end
$function$;
revoke execute on function audit.readers(date,date) from public;
grant execute on function audit.readers(date,date) to huican_app;

CREATE OR REPLACE FUNCTION audit.refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = '23514', constraint = 'access_log_is_kept', message = 'the access log is only added to';
end
$function$;

CREATE OR REPLACE FUNCTION audit.refuse_unless_expired()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if audit.kept_until(old.at, old.act, old.fields) > clock_timestamp() or not exists (
    select from audit.seal s join audit.removal r on s.seq between r.from_seq and r.to_seq
    where s.entry_id = old.id and r.transaction = pg_current_xact_id()
  ) then
    raise exception using errcode = '23514', constraint = 'access_log_is_kept', message = 'the access log is only added to';
  end if;
  return old;
end
$function$;

CREATE OR REPLACE FUNCTION exchange.check_row()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'exchange', 'pg_temp'
AS $function$
declare
  actor text := registry.actor();
begin
  if (new.choice, new.corrected_by) is distinct from (old.choice, old.corrected_by) or new.key_version = old.key_version and new.sealed <> old.sealed then
    if step_taker(new.import_id, 'submitted') is not null then
      raise exception using errcode = '23514', constraint = 'import_rows_stay_as_submitted', message = 'what was submitted is not changed';
    end if;
  end if;
  if new.outcome is distinct from old.outcome then
    if new.outcome in ('committed', 'failed') and (step_taker(new.import_id, 'committed') is null or entered_in(new.import_id, actor)) then
      raise exception using errcode = '23514', constraint = 'import_is_committed_by_another', message = 'an import is committed by another person than entered it';
    elsif new.outcome in ('undone', 'conflict') and (step_taker(new.import_id, 'undone') is null or step_taker(new.import_id, 'undo-asked') = actor) then
      raise exception using errcode = '23514', constraint = 'import_is_undone_by_another', message = 'an import is undone by another person than asked for it';
    end if;
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION exchange.check_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'exchange', 'pg_temp'
AS $function$
begin
  perform from import where id = new.import_id for update;
  if new.what in ('submitted', 'withdrawn') and exists (select from import_step where import_id = new.import_id and what in ('withdrawn', 'committed')) then
    raise exception using errcode = '23514', constraint = 'import_is_open', message = 'the import was withdrawn or committed';
  elsif new.what = 'committed' and (step_taker(new.import_id, 'submitted') is null or step_taker(new.import_id, 'withdrawn') is not null) then
    raise exception using errcode = '23514', constraint = 'import_is_submitted_first', message = 'an import is submitted before it is committed';
  elsif new.what = 'committed' and entered_in(new.import_id, new.taken_by) then
    raise exception using errcode = '23514', constraint = 'import_is_committed_by_another', message = 'an import is committed by another person than entered it';
  elsif new.what = 'undo-asked' and step_taker(new.import_id, 'committed') is null then
    raise exception using errcode = '23514', constraint = 'import_is_committed_first', message = 'only what was committed is undone';
  elsif new.what = 'undone' and coalesce(step_taker(new.import_id, 'undo-asked'), new.taken_by) = new.taken_by then
    raise exception using errcode = '23514', constraint = 'import_is_undone_by_another', message = 'an import is undone by another person than asked for it';
  end if;
  -- Nobody needs any more what was withdrawn.
  if new.what = 'withdrawn' then delete from import_row where import_id = new.import_id; end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION exchange.entered_in(import bigint, actor text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'exchange', 'pg_temp'
AS $function$
  select exists (select from import i where i.id = entered_in.import and i.entered_by = actor)
    or exists (select from import_row r where r.import_id = entered_in.import and r.corrected_by = actor)
$function$;

CREATE OR REPLACE FUNCTION exchange.forget_file()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'exchange', 'pg_temp'
AS $function$
begin
  delete from import_row r
  where r.subject_id = new.subject_id
    or r.blind in (select v.blind from registry.sealed_value v where v.subject_id = new.subject_id and v.kind = 'identity-number');
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION exchange.step_taker(import bigint, step text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'exchange', 'pg_temp'
AS $function$
  select taken_by from import_step where import_id = step_taker.import and what = step
$function$;

CREATE OR REPLACE FUNCTION registry.actor()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(nullif(current_setting('huican.actor', true), ''), session_user)
$function$;

CREATE OR REPLACE FUNCTION registry.answers_for(file bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select exists (
    select from subject s
    where s.id = file and (s.area ^@ any (scope()) or s.other_area ^@ any (scope())
      or s.id = any (coalesce(nullif(current_setting('huican.files', true), '')::bigint[], '{}'))))
$function$;

CREATE OR REPLACE FUNCTION registry.carry_out_deletion(request bigint)
 RETURNS TABLE(how text, erase_from date, files bigint[], concerned bigint[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
  asked data_request;
  today date := access.today();
  began date;
begin
  select r.* into asked from data_request r where r.id = request and r.kind = 'deletion' and answers_for(r.subject_id) for update;
  if asked.id is null then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'there is no such deletion';
  end if;
  files := files_with(asked.subject_id, '{kept,restricted}');
  concerned := concerned_by(files);
  perform take_file(asked.subject_id, files || concerned);
  began := coalesce((select r.since from restriction r where r.subject_id = asked.subject_id), today);
  erase_from := erasable_from(files, began);
  if erase_from <= today then
    how := 'erased';
    erase_from := null;
    perform erase(files, request, false, clock_timestamp());
  else
    how := 'restricted';
    files := files_with(asked.subject_id, '{kept}');
    update subject set state = 'restricted' where id = any (files);
    insert into restriction (subject_id, request_id, since, erase_from) select unnest(files), request, today, erase_from on conflict (subject_id) do nothing;
    -- What follows from records can be made again; it is not needed for storing.
    delete from snapshot where subject_id = any (files);
    delete from name_sound where subject_id = any (files);
    delete from name_entry where subject_id = any (files);
  end if;
  update subject set version = version + 1 where id = any (concerned);
  insert into data_request_step (request_id, what, how, erase_from) values (request, 'carried-out', how, erase_from);
  return next;
end
$function$;
revoke execute on function registry.carry_out_deletion(bigint) from public;
grant execute on function registry.carry_out_deletion(bigint) to huican_app;

CREATE OR REPLACE FUNCTION registry.carry_out_merge()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  asked merge_request;
  files bigint[];
begin
  if new.outcome <> 'approved' then return new; end if;
  select * into asked from merge_request where id = new.request_id;
  -- The file with those that had been merged into it: they go where it goes, and come back with it.
  files := array(
    with recursive going (id) as (
      select asked.other_id union select m.other_id from file_merge m join going g on m.survivor_id = g.id where upper_inf(m.recorded))
    select id from going);
  if asked.undoes is null then
    insert into file_merge (request_id, survivor_id, other_id, recorded) values (asked.id, asked.survivor_id, asked.other_id, tstzrange(new.recorded_at, null));
    update subject set merged_into = asked.survivor_id, version = version + 1 where id = any (files);
  else
    update file_merge set recorded = tstzrange(lower(recorded), new.recorded_at) where request_id = asked.undoes;
    update subject set merged_into = nullif(asked.other_id, id), version = version + 1 where id = any (files);
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_closed_values()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  subjects bigint[] := array(select distinct written.subject_id from written join before using (id) where written.recorded <> before.recorded);
begin
  if subjects = '{}' then return null; end if;
  perform take_files(subjects);
  perform refuse_sealed_value_faults(subjects);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_completion(asked registry.data_request, decision registry.data_request_step, done registry.data_request_step)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  if asked.kind <> (case done.how
    when 'given' then 'copy' when 'corrected' then 'correction' when 'explained' then 'explanation' when 'resumed' then 'resumption' else 'deletion' end) then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'a request is carried out as what it is';
  end if;
  if asked.kind = 'deletion' and decision.taken_by = done.taken_by then
    raise exception using errcode = '23514', constraint = 'deletion_is_done_by_another', message = 'a deletion is carried out by another person than decided it';
  end if;
  if asked.kind = 'resumption' and asked.entered_by = done.taken_by then
    raise exception using errcode = '23514', constraint = 'resumption_is_done_by_another', message = 'a restriction is lifted by another person than asked for it';
  end if;
  if done.how = 'restricted' and not exists (select from restriction where subject_id = asked.subject_id)
    or done.how = 'erased' and not is_erasing(asked.subject_id)
    or done.how = 'resumed' and exists (select from subject where id = asked.subject_id and state <> 'kept')
    or done.how = 'corrected' and not exists (
      select from data_request_step s join change_decision d on d.request_id = s.change_id and d.outcome = 'approved' where s.request_id = asked.id) then
    raise exception using errcode = '23514', constraint = 'request_is_done_indeed', message = 'what is said to be done was not done';
  end if;
end
$function$;
revoke execute on function registry.check_completion(registry.data_request,registry.data_request_step,registry.data_request_step) from public;

CREATE OR REPLACE FUNCTION registry.check_erasure()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  asked data_request;
begin
  if new.again then return new; end if;
  select r.* into asked from data_request r join data_request_step d on d.request_id = r.id and d.what = 'decided' and d.outcome <> 'refused'
  where r.id = new.request_id and r.kind = 'deletion' and d.taken_by <> r.entered_by and d.taken_by <> new.erased_by
    and not exists (select from data_request_step w where w.request_id = r.id and w.what in ('withdrawn', 'lifted'));
  if asked.id is null or new.subject_id <> all (files_with(asked.subject_id, '{kept,restricted}')) then
    raise exception using errcode = '23514', constraint = 'erasure_is_granted', message = 'a file is erased on a granted request, by another person than decided it';
  end if;
  if erasable_from(array[new.subject_id], coalesce((select since from restriction where subject_id = new.subject_id), access.today())) > access.today() then
    raise exception using errcode = '23514', constraint = 'erasure_after_retention', message = 'something of the file has to be kept';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_everything()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  perform refuse_record_faults(null);
  perform refuse_sealed_value_faults(null);
  perform refuse_relation_faults(null);
end
$function$;
revoke execute on function registry.check_everything() from public;

CREATE OR REPLACE FUNCTION registry.check_merge(asked registry.merge_request)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  if exists (select from subject where id in (asked.survivor_id, asked.other_id) and (kind <> 'person' or state <> 'kept'))
    or exists (select from subject where id = asked.survivor_id and merged_into is not null) then
    raise exception using errcode = '23514', constraint = 'merge_is_of_whole_files', message = 'only files of people that stand for themselves are merged';
  end if;
  if asked.undoes is null and exists (select from subject where id = asked.other_id and merged_into is not null) then
    raise exception using errcode = '23514', constraint = 'merge_is_of_whole_files', message = 'only files of people that stand for themselves are merged';
  end if;
  if asked.undoes is not null and not exists (
    select from file_merge where request_id = asked.undoes and survivor_id = asked.survivor_id and other_id = asked.other_id and upper_inf(recorded)) then
    raise exception using errcode = '23514', constraint = 'merge_to_undo_holds', message = 'only a merge that holds is undone';
  end if;
end
$function$;
revoke execute on function registry.check_merge(registry.merge_request) from public;

CREATE OR REPLACE FUNCTION registry.check_merge_decision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  asked merge_request;
begin
  select * into asked from merge_request where id = new.request_id for update;
  if (new.outcome = 'withdrawn') <> (asked.asked_by = new.decided_by) then
    raise exception using errcode = '23514', constraint = 'merge_is_decided_by_another', message = 'a merge is decided by another person than asked for it';
  end if;
  if new.outcome <> 'approved' then return new; end if;
  perform from subject where id in (asked.survivor_id, asked.other_id) order by id for update;
  perform check_merge(asked);
  new.recorded_at := recording_at();
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_merge_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  perform from subject where id in (new.survivor_id, new.other_id) order by id for update;
  if exists (
    select from merge_request r left join merge_decision d on d.request_id = r.id
    where d.request_id is null and (r.survivor_id in (new.survivor_id, new.other_id) or r.other_id in (new.survivor_id, new.other_id))
  ) then
    raise exception using errcode = '23505', constraint = 'merge_waits_already', message = 'a request about one of both files waits';
  end if;
  perform check_merge(new);
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_records()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  subjects bigint[] := array(select distinct subject_id from written);
begin
  perform take_files(subjects);
  perform refuse_record_faults(subjects);
  perform refuse_young_guardians(array(select distinct w.subject_id from written w join record_kind k on k.id = w.kind_id and k.key = 'birth'));
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_relations()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  perform take_files(array(select subject_id from written union select other_id from written));
  if exists (
    select from written w join subject own on own.id = w.subject_id join subject other on other.id = w.other_id
    where upper_inf(w.recorded) and (own.kind <> 'person' or other.kind <> case w.kind when 'household' then 'household' else 'person' end)
  ) then
    raise exception using errcode = '23514', constraint = 'relation_is_to_its_kind', message = 'a member belongs to a household, all others to a person';
  end if;
  perform refuse_relation_faults(array(select distinct subject_id from written));
  perform refuse_family_faults(array(
    select w.id from written w
    where upper_inf(w.recorded) and not exists (
      select from relation before
      where before.subject_id = w.subject_id and before.kind = w.kind and before.other_id = w.other_id and before.role is not distinct from w.role
        and upper(before.recorded) = lower(w.recorded) and before.valid @> w.valid)));
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_request_step()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  asked data_request;
  decision data_request_step;
begin
  select * into asked from data_request where id = new.request_id for update;
  select * into decision from data_request_step where request_id = new.request_id and what = 'decided';
  if exists (select from data_request_step where request_id = new.request_id and what = 'withdrawn') then
    raise exception using errcode = '23514', constraint = 'request_was_withdrawn', message = 'the request was withdrawn';
  end if;
  if exists (select from data_request_step where request_id = new.request_id and what = 'lifted') then
    raise exception using errcode = '23514', constraint = 'request_was_lifted', message = 'the restriction was lifted, and the deletion with it';
  end if;
  if new.what in ('decided', 'withdrawn') and decision.id is not null then
    raise exception using errcode = '23505', constraint = 'request_is_decided_once', message = 'the request was decided already';
  end if;
  if new.what = 'decided' and asked.entered_by = new.taken_by then
    raise exception using errcode = '23514', constraint = 'request_is_decided_by_another', message = 'a request is decided by another person than entered it';
  end if;
  if new.what in ('change-named', 'carried-out') and (decision.id is null or decision.outcome = 'refused') then
    raise exception using errcode = '23514', constraint = 'request_is_granted_first', message = 'only what was granted is carried out';
  end if;
  if new.what = 'change-named' and (asked.kind <> 'correction'
    or not exists (select from change_request c where c.id = new.change_id and c.subject_id = asked.subject_id)) then
    raise exception using errcode = '23514', constraint = 'request_names_its_change', message = 'a correction names a change of the same file';
  end if;
  if new.what = 'lifted' and (exists (select from restriction where request_id = asked.id)
    or not exists (select from data_request_step where request_id = asked.id and how = 'restricted')) then
    raise exception using errcode = '23514', constraint = 'request_is_done_indeed', message = 'what is said to be lifted was not';
  end if;
  if new.what = 'carried-out' then perform check_completion(asked, decision, new); end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.check_sealed_values()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  subjects bigint[] := array(select distinct subject_id from written);
begin
  perform take_files(subjects);
  perform refuse_sealed_value_faults(subjects);
  -- One person has one file, whoever may see it. Two clerks who register the same number at once come here one after the other.
  perform pg_advisory_xact_lock(hashtextextended(encode(blind, 'hex'), 5)) from (
    select distinct blind from written where kind = 'identity-number' and blind is not null and upper_inf(recorded) order by blind) numbers;
  if exists (
    select from written w
    join subject own on own.id = w.subject_id and own.merged_into is null
    join sealed_value r on r.blind = w.blind and r.kind = w.kind and r.subject_id <> w.subject_id and upper_inf(r.recorded)
    join subject other on other.id = r.subject_id and other.merged_into is null and other.state = 'kept'
    where w.kind = 'identity-number' and upper_inf(w.recorded)
  ) then
    raise exception using errcode = '23505', constraint = 'identity_number_is_of_one', message = 'another file has this identity number';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION registry.close_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    if registry.is_erasing(old.subject_id)
      or tg_table_name = 'relation' and registry.is_erasing((to_jsonb(old) ->> 'other_id')::bigint)
      or tg_table_name = 'record' and registry.goes_with_member(old.subject_id, (to_jsonb(old) ->> 'kind_id')::smallint) then
      return old;
    end if;
    raise exception using errcode = '23514', constraint = 'records_are_kept', message = 'what was recorded is not removed';
  end if;
  if tg_table_name = 'sealed_value' and (to_jsonb(new) - 'sealed' - 'key_version') is not distinct from (to_jsonb(old) - 'sealed' - 'key_version')
    and (to_jsonb(new) ->> 'key_version')::integer > (to_jsonb(old) ->> 'key_version')::integer then
    return new;
  end if;
  if not upper_inf(old.recorded) or upper_inf(new.recorded) or lower(new.recorded) is distinct from lower(old.recorded)
    or (to_jsonb(new) - 'recorded' - 'evidence_id') is distinct from (to_jsonb(old) - 'recorded' - 'evidence_id') then
    raise exception using errcode = '23514', constraint = 'records_are_only_closed', message = 'what was recorded can only be closed';
  end if;
  new.recorded := registry.closed(old.recorded);
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.closed(recorded tstzrange)
 RETURNS tstzrange
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  if registry.recording_at() <= lower(recorded) then
    raise exception using errcode = '22008', constraint = 'clock_runs_forward', message = 'the clock stands before what was recorded already';
  end if;
  return tstzrange(lower(recorded), registry.recording_at());
end
$function$;

CREATE OR REPLACE FUNCTION registry.comes_by_area()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('huican.files', true), ''), '{}') = '{}'
$function$;

CREATE OR REPLACE FUNCTION registry.complete_corrections()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  insert into data_request_step (request_id, what, how)
  select distinct s.request_id, 'carried-out', 'corrected' from data_request_step s
  where s.change_id = new.request_id and new.outcome = 'approved' and not exists (
    select from data_request_step o where o.request_id = s.request_id and (o.what = 'withdrawn' or o.how = 'corrected'));
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.concerned_by(files bigint[])
 RETURNS bigint[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct person), '{}') from (
    select m.subject_id as person from relation r join relation m on m.other_id = r.other_id and m.kind = 'household'
    where r.kind = 'household' and r.subject_id = any (files)
    union all select other_id from relation where kind = 'parent' and subject_id = any (files)
    union all select subject_id from relation where kind = 'parent' and other_id = any (files)
  ) found where person <> all (files) and exists (select from subject s where s.id = person and s.state = 'kept')
$function$;
revoke execute on function registry.concerned_by(bigint[]) from public;

CREATE OR REPLACE FUNCTION registry.date_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  if new.received_on not between access.today() - 366 and access.today() then
    raise exception using errcode = '23514', constraint = 'request_received_by_today', message = 'a request was received today or in the year before';
  end if;
  new.due_on := new.received_on + (select days from request_term where kind = new.kind);
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.decide_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  asker text := (select asked_by from change_request where id = new.request_id);
begin
  if (new.outcome = 'withdrawn') <> (asker = new.decided_by) then
    raise exception using errcode = '23514', constraint = 'change_is_decided_by_another', message = 'a change is decided by another person than asked for it';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.erasable_from(files bigint[], since date)
 RETURNS date
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select greatest(since, max(day)) from (
    select (least(since, coalesce((upper(v.recorded) at time zone 'Asia/Shanghai')::date, since)) + make_interval(months => t.keep_months))::date as day
    from sealed_value v join retention t on v.kind = any (t.covers) where v.subject_id = any (files)
    union all
    select (least(since, coalesce((upper(r.recorded) at time zone 'Asia/Shanghai')::date, since)) + make_interval(months => t.keep_months))::date
    from record r join record_kind k on k.id = r.kind_id join retention t on k.key = any (t.covers) where r.subject_id = any (files)
    union all
    select ((d.decided_at at time zone 'Asia/Shanghai')::date + make_interval(months => t.keep_months))::date
    from change_request c join change_decision d on d.request_id = c.id and d.outcome = 'approved' join retention t on 'change' = any (t.covers)
    where c.subject_id = any (files)
  ) kept
$function$;
revoke execute on function registry.erasable_from(bigint[],date) from public;

CREATE OR REPLACE FUNCTION registry.erase(files bigint[], request bigint, is_again boolean, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  insert into erasure (subject_id, request_id, again, erased_at) select unnest(files), request, is_again, at;
  delete from duplicate where first_id = any (files) or second_id = any (files);
  delete from duplicate_word where first_id = any (files) or second_id = any (files);
  delete from file_merge where survivor_id = any (files) or other_id = any (files);
  delete from merge_decision where request_id in (select id from merge_request where survivor_id = any (files) or other_id = any (files));
  delete from merge_request where undoes is not null and (survivor_id = any (files) or other_id = any (files));
  delete from merge_request where survivor_id = any (files) or other_id = any (files);
  delete from snapshot where subject_id = any (files);
  delete from name_sound where subject_id = any (files);
  delete from name_entry where subject_id = any (files);
  delete from record r using record_kind k
  where k.id = r.kind_id and k.key = 'household' and r.subject_id in (select other_id from relation where kind = 'household' and subject_id = any (files));
  delete from change_decision where request_id in (select id from change_request where subject_id = any (files));
  delete from change_request where subject_id = any (files);
  delete from record where subject_id = any (files);
  delete from attachment where subject_id = any (files);
  delete from sealed_value where subject_id = any (files);
  delete from relation where subject_id = any (files) or other_id = any (files);
  delete from request_words where subject_id = any (files);
  delete from restriction where subject_id = any (files);
  perform access.forget_accounts(files);
  -- Whoever audits the district still finds that there was a file; of the village nothing is left.
  update subject set state = 'erased', area = left(area, 6), other_area = null, merged_into = null where id = any (files);
end
$function$;
revoke execute on function registry.erase(bigint[],bigint,boolean,timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION registry.erase_again(file bigint, made_at timestamp with time zone, request bigint, at timestamp with time zone)
 RETURNS TABLE(files bigint[], concerned bigint[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
#variable_conflict use_variable
begin
  if not exists (select from subject where id = file and created_at = made_at and state <> 'erased') then return; end if;
  files := files_with(file, '{kept,restricted}');
  concerned := concerned_by(files);
  perform take_file(file, files || concerned);
  perform erase(files, request, true, at);
  update subject set version = version + 1 where id = any (concerned);
  insert into data_request_step (request_id, what, how)
  select r.id, 'carried-out', 'erased' from data_request r join data_request_step d on d.request_id = r.id and d.what = 'decided' and d.outcome <> 'refused'
  where r.id = request and r.subject_id = file and r.kind = 'deletion'
    and not exists (select from data_request_step s where s.request_id = r.id and (s.what = 'withdrawn' or s.how = 'erased'));
  return next;
end
$function$;
revoke execute on function registry.erase_again(bigint,timestamp with time zone,bigint,timestamp with time zone) from public;

CREATE OR REPLACE FUNCTION registry.file_state(file bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select state from subject where id = file and answers_for(file)
$function$;

CREATE OR REPLACE FUNCTION registry.files_with(file bigint, others_are text[])
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  people bigint[] := array(select id from subject where (id = file or merged_into = file) and state <> 'erased');
begin
  return people || array(
    select distinct r.other_id from relation r
    where r.kind = 'household' and r.subject_id = any (people) and not exists (
      select from relation o join subject s on s.id = o.subject_id
      where o.other_id = r.other_id and o.kind = 'household' and o.subject_id <> all (people) and s.state = any (others_are)));
end
$function$;
revoke execute on function registry.files_with(bigint,text[]) from public;

CREATE OR REPLACE FUNCTION registry.find_names(part text, part_grams text[], letters text, most integer)
 RETURNS TABLE(subject_id bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  areas text[] := scope();
begin
  if letters is null then
    return query
      select n.subject_id from name_entry n join subject s on s.id = n.subject_id
      where n.grams @> part_grams and position(part in n.plain) > 0 and s.merged_into is null and (s.area ^@ any (areas) or s.other_area ^@ any (areas))
      order by n.plain <> part, n.pinyin, n.plain, n.subject_id limit most;
  else
    return query
      select n.subject_id from name_entry n join subject s on s.id = n.subject_id
      where n.subject_id in (select t.subject_id from name_sound t where t.sound like letters || '%')
        and s.merged_into is null and (s.area ^@ any (areas) or s.other_area ^@ any (areas))
      order by n.pinyin <> letters, n.pinyin, n.plain, n.subject_id limit most;
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.follow_areas(changed bigint, day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  hukou text;
  residence text;
begin
  select body ->> 'person.hukou_region' into hukou
  from record r join record_kind k on k.id = r.kind_id
  where r.subject_id = changed and k.key = 'hukou' and r.valid @> day and upper_inf(r.recorded)
  order by rank, lower(recorded) desc, r.id desc limit 1;
  select body ->> 'person.residence_region' into residence
  from record r join record_kind k on k.id = r.kind_id
  where r.subject_id = changed and k.key = 'person.residence_region' and r.valid @> day and upper_inf(r.recorded)
  order by rank, lower(recorded) desc, r.id desc limit 1;
  if coalesce(hukou, residence) is not null then
    update subject set area = coalesce(hukou, residence), other_area = nullif(residence, coalesce(hukou, residence))
    where id = changed and (area, other_area) is distinct from (coalesce(hukou, residence), nullif(residence, coalesce(hukou, residence)));
  end if;
  update subject household set area = head.area, other_area = head.other_area
  from relation member join subject head on head.id = member.subject_id
  where member.kind = 'household' and member.role = 'head' and member.valid @> day and upper_inf(member.recorded)
    and (member.subject_id = changed or member.other_id = changed)
    and household.id = member.other_id and (household.area, household.other_area) is distinct from (head.area, head.other_area);
  -- A list of an earlier day tells of nobody who is no longer in the areas of whoever reads it.
  update snapshot row set area = s.area, other_area = s.other_area
  from snapshot_state state, subject s
  where row.as_of = state.as_of and row.subject_id = changed and s.id = changed and (row.area, row.other_area) is distinct from (s.area, s.other_area);
end
$function$;

CREATE OR REPLACE FUNCTION registry.goes_with_member(household bigint, kind smallint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select exists (select from record_kind k where k.id = kind and k.key = 'household') and exists (
    select from relation m where m.other_id = household and m.kind = 'household' and is_erasing(m.subject_id))
$function$;

CREATE OR REPLACE FUNCTION registry.has_left(maker text, of_area text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select not exists (
    select from appointment p join account a on a.id = p.account_id
    where p.account_id = maker and not a.is_locked and p.in_force @> today() and (p.area ^@ of_area or of_area ^@ p.area))
$function$;

CREATE OR REPLACE FUNCTION registry.is_erasing(file bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select exists (select from erasure where subject_id = file and transaction = pg_current_xact_id())
$function$;

CREATE OR REPLACE FUNCTION registry.keep_attachment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and registry.is_erasing(old.subject_id) then return old; end if;
  -- Under a new key it is sealed anew; what it is stays.
  if tg_op = 'UPDATE' and (new.id, new.subject_id, new.name, new.media_type, new.sha256, new.expires_on, new.added_at, new.added_by)
    is not distinct from (old.id, old.subject_id, old.name, old.media_type, old.sha256, old.expires_on, old.added_at, old.added_by) then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'attachments_are_kept', message = 'what was attached is not changed and not removed';
end
$function$;

CREATE OR REPLACE FUNCTION registry.keep_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if registry.is_erasing(case tg_table_name when 'change_request' then (to_jsonb(old) ->> 'subject_id')::bigint
    else (select c.subject_id from registry.change_request c where c.id = (to_jsonb(old) ->> 'request_id')::bigint) end) then
    return old;
  end if;
  raise exception using errcode = '23514', constraint = 'changes_are_kept', message = 'what was asked and decided is not removed';
end
$function$;

CREATE OR REPLACE FUNCTION registry.keep_merge()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  row jsonb := to_jsonb(old);
begin
  if tg_op = 'DELETE' and (
    select bool_or(registry.is_erasing(id)) from unnest(array[
      (row ->> 'first_id')::bigint, (row ->> 'second_id')::bigint, (row ->> 'survivor_id')::bigint, (row ->> 'other_id')::bigint,
      (select r.survivor_id from registry.merge_request r where r.id = (row ->> 'request_id')::bigint),
      (select r.other_id from registry.merge_request r where r.id = (row ->> 'request_id')::bigint)]) as id) then
    return old;
  end if;
  -- The one permitted update: the end of a merge.
  if tg_op = 'UPDATE' and tg_table_name = 'file_merge' and (to_jsonb(new) - 'recorded') = (row - 'recorded')
    and upper_inf((row ->> 'recorded')::tstzrange) then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'merges_are_kept', message = 'what was asked and decided of duplicates is kept';
end
$function$;

CREATE OR REPLACE FUNCTION registry.keep_requests()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and tg_table_name = 'request_words' and registry.is_erasing((to_jsonb(old) ->> 'subject_id')::bigint) then return old; end if;
  -- Under a new key words are sealed anew; what they say stays.
  if tg_op = 'UPDATE' and tg_table_name = 'request_words' and (to_jsonb(new) - 'sealed' - 'key_version') is not distinct from (to_jsonb(old) - 'sealed' - 'key_version')
    and (to_jsonb(new) ->> 'key_version')::integer > (to_jsonb(old) ->> 'key_version')::integer then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'requests_are_kept', message = 'a request and its steps are kept';
end
$function$;

CREATE OR REPLACE FUNCTION registry.keep_subject()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and (old.state <> 'erased' or new.state = 'erased') then return new; end if;
  raise exception using errcode = '23514', constraint = 'subjects_are_kept', message = 'a file is not removed, and an erased one not filled again';
end
$function$;

CREATE OR REPLACE FUNCTION registry.keeps_house(of_area text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'access', 'pg_temp'
AS $function$
  select exists (
    select from appointment where account_id = registry.actor() and role = 'district-desk' and in_force @> today() and of_area ^@ area)
$function$;

CREATE OR REPLACE FUNCTION registry.last_change(file bigint)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select max(at) from (
    select greatest(max(lower(recorded)), max(upper(recorded))) as at from registry.record where subject_id = file
    union all
    select greatest(max(lower(recorded)), max(upper(recorded))) from registry.sealed_value where subject_id = file
    union all
    select greatest(max(lower(recorded)), max(upper(recorded))) from registry.relation where subject_id = file
    union all
    select created_at from registry.subject where id = file
  ) changes
$function$;

CREATE OR REPLACE FUNCTION registry.own_files()
 RETURNS bigint[]
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  own bigint[] := coalesce(nullif(current_setting('huican.files', true), '')::bigint[], '{}');
begin
  if own = '{}' then return own; end if;
  return own || array(select other_id from relation where subject_id = any (own) and kind = 'household' and upper_inf(recorded));
end
$function$;

CREATE OR REPLACE FUNCTION registry.put_aside()
 RETURNS text[]
 LANGUAGE plpgsql
AS $function$
declare
  loaded regclass[] := array['registry.subject', 'registry.record', 'registry.sealed_value', 'registry.relation', 'registry.name_entry', 'registry.name_sound']::regclass[];
  back text[] := '{}';
  found record;
begin
  for found in
    select conrelid::regclass as owner, conname, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = any (loaded) and contype = 'f'
  loop
    execute format('alter table %s drop constraint %I', found.owner, found.conname);
    back := back || format('alter table %s add constraint %I %s', found.owner, found.conname, found.definition);
  end loop;
  for found in
    select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = any (loaded) and pg_get_indexdef(indexrelid, 1, true) <> 'subject_id'
      and not exists (select from pg_constraint where conindid = indexrelid)
  loop
    execute format('drop index %s', found.name);
    back := found.definition || back;
  end loop;
  for found in select tgrelid::regclass as owner, tgname, tgenabled from pg_trigger where tgrelid = any (loaded) and not tgisinternal loop
    execute format('alter table %s disable trigger %I', found.owner, found.tgname);
    back := back || format('alter table %s enable %s trigger %I', found.owner, case when found.tgenabled = 'A' then 'always' else '' end, found.tgname);
  end loop;
  return back;
end
$function$;
revoke execute on function registry.put_aside() from public;

CREATE OR REPLACE FUNCTION registry.record_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'huican_app' then new.recorded := tstzrange(registry.recording_at(), null); end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.recording_at()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  said timestamptz := nullif(current_setting('huican.recording_at', true), '')::timestamptz;
begin
  if said is null then return transaction_timestamp(); end if;
  if said < transaction_timestamp() or said > clock_timestamp() then
    raise exception using errcode = '22008', constraint = 'recording_is_now', message = 'what is recorded is recorded now';
  end if;
  return said;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_family_faults(relations bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  if exists (
    select from relation w
    join subject own on own.id = w.subject_id and own.merged_into is null
    join relation o on o.other_id = w.other_id and o.kind = 'household' and o.role = 'head' and o.subject_id <> w.subject_id and upper_inf(o.recorded) and o.valid && w.valid
    join subject other on other.id = o.subject_id and other.merged_into is null
    where w.kind = 'household' and w.role = 'head' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
  ) then
    raise exception using errcode = '23514', constraint = 'household_has_one_head', message = 'a household has two heads on the same day';
  end if;
  if exists (
    select from relation w
    join relation o on o.subject_id = w.other_id and o.other_id = w.subject_id and o.kind = 'guardian' and upper_inf(o.recorded) and o.valid && w.valid
    where w.kind = 'guardian' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
  ) then
    raise exception using errcode = '23514', constraint = 'guardians_are_not_mutual', message = 'two people are guardians of each other on the same day';
  end if;
  if exists (
    select from relation w
    cross join lateral (
      select (r.body ->> 'person.birth_date')::date as born
      from record r join record_kind k on k.id = r.kind_id and k.key = 'birth'
      where r.subject_id = w.other_id and upper_inf(r.recorded) and r.body ->> 'person.birth_date' is not null
      order by r.rank, lower(r.recorded) desc, r.id desc
      limit 1
    ) birth
    where w.kind = 'guardian' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
      -- Where it is not known since when: on the day on which it is recorded.
      and coalesce(lower(w.valid), (lower(w.recorded) at time zone 'Asia/Shanghai')::date) < birth.born + interval '18 years'
  ) then
    raise exception using errcode = '23514', constraint = 'guardian_is_of_age', message = 'a guardian is younger than 18 on the first day';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_record_faults(subjects bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  fault text := (
    select case when bool_or(before && valid) then 'overlap' when bool_or(upper(before) < lower(valid) and k.is_continuous) then 'gap' end
    from (
      select kind_id, valid, lag(valid) over (partition by subject_id, kind_id, source_id order by lower(valid) nulls first) as before
      from record where upper_inf(recorded) and (subjects is null or subject_id = any (subjects))
    ) periods
    join record_kind k on k.id = kind_id
    where before is not null);
begin
  if fault = 'overlap' then
    raise exception using errcode = '23P01', constraint = 'record_periods_do_not_overlap', message = 'two records of a kind from one source hold on the same day';
  elsif fault = 'gap' then
    raise exception using errcode = '23514', constraint = 'record_periods_leave_no_gap', message = 'a continuous kind has a day without a record';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_relation_faults(subjects bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  if exists (
    select from (
      select valid, lag(valid) over (
        partition by subject_id, kind, case when kind in ('household', 'spouse') then 0 else other_id end order by lower(valid) nulls first) as before
      from relation where upper_inf(recorded) and (subjects is null or subject_id = any (subjects))
    ) periods where before && valid
  ) then
    raise exception using errcode = '23P01', constraint = 'relation_periods_do_not_overlap', message = 'two relations of a kind hold on the same day';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_sealed_value_faults(subjects bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  if exists (
    select from (
      select valid, lag(valid) over (partition by subject_id, kind, source_id order by lower(valid) nulls first) as before
      from sealed_value where upper_inf(recorded) and (subjects is null or subject_id = any (subjects))
    ) periods where before && valid
  ) then
    raise exception using errcode = '23P01', constraint = 'sealed_value_periods_do_not_overlap', message = 'two values of a kind from one source hold on the same day';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_second_file(files bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(blind, 'hex'), 5)) from (
    select distinct v.blind from sealed_value v join subject s on s.id = v.subject_id and s.merged_into is null
    where s.id = any (files) and v.kind = 'identity-number' and v.blind is not null and upper_inf(v.recorded) order by v.blind) numbers;
  if exists (
    select from sealed_value v
    join subject own on own.id = v.subject_id and own.merged_into is null
    join sealed_value r on r.blind = v.blind and r.kind = v.kind and r.subject_id <> all (files) and upper_inf(r.recorded)
    join subject other on other.id = r.subject_id and other.merged_into is null and other.state = 'kept'
    where own.id = any (files) and v.kind = 'identity-number' and upper_inf(v.recorded)
  ) then
    raise exception using errcode = '23505', constraint = 'resumed_file_is_the_only_one', message = 'the person has another file by now';
  end if;
end
$function$;
revoke execute on function registry.refuse_second_file(bigint[]) from public;

CREATE OR REPLACE FUNCTION registry.refuse_set_aside()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  file bigint;
  found_state text;
  found_merge bigint;
  is_resumption boolean := tg_table_name = 'data_request' and to_jsonb(new) ->> 'kind' = 'resumption';
begin
  foreach file in array array[(to_jsonb(new) ->> 'subject_id')::bigint, (to_jsonb(new) ->> 'other_id')::bigint] loop
    select state, merged_into into found_state, found_merge from subject where id = file for key share;
    if found_state = 'erased' then
      raise exception using errcode = '23514', constraint = 'file_is_not_erased', message = 'the file was erased';
    elsif is_resumption then
      if found_state <> 'restricted' then
        raise exception using errcode = '23514', constraint = 'resumption_is_of_restricted', message = 'only a restriction that stands is lifted';
      end if;
    elsif found_state = 'restricted' and tg_table_name <> 'request_words' then
      raise exception using errcode = '23514', constraint = 'file_is_not_restricted', message = 'the file is only stored';
    elsif found_merge is not null and tg_table_name not in ('request_words', 'name_entry') then
      raise exception using errcode = '23514', constraint = 'file_is_not_merged', message = 'the file was merged into another';
    end if;
  end loop;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION registry.refuse_young_guardians(guardians bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  if exists (
    select from relation w
    join subject ward on ward.id = w.subject_id and ward.merged_into is null and ward.state = 'kept'
    cross join lateral (
      select (r.body ->> 'person.birth_date')::date as born
      from record r join record_kind k on k.id = r.kind_id and k.key = 'birth'
      where r.subject_id = w.other_id and upper_inf(r.recorded) and r.body ->> 'person.birth_date' is not null
      order by r.rank, lower(r.recorded) desc, r.id desc
      limit 1
    ) birth
    where w.kind = 'guardian' and w.other_id = any (guardians) and upper_inf(w.recorded)
      and (upper_inf(w.valid) or upper(w.valid) > (recording_at() at time zone 'Asia/Shanghai')::date)
      and coalesce(lower(w.valid), (lower(w.recorded) at time zone 'Asia/Shanghai')::date) < birth.born + interval '18 years'
  ) then
    raise exception using errcode = '23514', constraint = 'guardian_stays_of_age', message = 'a guardian would be younger than 18 on the first day of a guardianship that stands';
  end if;
end
$function$;

CREATE OR REPLACE FUNCTION registry.relations_led(file bigint, at timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select count(distinct r.subject_id)::integer from relation r join subject s on s.id = r.subject_id
  where r.other_id = file and upper(r.recorded) = at and s.state = 'kept'
$function$;

CREATE OR REPLACE FUNCTION registry.relations_to(file bigint)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select count(*)::integer from relation r join subject s on s.id = r.subject_id
  where r.other_id = file and upper_inf(r.recorded) and s.state = 'kept' and s.merged_into is null
$function$;

CREATE OR REPLACE FUNCTION registry.restricted_files()
 RETURNS bigint[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select coalesce(array_agg(id), '{}') from subject where state = 'restricted'
$function$;
revoke execute on function registry.restricted_files() from public;
grant execute on function registry.restricted_files() to huican_app;

CREATE OR REPLACE FUNCTION registry.resume_processing(request bigint)
 RETURNS TABLE(files bigint[], concerned bigint[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
#variable_conflict use_variable
declare
  asked data_request;
begin
  select r.* into asked from data_request r where r.id = request and r.kind = 'resumption' and answers_for(r.subject_id) for update;
  if asked.id is null then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'there is no such request';
  end if;
  files := array(select o.subject_id from restriction own join restriction o on o.request_id = own.request_id where own.subject_id = asked.subject_id);
  if cardinality(files) = 0 then
    raise exception using errcode = '23514', constraint = 'resumption_is_of_restricted', message = 'only a restriction that stands is lifted';
  end if;
  -- A household that was set aside with its last member has one again.
  files := files || array(
    select distinct h.subject_id from relation r join restriction h on h.subject_id = r.other_id
    where r.kind = 'household' and r.subject_id = any (files) and h.subject_id <> all (files));
  concerned := concerned_by(files);
  perform take_file(asked.subject_id, files || concerned);
  perform refuse_second_file(files);
  delete from restriction where subject_id = any (files);
  update subject set state = 'kept' where id = any (files);
  update subject set version = version + 1 where id = any (files || concerned);
  insert into data_request_step (request_id, what)
  select r.id, 'lifted' from data_request r join data_request_step s on s.request_id = r.id and s.how = 'restricted'
  where r.subject_id = any (files) and not exists (select from data_request_step l where l.request_id = r.id and l.what = 'lifted');
  insert into data_request_step (request_id, what, how) values (request, 'carried-out', 'resumed');
  return next;
end
$function$;
revoke execute on function registry.resume_processing(bigint) from public;
grant execute on function registry.resume_processing(bigint) to huican_app;

CREATE OR REPLACE FUNCTION registry.scope()
 RETURNS text[]
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select coalesce(nullif(current_setting('huican.areas', true), '')::text[], '{}')
$function$;

CREATE OR REPLACE FUNCTION registry.subject_kind(file bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
  select kind from subject where id = file
$function$;

CREATE OR REPLACE FUNCTION registry.take_file(file bigint, others bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
declare
  last timestamptz;
begin
  perform from subject where id = file or id = any (others) order by id for update;
  last := last_change(file);
  -- Some clocks count no less than a thousandth of a second.
  if last >= clock_timestamp() then perform pg_sleep(0.002); end if;
  if last >= clock_timestamp() then
    raise exception using errcode = '22008', constraint = 'clock_runs_forward', message = 'the clock stands before what was recorded already';
  end if;
  perform set_config('huican.recording_at', clock_timestamp()::text, true);
end
$function$;

CREATE OR REPLACE FUNCTION registry.take_files(subjects bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'registry', 'pg_temp'
AS $function$
begin
  perform from subject where id = any (subjects) order by id for update;
  update subject set version = version + 1 where id = any (subjects);
end
$function$;
revoke execute on function registry.take_files(bigint[]) from public;

CREATE OR REPLACE FUNCTION registry.was_merged(file bigint, known_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  select exists (select from registry.file_merge m where m.other_id = file and m.recorded @> known_at)
$function$;
