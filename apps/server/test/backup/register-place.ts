import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import type { RegisterConfiguration } from "../../src/platform/configuration.ts";
import type { Engine } from "../registry/test-database.ts";

/** Keys that anybody may know, as a file: version 1 is that of `testCipher`. */
function keysText(...versions: readonly number[]): string {
  const keys = Object.fromEntries(versions.map((version) => [version, Buffer.alloc(16, 6 + version).toString("hex")]));
  return JSON.stringify({ current: Math.max(...versions), versions: keys, blind: Buffer.alloc(32, 9).toString("hex") });
}

export type RegisterPlace = {
  readonly settings: RegisterConfiguration & { readonly keyPlace: string };
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

let made = 0;

/** Where no register lies yet, with a file of keys beside it. */
export async function newPlace(engine: Engine, keys = keysText(1)): Promise<RegisterPlace> {
  const folder = mkdtempSync(join(tmpdir(), "huican-backup-"));
  const keyPlace = join(folder, "keys.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyPlace, keys);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  if (engine === "pglite") {
    const settings = { place: { directory: join(folder, "data") }, keyPlace, isDemo: undefined };
    return { settings, folder, remove: async () => removeFolder() };
  }
  const name = `backup_${process.pid}_${made++}`;
  const url = new URL(inject("postgresUrl"));
  await command(url.href, `create database ${name}`);
  url.pathname = `/${name}`;
  const remove = async () => {
    removeFolder();
    await command(inject("postgresUrl"), `drop database ${name} with (force)`);
  };
  return { settings: { place: { url: url.href }, keyPlace, isDemo: undefined }, folder, remove };
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
