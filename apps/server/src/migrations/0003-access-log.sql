-- The access log (访问记录): every read and write of somebody's file, who, when, whose, what of it and why.
--
-- The application adds entries and can do nothing else with them. A sealer of its own links them with SM3 into one chain, in which every entry holds all before it, and
-- signs the end of the chain from time to time with a key that is not in this database. Whoever owns the database can still do anything to it: not without being found
-- (docs/access-log.md, docs/decisions/0015).

do $$
begin
  if not exists (select from pg_roles where rolname = 'huican_sealer') then
    create role huican_sealer nologin;
  end if;
exception when unique_violation or duplicate_object then
  -- Another database of the same server made it just now.
  null;
end
$$;
do $$
begin
  if not pg_has_role(current_user, 'huican_sealer', 'member') then
    execute format('grant huican_sealer to %I', current_user);
  end if;
end
$$;

create schema audit;
grant usage on schema audit to huican_app, huican_sealer;
grant usage on schema registry to huican_sealer;

-- On what occasion this transaction acts, as it was opened.
create function audit.occasion() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('huican.occasion', true), '')::jsonb, '{}')
$$;

create table audit.entry (
  id bigint generated always as identity constraint entry_key primary key,
  -- When, who and why are not the application's to say: they follow from the transaction.
  at timestamptz not null default clock_timestamp(),
  actor text not null default registry.actor(),
  act text not null constraint entry_act_form check (act ~ '^[a-z]+\.[a-z-]+$'),
  subjects bigint[] not null,
  fields text[] not null,
  occasion jsonb not null default audit.occasion(),
  outcome text not null constraint entry_outcome check (outcome in ('done', 'refused')),
  -- Entries become visible when their transaction ends, not in the order of their numbers: this tells which the sealer may not have seen yet.
  transaction xid8 not null default pg_current_xact_id()
);
create index entry_transaction on audit.entry (transaction);
create index entry_subjects on audit.entry using gin (subjects);
create index entry_actor on audit.entry (actor, id);
create index entry_at on audit.entry (at);
grant insert (act, subjects, fields, outcome) on audit.entry to huican_app, huican_sealer;
grant select on audit.entry to huican_sealer;

-- The chain: `hash` is the SM3 of the hash before and the entry's bytes.
create table audit.seal (
  seq bigint constraint seal_key primary key constraint seal_seq_counts check (seq > 0),
  -- No foreign key: an entry that has expired is removed, its seal stays.
  entry_id bigint not null constraint seal_once_an_entry unique,
  hash bytea not null constraint seal_hash_length check (length(hash) = 32)
);
grant select, insert on audit.seal to huican_sealer;

-- All entries of transactions before this one are sealed.
create table audit.horizon (
  is_the_one boolean default true constraint horizon_key primary key constraint horizon_is_one check (is_the_one),
  transaction xid8 not null
);
insert into audit.horizon (transaction) values ('0');
grant select, update on audit.horizon to huican_sealer;

-- The end of the chain at a moment, signed with SM2; `previous` is the SM3 of what the checkpoint before it states.
create table audit.checkpoint (
  number bigint constraint checkpoint_key primary key constraint checkpoint_number_counts check (number > 0),
  seq bigint not null,
  count bigint not null,
  hash bytea not null,
  at timestamptz not null,
  previous bytea not null,
  key_id text not null,
  signature bytea not null
);
grant select, insert on audit.checkpoint to huican_sealer;

-- How long entries are kept: as the law says at least, and as this office has chosen. An entry is kept as long as the longest rule that it falls under says.
create table audit.retention (
  rule text constraint retention_key primary key,
  -- Beginnings of the names of acts, and fields, one of each of which an entry has; an empty list is all.
  acts text[] not null,
  fields text[] not null,
  least_months integer not null constraint retention_least check (least_months > 0),
  keep_months integer not null,
  source_zh text not null,
  source_en text not null,
  constraint retention_keeps_what_law_asks check (keep_months >= least_months)
);
insert into audit.retention (rule, acts, fields, least_months, keep_months, source_zh, source_en) values
  ('network', '{}', '{}', 6, 36,
    '《网络安全法》第二十一条：网络日志留存不少于六个月；《个人信息保护法》第五十六条：处理情况记录至少保存三年',
    'Cybersecurity Law, article 21: logs are kept for at least six months; Personal Information Protection Law, article 56: records of processing for at least three years'),
  ('funds', '{payments.}', '{}', 120, 120,
    '涉及资金的记录至少保存十年', 'what concerns money is kept for at least ten years'),
  ('accounts', '{registry.register-person,registry.ask-,registry.approve-}', '{bank-account}', 120, 120,
    '涉及资金的记录至少保存十年：银行账号的登记和变更', 'what concerns money is kept for at least ten years: bank accounts registered and changed');

