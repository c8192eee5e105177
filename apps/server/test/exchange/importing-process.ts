/**
 * A process that enters, checks and commits a list until somebody kills it. It says `at` and how far it is, again and again. Arguments: where the data lie, and the list.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { exchangeConstraints } from "../../src/exchange/index.ts";
import { refusedConstraints } from "../../src/registry/index.ts";
import { smallVocabulary } from "../registry/whole-register.ts";
import { importWhole, importingTools } from "./importing.ts";

// Whoever is killed cannot keep what it compiled when it ends: the next one begins sooner.
flushCompileCache();
const [place = "", list = ""] = process.argv.slice(2);
const vocabulary = await smallVocabulary();
await once(process.stdin, "data");
const { db } = await openDatabase(JSON.parse(place) as DatabasePlace, {
  refusals: new Map([...refusedConstraints, ...exchangeConstraints]),
});
await importWhole(await importingTools(db, vocabulary), Buffer.from(list, "base64"), (at) => writeSync(1, `${at}\n`));
writeSync(1, "done\n");
await once(process.stdin, "end");
