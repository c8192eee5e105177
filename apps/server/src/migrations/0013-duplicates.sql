-- Duplicates (重复档案): one person with two files. Pairs that may be one person are found each day and kept with their reasons; somebody looks at both side by side and says
-- that they are one, which another person approves, or that they are not, which is remembered.
--
-- Merging changes nothing in the file that goes: it points to the one that stays, is listed no more, and is still read as history. Whether two files were one person's has a time
-- of record like everything else, so what was known before a merge still shows two people, and un-merging is the end of that time (docs/decisions/0028).

-- What the search of a day found; made anew each time. The application reads it.
create table registry.duplicate (
  first_id bigint not null constraint duplicate_first references registry.subject,
  second_id bigint not null constraint duplicate_second references registry.subject,
  -- What speaks for one person and what against, by the names that the program knows.
  reasons text[] not null,
  score smallint not null,
  -- The least first: 1 both receive the same, 2 one is dead and the other alive, 3 both hold a valid certificate, 4 one receives something, 5 nothing of that.
  harm smallint not null constraint duplicate_harm check (harm between 1 and 5),
  -- What both receive, by the names of the vocabulary.
  received text[] not null,
  constraint duplicate_key primary key (first_id, second_id),
  constraint duplicate_in_order check (first_id < second_id)
);
create index duplicate_by_harm on registry.duplicate (harm, score desc, first_id, second_id);
create index duplicate_of_second on registry.duplicate (second_id);

create table registry.duplicate_search (
  on_day date constraint duplicate_search_key primary key,
  found_at timestamptz not null default clock_timestamp()
);

-- A certificate number holds the identity number of its day: the keyed hash of that, kept once it was opened, so that nobody opens everybody's numbers every night.
create table registry.number_within (
  value_id bigint constraint number_within_key primary key constraint number_within_value references registry.sealed_value on delete cascade,
  blind bytea
);
create index number_within_blind on registry.number_within (blind) where blind is not null;
alter table registry.number_within enable row level security;

-- 不是重复: two files are two people's, or that is taken back. The last word counts.
create table registry.duplicate_word (
  id bigint generated always as identity constraint duplicate_word_key primary key,
  first_id bigint not null constraint duplicate_word_first references registry.subject,
  second_id bigint not null constraint duplicate_word_second references registry.subject,
  are_two boolean not null,
  reason text not null constraint duplicate_word_reason_length check (length(reason) between 1 and 500),
  said_at timestamptz not null default transaction_timestamp(),
  said_by text not null default registry.actor(),
  constraint duplicate_word_in_order check (first_id < second_id)
);
create index duplicate_word_of on registry.duplicate_word (first_id, second_id, id desc);
create index duplicate_word_of_second on registry.duplicate_word (second_id);

-- 合并申请, and 撤销合并: asked for by one person, decided by another. `takes` names the parts that come from the file that goes; when a merge is undone, the parts changed since
-- that go with it.
create table registry.merge_request (
  id bigint generated always as identity constraint merge_request_key primary key,
  survivor_id bigint not null constraint merge_request_survivor references registry.subject,
  other_id bigint not null constraint merge_request_other references registry.subject,
  undoes bigint constraint merge_request_undoes references registry.merge_request,
  takes text[] not null,
  reason text not null constraint merge_request_reason_length check (length(reason) between 1 and 500),
  -- Both files as the asker saw them are those known then.
  survivor_seen_at timestamptz not null,
  other_seen_at timestamptz not null,
  asked_at timestamptz not null default transaction_timestamp(),
  asked_by text not null default registry.actor(),
  constraint merge_is_of_two check (survivor_id <> other_id)
);
create index merge_request_of_survivor on registry.merge_request (survivor_id);
create index merge_request_of_other on registry.merge_request (other_id);

create table registry.merge_decision (
  request_id bigint constraint merge_decision_key primary key constraint merge_decision_request references registry.merge_request,
  outcome text not null constraint merge_decision_outcome check (outcome in ('approved', 'refused', 'withdrawn')),
  reason text constraint merge_decision_reason_length check (length(reason) <= 500),
  constraint merge_refusal_has_reason check (outcome <> 'refused' or length(reason) > 0),
  recorded_at timestamptz,
  decided_at timestamptz not null default transaction_timestamp(),
  decided_by text not null default registry.actor(),
  constraint merge_approval_is_recorded check ((outcome = 'approved') = (recorded_at is not null))
);

-- From when to when a file was held to be another's. `subject.merged_into` says the same of now, and of several merges the file that is left in the end.
create table registry.file_merge (
  request_id bigint constraint file_merge_key primary key constraint file_merge_request references registry.merge_request,
  survivor_id bigint not null constraint file_merge_survivor references registry.subject,
  other_id bigint not null constraint file_merge_other references registry.subject,
  recorded tstzrange not null
);
create unique index file_is_merged_once on registry.file_merge (other_id) where upper_inf(recorded);
create index file_merge_of on registry.file_merge (survivor_id);

-- Nobody says it by themselves any more: an approved request does.
revoke update (merged_into) on registry.subject from huican_app;

