-- 换密钥: a value that is sealed anew with a later key is the same value; nothing else of it may change. The application has no right to these columns.
create or replace function registry.close_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
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

-- What is checked of files whose values were closed; a value that was only sealed anew says what it said.
create function registry.check_closed_values() returns trigger language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  subjects bigint[] := array(select distinct written.subject_id from written join before using (id) where written.recorded <> before.recorded);
begin
  if subjects = '{}' then return null; end if;
  perform take_files(subjects);
  perform refuse_sealed_value_faults(subjects);
  return null;
end
$$;

drop trigger z_closed on registry.sealed_value;
create trigger z_closed after update on registry.sealed_value referencing old table as before new table as written
  for each statement execute function registry.check_closed_values();
