import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";
import { openRegistry } from "../../src/registry/index.ts";
import { approvedRequests, somePeople, writingTools } from "./changing-files.ts";
import { randomOf } from "./random-of.ts";
import { engines, openTestDatabase } from "./test-database.ts";
import { faultsIn, smallVocabulary } from "./whole-register.ts";

/** On each of the two databases. */
const moments = 25;
/** Approvals take some milliseconds each: some writers are killed in their first, some after a few. */
const longestMs = 200;
const seed = Number(process.env["HUICAN_KILL_SEED"] ?? Date.now() % 1_000_000);

test.concurrent.for(engines)(
  `a writer that is killed at ${moments} moments leaves everything whole, seed ${seed}, in %s`,
  async (engine, { expect }) => {
    const random = randomOf(seed);
    const database = await openTestDatabase(engine);
    const people = await somePeople(await writingTools(database.db, await smallVocabulary()));
    const { place } = database;
    if ("directory" in place) await database.db.close();
    const acknowledged: number[] = [];
    // While one writes, the next gets ready to begin.
    let next = startWriter(place, people, random(1_000_000));
    for (let moment = 0; moment < moments; moment++) {
      const writer = next;
      next = startWriter(place, people, random(1_000_000));
      const killsDatabase = "directory" in place && moment % 2 === 1;
      acknowledged.push(
        ...(await writeAndKill(writer, {
          afterApprovals: random(4),
          afterMs: random(longestMs),
          database: killsDatabase ? place.directory : null,
        })),
      );
    }
    next.process.kill("SIGKILL");
    await next.ended;

    const { db } = "directory" in place ? await openDatabase(place) : database;
    const registry = await openRegistry(db, await smallVocabulary());
    expect(await faultsIn(registry, people)).toEqual([]);
    const kept = await approvedRequests(db);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(moments);
    if ("directory" in place) await db.close();
    await database.close();
  },
);

type Writer = {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly ended: Promise<unknown>;
  readonly said: () => string;
};

function startWriter(place: DatabasePlace, people: readonly number[], turn: number): Writer {
  const path = join(import.meta.dirname, "writing-process.ts");
  const child = spawn(process.execPath, [path, JSON.stringify(place), JSON.stringify(people), String(turn)], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on("error", () => {});
  return { process: child, lines: createInterface(child.stdout)[Symbol.asyncIterator](), ended: once(child, "exit"), said: () => said };
}

type Moment = { readonly afterApprovals: number; readonly afterMs: number; readonly database: string | null };

/** @returns the requests that the writer said were approved before it was killed */
async function writeAndKill(writer: Writer, { afterApprovals, afterMs, database }: Moment): Promise<readonly number[]> {
  writer.process.stdin?.write("go\n");
  const { value: found } = await writer.lines.next();
  expect(found, writer.said()).toBe("whole");
  const approved: number[] = [];
  while (approved.length < afterApprovals) approved.push(Number((await writer.lines.next()).value));
  await wait(afterMs);
  // Which of the two dies first is left to chance.
  if (database !== null) process.kill(Number(readFileSync(join(database, "huican.lock"), "utf8")), "SIGKILL");
  writer.process.kill("SIGKILL");
  await writer.ended;
  // It did not end by itself, for something that went wrong.
  expect(writer.process.signalCode, writer.said()).toBe("SIGKILL");
  for (let line = await writer.lines.next(); !line.done; line = await writer.lines.next()) approved.push(Number(line.value));
  return approved;
}
