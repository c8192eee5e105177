-- 个人信息请求: a person, or whoever acts for them, asks for a copy, a correction, a deletion or an explanation (个人信息保护法 44-50). Each is a procedure that leaves a trace:
-- what was asked, by when it is due, who decided (never whoever entered it), on which ground, who carried it out. Nothing of it is overwritten.
--
-- A deletion has two outcomes. While the law still asks for something of the file to be kept, the file is restricted (停止处理): it is stored and nothing else. Once nothing
-- has to be kept it is erased: this is the one way for records to go, and it takes a granted request and two people (docs/decisions/0024).

-- The days in which a request is answered: an office may be quicker than the standard, not slower.
create table registry.request_term (
  kind text constraint request_term_key primary key constraint request_term_kind check (kind in ('copy', 'correction', 'deletion', 'explanation')),
  days integer not null,
  most_days integer not null,
  source_zh text not null,
  source_en text not null,
  constraint request_term_within_standard check (days between 1 and most_days)
);
insert into registry.request_term (kind, days, most_days, source_zh, source_en)
select kind, 30, 30,
  'GB/T 35273-2020《信息安全技术 个人信息安全规范》8.7：三十天内答复；《个人信息保护法》第五十条没有写明天数',
  'GB/T 35273-2020, 8.7: an answer within thirty days; Personal Information Protection Law, article 50, names no days'
from unnest(array['copy', 'correction', 'deletion', 'explanation']) as kind;
grant select on registry.request_term to huican_app;

-- What has to be kept although somebody asks for deletion (个人信息保护法 47 二), and for how long after it was last in use. `covers` names kinds of records and of sealed
-- values, and `change` for changes that were approved. An office may keep more; the table refuses less than the source.
create table registry.retention (
  rule text constraint retention_key primary key,
  covers text[] not null constraint retention_covers_something check (cardinality(covers) > 0),
  least_months integer not null constraint retention_least check (least_months >= 0),
  keep_months integer not null,
  source_zh text not null,
  source_en text not null,
  constraint retention_keeps_what_law_asks check (keep_months >= least_months)
);
insert into registry.retention (rule, covers, least_months, keep_months, source_zh, source_en) values
  ('funds', '{bank-account}', 120, 120,
    '涉及资金的记录至少保存十年（与访问记录一致）：银行账号',
    'what concerns money is kept for at least ten years, as in the access log: bank accounts'),
  ('case-files', '{change}', 120, 120,
    '《机关文件材料归档范围和文书档案保管期限规定》（国家档案局令第8号）第五条：定期保管最短十年：经批准的变更及其证明材料',
    'Rules on the filing of documents of public offices (State Archives order 8), article 5: the shortest term is ten years: approved changes with their evidence');
grant select on registry.retention to huican_app;

-- kept; restricted: stored and nothing else; erased: a tombstone without anything of the person.
alter table registry.subject add column state text not null default 'kept' constraint subject_state check (state in ('kept', 'restricted', 'erased'));
create index subject_set_aside on registry.subject (state) where state <> 'kept';
create policy subject_is_kept on registry.subject as restrictive to huican_app using (state = 'kept') with check (state = 'kept');

create function registry.restricted_files() returns bigint[] language sql stable parallel safe security definer set search_path = registry, pg_temp as $$
  select coalesce(array_agg(id), '{}') from subject where state = 'restricted'
$$;
-- Who is somebody's spouse or guardian is told of neither side while one of both is restricted.
create policy relation_to_kept on registry.relation as restrictive for select to huican_app using (other_id <> all ((select registry.restricted_files())::bigint[]));

-- Whether whoever acts answers for a file, or it is theirs, whatever became of it. Requests, and what is left of a file, are theirs to see.
create function registry.answers_for(file bigint) returns boolean language sql stable parallel safe security definer set search_path = registry, pg_temp as $$
  select exists (
    select from subject s
    where s.id = file and (s.area ^@ any (scope()) or s.other_area ^@ any (scope())
      or s.id = any (coalesce(nullif(current_setting('huican.files', true), '')::bigint[], '{}'))))
$$;
-- What became of a file, for those who answer for it; null for everybody else.
create function registry.file_state(file bigint) returns text language sql stable security definer set search_path = registry, pg_temp as $$
  select state from subject where id = file and answers_for(file)
$$;