create function audit.kept_until(written_at timestamptz, done text, shown text[]) returns timestamptz language sql stable as $$
  select written_at + make_interval(months => max(keep_months)) from audit.retention
  where (acts = '{}' or done ^@ any (acts)) and (fields = '{}' or shown && fields)
$$;

-- That sealed entries were removed because they had expired. Signed like a checkpoint.
create table audit.removal (
  number bigint constraint removal_key primary key,
  from_seq bigint not null,
  to_seq bigint not null,
  at timestamptz not null,
  actor text not null,
  key_id text not null,
  signature bytea not null,
  transaction xid8 not null default pg_current_xact_id()
);

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise exception using errcode = '23514', constraint = 'access_log_is_kept', message = 'the access log is only added to';
end
$$;

-- The one way for an entry to go: its range is removed in this transaction, and its time is over.
create function audit.refuse_unless_expired() returns trigger language plpgsql as $$
begin
  if audit.kept_until(old.at, old.act, old.fields) > clock_timestamp() or not exists (
    select from audit.seal s join audit.removal r on s.seq between r.from_seq and r.to_seq
    where s.entry_id = old.id and r.transaction = pg_current_xact_id()
  ) then
    raise exception using errcode = '23514', constraint = 'access_log_is_kept', message = 'the access log is only added to';
  end if;
  return old;
end
$$;

create trigger a_kept before update or truncate on audit.entry for each statement execute function audit.refuse();
create trigger a_expired before delete on audit.entry for each row execute function audit.refuse_unless_expired();
create trigger a_kept before update or delete or truncate on audit.seal for each statement execute function audit.refuse();
create trigger a_kept before update or delete or truncate on audit.checkpoint for each statement execute function audit.refuse();
create trigger a_kept before update or delete or truncate on audit.removal for each statement execute function audit.refuse();
-- Also for whoever replicates or restores: no route leads around them.
alter table audit.entry enable always trigger a_kept;
alter table audit.entry enable always trigger a_expired;
alter table audit.seal enable always trigger a_kept;
alter table audit.checkpoint enable always trigger a_kept;
alter table audit.removal enable always trigger a_kept;

-- Nobody reads the log itself. 谁看过我的信息: what happened to one's own file, or to that of whom one represents, by day.
create function audit.accesses_of(person bigint, first_day date, last_day date)
returns table (day date, actor text, role text, area text, act text, basis text, reference text, reason text, outcome text, fields text[], times bigint)
language plpgsql stable security definer set search_path = audit, pg_temp as $$
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
$$;

-- What jobs did with everybody's file: each kind once.
create function audit.jobs_between(first_day date, last_day date) returns table (actor text, act text, times bigint, last_day_of date)
language sql stable security definer set search_path = audit, pg_temp as $$
  select e.actor, e.act, count(*), max((e.at at time zone 'Asia/Shanghai')::date)
  from entry e
  where e.subjects = '{}' and e.occasion ->> 'basis' = 'job'
    and e.at >= first_day::timestamp at time zone 'Asia/Shanghai' and e.at < (last_day + 1)::timestamp at time zone 'Asia/Shanghai'
  group by 1, 2 order by 1, 2
$$;

-- For auditors: what somebody did, what happened to a file, what happened on a day; of files of their areas, the latest first.
create function audit.find(by_actor text, about bigint, on_day date, before bigint, most integer)
returns table (id bigint, at timestamptz, actor text, act text, subjects bigint[], fields text[], occasion jsonb, outcome text)
language plpgsql stable security definer set search_path = audit, pg_temp set plan_cache_mode = force_custom_plan as $$
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
$$;

revoke execute on function audit.accesses_of(bigint, date, date), audit.jobs_between(date, date), audit.find(text, bigint, date, bigint, integer) from public;
grant execute on function audit.accesses_of(bigint, date, date), audit.jobs_between(date, date), audit.find(text, bigint, date, bigint, integer) to huican_app;
