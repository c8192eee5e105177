-- What the desk asked of households and guardians, whoever writes: a household has one head at a time, a guardian is 18 from the first day on, and two people do not decide for
-- each other. Asked of relations that are written; one that only became shorter is not asked again, so that what was recorded before can be mended.

-- Relations that are believed now, of files that are not another's by now.
create function registry.refuse_family_faults(relations bigint[]) returns void language plpgsql set search_path = registry, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  if exists (
    select from relation w
    join subject own on own.id = w.subject_id and own.merged_into is null
    join relation o on o.other_id = w.other_id and o.kind = 'household' and o.role = 'head' and o.subject_id <> w.subject_id and upper_inf(o.recorded) and o.valid && w.valid
    join subject other on other.id = o.subject_id and other.merged_into is null
    where w.kind = 'household' and w.role = 'head' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
  ) then
    raise exception using errcode = '23514', constraint = 'household_has_one_head', message = 'a household has two heads on the same day';
  end if;
  if exists (
    select from relation w
    join relation o on o.subject_id = w.other_id and o.other_id = w.subject_id and o.kind = 'guardian' and upper_inf(o.recorded) and o.valid && w.valid
    where w.kind = 'guardian' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
  ) then
    raise exception using errcode = '23514', constraint = 'guardians_are_not_mutual', message = 'two people are guardians of each other on the same day';
  end if;
  if exists (
    select from relation w
    cross join lateral (
      select (r.body ->> 'person.birth_date')::date as born
      from record r join record_kind k on k.id = r.kind_id and k.key = 'birth'
      where r.subject_id = w.other_id and upper_inf(r.recorded) and r.body ->> 'person.birth_date' is not null
      order by r.rank, lower(r.recorded) desc, r.id desc
      limit 1
    ) birth
    where w.kind = 'guardian' and upper_inf(w.recorded) and (relations is null or w.id = any (relations))
      -- Where it is not known since when: on the day on which it is recorded.
      and coalesce(lower(w.valid), (lower(w.recorded) at time zone 'Asia/Shanghai')::date) < birth.born + interval '18 years'
  ) then
    raise exception using errcode = '23514', constraint = 'guardian_is_of_age', message = 'a guardian is younger than 18 on the first day';
  end if;
end
$$;

create or replace function registry.check_relations() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
begin
  perform take_files(array(select subject_id from written union select other_id from written));
  if exists (
    select from written w join subject own on own.id = w.subject_id join subject other on other.id = w.other_id
    where upper_inf(w.recorded) and (own.kind <> 'person' or other.kind <> case w.kind when 'household' then 'household' else 'person' end)
  ) then
    raise exception using errcode = '23514', constraint = 'relation_is_to_its_kind', message = 'a member belongs to a household, all others to a person';
  end if;
  perform refuse_relation_faults(array(select distinct subject_id from written));
  perform refuse_family_faults(array(
    select w.id from written w
    where upper_inf(w.recorded) and not exists (
      select from relation before
      where before.subject_id = w.subject_id and before.kind = w.kind and before.other_id = w.other_id and before.role is not distinct from w.role
        and upper(before.recorded) = lower(w.recorded) and before.valid @> w.valid)));
  return null;
end
$$;
