/**
 * A process that merges two files and takes them apart again until somebody kills it. It says `begun` before the first, and `merged` or `apart` after each.
 * Arguments: where the data lie, the file that stays, and the one that goes.
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { approveMerge, askMerge, askUnmerge, refusedConstraints as refusals } from "../../src/registry/index.ts";
import { writingTools } from "./changing-files.ts";
import { mergesOf, takenParts } from "./merged-wholly.ts";
import { smallVocabulary } from "./whole-register.ts";

// Whoever is killed cannot keep what it compiled when it ends: the next one begins sooner.
flushCompileCache();
const [place = "", kept = "", gone = ""] = process.argv.slice(2);
const [survivorId, otherId] = [Number(kept), Number(gone)];
const clerk = { id: "clerk", areas: [""] };
const chief = { id: "chief", areas: [""] };
const { db } = await openDatabase(JSON.parse(place) as DatabasePlace, { refusals });
const tools = await writingTools(db, await smallVocabulary());

writeSync(1, "begun\n");
for (;;) {
  const { waiting, merged } = await mergesOf(db, otherId);
  const asked =
    waiting ??
    (merged === null
      ? await askMerge(tools, clerk, { survivorId, otherId, takes: takenParts, reason: "同一个人" })
      : await askUnmerge(tools, clerk, merged, { takes: [], reason: "两个人" }));
  await approveMerge(tools, chief, asked);
  writeSync(1, merged === null ? "merged\n" : "apart\n");
}
