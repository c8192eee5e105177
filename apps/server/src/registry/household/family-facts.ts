import type { FactsInput } from "@huican/engine";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { Value } from "../record/record.ts";
import type { RecordCatalogue } from "../record/record-store.ts";
import { familyFactColumns } from "./family-schema.ts";

/** What follows for somebody from their household and their relatives: only the facts that do follow. */
export type FamilyFacts = Readonly<Record<string, Value>>;

/** Family facts that become others on a day, if nothing but time passes. */
export type LaterFamilyFacts = { readonly day: string; readonly follows: FamilyFacts };

type Row = Readonly<Record<string, Value | null>>;

export const familyFacts = {
  /** What follows for a person on a day, as known at an instant (now where none is said). Whoever does not see the person is told nothing. */
  async of(tx: Tx, catalogue: RecordCatalogue, personId: number, day: string, knownAt?: string): Promise<FamilyFacts> {
    const { rows } = await sql<Row>`
      select ${sql.raw(familyFactColumns(catalogue))}
      from registry.subject s
      cross join lateral registry.family_facts(${day}, ${knownAt ?? null}, array[s.id])
      where s.id = ${personId}`.execute(tx);
    return followingIn(rows[0] ?? {});
  },

  /** How what follows for a person changes after a day, up to another: birthdays and expiries of relatives, and what is recorded beforehand. */
  async after(tx: Tx, catalogue: RecordCatalogue, personId: number, { day, until, knownAt }: Ahead): Promise<readonly LaterFamilyFacts[]> {
    const { rows } = await sql<Row & { readonly turn: string }>`
      select turn, ${sql.raw(familyFactColumns(catalogue))}
      from registry.subject s
      cross join lateral registry.family_days(s.id, ${knownAt ?? null}, ${day}, ${until})
      cross join lateral registry.family_facts(turn, ${knownAt ?? null}, array[s.id])
      where s.id = ${personId}
      order by turn`.execute(tx);
    return rows.map(({ turn, ...row }) => ({ day: turn, follows: followingIn(row) }));
  },

  /** The facts of somebody as they count: what follows before what is recorded. */
  over(follows: FamilyFacts, recorded: FactsInput): FactsInput {
    const facts: Record<string, Record<string, unknown>> = { ...recorded };
    for (const [name, value] of Object.entries(follows)) {
      const [group = "", fact = ""] = name.split(".");
      facts[group] = { ...facts[group], [fact]: value };
    }
    return facts;
  },
} as const;

/** From which day on, and until which, things are looked ahead. */
export type Ahead = { readonly day: string; readonly until: string; readonly knownAt?: string };

function followingIn(row: Row): FamilyFacts {
  return Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value === null || !name.includes(".") ? [] : [[name, value]])));
}
