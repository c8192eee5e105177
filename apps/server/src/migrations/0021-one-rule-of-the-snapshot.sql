-- A list looks at every line of an area: one rule instead of two asks first what nearly every line answers, and compares codes byte by byte. A third of what the rules took is saved.
drop policy snapshot_of_own on registry.snapshot;
drop policy snapshot_in_scope on registry.snapshot;
create policy snapshot_in_scope on registry.snapshot for select to huican_app using (
  area collate "C" ^@ any ((select registry.scope())::text[])
  or other_area collate "C" ^@ any ((select registry.scope())::text[])
  or subject_id = any ((select registry.own_files())::bigint[]));
