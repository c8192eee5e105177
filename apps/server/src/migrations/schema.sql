-- What the migrations make, table by table: to be read and compared, never run. `npm run schema` writes it; a test holds it to the migrations.
-- Columns of registry.snapshot that the vocabulary gives, and who owns what, are left out.

create schema registry;
grant usage on schema registry to huican_app;

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
  constraint attachment_key PRIMARY KEY (id),
  constraint attachment_name_length CHECK (length(name) >= 1 AND length(name) <= 200),
  constraint attachment_of_subject UNIQUE (id, subject_id),
  constraint attachment_size CHECK (length(content) >= 1 AND length(content) <= 20000000),
  constraint attachment_subject FOREIGN KEY (subject_id) REFERENCES registry.subject(id)
);
CREATE INDEX attachment_of ON registry.attachment USING btree (subject_id);
alter table registry.attachment enable row level security;
create policy attachment_in_scope on registry.attachment to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = attachment.subject_id)));
grant insert (content, expires_on, media_type, name, sha256, subject_id), select on registry.attachment to huican_app;

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
alter table registry.change_decision enable row level security;
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
alter table registry.change_request enable row level security;
create policy change_request_in_scope on registry.change_request to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = change_request.subject_id)));
grant insert (key_version, reason, sealed, seen_at, subject_id, touches, undoes), select on registry.change_request to huican_app;

create table registry.installation (
  is_the_one boolean not null default true,
  kind text not null,
  keys_mark bytea not null,
  made_at timestamp with time zone not null default transaction_timestamp(),
  constraint installation_key PRIMARY KEY (is_the_one),
  constraint installation_is_one CHECK (is_the_one),
  constraint installation_kind CHECK (kind = ANY (ARRAY['demo'::text, 'real'::text]))
);

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
alter table registry.name_entry enable row level security;
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
create policy name_sound_in_scope on registry.name_sound to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = name_sound.subject_id)));
grant delete, insert, select, update on registry.name_sound to huican_app;

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
CREATE INDEX record_known ON registry.record USING btree (lower(recorded));
CREATE INDEX record_of ON registry.record USING btree (subject_id, kind_id, source_id);
CREATE INDEX record_of_kind ON registry.record USING btree (kind_id, subject_id, rank, lower(recorded) DESC, id DESC) WHERE upper_inf(recorded);
CREATE TRIGGER a_closed BEFORE DELETE OR UPDATE ON registry.record FOR EACH ROW EXECUTE FUNCTION registry.close_only();
-- a_closed: always
CREATE TRIGGER a_now BEFORE INSERT ON registry.record FOR EACH ROW EXECUTE FUNCTION registry.record_now();
CREATE TRIGGER z_added AFTER INSERT ON registry.record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_records();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.record REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_records();
alter table registry.record enable row level security;
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
CREATE TRIGGER z_added AFTER INSERT ON registry.relation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_relations();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.relation REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_relations();
alter table registry.relation enable row level security;
create policy relation_in_scope on registry.relation to huican_app
  using ((EXISTS ( SELECT
   FROM registry.subject
  WHERE subject.id = relation.subject_id)));
grant insert (kind, other_id, reason, recorded, role, source_id, subject_id, valid), select, update (recorded) on registry.relation to huican_app;

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
CREATE TRIGGER z_added AFTER INSERT ON registry.sealed_value REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_sealed_values();
-- z_added: always
CREATE TRIGGER z_closed AFTER UPDATE ON registry.sealed_value REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.check_sealed_values();
alter table registry.sealed_value enable row level security;
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
create policy snapshot_in_scope on registry.snapshot to huican_app
  using ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (other_area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])));
grant select on registry.snapshot to huican_app;

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
  constraint subject_key PRIMARY KEY (id),
  constraint subject_kind_known CHECK (kind = ANY (ARRAY['person'::text, 'household'::text, 'organisation'::text])),
  constraint subject_merged_into FOREIGN KEY (merged_into) REFERENCES registry.subject(id)
);
CREATE INDEX subject_area ON registry.subject USING btree (area, id);
alter table registry.subject enable row level security;
create policy subject_in_scope on registry.subject to huican_app
  using ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (other_area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])))
  with check ((area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])) OR (other_area ^@ ANY ((( SELECT registry.scope() AS scope))::text[])));
grant insert (area, kind, other_area), select, update (merged_into) on registry.subject to huican_app;

CREATE OR REPLACE FUNCTION registry.actor()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(nullif(current_setting('huican.actor', true), ''), session_user)
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
  return null;
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
    join subject other on other.id = r.subject_id and other.merged_into is null
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
    raise exception using errcode = '23514', constraint = 'records_are_kept', message = 'what was recorded is not removed';
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
    where indrelid = any (loaded) and not exists (select from pg_constraint where conindid = indexrelid)
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

CREATE OR REPLACE FUNCTION registry.refuse_record_faults(subjects bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'registry', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
begin
  if exists (
    select from (
      select valid, lag(valid) over (partition by subject_id, kind_id, source_id order by lower(valid) nulls first) as before
      from record where upper_inf(recorded) and (subjects is null or subject_id = any (subjects))
    ) periods where before && valid
  ) then
    raise exception using errcode = '23P01', constraint = 'record_periods_do_not_overlap', message = 'two records of a kind from one source hold on the same day';
  end if;
  if exists (
    select from (
      select r.valid, lag(r.valid) over (partition by subject_id, kind_id, source_id order by lower(r.valid) nulls first) as before
      from record r join record_kind k on k.id = r.kind_id and k.is_continuous
      where upper_inf(r.recorded) and (subjects is null or r.subject_id = any (subjects))
    ) periods where upper(before) < lower(valid)
  ) then
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

CREATE OR REPLACE FUNCTION registry.scope()
 RETURNS text[]
 LANGUAGE sql
 STABLE
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
