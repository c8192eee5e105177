-- A shared list whose maker has left (调离、停用) is removed by the federation's desk of its area, or of one around it, which therefore sees it too (docs/decisions/0029).

-- Whether somebody works in an area, in a part of it or around it no more: their account is locked or gone, or no appointment of theirs touches it today.
create function registry.has_left(maker text, of_area text) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select not exists (
    select from appointment p join account a on a.id = p.account_id
    where p.account_id = maker and not a.is_locked and p.in_force @> today() and (p.area ^@ of_area or of_area ^@ p.area))
$$;

-- Whether whoever acts holds a federation's desk for an area.
create function registry.keeps_house(of_area text) returns boolean language sql stable security definer set search_path = access, pg_temp as $$
  select exists (
    select from appointment where account_id = registry.actor() and role = 'district-desk' and in_force @> today() and of_area ^@ area)
$$;

create policy list_view_left_seen on registry.list_view for select to huican_app
  using (area ^@ any ((select registry.scope())::text[]) and registry.keeps_house(area) and registry.has_left(shared_by, area));
create policy list_view_left_removed on registry.list_view for delete to huican_app
  using (area ^@ any ((select registry.scope())::text[]) and registry.keeps_house(area) and registry.has_left(shared_by, area));
