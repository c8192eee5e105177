-- 应急查看: somebody reads one file outside their areas, says why, for an hour; another person looks at it afterwards.

create table access.emergency (
  id bigint generated always as identity constraint emergency_key primary key,
  account_id text collate "C" not null default registry.actor() constraint emergency_account references access.account,
  subject_id bigint not null constraint emergency_subject references registry.subject,
  reason text not null constraint emergency_reason_length check (length(reason) between 10 and 500),
  -- As what and from where they acted.
  role text collate "C" not null,
  area text collate "C" not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  constraint emergency_is_short check (until_at > from_at and until_at <= from_at + interval '1 hour')
);
create index emergency_of on access.emergency (account_id, until_at);

-- What the reviewer found, once. Nobody reviews themselves.
create table access.emergency_review (
  emergency_id bigint constraint emergency_review_key primary key constraint emergency_review_emergency references access.emergency,
  finding text not null constraint emergency_review_finding check (finding in ('justified', 'unjustified')),
  words text constraint emergency_review_words_length check (length(words) <= 500),
  constraint unjustified_has_words check (finding = 'justified' or length(words) > 0),
  reviewed_at timestamptz not null,
  reviewed_by text collate "C" not null default registry.actor() constraint emergency_review_account references access.account
);

create function access.review_by_another() returns trigger language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if exists (select from emergency where id = new.emergency_id and account_id = new.reviewed_by) then
    raise exception using errcode = '23514', constraint = 'emergency_is_reviewed_by_another', message = 'emergency access is reviewed by another person';
  end if;
  return new;
end
$$;
create trigger a_by_another before insert on access.emergency_review for each row execute function access.review_by_another();

alter table access.emergency enable row level security;
alter table access.emergency_review enable row level security;
grant select, insert (subject_id, reason, role, area, from_at, until_at) on access.emergency to huican_app;
grant select, insert (emergency_id, finding, words, reviewed_at) on access.emergency_review to huican_app;
create policy emergency_of_owner on access.emergency to huican_app
  using (account_id = registry.actor() or access.holds('audit-administrator')) with check (account_id = registry.actor());
create policy emergency_review_of on access.emergency_review for select to huican_app
  using (exists (select from access.emergency where emergency.id = emergency_id));
create policy emergency_review_made on access.emergency_review for insert to huican_app with check (access.holds('audit-administrator'));
