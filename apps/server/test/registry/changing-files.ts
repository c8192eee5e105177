import { sql } from "kysely";
import type { Vocabulary } from "@huican/engine";
import type { Actor, Database } from "../../src/platform/database/index.ts";
import { approveChange, askChange, fillSnapshot, openRegistry, registerPerson, type RegistryTools } from "../../src/registry/index.ts";
import { numbered } from "./numbers.ts";
import { testCipher, today } from "./sample-register.ts";

const clerk: Actor = { id: "clerk", areas: [""] };
const chief: Actor = { id: "chief", areas: [""] };

/** What verbs need to write in a register of such facts. */
export async function writingTools(db: Database, vocabulary: Vocabulary): Promise<RegistryTools> {
  const registry = await openRegistry(db, vocabulary);
  return { registry, cipher: testCipher, today: () => today, acceptsSynthetic: true };
}

/** Four people, and the snapshot of today. */
export async function somePeople(tools: RegistryTools): Promise<readonly number[]> {
  await tools.registry.db.asOwner((tx) => fillSnapshot(tools.registry.db, tx, today));
  const ids: number[] = [];
  for (const last of ["101", "102", "103", "104"]) {
    const person = {
      name: "司空写",
      identityNumber: numbered(`99010619800101${last}`),
      hukouRegion: "500106001",
      residenceRegion: "500106001",
    };
    ids.push((await registerPerson(tools, clerk, person)).id);
  }
  return ids;
}

/**
 * A change of a record, a telephone and a relation of one file, asked for and approved. Every turn says something that no other said: what a file says already is not
 * recorded again.
 * @returns the request
 */
export async function changeOnce(tools: RegistryTools, people: readonly number[], turn: number): Promise<number> {
  const always = { from: null, to: null } as const;
  const region = `500106${String(turn % 1_000_000).padStart(6, "0")}`;
  const otherId = people[(turn + 1 + (turn % 2)) % people.length] as number;
  const requestId = await askChange(tools, clerk, {
    subjectId: people[turn % people.length] as number,
    reason: "搬家",
    // Each takes the place of the one record, telephone and spouse that there is.
    steps: [
      { of: "record", kind: "hukou", source: "officer", ...always, body: { "person.hukou_region": region } },
      { of: "value", kind: "phone", source: "person", ...always, text: `139${String(turn % 100_000_000).padStart(8, "0")}` },
      { of: "relation", kind: "spouse", source: "officer", ...always, otherId, role: `${turn}`, holds: true },
    ],
  });
  await approveChange(tools, chief, requestId);
  return requestId;
}

/** The requests that are approved. */
export async function approvedRequests(db: Database): Promise<ReadonlySet<number>> {
  const { rows } = await db.asOwner((tx) =>
    sql<{ id: number }>`select request_id as id from registry.change_decision where outcome = 'approved'`.execute(tx),
  );
  return new Set(rows.map(({ id }) => id));
}
