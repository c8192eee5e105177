import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { accessConstraints } from "../../src/access/index.ts";
import { exchangeConstraints } from "../../src/exchange/index.ts";
import { openDatabase, type Database, type DatabasePlace } from "../../src/platform/database/index.ts";
import { refusedConstraints } from "../../src/registry/index.ts";

const refusals = new Map([...refusedConstraints, ...accessConstraints, ...exchangeConstraints]);

/** Both databases that the product runs on: whatever holds on one must hold on the other. */
export const engines = ["pglite", "postgres"] as const;
export type Engine = (typeof engines)[number];

export type TestDatabase = { readonly db: Database; readonly place: DatabasePlace; readonly close: () => Promise<void> };

let opened = 0;

/** A fresh database with the whole schema. */
export async function openTestDatabase(engine: Engine): Promise<TestDatabase> {
  if (engine === "pglite") {
    const directory = mkdtempSync(join(tmpdir(), "huican-test-"));
    cpSync(inject("embeddedTemplate"), directory, { recursive: true });
    const { db } = await openDatabase({ directory }, { refusals });
    return {
      db,
      place: { directory },
      close: async () => {
        await db.close();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  }
  const server = inject("postgresUrl");
  const name = `test_${process.pid}_${opened++}`;
  const url = new URL(server);
  await command(url.href, `create database ${name} template ${inject("postgresTemplate")}`);
  url.pathname = `/${name}`;
  const { db } = await openDatabase({ url: url.href }, { refusals });
  return {
    db,
    place: { url: url.href },
    close: async () => {
      await db.close();
      await command(server, `drop database ${name}`);
    },
  };
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
