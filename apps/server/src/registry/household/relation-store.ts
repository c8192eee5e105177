import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { sourceOf, type SourceKey } from "../record/source.ts";

/** 家庭成员、配偶、父母、监护人、代办人. A guardian decides for somebody; a representative only acts, in the matters named. */
export type RelationKind = "household" | "spouse" | "parent" | "guardian" | "representative";

/** That somebody belongs to another: `subjectId` is a member of household `otherId`, has the spouse, the parent, the guardian `otherId`. */
export type Relation = {
  readonly id: number;
  readonly subjectId: number;
  readonly kind: RelationKind;
  readonly otherId: number;
  readonly role: string | null;
  readonly source: SourceKey;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly recordedAt: string;
  readonly closedAt: string | null;
};

export type NewRelation = Pick<Relation, "kind" | "otherId" | "role" | "source" | "validFrom" | "validTo"> & {
  readonly reason?: string;
  /** Whose it is, where it is not of the file that is written. */
  readonly subjectId?: number;
};

export const relations = {
  /** Relations of somebody, in both directions, that were believed at an instant (now where none is said). */
  async of(tx: Tx, subjectId: number, knownAt?: string): Promise<readonly Relation[]> {
    return select(tx, sql`(r.subject_id = ${subjectId} or r.other_id = ${subjectId}) and ${believed(knownAt)}`);
  },

  /** Who belonged to a household on a day; files that were another's by then do not. */
  async members(tx: Tx, householdId: number, day: string, knownAt?: string): Promise<readonly Relation[]> {
    const isMerged = knownAt === undefined ? sql`upper_inf(m.recorded)` : sql`m.recorded @> ${knownAt}::timestamptz`;
    return select(
      tx,
      sql`r.other_id = ${householdId} and r.kind = 'household' and r.valid @> ${day}::date and ${believed(knownAt)}
        and not exists (select from registry.file_merge m where m.other_id = r.subject_id and ${isMerged})`,
    );
  },

  /** Of some households the head, where the actor sees their file. */
  async heads(
    tx: Tx,
    householdIds: readonly number[],
  ): Promise<readonly { readonly id: number; readonly headId: number; readonly name: string }[]> {
    if (householdIds.length === 0) return [];
    const { rows } = await sql<{ id: number; headId: number; name: string }>`
      select distinct on (r.other_id) r.other_id as id, r.subject_id as "headId", n.name
      from registry.relation r join registry.name_entry n on n.subject_id = r.subject_id
      where r.other_id = any (${householdIds}::bigint[]) and r.kind = 'household' and r.role = 'head' and upper_inf(r.recorded)
      order by r.other_id, lower(r.valid) desc nulls last, r.id desc`.execute(tx);
    return rows;
  },

  /**
   * Closes what is no longer believed and adds what is, as one statement: a household never has two heads in between.
   * @param members whose relations are written beside those of the subject
   */
  async replace(
    tx: Tx,
    subjectId: number,
    {
      close = [],
      add = [],
      members = [],
    }: { readonly close?: readonly number[]; readonly add?: readonly NewRelation[]; readonly members?: readonly number[] },
  ): Promise<void> {
    const rows = add.map(({ source, ...relation }) => ({ ...relation, source: sourceOf(source).id }));
    await sql`
      with closed as (
        update registry.relation set recorded = registry.closed(recorded)
        where id = any(${close}) and subject_id = any(${[subjectId, ...members]}::bigint[])
      )
      insert into registry.relation (subject_id, kind, other_id, role, source_id, valid, recorded, reason)
      select coalesce("subjectId", ${subjectId}), kind, "otherId", role, source, daterange("validFrom", "validTo"), tstzrange(registry.recording_at(), null), reason
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given ("subjectId" bigint, kind text, "otherId" bigint, role text, source smallint, "validFrom" date, "validTo" date, reason text)`.execute(
      tx,
    );
  },
};

function believed(knownAt?: string): ReturnType<typeof sql> {
  return knownAt === undefined ? sql`upper_inf(r.recorded)` : sql`r.recorded @> ${knownAt}::timestamptz`;
}

async function select(tx: Tx, condition: ReturnType<typeof sql>): Promise<readonly Relation[]> {
  const { rows } = await sql<Relation>`
    select r.id, r.subject_id as "subjectId", r.kind, r.other_id as "otherId", r.role, s.key as source,
      lower(r.valid) as "validFrom", upper(r.valid) as "validTo", lower(r.recorded) as "recordedAt", upper(r.recorded) as "closedAt"
    from registry.relation r
    join registry.source s on s.id = r.source_id
    where ${condition}
    order by lower(r.valid) nulls first, r.id`.execute(tx);
  return rows;
}
