-- 恢复处理: a restriction (停止处理) is lifted. Until now nothing led back from it, so a deletion that nobody meant, or a file that the law needs, could be helped by hand only.
-- Lifting is asked for and decided like every request; whoever asked neither decides it nor carries it out (docs/decisions/0024).

alter table registry.request_term
  drop constraint request_term_kind,
  add constraint request_term_kind check (kind in ('copy', 'correction', 'deletion', 'explanation', 'resumption'));
insert into registry.request_term (kind, days, most_days, source_zh, source_en) values
  ('resumption', 30, 30,
    '比照 GB/T 35273-2020《信息安全技术 个人信息安全规范》8.7：三十天内答复；法律没有写明恢复处理的天数',
    'by analogy with GB/T 35273-2020, 8.7: an answer within thirty days; no law names days for lifting a restriction');

-- An office that finds that it was wrong asks itself, for nothing else.
alter table registry.data_request
  drop constraint data_request_asker,
  add constraint data_request_asker check (asker in ('person', 'guardian', 'representative', 'near-relative', 'office')),
  add constraint request_asker_fits_kind check (case kind when 'resumption' then asker <> 'near-relative' else asker <> 'office' end);

-- `lifted` stands with the deletion: it ends there, and erases nothing any more. `resumed` is how the request to lift it was carried out.
alter table registry.data_request_step
  drop constraint data_request_step_what,
  add constraint data_request_step_what check (what in ('decided', 'change-named', 'carried-out', 'withdrawn', 'lifted')),
  drop constraint data_request_step_how,
  add constraint data_request_step_how check (how in ('given', 'corrected', 'explained', 'restricted', 'erased', 'resumed'));
create unique index request_is_lifted_once on registry.data_request_step (request_id) where what = 'lifted';

create or replace function registry.check_request_step() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  asked data_request;
  decision data_request_step;
begin
  select * into asked from data_request where id = new.request_id for update;
  select * into decision from data_request_step where request_id = new.request_id and what = 'decided';
  if exists (select from data_request_step where request_id = new.request_id and what = 'withdrawn') then
    raise exception using errcode = '23514', constraint = 'request_was_withdrawn', message = 'the request was withdrawn';
  end if;
  if exists (select from data_request_step where request_id = new.request_id and what = 'lifted') then
    raise exception using errcode = '23514', constraint = 'request_was_lifted', message = 'the restriction was lifted, and the deletion with it';
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
  if new.what = 'lifted' and (exists (select from restriction where request_id = asked.id)
    or not exists (select from data_request_step where request_id = asked.id and how = 'restricted')) then
    raise exception using errcode = '23514', constraint = 'request_is_done_indeed', message = 'what is said to be lifted was not';
  end if;
  if new.what = 'carried-out' then perform check_completion(asked, decision, new); end if;
  return new;
end
$$;

create or replace function registry.check_completion(asked registry.data_request, decision registry.data_request_step, done registry.data_request_step) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  if asked.kind <> (case done.how
    when 'given' then 'copy' when 'corrected' then 'correction' when 'explained' then 'explanation' when 'resumed' then 'resumption' else 'deletion' end) then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'a request is carried out as what it is';
  end if;
  if asked.kind = 'deletion' and decision.taken_by = done.taken_by then
    raise exception using errcode = '23514', constraint = 'deletion_is_done_by_another', message = 'a deletion is carried out by another person than decided it';
  end if;
  if asked.kind = 'resumption' and asked.entered_by = done.taken_by then
    raise exception using errcode = '23514', constraint = 'resumption_is_done_by_another', message = 'a restriction is lifted by another person than asked for it';
  end if;
  if done.how = 'restricted' and not exists (select from restriction where subject_id = asked.subject_id)
    or done.how = 'erased' and not is_erasing(asked.subject_id)
    or done.how = 'resumed' and exists (select from subject where id = asked.subject_id and state <> 'kept')
    or done.how = 'corrected' and not exists (
      select from data_request_step s join change_decision d on d.request_id = s.change_id and d.outcome = 'approved' where s.request_id = asked.id) then
    raise exception using errcode = '23514', constraint = 'request_is_done_indeed', message = 'what is said to be done was not done';
  end if;
end
$$;

-- A deletion whose restriction was lifted erases nothing, whoever says so.
create or replace function registry.check_erasure() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  asked data_request;
begin
  if new.again then return new; end if;
  select r.* into asked from data_request r join data_request_step d on d.request_id = r.id and d.what = 'decided' and d.outcome <> 'refused'
  where r.id = new.request_id and r.kind = 'deletion' and d.taken_by <> r.entered_by and d.taken_by <> new.erased_by
    and not exists (select from data_request_step w where w.request_id = r.id and w.what in ('withdrawn', 'lifted'));
  if asked.id is null or new.subject_id <> all (files_with(asked.subject_id, '{kept,restricted}')) then
    raise exception using errcode = '23514', constraint = 'erasure_is_granted', message = 'a file is erased on a granted request, by another person than decided it';
  end if;
  if erasable_from(array[new.subject_id], coalesce((select since from restriction where subject_id = new.subject_id), access.today())) > access.today() then
    raise exception using errcode = '23514', constraint = 'erasure_after_retention', message = 'something of the file has to be kept';
  end if;
  return new;
