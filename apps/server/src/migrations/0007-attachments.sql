-- What shows that something is so (附件、证明材料): scans and photographs. They hold numbers and faces, so their content is sealed like numbers are, with the version of the key.
--
-- Nothing was attached before this; what is attached is only ever added to. The same content is kept once in a file.

alter table registry.attachment
  add column key_version smallint not null,
  add constraint attachment_media_type check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  add constraint attachment_sha256_length check (length(sha256) = 32),
  add constraint attachment_once unique (subject_id, sha256);
grant insert (key_version) on registry.attachment to huican_app;

create function registry.keep_attachment() returns trigger language plpgsql as $$
begin
  -- Under a new key it is sealed anew; what it is stays.
  if tg_op = 'UPDATE' and (new.id, new.subject_id, new.name, new.media_type, new.sha256, new.expires_on, new.added_at, new.added_by)
    is not distinct from (old.id, old.subject_id, old.name, old.media_type, old.sha256, old.expires_on, old.added_at, old.added_by) then
    return new;
  end if;
  raise exception using errcode = '23514', constraint = 'attachments_are_kept', message = 'what was attached is not changed and not removed';
end
$$;
create trigger a_kept before update or delete on registry.attachment for each row execute function registry.keep_attachment();
alter table registry.attachment enable always trigger a_kept;
