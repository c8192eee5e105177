/**
 * A process that changes files and makes snapshots until somebody kills it. It begins once it is told to, looks whether what it finds is whole, says `whole` or what is wrong, and then says the
 * number of every request that it approved, one a line. Arguments: where the data lie, the people whose files it changes, and a seed.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { fillSnapshot, refusedConstraints as refusals } from "../../src/registry/index.ts";
import { changeOnce, writingTools } from "./changing-files.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

// Whoever is killed cannot keep what it compiled when it ends: the next one begins sooner.
flushCompileCache();
const [place = "", people = "", seed = ""] = process.argv.slice(2);
const ids = JSON.parse(people) as readonly number[];
const say = (text: string) => writeSync(1, `${text}\n`);

// Packs are read before it is told to begin: that takes longer than everything else.
const vocabulary = await smallVocabulary();
await once(process.stdin, "data");

const { db } = await openDatabase(JSON.parse(place) as DatabasePlace, { refusals });
const tools = await writingTools(db, vocabulary);
const faults = await faultsIn(tools.registry, ids);
say(faults.length === 0 ? "whole" : `faults ${JSON.stringify(faults)}`);
for (let turn = Number(seed); faults.length === 0; turn++) await take(turn);
process.exit(1);

/** One in three makes the snapshot of one of a few days anew; the others change a file. */
async function take(turn: number): Promise<void> {
  if (turn % 3 === 0) await db.asOwner((tx) => fillSnapshot(db, tx, `2027-01-0${1 + (turn % 9)}`));
  else say(String(await changeOnce(tools, ids, turn)));
}
