-- 印记: what gives somebody a right — accounts, proofs, sessions, appointments — counts only where this program wrote it. Each such row has a stamp, an HMAC-SM3 of what it
-- says under a key that is not in this database (docs/decisions/0020); and how much somebody reads is told from the access log.
--
-- Rows of before get their stamps at the next start, once. Sessions of before end: what is kept of their tokens is another hash now.

-- Whether somebody is locked, and whether they have to show a second factor, is said by their row and not by what else is there: what is missing could have been removed.
alter table access.account
  add column is_locked boolean not null default false,
  add column has_second_factor boolean not null default false,
  add column stamp bytea;
update access.account a set
  is_locked = coalesce((
    select e.what = 'locked' from access.account_event e
    where e.account_id = a.id and e.what in ('locked', 'unlocked')
    order by e.id desc limit 1), false),
  has_second_factor = exists (select from access.authenticator p where p.account_id = a.id) or exists (select from access.passkey p where p.account_id = a.id);
grant insert (stamp), update (is_locked, has_second_factor, stamp) on access.account to huican_app;
create policy account_changed on access.account for update to huican_app
  using (id = registry.actor() or (select access.is_job()) or (select access.holds('security-administrator')));

-- Nobody locks or unlocks themselves, and nobody but the security administrator and the operator does.
create function access.check_account_change() returns trigger language plpgsql as $$
begin
  if new.is_locked <> old.is_locked and current_user = 'huican_app'
    and not (registry.actor() = 'operator' or access.holds('security-administrator') and new.id <> registry.actor()) then
    raise exception using errcode = '42501', message = 'only the security administrator locks and unlocks others';
  end if;
  return new;
end
$$;
create trigger a_change before update on access.account for each row execute function access.check_account_change();

alter table access.password add column stamp bytea;
alter table access.passkey add column stamp bytea;
alter table access.setup_code add column stamp bytea;
grant insert (stamp) on access.setup_code to huican_app;
alter table access.identity_link add column stamp bytea;
grant insert (stamp) on access.identity_link to huican_app;
alter table access.appointment add column stamp bytea;
grant insert (stamp), update (stamp) on access.appointment to huican_app;
alter table access.emergency add column stamp bytea;
grant insert (stamp) on access.emergency to huican_app;

-- What is over has no stamp any more: to take it back takes more than to empty a column.
alter table access.session
  add column stamp bytea,
  -- When their owner last showed the second factor on purpose, to change how they sign in; null for whoever has only signed in.
  add column factor_shown_at timestamptz;
update access.session set ended_at = now() where ended_at is null;
grant update (stamp, factor_shown_at) on access.session to huican_app;
create or replace function access.end_sessions(account text, at timestamptz) returns void language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if not (account = registry.actor() or is_job() or holds('security-administrator')) then
    raise exception using errcode = '42501', message = 'only the security administrator ends sessions of others';
  end if;
  update session set ended_at = at, stamp = null where account_id = account and ended_at is null;
end
$$;

-- An appointment still only ends, once; a stamp says no more than the row does.
create or replace function access.end_appointment() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
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
$$;

-- What happens to appointments is what happens to accounts; and tries that are held up.
alter table access.account_event drop constraint account_event_what, drop constraint account_event_of_nobody;
alter table access.account_event
  add constraint account_event_what check (what in (
    'created', 'locked', 'unlocked', 'setup-code-given', 'setup-code-used', 'password-changed', 'authenticator-enrolled', 'recovery-codes-made', 'recovery-code-used',
    'passkey-enrolled', 'passkey-removed', 'identity-linked', 'identity-unlinked', 'signed-in', 'confirmed', 'signed-out', 'refused', 'held-up', 'sessions-ended',
    'appointed', 'appointment-ended', 'delegated')),
  add constraint account_event_of_nobody check (account_id is not null or what in ('refused', 'held-up'));

-- Whether somebody acts for whoever acts now.
create function access.is_deputy(account text) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select exists (select from appointment p join appointment own on own.id = p.drawn_from where p.account_id = account and own.account_id = registry.actor())
$$;
drop policy account_event_happened on access.account_event;
create policy account_event_happened on access.account_event for insert to huican_app
  with check ((select access.is_job())
    or account_id = registry.actor() and what not in ('created', 'locked', 'unlocked', 'setup-code-given', 'identity-linked', 'appointed', 'delegated')
    or account_id <> registry.actor() and (select access.holds('security-administrator'))
    or what = 'created' and (select access.holds('system-administrator'))
    or what in ('delegated', 'appointment-ended') and access.is_deputy(account_id));

-- How much whoever acts has read, from the log: nobody reads it themselves, and nothing else has to be kept.
create index entry_of_actor_since on audit.entry (actor, at);
create function audit.is_file_read(act text) returns boolean language sql immutable as $$
  select act in ('registry.read-file', 'registry.read-timeline', 'policy.decide-person', 'registry.list-attachments', 'registry.read-attachment', 'registry.see-change')
$$;
-- A number that led to nobody: somebody who is shown a number in a mask could try what is missing.
create function audit.is_failed_number(act text, subjects bigint[], fields text[], outcome text) returns boolean language sql immutable as $$
  select subjects = '{}' and (
    act = 'registry.search-people' and outcome = 'done' and fields && '{identity-number,certificate-number,phone}'::text[]
    or act = 'access.open-emergency' and outcome = 'refused' and fields = '{}')
$$;
create function audit.own_reading()
returns table (files_in_hour bigint, files_in_day bigint, people_in_day bigint, failed_numbers_in_hour bigint, is_noted boolean, has_reason boolean)
language sql stable security definer set search_path = audit, pg_temp as $$
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
$$;

-- 异常查阅: who read much, at night, what was not theirs, or tried numbers, by day; the most first. For those who watch.
create function audit.readers(first_day date, last_day date)
returns table (day date, actor text, files bigint, files_at_night bigint, people bigint, refused bigint, failed_numbers bigint, emergencies bigint, is_noted boolean, reasons text[])
language plpgsql stable security definer set search_path = audit, pg_temp as $$
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
$$;
revoke execute on function audit.own_reading(), audit.readers(date, date) from public;
grant execute on function audit.own_reading(), audit.readers(date, date) to huican_app;
