-- 共享名单: conditions of a list under a name, for colleagues. They are about nobody: the program lets no name, number or single day into them (docs/decisions/0029).
--
-- A view belongs to an area of duty. Whoever works there, or in a part of it, sees it, and so does its maker, who alone changes it and takes it back.

create table registry.list_view (
  id bigint generated always as identity constraint list_view_key primary key,
  area text not null constraint list_view_area_form check (area ~ '^\d{2,12}$'),
  name text not null constraint list_view_name_length check (length(name) between 1 and 30),
  -- As a list takes them: conditions, the columns beside the name, and what it is sorted by.
  filters jsonb not null constraint list_view_has_filters check (jsonb_typeof(filters) = 'array' and jsonb_array_length(filters) between 1 and 20),
  columns text[] not null,
  sorting jsonb not null,
  changed_at timestamptz not null default transaction_timestamp(),
  shared_by text not null default registry.actor(),
  constraint list_view_name_is_new unique (shared_by, name)
);
create index list_view_of_area on registry.list_view (area);

alter table registry.list_view enable row level security;
grant select, delete, insert (area, name, filters, columns, sorting), update (name, filters, columns, sorting, changed_at) on registry.list_view to huican_app;
-- From the area downwards: who works in a street uses what the district has shared, on the people of the street.
create policy list_view_seen on registry.list_view for select to huican_app
  using (shared_by = registry.actor() or exists (select from unnest(registry.scope()) as own where own ^@ area));
create policy list_view_shared on registry.list_view for insert to huican_app
  with check (shared_by = registry.actor() and area ^@ any ((select registry.scope())::text[]));
create policy list_view_changed on registry.list_view for update to huican_app using (shared_by = registry.actor());
create policy list_view_withdrawn on registry.list_view for delete to huican_app using (shared_by = registry.actor());
