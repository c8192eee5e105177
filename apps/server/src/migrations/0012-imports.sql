-- 导入: a spreadsheet that a unit has sent is read into rows of its own first. They are held against the register, looked at and corrected; another person than entered or
-- corrected anything commits them, and the whole can be undone later by two people (docs/decisions/0027).
--
-- What stands in a row is as personal as a file: it is sealed, it is seen by whoever answers for the area of the import, and it goes with the file that it was found to be
-- about, or after its time.

create schema exchange;
grant usage on schema exchange to huican_app;

create table exchange.import (
  id bigint generated always as identity constraint import_key primary key,
  -- The area of duty of whoever entered it: all of its people belong there.
  area text not null constraint import_area_form check (area ~ '^\d{2,12}$'),
  -- The unit that has sent it, and whose word the register takes it for.
  unit text not null constraint import_unit_length check (length(unit) between 1 and 100),
  source_id smallint not null constraint import_source_known references registry.source,
  file_name text not null constraint import_file_name_length check (length(file_name) between 1 and 200),
  -- A keyed hash of the file: the same one twice is one import.
  content_hash bytea not null constraint import_hash_length check (length(content_hash) = 32),
  -- The day of which it tells.
  as_of date not null,
  heads text[] not null constraint import_has_columns check (cardinality(heads) between 1 and 200),
  -- What each column says: a fact, a number, a name; empty for what is left out. Null until somebody has looked at it.
  targets text[] constraint import_targets_of_all check (cardinality(targets) = cardinality(heads)),
  -- Null while the file is being read.
  row_count integer,
  entered_at timestamptz not null default transaction_timestamp(),
  entered_by text not null default registry.actor()
);
create index import_of_file on exchange.import (content_hash);

-- What was done with an import as a whole, each once.
create table exchange.import_step (
  id bigint generated always as identity constraint import_step_key primary key,
  import_id bigint not null constraint import_step_import references exchange.import,
  what text not null constraint import_step_what check (what in ('submitted', 'withdrawn', 'committed', 'undo-asked', 'undone')),
  reason text constraint import_step_reason_length check (length(reason) between 1 and 500),
  at timestamptz not null default transaction_timestamp(),
  taken_by text not null default registry.actor(),
  constraint import_step_once unique (import_id, what)
);

create table exchange.import_row (
  id bigint generated always as identity constraint import_row_key primary key,
  import_id bigint not null constraint import_row_import references exchange.import,
  -- As the sheet counts its rows.
  number integer not null,
  sealed bytea not null,
  key_version smallint not null,
  -- Null until it was held against the register.
  kind text constraint import_row_kind check (kind in ('same', 'changed', 'new', 'doubtful', 'refused', 'skipped')),
  -- Why, as sentences of the program; nothing of the row stands in them.
  reasons jsonb not null default '[]' constraint import_row_reasons check (jsonb_typeof(reasons) = 'array'),
  -- Whose file it was found to be about, or was made; of a doubtful row, whose it may be. And the version of the file against which it was held.
  subject_id bigint constraint import_row_subject references registry.subject,
  seen_version integer,
  -- A keyed hash of the identity number: a person stands in a file once.
  blind bytea,
  -- What somebody said of a doubtful row.
  choice text constraint import_row_choice check (choice in ('file', 'new', 'skip')),
  corrected_by text,
  outcome text constraint import_row_outcome check (outcome in ('committed', 'failed', 'undone', 'conflict')),
  -- Which records, values and relations were written, over which days; without what they say.
  touched jsonb,
  recorded_at timestamptz,
  constraint import_row_once unique (import_id, number),
  constraint import_row_committed_is_recorded check (outcome is null or outcome = 'failed' or (recorded_at is not null and touched is not null))
);
create index import_row_of on exchange.import_row (import_id, kind, number);
create index import_row_waiting on exchange.import_row (import_id, number) where outcome is null;
create index import_row_same_person on exchange.import_row (blind, import_id) where blind is not null;
create index import_row_corrected on exchange.import_row (import_id, corrected_by) where corrected_by is not null;
create index import_row_about on exchange.import_row (subject_id) where subject_id is not null;

-- What the columns of a unit's files were found to say, for the next one.
create table exchange.known_column (
  area text not null,
  unit text not null,
  head text not null,
  target text not null,
  constraint known_column_key primary key (area, unit, head)
);

-- Whether somebody entered an import or a part of it: who did may not commit it.
create function exchange.entered_in(import bigint, actor text) returns boolean language sql stable security definer set search_path = exchange, pg_temp as $$
  select exists (select from import i where i.id = entered_in.import and i.entered_by = actor)
    or exists (select from import_row r where r.import_id = entered_in.import and r.corrected_by = actor)
$$;
create function exchange.step_taker(import bigint, step text) returns text language sql stable security definer set search_path = exchange, pg_temp as $$
  select taken_by from import_step where import_id = step_taker.import and what = step
$$;

create function exchange.check_step() returns trigger language plpgsql security definer set search_path = exchange, pg_temp as $$
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
$$;
create trigger a_rules before insert on exchange.import_step for each row execute function exchange.check_step();

-- What was submitted stays as it is until it is committed; and what is written is written by whoever may.
create function exchange.check_row() returns trigger language plpgsql security definer set search_path = exchange, pg_temp as $$
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
$$;
create trigger a_rules before update on exchange.import_row for each row execute function exchange.check_row();

alter table exchange.import enable row level security;
alter table exchange.import_step enable row level security;
alter table exchange.import_row enable row level security;
alter table exchange.known_column enable row level security;
grant select, insert (area, unit, source_id, file_name, content_hash, as_of, heads), update (targets, row_count) on exchange.import to huican_app;
grant select, insert (import_id, what, reason) on exchange.import_step to huican_app;
grant select, insert (import_id, number, sealed, key_version),
  update (sealed, key_version, kind, reasons, subject_id, seen_version, blind, choice, corrected_by, outcome, touched, recorded_at) on exchange.import_row to huican_app;
grant select, insert, update on exchange.known_column to huican_app;
create policy import_in_scope on exchange.import to huican_app using (area ^@ any ((select registry.scope())::text[]));
create policy import_step_in_scope on exchange.import_step to huican_app using (exists (select from exchange.import i where i.id = import_id));
-- A row about a file that is set aside, or has moved away, is seen no more than the file.
create policy import_row_in_scope on exchange.import_row to huican_app
  using (exists (select from exchange.import i where i.id = import_id)
    and (subject_id is null or exists (select from registry.subject s where s.id = subject_id)));
create policy known_column_in_scope on exchange.known_column to huican_app using (area ^@ any ((select registry.scope())::text[]));

-- A row goes with the file that it is about, and so does one that has its identity number and was left out.
create function exchange.forget_file() returns trigger language plpgsql security definer set search_path = exchange, pg_temp as $$
begin
  delete from import_row r
  where r.subject_id = new.subject_id
    or r.blind in (select v.blind from registry.sealed_value v where v.subject_id = new.subject_id and v.kind = 'identity-number');
  return new;
end
$$;
create trigger z_import_rows after insert on registry.erasure for each row execute function exchange.forget_file();

-- How people are found by a whole name: an import asks for many at once.
create index name_entry_plain on registry.name_entry (plain);
