import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Refusal } from "../../platform/refusal.ts";
import { registryErrors } from "../errors.ts";
import type { SubjectKind } from "../record/record-kind.ts";

/** Whom a file is kept of, and which version of the file this is. */
export type Subject = {
  readonly id: number;
  readonly kind: SubjectKind;
  /** The area that answers for the file: of registration, else of residence. */
  readonly area: string;
  /** The area of residence, where it is another. */
  readonly otherArea: string | null;
  readonly version: number;
  readonly mergedInto: number | null;
};

const columns = sql`id, kind, area, other_area as "otherArea", version, merged_into as "mergedInto"`;

export const subjects = {
  async find(tx: Tx, id: number): Promise<Subject | undefined> {
    return (await sql<Subject>`select ${columns} from registry.subject where id = ${id}`.execute(tx)).rows[0];
  },

  /**
   * Takes the file until the end of the transaction. What is recorded from here on carries the time at which the file was taken, so that times follow changes.
   * @param others files that the change is about too: taken together, nobody waits in a circle
   */
  async take(tx: Tx, id: number, others: readonly number[] = []): Promise<Subject | undefined> {
    await sql`select registry.take_file(${id}, ${others}::bigint[])`.execute(tx);
    return subjects.find(tx, id);
  },

  /** When files were last changed: whoever reads them now sees them as known then. */
  async lastChange(tx: Tx, ...ids: readonly number[]): Promise<string> {
    const { rows } = await sql<{
      at: string;
    }>`select max(registry.last_change(id)) as at from unnest(${ids}::bigint[]) as file (id)`.execute(tx);
    return rows[0]?.at ?? "";
  },

  /** The same of a person's file and of each household that it names, by their numbers. */
  async lastChangesAround(tx: Tx, id: number): Promise<ReadonlyMap<number, string>> {
    const { rows } = await sql<{ id: number; at: string | null }>`
      select file.id, registry.last_change(file.id) as at
      from (select ${id}::bigint as id union select other_id from registry.relation where subject_id = ${id} and kind = 'household') file`.execute(
      tx,
    );
    return new Map(rows.flatMap(({ id: file, at }) => (at === null ? [] : [[file, at] as const])));
  },

  /** What sort of file there is under a number, in whatever area. */
  async kindOf(tx: Tx, id: number): Promise<SubjectKind | null> {
    return (await sql<{ kind: SubjectKind | null }>`select registry.subject_kind(${id}) as kind`.execute(tx)).rows[0]?.kind ?? null;
  },

  /** What became of a file, also of one that is seen no more; null where there is none, or the actor does not answer for it. */
  async stateOf(tx: Tx, id: number): Promise<"kept" | "restricted" | "erased" | null> {
    const { rows } = await sql<{ state: "kept" | "restricted" | "erased" | null }>`select registry.file_state(${id}) as state`.execute(tx);
    return rows[0]?.state ?? null;
  },

  async add(tx: Tx, { kind, area, otherArea }: Pick<Subject, "kind" | "area" | "otherArea">): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into registry.subject (kind, area, other_area) values (${kind}, ${area}, ${otherArea}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  /** Brings the areas that answer for a file, and for the household of a head, in step with what is recorded. From here on the actor may see the file no more. */
  async followAreas(tx: Tx, id: number, day: string): Promise<void> {
    await sql`select registry.follow_areas(${id}, ${day})`.execute(tx);
  },
};

/** What is told of a file that is not seen: that it is only stored any more, or was erased, to those who answer for it; to everybody else that there is none. */
export async function unseenFile(tx: Tx, id: number): Promise<Refusal> {
  const state = await subjects.stateOf(tx, id);
  if (state === "restricted") return registryErrors.fileRestricted();
  return state === "erased" ? registryErrors.fileErased() : registryErrors.personNotFound();
}

/** @throws Refusal where a file is only stored any more, or was erased */
export async function refuseSetAside(tx: Tx, id: number): Promise<void> {
  const state = await subjects.stateOf(tx, id);
  if (state === "restricted" || state === "erased") throw await unseenFile(tx, id);
}
