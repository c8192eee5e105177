import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
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

  /** Takes the file until the end of the transaction. What is recorded from here on carries the time at which the file was taken, so that times follow changes. */
  async take(tx: Tx, id: number): Promise<Subject | undefined> {
    const { rows } = await sql<Subject>`select ${columns} from registry.subject where id = ${id} for update`.execute(tx);
    await sql`select set_config('huican.recording_at', clock_timestamp()::text, true)`.execute(tx);
    return rows[0];
  },

  async add(tx: Tx, { kind, area, otherArea }: Pick<Subject, "kind" | "area" | "otherArea">): Promise<number> {
    const { rows } = await sql<{ id: number }>`
      insert into registry.subject (kind, area, other_area) values (${kind}, ${area}, ${otherArea}) returning id`.execute(tx);
    return (rows[0] as { id: number }).id;
  },

  async setAreas(tx: Tx, id: number, { area, otherArea }: Pick<Subject, "area" | "otherArea">): Promise<void> {
    await sql`
      update registry.subject set area = ${area}, other_area = ${otherArea}
      where id = ${id} and (area, other_area) is distinct from (${area}, ${otherArea}::text)`.execute(tx);
  },
};
