import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeOnce, somePeople } from "../apps/server/test/registry/changing-files.ts";
import { toldOf } from "../apps/server/test/backup/told.ts";
import { systemClock, today } from "../apps/server/src/platform/clock.ts";
import { knownMigrations } from "../apps/server/src/platform/database/index.ts";
import { loadPacks, vocabularyOf } from "../apps/server/src/policy/index.ts";
import { backUpRegister, fillMissingSnapshot, loadSample, openRegister } from "../apps/server/src/registry/index.ts";

/** A small register of the newest schema, backed up, and beside it what is known of some of its people: later programs must tell the same. */
const folder = join(import.meta.dirname, "../apps/server/test/backup/schemas");
const name = String(knownMigrations().length).padStart(4, "0");
const directory = mkdtempSync(join(tmpdir(), "huican-keep-schema-"));
const keyPlace = join(directory, "keys.json");
copyFileSync(join(folder, "keys.json"), keyPlace);
const settings = { place: { directory: join(directory, "data") }, keyPlace, isDemo: true };
const day = today(systemClock);

const register = await openRegister(settings, vocabularyOf((await loadPacks()).packs ?? new Map()), true);
await loadSample(register, { region: "500106", people: 40, seed: 8, today: day });
await fillMissingSnapshot(register.registry, day);
const tools = { registry: register.registry, cipher: register.cipher, today: () => day, acceptsSynthetic: true };
const people = await somePeople(tools);
for (let turn = 1; turn <= 6; turn++) await changeOnce(tools, people, turn);
writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(await toldOf(register, day, new Date().toISOString()))}\n`);
await register.close();
await backUpRegister(settings, join(folder, `${name}.huican`), systemClock);
rmSync(directory, { recursive: true });
console.log(`${name}.huican`);