create table registry.data_request (
  id bigint generated always as identity constraint data_request_key primary key,
  subject_id bigint not null constraint data_request_subject references registry.subject,
  kind text not null constraint data_request_kind references registry.request_term,
  -- Who asks; near relatives after a death (第四十九条).
  asker text not null constraint data_request_asker check (asker in ('person', 'guardian', 'representative', 'near-relative')),
  channel text not null constraint data_request_channel check (channel in ('counter', 'letter', 'telephone', 'online')),
  received_on date not null,
  due_on date not null,
  entered_at timestamptz not null default transaction_timestamp(),
  entered_by text not null default registry.actor()
);
create index data_request_of on registry.data_request (subject_id, id);

create function registry.date_request() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  if new.received_on not between access.today() - 366 and access.today() then
    raise exception using errcode = '23514', constraint = 'request_received_by_today', message = 'a request was received today or in the year before';
  end if;
  new.due_on := new.received_on + (select days from request_term where kind = new.kind);
  return new;
end
$$;
create trigger a_dated before insert on registry.data_request for each row execute function registry.date_request();

-- What happened to a request, in order. `change_id` has no foreign key: a change goes with the file that it was about, the trace stays.
create table registry.data_request_step (
  id bigint generated always as identity constraint data_request_step_key primary key,
  request_id bigint not null constraint data_request_step_request references registry.data_request,
  what text not null constraint data_request_step_what check (what in ('decided', 'change-named', 'carried-out', 'withdrawn')),
  outcome text constraint data_request_step_outcome check (outcome in ('granted', 'granted-in-part', 'refused')),
  ground text,
  change_id bigint,
  how text constraint data_request_step_how check (how in ('given', 'corrected', 'explained', 'restricted', 'erased')),
  -- From which day on a restricted file can be erased.
  erase_from date,
  at timestamptz not null default transaction_timestamp(),
  taken_by text not null default registry.actor(),
  constraint request_decision_has_outcome check ((what = 'decided') = (outcome is not null)),
  constraint request_refusal_has_ground check (outcome is null or outcome = 'granted' or ground is not null),
  constraint request_change_is_named check ((what = 'change-named') = (change_id is not null)),
  constraint request_completion_says_how check ((what = 'carried-out') = (how is not null)),
  constraint request_restriction_has_end check ((how is not null and how = 'restricted') = (erase_from is not null))
);
create unique index request_is_decided_once on registry.data_request_step (request_id) where what = 'decided';
create unique index request_is_withdrawn_once on registry.data_request_step (request_id) where what = 'withdrawn';
create unique index request_is_done_once on registry.data_request_step (request_id, how) where what = 'carried-out';
create index data_request_step_change on registry.data_request_step (change_id) where change_id is not null;

-- What was said, in words: of whoever asks, and of whoever decides or explains. Sealed; it goes with the file.
create table registry.request_words (
  id bigint generated always as identity constraint request_words_key primary key,
  request_id bigint not null constraint request_words_request references registry.data_request,
  -- Null: the words of the request itself.
  step_id bigint constraint request_words_step references registry.data_request_step,
  subject_id bigint not null constraint request_words_subject references registry.subject,
  sealed bytea not null,
  key_version smallint not null
);
create index request_words_of on registry.request_words (request_id);
create index request_words_subject on registry.request_words (subject_id);

create table registry.restriction (
  subject_id bigint constraint restriction_key primary key constraint restriction_subject references registry.subject,
  request_id bigint not null,
  since date not null,
  erase_from date not null
);

-- The tombstones: which file was erased, when, on which request. `transaction` lets the rows of the file go in this transaction, and in no other.
create table registry.erasure (
  subject_id bigint constraint erasure_key primary key constraint erasure_subject references registry.subject,
  request_id bigint not null,
  -- Erased once more after a backup of before was restored: the list beside the keys says so, signed.
  again boolean not null,
  erased_at timestamptz not null,
  erased_by text not null default registry.actor(),
  transaction xid8 not null default pg_current_xact_id()
);

create function registry.is_erasing(file bigint) returns boolean language sql stable security definer set search_path = registry, pg_temp as $$
  select exists (select from erasure where subject_id = file and transaction = pg_current_xact_id())
$$;

-- The day from which nothing of some files has to be kept any more, if they are out of use since a day.
create function registry.erasable_from(files bigint[], since date) returns date language sql stable security definer set search_path = registry, pg_temp as $$
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
$$;

-- A file with those that were found to be the same person's, and with households that nobody else belongs to.
create function registry.files_with(file bigint, others_are text[]) returns bigint[] language plpgsql stable security definer set search_path = registry, pg_temp as $$
declare
  people bigint[] := array(select id from subject where (id = file or merged_into = file) and state <> 'erased');
