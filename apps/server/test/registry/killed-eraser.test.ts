import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "vitest";
import { openDatabase } from "../../src/platform/database/index.ts";
import {
  askRequest,
  completeRequest,
  decideRequest,
  readPersonFile,
  refusedConstraints as refusals,
  registerPerson,
} from "../../src/registry/index.ts";
import { writingTools } from "./changing-files.ts";
import { numbered } from "./numbers.ts";
import { testCipher } from "./sample-register.ts";
import { engines, openTestDatabase } from "./test-database.ts";
import { smallVocabulary } from "./whole-register.ts";

const everywhere = { id: "clerk", areas: [""] };

test.concurrent.for(engines)(
  "whoever is killed in the middle of erasing leaves the file whole, and it is erased the next time, in %s",
  async (engine, { expect }) => {
    const database = await openTestDatabase(engine);
    const { place } = database;
    const tools = await writingTools(database.db, await smallVocabulary());
    const today = tools.today();
    const person = {
      name: "司空见",
      identityNumber: numbered("99010619900101998"),
      hukouRegion: "500106001",
      residenceRegion: "500106001",
    };
    const { id } = await registerPerson(tools, everywhere, person);
    const asked = {
      subjectId: id,
      kind: "deletion",
      asker: "person",
      channel: "counter",
      receivedOn: today,
      says: "请删除",
      basis: null,
    } as const;
    const request = await askRequest(tools, everywhere, asked);
    await decideRequest(tools, { id: "chief", areas: [""] }, request, { outcome: "granted", ground: "consent-withdrawn", reason: null });
    const fileOf = (registry: typeof tools.registry) => readPersonFile(registry, testCipher, everywhere, { id, asOf: today });
    const before = await fileOf(tools.registry);
    if ("directory" in place) await database.db.close();

    const child = spawn(process.execPath, [join(import.meta.dirname, "erasing-process.ts"), JSON.stringify(place), String(request)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
    expect(value, said).toBe("erasing");
    if ("directory" in place) process.kill(Number(readFileSync(join(place.directory, "huican.lock"), "utf8")), "SIGKILL");
    child.kill("SIGKILL");
    await once(child, "exit");

    const { db } = "directory" in place ? await openDatabase(place, { refusals }) : database;
    const later = await writingTools(db, await smallVocabulary());
    expect(await fileOf(later.registry)).toEqual(before);
    const done = await completeRequest({ ...later, closeAccounts: async () => {} }, { id: "deputy", areas: [""] }, request, {
      changeId: null,
      words: null,
    });
    expect(done).toMatchObject({ how: "erased" });
    await expect(fileOf(later.registry)).rejects.toMatchObject({ code: "registry.file-erased" });
    if ("directory" in place) await db.close();
    await database.close();
  },
);
