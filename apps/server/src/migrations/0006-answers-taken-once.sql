-- What a passkey answers is taken once; and what is written of an account is written by whom it is for.

-- Answers to a question: whoever saw one go by has nothing of it.
create table access.used_challenge (
  hash bytea constraint used_challenge_key primary key,
  ends_at timestamptz not null
);
alter table access.used_challenge enable row level security;
grant select, insert, delete on access.used_challenge to huican_app;
create policy used_challenge_of_job on access.used_challenge to huican_app using (registry.actor() = 'sign-in');

-- Reading and writing were one rule, so that any administrator could have written that an account was locked. Nobody locks, unlocks or resets themselves; others are the
-- security administrator's.
drop policy account_event_of on access.account_event;
create policy account_event_seen on access.account_event for select to huican_app
  using (account_id = registry.actor() or (select access.is_job()) or (select access.is_administrator()));
create policy account_event_happened on access.account_event for insert to huican_app
  with check ((select access.is_job())
    or account_id = registry.actor() and what not in ('created', 'locked', 'unlocked', 'setup-code-given', 'identity-linked')
    or account_id <> registry.actor() and (select access.holds('security-administrator'))
    or what = 'created' and (select access.holds('system-administrator')));
