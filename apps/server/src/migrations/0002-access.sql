-- Who may sign in, how they prove who they are, and what they are appointed to, over time.
--
-- Whoever acts is named in the transaction as everywhere. Before somebody is signed in there is nobody: then the job `sign-in` acts, which has no areas and so sees no
-- file; it alone reads what passwords and sessions are checked against. Nothing here holds a password, a code or a token: only what tells a right one from a wrong one.

create schema access;
grant usage on schema access to huican_app;

-- A text as a range of one, so that an exclusion constraint can say "of the same person" without an extension.
create type access.textrange as range (subtype = text, collation = "C");

create table access.account (
  id text collate "C" constraint account_key primary key constraint account_id_form check (id ~ '^u_[0-9a-f]{20}$'),
  -- Folded: two names that differ in their case, or in the width of their letters, are one.
  sign_in_name text collate "C" not null constraint account_name_once unique constraint account_name_form check (length(sign_in_name) between 2 and 64),
  display_name text not null constraint account_display_name_length check (length(display_name) between 1 and 50),
  -- The file of a citizen; null for everybody who works here.
  subject_id bigint constraint account_subject references registry.subject,
  created_at timestamptz not null default transaction_timestamp(),
  created_by text not null default registry.actor()
);
create unique index account_of_subject on access.account (subject_id) where subject_id is not null;

-- What happened to an account, in order: its state and its history are both read here. Only ever added to.
create table access.account_event (
  id bigint generated always as identity constraint account_event_key primary key,
  -- Null where somebody gave a name that nobody has: it is kept that they did, not what they typed, which may be a password.
  account_id text collate "C" constraint account_event_account references access.account,
  what text not null constraint account_event_what check (what in (
    'created', 'locked', 'unlocked', 'setup-code-given', 'setup-code-used', 'password-changed', 'authenticator-enrolled', 'recovery-codes-made', 'recovery-code-used',
    'passkey-enrolled', 'passkey-removed', 'identity-linked', 'identity-unlinked', 'signed-in', 'confirmed', 'signed-out', 'refused', 'sessions-ended')),
  -- How somebody proved who they are, or which one it was about.
  how text constraint account_event_how_length check (length(how) <= 100),
  address text,
  at timestamptz not null,
  by text not null default registry.actor(),
  constraint account_event_of_nobody check (account_id is not null or what = 'refused')
);
create index account_event_of on access.account_event (account_id, id);

-- At which levels a role may be held, by the length of the area's code; 0 is a role without an area. `role.ts` says the same, and a test holds both together.
create table access.role_level (
  role text collate "C" not null,
  area_length integer not null,
  constraint role_level_key primary key (role, area_length)
);
insert into access.role_level (role, area_length) values
  ('commissioner', 12), ('street-clerk', 9), ('district-desk', 6), ('district-desk', 4), ('district-desk', 2),
  ('civil-affairs', 9), ('civil-affairs', 6), ('civil-affairs', 4), ('finance', 6), ('finance', 4),
  ('auditor', 6), ('auditor', 4), ('auditor', 2), ('provider', 6), ('provider', 4),
  ('citizen', 0), ('representative', 0), ('system-administrator', 0), ('security-administrator', 0), ('audit-administrator', 0);

-- 任职: a role, where, at which desk, from which day and until which. It ends; it is never removed or rewritten.
create table access.appointment (
  id bigint generated always as identity constraint appointment_key primary key,
  account_id text collate "C" not null constraint appointment_account references access.account,
  role text collate "C" not null,
  -- The beginning of the codes of the area.
  area text collate "C" constraint appointment_area_form check (area ~ '^\d+$'),
  area_length integer not null generated always as (coalesce(length(area), 0)) stored,
  section text constraint appointment_section check (
    section is null or role = 'district-desk' and section in ('certificates', 'rehabilitation', 'care', 'employment', 'education', 'office')),
  from_day date not null,
  -- The last day.
  until_day date,
  -- The first day on which it no longer holds, where it was ended before its time.
  ended_on date,
  in_force daterange not null generated always as (
    case when ended_on <= from_day then 'empty'::daterange else daterange(from_day, least(until_day + 1, ended_on)) end) stored,
  -- Whose duty this is, where somebody acts for another (代理).
  drawn_from bigint constraint appointment_drawn_from references access.appointment,
  given_at timestamptz not null default transaction_timestamp(),
  given_by text not null default registry.actor(),
  ended_at timestamptz,
  ended_by text,
  constraint appointment_level foreign key (role, area_length) references access.role_level,
  constraint appointment_holds_some_day check (until_day >= from_day),
  constraint delegation_has_an_end check (drawn_from is null or until_day is not null),
  constraint appointment_end_is_signed check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (ended_at is null)),
  -- 三员分立: of the three administrators nobody is two, also not for a day and not for somebody else.
  constraint administrators_are_three exclude using gist (access.textrange(account_id, account_id, '[]') with &&, in_force with &&)
    where (role in ('system-administrator', 'security-administrator', 'audit-administrator'))
);
create index appointment_of on access.appointment (account_id);
create index appointment_drawn on access.appointment (drawn_from) where drawn_from is not null;

