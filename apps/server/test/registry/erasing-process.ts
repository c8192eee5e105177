/**
 * A process that carries a deletion out and stops before its transaction ends, until somebody kills it. It says `erasing` once everything is gone in its own sight.
 * Arguments: where the data lie, and the request.
 */
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { completeRequest, refusedConstraints as refusals } from "../../src/registry/index.ts";
import { writingTools } from "./changing-files.ts";
import { smallVocabulary } from "./whole-register.ts";

// Whoever is killed cannot keep what it compiled when it ends: the next one begins sooner.
flushCompileCache();
const [place = "", request = ""] = process.argv.slice(2);
const { db } = await openDatabase(JSON.parse(place) as DatabasePlace, { refusals });
const tools = await writingTools(db, await smallVocabulary());
const closeAccounts = async () => {
  writeSync(1, "erasing\n");
  await new Promise((resolve) => setTimeout(resolve, 600_000));
};
await completeRequest({ ...tools, closeAccounts }, { id: "deputy", areas: [""] }, Number(request), { changeId: null, words: null });
