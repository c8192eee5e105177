/**
 * A process that changes files until somebody kills it. It begins once it is told to, looks whether what it finds is whole, says `whole` or what is wrong, and then says the
 * number of every request that it approved, one a line. Arguments: where the data lie, the people whose files it changes, and a seed.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { openDatabase, type Actor, type DatabasePlace } from "../../src/platform/database/index.ts";
import { approveChange, askChange, openRegistry, refusedConstraints as refusals, type RegistryTools } from "../../src/registry/index.ts";
import { testCipher, today } from "./sample-register.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

const [place = "", people = "", seed = ""] = process.argv.slice(2);
const ids = JSON.parse(people) as readonly number[];
const say = (text: string) => writeSync(1, `${text}\n`);
const clerk: Actor = { id: "clerk", areas: [""] };
const chief: Actor = { id: "chief", areas: [""] };

const vocabulary = await smallVocabulary();
await once(process.stdin, "data");

const { db } = await openDatabase(JSON.parse(place) as DatabasePlace, { refusals });
const registry = await openRegistry(db, vocabulary);
const tools: RegistryTools = { registry, cipher: testCipher, today: () => today, acceptsSynthetic: true };
const faults = await faultsIn(registry, ids);
say(faults.length === 0 ? "whole" : `faults ${JSON.stringify(faults)}`);
for (let turn = Number(seed); faults.length === 0; turn++) {
  const subjectId = ids[turn % ids.length] as number;
  const otherId = ids[(turn + 1 + (turn % 2)) % ids.length] as number;
  const always = { from: null, to: null } as const;
  // Every turn says something that no other said: what a file says already is not recorded again.
  const region = `500106${String(turn % 1_000_000).padStart(6, "0")}`;
  const requestId = await askChange(tools, clerk, {
    subjectId,
    reason: "搬家",
    // Each takes the place of the one record, telephone and spouse that there is.
    steps: [
      { of: "record", kind: "hukou", source: "officer", ...always, body: { "person.hukou_region": region } },
      { of: "value", kind: "phone", source: "person", ...always, text: `139${String(turn % 100_000_000).padStart(8, "0")}` },
      { of: "relation", kind: "spouse", source: "officer", ...always, otherId, role: `${turn}`, holds: true },
    ],
  });
  await approveChange(tools, chief, requestId);
  say(String(requestId));
}
process.exit(1);