-- Whoever asks waits for whoever asks about one of both files at this moment.
create function registry.check_merge_request() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;

create function registry.check_merge(asked registry.merge_request) returns void language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;
revoke execute on function registry.check_merge(registry.merge_request) from public;
create trigger a_rules before insert on registry.merge_request for each row execute function registry.check_merge_request();

create function registry.check_merge_decision() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;
create trigger a_by_another before insert on registry.merge_decision for each row execute function registry.check_merge_decision();

-- Approving is merging: neither is without the other.
create function registry.carry_out_merge() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;
create trigger z_carried_out after insert on registry.merge_decision for each row execute function registry.carry_out_merge();

do $$
declare
  name text;
  files text;
begin
  for name, files in values ('duplicate', 'first_id, second_id'), ('duplicate_word', 'first_id, second_id'), ('merge_request', 'survivor_id, other_id'),
    ('file_merge', 'survivor_id, other_id')
  loop
    execute format('alter table registry.%I enable row level security', name);
    execute format('grant select on registry.%I to huican_app', name);
    -- Whoever sees one of both files only cannot hold them side by side.
    execute format('create policy %I on registry.%I to huican_app using (exists (select from registry.subject where id = %s) and exists (select from registry.subject where id = %s))',
      name || '_in_scope', name, split_part(files, ', ', 1), split_part(files, ', ', 2));
  end loop;
end
$$;
alter table registry.merge_decision enable row level security;
create policy merge_decision_in_scope on registry.merge_decision to huican_app
  using (exists (select from registry.merge_request where merge_request.id = request_id));
grant select on registry.duplicate_search to huican_app;
grant insert (first_id, second_id, are_two, reason) on registry.duplicate_word to huican_app;
grant insert (survivor_id, other_id, undoes, takes, reason, survivor_seen_at, other_seen_at) on registry.merge_request to huican_app;
grant select, insert (request_id, outcome, reason, recorded_at) on registry.merge_decision to huican_app;

-- What was asked, decided and said is kept; it goes with its files.
create function registry.keep_merge() returns trigger language plpgsql as $$
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
$$;
do $$
declare
  name text;
begin
  foreach name in array array['duplicate_word', 'merge_request', 'merge_decision', 'file_merge'] loop
    execute format('create trigger a_kept before update or delete on registry.%I for each row execute function registry.keep_merge()', name);
    execute format('alter table registry.%I enable always trigger a_kept', name);
  end loop;
end
$$;

-- Nothing more is written into a file that is another's: it would be left behind.
create or replace function registry.refuse_set_aside() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  file bigint;
  found_state text;
  found_merge bigint;
begin
  foreach file in array array[(to_jsonb(new) ->> 'subject_id')::bigint, (to_jsonb(new) ->> 'other_id')::bigint] loop
    select state, merged_into into found_state, found_merge from subject where id = file for key share;
    if found_state = 'erased' then
      raise exception using errcode = '23514', constraint = 'file_is_not_erased', message = 'the file was erased';
    elsif found_state = 'restricted' and tg_table_name <> 'request_words' then
      raise exception using errcode = '23514', constraint = 'file_is_not_restricted', message = 'the file is only stored';
    elsif found_merge is not null and tg_table_name not in ('request_words', 'name_entry') then
      raise exception using errcode = '23514', constraint = 'file_is_not_merged', message = 'the file was merged into another';
    end if;
  end loop;
  return new;
end
$$;

-- How many files say something of another in their relations: whoever merges it has to see them all.
create function registry.relations_to(file bigint) returns integer language sql stable security definer set search_path = registry, pg_temp as $$
  select count(*)::integer from relation r join subject s on s.id = r.subject_id
  where r.other_id = file and upper_inf(r.recorded) and s.state = 'kept' and s.merged_into is null
$$;

-- How many files stopped saying something of another at an instant: whoever undoes a merge has to see them all.
create function registry.relations_led(file bigint, at timestamptz) returns integer language sql stable security definer set search_path = registry, pg_temp as $$
  select count(distinct r.subject_id)::integer from relation r join subject s on s.id = r.subject_id
  where r.other_id = file and upper(r.recorded) = at and s.state = 'kept'
$$;

-- Whether a file was held to be another's at an instant; now where none is said.
create function registry.was_merged(file bigint, known_at timestamptz) returns boolean language sql stable parallel safe as $$
  select exists (select from registry.file_merge m where m.other_id = file and m.recorded @> known_at)
$$;

-- Two files side by side are two files that were read.
create or replace function audit.is_file_read(act text) returns boolean language sql immutable as $$
  select act in ('registry.read-file', 'registry.read-timeline', 'policy.decide-person', 'registry.list-attachments', 'registry.read-attachment', 'registry.see-change',
    'registry.see-requests', 'registry.take-copy', 'registry.compare-files', 'registry.see-merge')
$$;

-- What was found and said of duplicates goes with a file that is erased.
create or replace function registry.erase(files bigint[], request bigint, is_again boolean, at timestamptz) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;
