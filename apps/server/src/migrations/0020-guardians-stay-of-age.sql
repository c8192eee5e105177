-- A guardianship that stands is asked again when it is told anew when the guardian was born: 0019 asks only when the guardianship is written.

-- Of some people, as guardians of others who have a file of their own. What has ended by today is history: a birth date that was wrong then can be corrected.
create function registry.refuse_young_guardians(guardians bigint[]) returns void language plpgsql set search_path = registry, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  if exists (
    select from relation w
    join subject ward on ward.id = w.subject_id and ward.merged_into is null and ward.state = 'kept'
    cross join lateral (
      select (r.body ->> 'person.birth_date')::date as born
      from record r join record_kind k on k.id = r.kind_id and k.key = 'birth'
      where r.subject_id = w.other_id and upper_inf(r.recorded) and r.body ->> 'person.birth_date' is not null
      order by r.rank, lower(r.recorded) desc, r.id desc
      limit 1
    ) birth
    where w.kind = 'guardian' and w.other_id = any (guardians) and upper_inf(w.recorded)
      and (upper_inf(w.valid) or upper(w.valid) > (recording_at() at time zone 'Asia/Shanghai')::date)
      and coalesce(lower(w.valid), (lower(w.recorded) at time zone 'Asia/Shanghai')::date) < birth.born + interval '18 years'
  ) then
    raise exception using errcode = '23514', constraint = 'guardian_stays_of_age', message = 'a guardian would be younger than 18 on the first day of a guardianship that stands';
  end if;
end
$$;

create or replace function registry.check_records() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  subjects bigint[] := array(select distinct subject_id from written);
begin
  perform take_files(subjects);
  perform refuse_record_faults(subjects);
  perform refuse_young_guardians(array(select distinct w.subject_id from written w join record_kind k on k.id = w.kind_id and k.key = 'birth'));
  return null;
end
$$;