begin
  return people || array(
    select distinct r.other_id from relation r
    where r.kind = 'household' and r.subject_id = any (people) and not exists (
      select from relation o join subject s on s.id = o.subject_id
      where o.other_id = r.other_id and o.kind = 'household' and o.subject_id <> all (people) and s.state = any (others_are)));
end
$$;

-- For whom something may follow from some files: members of their households, parents and children.
create function registry.concerned_by(files bigint[]) returns bigint[] language sql stable security definer set search_path = registry, pg_temp as $$
  select coalesce(array_agg(distinct person), '{}') from (
    select m.subject_id as person from relation r join relation m on m.other_id = r.other_id and m.kind = 'household'
    where r.kind = 'household' and r.subject_id = any (files)
    union all select other_id from relation where kind = 'parent' and subject_id = any (files)
    union all select subject_id from relation where kind = 'parent' and other_id = any (files)
  ) found where person <> all (files) and exists (select from subject s where s.id = person and s.state = 'kept')
$$;

-- The rules of a request, asked of each step while whoever takes another step waits.
create function registry.check_request_step() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  asked data_request;
  decision data_request_step;
begin
  select * into asked from data_request where id = new.request_id for update;
  select * into decision from data_request_step where request_id = new.request_id and what = 'decided';
  if exists (select from data_request_step where request_id = new.request_id and what = 'withdrawn') then
    raise exception using errcode = '23514', constraint = 'request_was_withdrawn', message = 'the request was withdrawn';
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
  if new.what = 'carried-out' then perform check_completion(asked, decision, new); end if;
  return new;
end
$$;

create function registry.check_completion(asked registry.data_request, decision registry.data_request_step, done registry.data_request_step) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  if asked.kind <> (case done.how when 'given' then 'copy' when 'corrected' then 'correction' when 'explained' then 'explanation' else 'deletion' end) then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'a request is carried out as what it is';
  end if;
  if asked.kind = 'deletion' and decision.taken_by = done.taken_by then
    raise exception using errcode = '23514', constraint = 'deletion_is_done_by_another', message = 'a deletion is carried out by another person than decided it';
  end if;
  if done.how = 'restricted' and not exists (select from restriction where subject_id = asked.subject_id)
    or done.how = 'erased' and not is_erasing(asked.subject_id)
    or done.how = 'corrected' and not exists (
      select from data_request_step s join change_decision d on d.request_id = s.change_id and d.outcome = 'approved' where s.request_id = asked.id) then
    raise exception using errcode = '23514', constraint = 'request_is_done_indeed', message = 'what is said to be done was not done';
  end if;
end
$$;
revoke execute on function registry.check_completion(registry.data_request, registry.data_request_step, registry.data_request_step) from public;
create trigger a_rules before insert on registry.data_request_step for each row execute function registry.check_request_step();

-- A correction is carried out by a change that was asked for and approved as any other.
create function registry.complete_corrections() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  insert into data_request_step (request_id, what, how)
  select distinct s.request_id, 'carried-out', 'corrected' from data_request_step s
  where s.change_id = new.request_id and new.outcome = 'approved' and not exists (
    select from data_request_step o where o.request_id = s.request_id and (o.what = 'withdrawn' or o.how = 'corrected'));
  return new;
end
$$;
create trigger z_corrections after insert on registry.change_decision for each row execute function registry.complete_corrections();

alter table registry.data_request enable row level security;
alter table registry.data_request_step enable row level security;
alter table registry.request_words enable row level security;
grant select, insert (subject_id, kind, asker, channel, received_on) on registry.data_request to huican_app;
grant select, insert (request_id, what, outcome, ground, change_id, how) on registry.data_request_step to huican_app;
grant select, insert (request_id, step_id, subject_id, sealed, key_version) on registry.request_words to huican_app;
create policy data_request_answered_for on registry.data_request to huican_app using (registry.answers_for(subject_id));
create policy data_request_step_answered_for on registry.data_request_step to huican_app
  using (exists (select from registry.data_request where data_request.id = request_id));
create policy request_words_answered_for on registry.request_words to huican_app
  using (exists (select from registry.data_request where data_request.id = request_id and data_request.subject_id = request_words.subject_id));

