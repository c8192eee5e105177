import type { FactsInput } from "@huican/engine";
import { sql } from "kysely";
import { readPersonFile, type Register } from "../../src/registry/index.ts";

const everywhere = { id: "job", areas: [""] };

/** What a register says of somebody as of a day and as known at an instant. */
export type Told = {
  readonly id: number;
  readonly asOf: string;
  readonly knownAt: string;
  readonly facts: FactsInput;
  readonly values: readonly { readonly kind: string; readonly text: string }[];
};

/** Of some people, the first and the last, as of that day and as of a day years before and as known then. */
export async function toldOf(register: Register, day: string, now: string): Promise<readonly Told[]> {
  const { rows } = await register.registry.db.asOwner((tx) =>
    sql<{ id: number }>`select id from registry.subject where kind = 'person' order by id`.execute(tx),
  );
  const people = [...rows.slice(0, 6), ...rows.slice(-4)].map(({ id }) => id);
  const told: Told[] = [];
  for (const id of people) {
    told.push(await toldAgain(register, { id, asOf: day, knownAt: now }));
    told.push(await toldAgain(register, { id, asOf: "2024-03-01", knownAt: "2025-01-01T00:00:00.000000Z" }));
  }
  return told;
}

/** The same question once more, perhaps in a later year and of a later program. */
export async function toldAgain(
  { registry, cipher }: Register,
  { id, asOf, knownAt }: Pick<Told, "id" | "asOf" | "knownAt">,
): Promise<Told> {
  const { facts, values } = await readPersonFile(registry, cipher, everywhere, { id, asOf, knownAt });
  return { id, asOf, knownAt, facts, values: values.map(({ kind, text }) => ({ kind, text })) };
}