end
$$;

-- Into a restricted file nothing is written but the request to lift it, and only there can one be made.
create or replace function registry.refuse_set_aside() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  file bigint;
  found_state text;
  found_merge bigint;
  is_resumption boolean := tg_table_name = 'data_request' and to_jsonb(new) ->> 'kind' = 'resumption';
begin
  foreach file in array array[(to_jsonb(new) ->> 'subject_id')::bigint, (to_jsonb(new) ->> 'other_id')::bigint] loop
    select state, merged_into into found_state, found_merge from subject where id = file for key share;
    if found_state = 'erased' then
      raise exception using errcode = '23514', constraint = 'file_is_not_erased', message = 'the file was erased';
    elsif is_resumption then
      if found_state <> 'restricted' then
        raise exception using errcode = '23514', constraint = 'resumption_is_of_restricted', message = 'only a restriction that stands is lifted';
      end if;
    elsif found_state = 'restricted' and tg_table_name <> 'request_words' then
      raise exception using errcode = '23514', constraint = 'file_is_not_restricted', message = 'the file is only stored';
    elsif found_merge is not null and tg_table_name not in ('request_words', 'name_entry') then
      raise exception using errcode = '23514', constraint = 'file_is_not_merged', message = 'the file was merged into another';
    end if;
  end loop;
  return new;
end
$$;

-- Carries out a granted request to lift a restriction: whatever the same deletion set aside is in use again, and the households of these people. That it was granted, and to
-- another than asked, the step that it writes is asked.
create function registry.resume_processing(request bigint) returns table (files bigint[], concerned bigint[])
language plpgsql security definer set search_path = registry, pg_temp as $$
#variable_conflict use_variable
declare
  asked data_request;
begin
  select r.* into asked from data_request r where r.id = request and r.kind = 'resumption' and answers_for(r.subject_id) for update;
  if asked.id is null then
    raise exception using errcode = '23514', constraint = 'request_is_done_as_asked', message = 'there is no such request';
  end if;
  files := array(select o.subject_id from restriction own join restriction o on o.request_id = own.request_id where own.subject_id = asked.subject_id);
  if cardinality(files) = 0 then
    raise exception using errcode = '23514', constraint = 'resumption_is_of_restricted', message = 'only a restriction that stands is lifted';
  end if;
  -- A household that was set aside with its last member has one again.
  files := files || array(
    select distinct h.subject_id from relation r join restriction h on h.subject_id = r.other_id
    where r.kind = 'household' and r.subject_id = any (files) and h.subject_id <> all (files));
  concerned := concerned_by(files);
  perform take_file(asked.subject_id, files || concerned);
  perform refuse_second_file(files);
  delete from restriction where subject_id = any (files);
  update subject set state = 'kept' where id = any (files);
  update subject set version = version + 1 where id = any (files || concerned);
  insert into data_request_step (request_id, what)
  select r.id, 'lifted' from data_request r join data_request_step s on s.request_id = r.id and s.how = 'restricted'
  where r.subject_id = any (files) and not exists (select from data_request_step l where l.request_id = r.id and l.what = 'lifted');
  insert into data_request_step (request_id, what, how) values (request, 'carried-out', 'resumed');
  return next;
end
$$;

-- Who came back while their file was only stored got a new one. One person has one file, so the old one stays as it is then.
create function registry.refuse_second_file(files bigint[]) returns void language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(blind, 'hex'), 5)) from (
    select distinct v.blind from sealed_value v join subject s on s.id = v.subject_id and s.merged_into is null
    where s.id = any (files) and v.kind = 'identity-number' and v.blind is not null and upper_inf(v.recorded) order by v.blind) numbers;
  if exists (
    select from sealed_value v
    join subject own on own.id = v.subject_id and own.merged_into is null
    join sealed_value r on r.blind = v.blind and r.kind = v.kind and r.subject_id <> all (files) and upper_inf(r.recorded)
    join subject other on other.id = r.subject_id and other.merged_into is null and other.state = 'kept'
    where own.id = any (files) and v.kind = 'identity-number' and upper_inf(v.recorded)
  ) then
    raise exception using errcode = '23505', constraint = 'resumed_file_is_the_only_one', message = 'the person has another file by now';
  end if;
end
$$;

revoke execute on function registry.resume_processing(bigint), registry.refuse_second_file(bigint[]) from public;
grant execute on function registry.resume_processing(bigint) to huican_app;