-- A trace is only added to; words go with their file.
create function registry.keep_requests() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'request_words' and registry.is_erasing((to_jsonb(old) ->> 'subject_id')::bigint) then return old; end if;
  -- Under a new key words are sealed anew; what they say stays.
  if tg_op = 'UPDATE' and tg_table_name = 'request_words' and (to_jsonb(new) - 'sealed' - 'key_version') is not distinct from (to_jsonb(old) - 'sealed' - 'key_version')
    and (to_jsonb(new) ->> 'key_version')::integer > (to_jsonb(old) ->> 'key_version')::integer then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'requests_are_kept', message = 'a request and its steps are kept';
end
$$;
do $$
declare
  name text;
begin
  foreach name in array array['data_request', 'data_request_step', 'request_words', 'erasure'] loop
    execute format('create trigger a_kept before update or delete on registry.%I for each row execute function registry.keep_requests()', name);
    execute format('alter table registry.%I enable always trigger a_kept', name);
  end loop;
end
$$;

-- The one way for what was recorded to go: its file is erased in this transaction. What a household says of whether all its members are known goes with a member.
create function registry.goes_with_member(household bigint, kind smallint) returns boolean language sql stable security definer set search_path = registry, pg_temp as $$
  select exists (select from record_kind k where k.id = kind and k.key = 'household') and exists (
    select from relation m where m.other_id = household and m.kind = 'household' and is_erasing(m.subject_id))
$$;
create or replace function registry.close_only() returns trigger language plpgsql as $$
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
$$;
create or replace function registry.keep_attachment() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and registry.is_erasing(old.subject_id) then return old; end if;
  -- Under a new key it is sealed anew; what it is stays.
  if tg_op = 'UPDATE' and (new.id, new.subject_id, new.name, new.media_type, new.sha256, new.expires_on, new.added_at, new.added_by)
    is not distinct from (old.id, old.subject_id, old.name, old.media_type, old.sha256, old.expires_on, old.added_at, old.added_by) then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'attachments_are_kept', message = 'what was attached is not changed and not removed';
end
$$;
create function registry.keep_change() returns trigger language plpgsql as $$
begin
  if registry.is_erasing(case tg_table_name when 'change_request' then (to_jsonb(old) ->> 'subject_id')::bigint
    else (select c.subject_id from registry.change_request c where c.id = (to_jsonb(old) ->> 'request_id')::bigint) end) then
    return old;
  end if;
  raise exception using errcode = '23514', constraint = 'changes_are_kept', message = 'what was asked and decided is not removed';
end
$$;
create trigger a_kept before delete on registry.change_request for each row execute function registry.keep_change();
create trigger a_kept before delete on registry.change_decision for each row execute function registry.keep_change();
create function registry.keep_subject() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.state <> 'erased' or new.state = 'erased') then return new; end if;
  raise exception using errcode = '23514', constraint = 'subjects_are_kept', message = 'a file is not removed, and an erased one not filled again';
end
$$;
create trigger a_kept before update of state or delete on registry.subject for each row execute function registry.keep_subject();
alter table registry.change_request enable always trigger a_kept;
alter table registry.change_decision enable always trigger a_kept;
alter table registry.subject enable always trigger a_kept;

-- Whoever writes while a file is set aside waits for it, and then writes nothing: it would be left behind.
create function registry.refuse_set_aside() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  file bigint;
  found_state text;
begin
  foreach file in array array[(to_jsonb(new) ->> 'subject_id')::bigint, (to_jsonb(new) ->> 'other_id')::bigint] loop
    select state into found_state from subject where id = file for key share;
    if found_state = 'erased' then
      raise exception using errcode = '23514', constraint = 'file_is_not_erased', message = 'the file was erased';
    elsif found_state = 'restricted' and tg_table_name <> 'request_words' then
      raise exception using errcode = '23514', constraint = 'file_is_not_restricted', message = 'the file is only stored';
    end if;
  end loop;
  return new;
end
$$;
do $$
declare
  name text;
begin
  foreach name in array array['record', 'sealed_value', 'relation', 'attachment', 'change_request', 'data_request', 'request_words', 'name_entry'] loop
    execute format('create trigger a_set_aside before insert on registry.%I for each row execute function registry.refuse_set_aside()', name);
  end loop;
end
$$;

-- Who comes back after their file was restricted gets a new one: the old one is stored and nothing else, and does not stand in their way.
create or replace function registry.check_sealed_values() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;

