import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { test } from "vitest";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import {
  approveChange,
  approveMerge,
  askChange,
  askMerge,
  askUnmerge,
  fillSnapshot,
  refusedConstraints as refusals,
  registerPerson,
  type RegistryTools,
} from "../../src/registry/index.ts";
import { writingTools } from "./changing-files.ts";
import { mergesOf, signsOf, takenParts, type Three } from "./merged-wholly.ts";
import { numbered } from "./numbers.ts";
import { randomOf } from "./random-of.ts";
import { today } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";
import { smallVocabulary } from "./whole-register.ts";

const clerk = { id: "clerk", areas: [""] };
const chief = { id: "chief", areas: [""] };
const seed = Number(process.env["HUICAN_SEED"] ?? 20_261_126);
const rounds = 6;

test.concurrent.for(engines)(
  `whoever is killed while merging or taking apart leaves it done or not begun, seed ${seed}, in %s`,
  async (engine, { expect }) => {
    const database = await openTestDatabase(engine);
    const { place } = database;
    let { db } = database;
    let tools = await writingTools(db, await smallVocabulary());
    const three = await threeFiles(tools);
    // What a register looks like in which they are merged, and in which they are not: once by hand.
    const apart = (await signsOf(tools.registry, three)).signs;
    const merge = await askMerge(tools, clerk, { survivorId: three.kept, otherId: three.gone, takes: takenParts, reason: "同一个人" });
    await approveMerge(tools, chief, merge);
    const merged = (await signsOf(tools.registry, three)).signs;
    await approveMerge(tools, chief, await askUnmerge(tools, clerk, merge, { takes: [], reason: "两个人" }));
    expect((await signsOf(tools.registry, three)).signs).toEqual(apart);
    expect(merged).not.toEqual(apart);

    const random = randomOf(seed + engines.indexOf(engine));
    let approved = 2;
    for (let round = 0; round < rounds; round++) {
      if ("directory" in place) await db.close();
      const said = await mergeAndKill(place, three, { afterLines: random(4), afterMs: random(120) });
      if ("directory" in place) ({ db } = await openDatabase(place, { refusals }));
      tools = await writingTools(db, await smallVocabulary());
      const found = await signsOf(tools.registry, three);
      const holds = (await mergesOf(db, three.gone)).merged !== null;
      expect(found.signs, `round ${round}`).toEqual(holds ? merged : apart);
      // What it said was done is done; at most one more was done and not said.
      expect(found.approved - approved - said.length, said.join()).toBeOneOf([0, 1]);
      approved = found.approved;
      expect(holds).toBe(approved % 2 === 1);
    }
    if ("directory" in place) await db.close();
    await database.close();
  },
);

/** Two files and somebody whose guardian the second is. */
async function threeFiles(tools: RegistryTools): Promise<Three> {
  const { db } = tools.registry;
  await db.asOwner((tx) => fillSnapshot(db, tx, today));
  const ids: number[] = [];
  for (const [i, name] of ["司空合", "司空和", "司空小"].entries()) {
    const person = {
      name,
      identityNumber: numbered(`9901061985010120${i}`),
      hukouRegion: "500106001",
      residenceRegion: "500106001",
      phone: `1380000777${i}`,
    };
    ids.push((await registerPerson(tools, clerk, person)).id);
  }
  const [kept = 0, gone = 0, ward = 0] = ids;
  const guardian = {
    of: "relation",
    kind: "guardian",
    source: "officer",
    from: null,
    to: null,
    otherId: gone,
    role: null,
    holds: true,
  } as const;
  await approveChange(tools, chief, await askChange(tools, clerk, { subjectId: ward, steps: [guardian], reason: "监护人" }));
  return { kept, gone, ward };
}

/** @returns what the process said that it had done */
async function mergeAndKill(
  place: DatabasePlace,
  { kept, gone }: Three,
  { afterLines, afterMs }: { readonly afterLines: number; readonly afterMs: number },
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "merging-process.ts"), JSON.stringify(place), `${kept}`, `${gone}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let faults = "";
  child.stderr.on("data", (chunk: Buffer) => (faults += chunk.toString()));
  const ended = once(child, "exit");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  if ((await lines.next()).value !== "begun") throw new Error(faults);
  const said: string[] = [];
  while (said.length < afterLines) said.push(String((await lines.next()).value));
  await wait(afterMs);
  if ("directory" in place) process.kill(Number(readFileSync(join(place.directory, "huican.lock"), "utf8")), "SIGKILL");
  child.kill("SIGKILL");
  await ended;
  if (child.signalCode !== "SIGKILL") throw new Error(faults);
  for (let line = await lines.next(); !line.done; line = await lines.next()) said.push(line.value);
  return said;
}
