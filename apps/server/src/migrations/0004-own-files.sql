-- Whoever has no area of duty sees their own file and those of whom they are guardian or representative, wherever these lie, and changes nothing in any.

-- The files that whoever acts may see beside their areas, with the households of these people.
create function registry.own_files() returns bigint[] language plpgsql stable security definer set search_path = registry, pg_temp as $$
declare
  own bigint[] := coalesce(nullif(current_setting('huican.files', true), '')::bigint[], '{}');
begin
  if own = '{}' then return own; end if;
  return own || array(select other_id from relation where subject_id = any (own) and kind = 'household' and upper_inf(recorded));
end
$$;

create policy subject_of_own on registry.subject for select to huican_app using (id = any ((select registry.own_files())::bigint[]));
create policy snapshot_of_own on registry.snapshot for select to huican_app using (subject_id = any ((select registry.own_files())::bigint[]));

-- What is seen as one's own is only read: who writes comes by an area of duty and by nothing else.
create function registry.comes_by_area() returns boolean language sql stable as $$
  select coalesce(nullif(current_setting('huican.files', true), ''), '{}') = '{}'
$$;

do $$
declare
  name text;
begin
  foreach name in array array['subject', 'record', 'sealed_value', 'relation', 'attachment', 'name_entry', 'name_sound', 'change_request', 'change_decision'] loop
    execute format('create policy %I on registry.%I as restrictive for insert to huican_app with check ((select registry.comes_by_area()))', name || '_added_by_area', name);
    execute format('create policy %I on registry.%I as restrictive for update to huican_app using ((select registry.comes_by_area()))', name || '_closed_by_area', name);
    execute format('create policy %I on registry.%I as restrictive for delete to huican_app using ((select registry.comes_by_area()))', name || '_deleted_by_area', name);
  end loop;
end
$$;
