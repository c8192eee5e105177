import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { NewRecord, RegistryRecord } from "./record.ts";
import type { RecordKind } from "./record-kind.ts";
import { rankOf, sourceOf, sources, type SourceKey } from "./source.ts";

/** The kinds and sources of this installation, with the numbers that the database keeps for them. */
export type RecordCatalogue = {
  readonly kinds: ReadonlyMap<string, RecordKind>;
  readonly kindIds: ReadonlyMap<string, number>;
};

/** Tells the database of every kind and source; a kind keeps its number for ever. As the owner, at the start. */
export async function keepCatalogue(tx: Tx, kinds: readonly RecordKind[]): Promise<RecordCatalogue> {
  await sql`
    insert into registry.source (id, key)
    select * from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as given (id smallint, key text)
    on conflict (id) do nothing`.execute(tx);
  await sql`
    insert into registry.record_kind (key, subject_kind, is_continuous)
    select given.key, given.subject, given."isContinuous"
    from jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as given (key text, subject text, "isContinuous" boolean)
    where not exists (select from registry.record_kind known where known.key = given.key)`.execute(tx);
  const { rows } = await sql<{ id: number; key: string }>`select id, key from registry.record_kind`.execute(tx);
  return { kinds: new Map(kinds.map((kind) => [kind.key, kind])), kindIds: new Map(rows.map(({ id, key }) => [key, id])) };
}

export const records = {
  /** Everything about some subjects that was believed at an instant (now where none is said), in the order in which it held. */
  async of(tx: Tx, subjectIds: readonly number[], knownAt?: string): Promise<readonly RegistryRecord[]> {
    const known = knownAt === undefined ? sql`upper_inf(r.recorded)` : sql`r.recorded @> ${knownAt}::timestamptz`;
    return select(tx, sql`r.subject_id = any(${subjectIds}) and ${known}`);
  },

  /**
   * What is believed now of some kinds and holds on a day, of many subjects. Each is looked up by itself (`offset 0` keeps it so, whatever the database knows of its tables): of
   * all at once it would list everybody whom the actor sees first.
   */
  async onDay(tx: Tx, subjectIds: readonly number[], kinds: readonly string[], day: string): Promise<readonly RegistryRecord[]> {
    if (subjectIds.length === 0 || kinds.length === 0) return [];
    const kindIds = sql`array(select id from registry.record_kind where key = any (${kinds}::text[]))`;
    return select(
      tx,
      sql`true`,
      sql`unnest(${subjectIds}::bigint[]) as wanted (id) cross join lateral (
        select id, subject_id, kind_id, source_id, rank, valid, recorded, body, recorded_by, reason, evidence_id
        from registry.record
        where subject_id = wanted.id and kind_id = any (${kindIds}) and valid @> ${day}::date and upper_inf(recorded)
        offset 0) r`,
    );
  },

  /** Everything that was ever recorded about a subject, believed or not. */
  async ever(tx: Tx, subjectId: number): Promise<readonly RegistryRecord[]> {
    return select(tx, sql`r.subject_id = ${subjectId}`);
  },

  /** Closes what is no longer believed and adds what is, as one statement: the database looks at the file once both are done. */
  async replace(
    tx: Tx,
    catalogue: RecordCatalogue,
    subjectId: number,
    { close = [], add = [] }: { readonly close?: readonly number[]; readonly add?: readonly NewRecord[] },
  ): Promise<void> {
    const rows = add.map(({ kind, source, validFrom, validTo, body, reason, evidenceId }) => ({
      kind: catalogue.kindIds.get(kind),
      source: sourceOf(source).id,
      rank: rankOf(source, catalogue.kinds.get(kind)?.authorities ?? []),
      from: validFrom,
      to: validTo,
      body,
      reason,
      evidence: evidenceId,
    }));
    await sql`
      with closed as (
        update registry.record set recorded = registry.closed(recorded)
        where id = any(${close}) and subject_id = ${subjectId}
      )
      insert into registry.record (subject_id, kind_id, source_id, rank, valid, recorded, body, reason, evidence_id)
      select ${subjectId}, kind, source, rank, daterange("from", "to"), tstzrange(registry.recording_at(), null), body, reason, evidence
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (kind smallint, source smallint, rank smallint, "from" date, "to" date, body jsonb, reason text, evidence bigint)`.execute(
      tx,
    );
  },
};

type Row = Omit<RegistryRecord, "source"> & { readonly source: SourceKey };

async function select(
  tx: Tx,
  condition: RawBuilder<unknown>,
  from: RawBuilder<unknown> = sql`registry.record r`,
): Promise<readonly RegistryRecord[]> {
  const { rows } = await sql<Row>`
    select r.id, r.subject_id as "subjectId", k.key as kind, s.key as source, r.rank,
      lower(r.valid) as "validFrom", upper(r.valid) as "validTo", lower(r.recorded) as "recordedAt", upper(r.recorded) as "closedAt",
      r.body, r.recorded_by as "recordedBy", r.reason, r.evidence_id as "evidenceId"
    from ${from}
    join registry.record_kind k on k.id = r.kind_id
    join registry.source s on s.id = r.source_id
    where ${condition}
    order by lower(r.valid) nulls first, r.id`.execute(tx);
  return rows;
}