-- Today in China, where the days of appointments are.
create function access.today() returns date language sql stable as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

-- Whether whoever acts holds a role today.
create function access.holds(wanted text) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select exists (select from appointment where account_id = registry.actor() and role = wanted and in_force @> today())
$$;

create function access.is_administrator() returns boolean language sql stable as $$
  select access.holds('system-administrator') or access.holds('security-administrator') or access.holds('audit-administrator')
$$;

-- The job that signs people in, and whoever stands at the machine itself with its keys.
create function access.is_job() returns boolean language sql stable as $$ select registry.actor() in ('sign-in', 'operator') $$;

-- Nobody hands on more than they have: the same role and desk, an area within theirs, days within theirs; and not what they themselves hold for another.
create function access.check_delegation() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
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
$$;
create trigger a_delegation before insert on access.appointment for each row execute function access.check_delegation();

-- The one change: it ends, once. Whoever ends it is whoever acts. What was handed on from it ends with it. (Columns that are computed are not yet when this looks.)
create function access.end_appointment() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.ended_on is not null or new.ended_on is null
    or (to_jsonb(new) - '{ended_on,ended_at,ended_by,in_force,area_length}'::text[]) is distinct from (to_jsonb(old) - '{ended_on,ended_at,ended_by,in_force,area_length}'::text[]) then
    raise exception using errcode = '23514', constraint = 'appointments_only_end', message = 'an appointment only ends, once';
  end if;
  new.ended_at := transaction_timestamp();
  new.ended_by := registry.actor();
  update appointment set ended_on = greatest(new.ended_on, from_day) where drawn_from = new.id and ended_on is null and in_force && daterange(new.ended_on, null);
  return new;
end
$$;
create trigger a_end before update or delete on access.appointment for each row execute function access.end_appointment();
alter table access.appointment enable always trigger a_end;

-- What a password is checked against: argon2id with its parameters, salted, and peppered with a key that is not in the database.
create table access.password (
  account_id text collate "C" constraint password_key primary key constraint password_account references access.account,
  hash text not null constraint password_hash_form check (hash like '$argon2id$%'),
  set_at timestamptz not null
);

-- The secret of an authenticator app, sealed. It is kept once a code of it was shown.
create table access.authenticator (
  account_id text collate "C" constraint authenticator_key primary key constraint authenticator_account references access.account,
  sealed bytea not null,
  key_version smallint not null,
  enrolled_at timestamptz not null,
  -- The last half minute whose code was taken: no code is taken twice.
  last_step bigint not null default 0
);

create table access.recovery_code (
  account_id text collate "C" not null constraint recovery_code_account references access.account,
  hash bytea not null,
  used_at timestamptz,
  constraint recovery_code_key primary key (account_id, hash)
);

