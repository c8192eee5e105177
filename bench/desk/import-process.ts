/** Imports a list and says how long it took and how much memory at most. Arguments: the database, the list, the day. */
import { readFileSync } from "node:fs";
import { cipherWith } from "../../apps/server/src/platform/cipher/index.ts";
import { openDatabase } from "../../apps/server/src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../../apps/server/src/policy/index.ts";
import { openRegistry, ownAreaList } from "../../apps/server/src/registry/index.ts";
import {
  checkRows,
  columnTargets,
  commitImport,
  enterImport,
  matchImport,
  readImport,
  submitImport,
} from "../../apps/server/src/exchange/index.ts";

const [url = "", path = "", day = ""] = process.argv.slice(2);
const { packs } = await loadPacks();
if (!packs) throw new Error("The packs have faults.");
const { db } = await openDatabase({ url });
const registry = await openRegistry(db, vocabularyOf(packs));
const cipher = cipherWith({ current: 1, versions: new Map([[1, new Uint8Array(16).fill(7)]]), blind: new Uint8Array(32).fill(9) });
const tools = { registry, cipher, today: () => day, acceptsSynthetic: true, targets: columnTargets(registry), areas: ownAreaList() };
const [one, two] = ["one", "two"].map((id) => ({ id, areas: ["500106"] }));
if (!one || !two) throw new Error("Two people are needed.");
const long = 3_600_000;

let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
const startedAt = performance.now();
const since = () => Math.round((performance.now() - startedAt) / 1000);
const { id } = await enterImport(tools, one, {
  area: "500106",
  unit: "区民政局",
  source: "person",
  fileName: "list.xlsx",
  asOf: day,
  content: readFileSync(path),
});
console.error(`read after ${since()} s`);
await matchImport(tools, one, id, (await readImport(tools, one, id)).suggested);
await checkRows(tools, one, id, long);
console.error(`checked after ${since()} s`);
await submitImport(tools, one, id);
const { byKind, byOutcome } = await commitImport(tools, two, id, long);
console.error(`written after ${since()} s`);
clearInterval(watch);
const counts = Object.entries({ ...byKind, ...byOutcome })
  .map(([kind, count]) => `${count} ${kind}`)
  .join(", ");
console.log(JSON.stringify({ seconds: (performance.now() - startedAt) / 1000, megabytes: most / 1e6, counts }));
await db.close();
