-- Which sessions ended is told in the log: one that is put back from a copy is found by it.
drop function access.end_sessions(text, timestamptz);
create function access.end_sessions(account text, at timestamptz) returns setof text language plpgsql security definer set search_path = access, pg_temp as $$
begin
  if not (account = registry.actor() or is_job() or holds('security-administrator')) then
    raise exception using errcode = '42501', message = 'only the security administrator ends sessions of others';
  end if;
  return query update session set ended_at = at, stamp = null where account_id = account and ended_at is null returning id;
end
$$;
