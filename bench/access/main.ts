import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadPacks } from "@huican/server/commands";
import { sql } from "kysely";
import { accessConstraints } from "../../apps/server/src/access/index.ts";
import { keepSealed, sealAll, verifyLog } from "../../apps/server/src/platform/audit/index.ts";
import { addKeyVersion, cipherWith, readKeys, reseal } from "../../apps/server/src/platform/cipher/index.ts";
import { systemClock, today as clockDay } from "../../apps/server/src/platform/clock.ts";
import type { Actor, DatabasePlace } from "../../apps/server/src/platform/database/index.ts";
import { vocabularyOf } from "../../apps/server/src/policy/index.ts";
import { fillSnapshot, loadSample, openRegister, readPersonFile, type Register } from "../../apps/server/src/registry/index.ts";
import { sealedTables } from "../../apps/server/src/sealed-tables.ts";
import { median, printFigure, rounded, type Figure } from "../figure.ts";
import { onOwnDatabase } from "../own-database.ts";
import { measureUsers } from "./users.ts";

/**
 * What the access log costs: a file read with the log against the same without, while the sealer runs; how many rows of it are verified a second; 200 people at work; and
 * how fast everything is sealed with a new key. On PostgreSQL against
 * its limits, then on the embedded database, reported. `--people 20000`, `--rows 300000` and `--pglite 100000` are how many; the last may be 0.
 */
const args = process.argv.slice(2);
const asJson = args.includes("--json");
const print = (figure: Figure) => printFigure(figure, asJson);
const today = "2026-11-25";
const clerk: Actor = {
  id: "clerk",
  areas: ["500106"],
  occasion: { basis: "duty", reason: "核对补贴", address: "10.0.0.7", session: "s-1" },
};
const { packs } = await loadPacks();
const folder = mkdtempSync(join(tmpdir(), "huican-access-"));

