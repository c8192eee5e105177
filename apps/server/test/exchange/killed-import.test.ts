import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { numbered } from "../registry/numbers.ts";
import { randomOf } from "../registry/random-of.ts";
import { engines, openTestDatabase } from "../registry/test-database.ts";
import { smallVocabulary } from "../registry/whole-register.ts";
import { importingTools, importWhole } from "./importing.ts";

const moments = 9;
const longestMs = 400;
const people = 700;
const seed = Number(process.env["HUICAN_KILL_SEED"] ?? Date.now() % 1_000_000);

const list = Buffer.from(
  [
    "姓名,身份证号,户籍街道,是否低保",
    ...Array.from({ length: people }, (_, i) => {
      const number = numbered(`990106${1960 + Math.floor(i / 900)}0301${String(100 + (i % 900)).padStart(3, "0")}`);
      return `第${i}个人,${number},小龙坎街道,是`;
    }),
  ].join("\n"),
);

test.for(engines)(
  `an import that is killed at ${moments} moments goes on where it was, and writes everybody once, seed ${seed}, in %s`,
  async (engine, { expect: expects }) => {
    const random = randomOf(seed);
    const database = await openTestDatabase(engine);
    const { place } = database;
    if ("directory" in place) await database.db.close();
    const said: string[] = [];
    for (let moment = 0; moment < moments; moment++)
      said.push(...(await importAndKill(place, 1 + (moment % 4), random(longestMs), "directory" in place && moment % 2 === 1)));
    // It was killed after something was done, and before everything was.
    expects(said.some((line) => line.startsWith("unchecked") || line.startsWith("committed"))).toBe(true);

    const { db } = "directory" in place ? await openDatabase(place) : database;
    const tools = await importingTools(db, await smallVocabulary());
    await importWhole(tools, list, () => {});
    const count = async (text: string) => (await db.asOwner((tx) => sql.raw<{ n: number }>(text).execute(tx))).rows[0]?.n;
    expects(await count("select count(*) as n from exchange.import")).toBe(1);
    expects(await count("select count(*) as n from exchange.import_row where outcome = 'committed'")).toBe(people);
    expects(await count("select count(*) as n from registry.subject where kind = 'person'")).toBe(people);
    expects(await count("select count(distinct blind) as n from registry.sealed_value where kind = 'identity-number'")).toBe(people);
    expects(await count("select count(*) as n from registry.subject where kind = 'household'")).toBe(people);
    await db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
    if ("directory" in place) await db.close();
    await database.close();
  },
);

async function importAndKill(
  place: DatabasePlace,
  afterLines: number,
  afterMs: number,
  killsDatabase: boolean,
): Promise<readonly string[]> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "importing-process.ts"), JSON.stringify(place), list.toString("base64")],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  let [out, complaints] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
  child.stdin.on("error", () => {});
  const ended = once(child, "exit");
  child.stdin.write("go\n");
  // It says how far it is: however slow the machine, some are killed once they have begun to check and to write.
  while (out.split("\n").length <= afterLines && !out.includes("done") && child.exitCode === null) await wait(5);
  await wait(afterMs);
  if (killsDatabase && "directory" in place) process.kill(Number(readFileSync(join(place.directory, "huican.lock"), "utf8")), "SIGKILL");
  child.kill("SIGKILL");
  await ended;
  expect(child.signalCode, complaints).toBe("SIGKILL");
  return out.trim().split("\n");
}
