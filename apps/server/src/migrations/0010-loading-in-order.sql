-- A district is loaded and read in less time: what is loaded is checked while the next is made, and what only reads may be done by several processes at once.

-- Files are loaded in the order of their numbers, so an index that begins with them grows at its end and costs little: those stay, and whoever loads can check what was written
-- by them. All others are made once everything is in.
create or replace function registry.put_aside() returns text[] language plpgsql as $$
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
$$;

-- Both rules for the periods of records in one pass.
create or replace function registry.refuse_record_faults(subjects bigint[]) returns void language plpgsql set search_path = registry, pg_temp set plan_cache_mode = force_custom_plan as $$
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
$$;

-- They read settings and relations of the transaction that asks, which its helpers know too: without this a list of the district is one process's work.
alter function registry.scope() parallel safe;
alter function registry.own_files() parallel safe;
alter function registry.actor() parallel safe;

-- Nobody looks for a whole body, and to sort many of them takes longer than all other statistics.
alter table registry.record alter column body set statistics 0;

-- Files that were changed on a day that had no snapshot: whoever was filling it has to look at them again. Nobody reads it but the functions of snapshots.
create table registry.snapshot_missed (
  as_of date not null,
  subject_id bigint not null,
  constraint snapshot_missed_key primary key (as_of, subject_id)
);
alter table registry.snapshot_missed enable row level security;
-- The program writes the function that fills a range of files instead.
drop function if exists registry.fill_snapshot(date, timestamptz);