try {
  const [people, rows, embedded] = [
    Number(valueOf("--people") ?? 20_000),
    Number(valueOf("--rows") ?? 300_000),
    Number(valueOf("--pglite") ?? 100_000),
  ];
  await onOwnDatabase((url, version) => measure({ url }, `PostgreSQL ${version}`, { people, rows, isHeld: true }));
  if (embedded > 0)
    await measure({ directory: join(folder, "data") }, "PGlite", { people: Math.min(people, 2_000), rows: embedded, isHeld: false });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function valueOf(flag: string): string | undefined {
  const at = args.indexOf(flag);
  return at === -1 ? undefined : args[at + 1];
}

type Size = { readonly people: number; readonly rows: number; readonly isHeld: boolean };

async function measure(place: DatabasePlace, engine: string, { people, rows, isHeld }: Size): Promise<void> {
  const settings = { place, keyPlace: join(folder, `${engine.slice(0, 2)}-keys.json`), isDemo: true };
  const register = await openRegister(settings, vocabularyOf(packs ?? new Map()), true, accessConstraints);
  const suffix = isHeld ? "" : " (PGlite)";
  const tell = (name: string, value: number, unit: string, target: string | null, reference: string) =>
    print({
      figure: `access.${name}${suffix}`,
      value: rounded(value),
      unit,
      target: isHeld ? target : null,
      reference: `${engine}, ${reference}`,
    });
  try {
    await loadSample(register, { region: "500106", people, seed: 500_106, today });
    await register.registry.db.asOwner((tx) => fillSnapshot(register.registry.db, tx, clockDay(systemClock)));
    const cost = await logCost(register);
    tell("log_cost", cost.ratio, "×", "≤ 1.2", `a file read with the log over without, the sealer running: ${cost.words}`);
    await fillLog(register, rows);
    const sealedAt = performance.now();
    await sealAll(register.registry.db, register.logKeys);
    tell("seal_rows_s", rows / seconds(sealedAt), "rows/s", null, `${rows.toLocaleString("en")} rows that waited, sealed and signed`);
    await verify(register, tell);
    if (isHeld) await tellUsers(register, tell);
    await tellRotation(register, settings.keyPlace, tell);
  } finally {
    await register.close();
  }
}

type Tell = (name: string, value: number, unit: string, target: string | null, reference: string) => void;

async function tellUsers(register: Register, tell: Tell): Promise<void> {
  const { requests, errors, p50, p95, writes } = await measureUsers(register, packs ?? new Map(), 200, 60);
  for (const error of errors.slice(0, 5)) console.error(error);
  const words = `200 people signed in for a minute: ${requests.toLocaleString("en")} requests, ${writes.toLocaleString("en")} of them writing`;
  tell("users_errors", errors.length, "errors", "≤ 0", words);
  tell("users_p95_ms", p95, "ms", null, `the same; half within ${rounded(p50)} ms`);
}

/** Everything sealed with a new key. */
async function tellRotation({ registry: { db } }: Register, keyPlace: string, tell: Tell): Promise<void> {
  addKeyVersion(keyPlace);
  const cipher = cipherWith(readKeys(keyPlace, false));
  const startedAt = performance.now();
  let values = 0;
  for (const table of sealedTables) values += await reseal(db, cipher, table);
  tell(
    "rotate_rows_s",
    values / seconds(startedAt),
    "values/s",
    null,
    `${values.toLocaleString("en")} values opened and sealed with a new key`,
  );
}

/** Turns of reads with and without, one after the other, so that whatever else the machine does weighs on both. */
async function logCost({ registry, cipher, logKeys }: Register): Promise<{ readonly ratio: number; readonly words: string }> {
  const { db } = registry;
  const { rows } = await db.asOwner((tx) =>
    sql<{ id: number }>`select id from registry.subject where kind = 'person' and mod(id * 7919, 61) = 0 order by id limit 200`.execute(tx),
  );
  // The first entry is signed for at once, which would need the log while it is put aside.
  await sealAll(db, logKeys);
  const stop = keepSealed(db, logKeys, { onFault: (error) => console.error(error) });
  const read = async () => {
    const times: number[] = [];
    for (const { id } of rows) {
      const startedAt = performance.now();
      await readPersonFile(registry, cipher, clerk, { id, asOf: today });
      times.push(performance.now() - startedAt);
    }
    return times;
  };
  // Without the log: its one statement does nothing, and the transaction has nothing to write.
  const logging = (isOn: boolean) =>
    db.asOwner((tx) =>
      sql
        .raw(isOn ? "drop rule if exists unlogged on audit.entry" : "create rule unlogged as on insert to audit.entry do instead nothing")
        .execute(tx),
    );
  await read();
  const withLog: number[] = [];
  const without: number[] = [];
  for (let turn = 0; turn < 8; turn++) {
    withLog.push(...(await read()));
    await logging(false);
    without.push(...(await read()));
    await logging(true);
  }
  await stop();
  const [on, off] = [median(withLog), median(without)];
  return { ratio: on / off, words: `half within ${rounded(on)} ms and ${rounded(off)} ms` };
}

async function fillLog({ registry }: Register, rows: number): Promise<void> {
  await registry.db.asOwner((tx) =>
    sql`
      insert into audit.entry (actor, act, subjects, fields, occasion, outcome)
      select 'clerk-' || i % 50, 'registry.read-file', array[i % 20000 + 1, i % 20000 + 2],
        '{birth,name,hukou,certificate,hardship.subsistence_allowance,insurance.resident_medical,care.self_care,person.residence_region,address,bank-account,identity-number,phone,household}',
        ${JSON.stringify(clerk.occasion)}::jsonb, 'done'
      from generate_series(1, ${rows}::integer) i`.execute(tx),
  );
  await registry.db.asOwner((tx) => sql`analyze audit.entry`.execute(tx));
}

async function verify({ registry, logKeys }: Register, tell: Tell): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const startedAt = performance.now();
  const used = process.cpuUsage();
  const { sealed, faultCount } = await verifyLog(registry.db, logKeys.verify, {
    onProgress: () => (most = Math.max(most, process.memoryUsage().heapUsed - before)),
  });
  const took = seconds(startedAt);
  const { user, system } = process.cpuUsage(used);
  if (faultCount > 0) throw new Error("The log is whole.");
  tell(
    "verify_rows_s",
    sealed / took,
    "rows/s",
    "≥ 50000",
    `${sealed.toLocaleString("en")} rows held against their seals in ${rounded(took)} s, ${rounded((user + system) / sealed)} µs of the processor a row`,
  );
  tell("verify_mb", most / 1_048_576, "MB", null, "the most that verifying them held at once, garbage included");
}

function seconds(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