create table access.passkey (
  id text collate "C" constraint passkey_key primary key,
  account_id text collate "C" not null constraint passkey_account references access.account,
  name text not null constraint passkey_name_length check (length(name) between 1 and 50),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index passkey_of on access.passkey (account_id);

-- The only way in for an account without a password: given by an administrator, shown once, good for one use and a short time.
create table access.setup_code (
  account_id text collate "C" constraint setup_code_key primary key constraint setup_code_account references access.account,
  hash bytea not null,
  ends_at timestamptz not null,
  given_by text not null default registry.actor(),
  constraint setup_code_is_anothers check (given_by <> account_id)
);

-- Who somebody is at a provider of identities (OpenID Connect).
create table access.identity_link (
  issuer text collate "C" not null,
  subject text collate "C" not null,
  account_id text collate "C" not null constraint identity_link_account references access.account,
  linked_at timestamptz not null default transaction_timestamp(),
  linked_by text not null default registry.actor(),
  constraint identity_link_key primary key (issuer, subject),
  constraint identity_link_once unique (issuer, account_id)
);

create table access.session (
  id text collate "C" constraint session_key primary key,
  account_id text collate "C" not null constraint session_account references access.account,
  token_hash bytea not null constraint session_token_once unique,
  -- `first`: the password was right, and nothing can be done yet but to show the second factor.
  stage text not null constraint session_stage check (stage in ('first', 'full')),
  how text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  -- When its owner last proved who they are.
  confirmed_at timestamptz not null,
  ends_at timestamptz not null,
  address text not null,
  device text not null constraint session_device_length check (length(device) <= 100),
  ended_at timestamptz
);
create index session_of on access.session (account_id) where ended_at is null;

-- Failures by name and by address, as keyed hashes: a name that nobody has counts like any other.
create table access.attempt (
  key bytea constraint attempt_key primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);

-- Proofs are for their owner and for the job that checks them; an administrator voids them without reading any.
do $$
declare
  name text;
begin
  foreach name in array array['password', 'authenticator', 'recovery_code', 'passkey'] loop
    execute format('alter table access.%I enable row level security', name);
    execute format('grant select, insert, update, delete on access.%I to huican_app', name);
    execute format('create policy %I on access.%I to huican_app using (account_id = registry.actor() or registry.actor() = %L)', name || '_of_owner', name, 'sign-in');
  end loop;
end
$$;

alter table access.attempt enable row level security;
grant select, insert, update, delete on access.attempt to huican_app;
create policy attempt_of_job on access.attempt to huican_app using (registry.actor() = 'sign-in');

alter table access.account enable row level security;
grant select, insert (id, sign_in_name, display_name, subject_id) on access.account to huican_app;
create policy account_seen on access.account for select to huican_app
  using (subject_id is null or id = registry.actor() or (select access.is_job()) or (select access.is_administrator()));
create policy account_made on access.account for insert to huican_app
  with check ((select access.holds('system-administrator')) or registry.actor() = 'operator');

alter table access.account_event enable row level security;
grant select, insert (account_id, what, how, address, at) on access.account_event to huican_app;
create policy account_event_of on access.account_event to huican_app
  using (account_id = registry.actor() or (select access.is_job()) or (select access.is_administrator()));

alter table access.appointment enable row level security;
grant select, insert (account_id, role, area, section, from_day, until_day, drawn_from), update (ended_on) on access.appointment to huican_app;
create policy appointment_seen on access.appointment for select to huican_app using (exists (select from access.account where account.id = account_id));
create function access.is_own_appointment(wanted bigint) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select exists (select from appointment where id = wanted and account_id = registry.actor())
$$;
-- Rights are given by the security administrator, never to themselves; a delegation also by whoever hands it on.
create policy appointment_given on access.appointment for insert to huican_app
  with check (registry.actor() = 'operator' or account_id <> registry.actor() and (
    (select access.holds('security-administrator')) or drawn_from is not null and access.is_own_appointment(drawn_from)));
create policy appointment_ended on access.appointment for update to huican_app
  using (registry.actor() = 'operator' or (select access.holds('security-administrator')) or access.is_own_appointment(id) or access.is_own_appointment(drawn_from));

alter table access.setup_code enable row level security;
grant select, insert (account_id, hash, ends_at), delete on access.setup_code to huican_app;
create policy setup_code_of on access.setup_code to huican_app
  using ((select access.is_job()) or (select access.holds('security-administrator')));

alter table access.identity_link enable row level security;
grant select, insert (issuer, subject, account_id), delete on access.identity_link to huican_app;
create policy identity_link_of on access.identity_link to huican_app
  using ((select access.is_job()) or (select access.holds('security-administrator')) or account_id = registry.actor());

alter table access.session enable row level security;
grant select, insert, update (token_hash, stage, how, seen_at, confirmed_at, ends_at, ended_at) on access.session to huican_app;
create policy session_of on access.session to huican_app using (account_id = registry.actor() or registry.actor() = 'sign-in');

-- Ends every session of somebody: they themselves, the security administrator, or whoever stands at the machine.
create function access.end_sessions(account text, at timestamptz) returns void language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if not (account = registry.actor() or is_job() or holds('security-administrator')) then
    raise exception using errcode = '42501', message = 'only the security administrator ends sessions of others';
  end if;
  update session set ended_at = at where account_id = account and ended_at is null;
end
$$;

-- Takes every proof from somebody, so that only a new setup code lets them in.
create function access.void_proofs(account text) returns void language plpgsql security definer set search_path = access, pg_temp as $$
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
$$;

-- The files that somebody may see wherever they lie: their own, and on a day those of whom they are guardian or representative.
create function access.own_file(file bigint) returns bigint language sql stable security definer set search_path = registry, pg_temp as $$
  select coalesce(merged_into, id) from subject where id = file
$$;
create function access.represented_files(file bigint, day date) returns bigint[] language sql stable security definer set search_path = registry, pg_temp as $$
  select coalesce(array_agg(distinct subject_id), '{}') from relation
  where other_id = file and kind in ('guardian', 'representative') and valid @> day and upper_inf(recorded)
$$;