-- Erasing takes a granted deletion of this very file, decided by another person than entered it, carried out by another than decided it, and nothing that has to be kept.
-- After a restore it takes the signed list, which only whoever owns the tables can hand in.
create function registry.check_erasure() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  asked data_request;
begin
  if new.again then return new; end if;
  select r.* into asked from data_request r join data_request_step d on d.request_id = r.id and d.what = 'decided' and d.outcome <> 'refused'
  where r.id = new.request_id and r.kind = 'deletion' and d.taken_by <> r.entered_by and d.taken_by <> new.erased_by
    and not exists (select from data_request_step w where w.request_id = r.id and w.what = 'withdrawn');
  if asked.id is null or new.subject_id <> all (files_with(asked.subject_id, '{kept,restricted}')) then
    raise exception using errcode = '23514', constraint = 'erasure_is_granted', message = 'a file is erased on a granted request, by another person than decided it';
  end if;
  if erasable_from(array[new.subject_id], coalesce((select since from restriction where subject_id = new.subject_id), access.today())) > access.today() then
    raise exception using errcode = '23514', constraint = 'erasure_after_retention', message = 'something of the file has to be kept';
  end if;
  return new;
end
$$;
create trigger a_granted before insert on registry.erasure for each row execute function registry.check_erasure();

-- A copy is a file that is read, and requests tell much of one: both count towards how much somebody reads.
create or replace function audit.is_file_read(act text) returns boolean language sql immutable as $$
  select act in ('registry.read-file', 'registry.read-timeline', 'policy.decide-person', 'registry.list-attachments', 'registry.read-attachment', 'registry.see-change',
    'registry.see-requests', 'registry.take-copy')
$$;

-- Whoever had their file restricted acts for nobody any more; who acts for them still sees what became of the request.
create or replace function access.represented_files(file bigint, day date) returns bigint[] language sql stable security definer set search_path = registry, pg_temp as $$
  select coalesce(array_agg(distinct subject_id), '{}') from relation
  where other_id = file and kind in ('guardian', 'representative') and valid @> day and upper_inf(recorded)
    and exists (select from subject s where s.id = file and s.state = 'kept')
$$;

-- The accounts of erased people: nothing tells any more whose they were, and nobody signs in with them. The program stamps them in the same transaction.
create function access.forget_accounts(files bigint[]) returns void language plpgsql security definer set search_path = access, pg_temp as $$
declare
  forgotten text[] := array(select id from account where subject_id = any (files));
  name text;
begin
  foreach name in array array['password', 'authenticator', 'recovery_code', 'passkey', 'setup_code', 'identity_link', 'session', 'account_event'] loop
    execute format('delete from access.%I where account_id = any ($1)', name) using forgotten;
  end loop;
  update account set sign_in_name = id, display_name = '已删除', is_locked = true, has_second_factor = false, stamp = null where id = any (forgotten);
end
$$;
create function access.forgotten_accounts() returns table (id text, subject_id bigint) language sql stable security definer set search_path = access, pg_temp as $$
  select a.id, a.subject_id from account a where registry.is_erasing(a.subject_id)
$$;
create function access.stamp_forgotten(account_id text, its_stamp bytea) returns void language sql security definer set search_path = access, pg_temp as $$
  update account set stamp = its_stamp where id = account_id and registry.is_erasing(subject_id)
$$;

-- Removes everything of some files; in one transaction with whatever else their request does.
create function registry.erase(files bigint[], request bigint, is_again boolean, at timestamptz) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  insert into erasure (subject_id, request_id, again, erased_at) select unnest(files), request, is_again, at;
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

-- Carries out a granted deletion: erases what nothing keeps, restricts the rest until its day. Called again on that day it erases.
create function registry.carry_out_deletion(request bigint) returns table (how text, erase_from date, files bigint[], concerned bigint[])
language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;

-- Erases once more what a restored backup brought back. The day on which a file was made tells it from another that got its number in another life of the register.
create function registry.erase_again(file bigint, made_at timestamptz, request bigint, at timestamptz) returns table (files bigint[], concerned bigint[])
language plpgsql security definer set search_path = registry, pg_temp as $$
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
$$;

revoke execute on function access.forget_accounts(bigint[]), registry.erase(bigint[], bigint, boolean, timestamptz), registry.carry_out_deletion(bigint),
  registry.erase_again(bigint, timestamptz, bigint, timestamptz), registry.files_with(bigint, text[]), registry.concerned_by(bigint[]),
  registry.erasable_from(bigint[], date), access.forgotten_accounts(), access.stamp_forgotten(text, bytea), registry.restricted_files() from public;
grant execute on function registry.carry_out_deletion(bigint), access.forgotten_accounts(), access.stamp_forgotten(text, bytea), registry.restricted_files() to huican_app;
