import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../apps/server/src/platform/database/index.ts";
import { ownPostgres } from "./own-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server for tests: each makes a database of its own in it. */
    postgresUrl: string;
    /** The name of a database in that server with the whole schema and nobody in it: a test makes its own as a copy, which is much faster than making one. */
    postgresTemplate: string;
    /** The directory of an embedded database like that. */
    embeddedTemplate: string;
  }
}

/** Before all tests: a real PostgreSQL and an embedded database, ended after them. */
export default async function startDatabases(project: TestProject): Promise<() => Promise<void>> {
  const embeddedTemplate = mkdtempSync(join(tmpdir(), "huican-template-"));
  const made = openDatabase({ directory: embeddedTemplate }).then(({ db }) => db.close());
  // Nothing here outlives the tests.
  const [{ url, stop }] = await Promise.all([ownPostgres(["-c", "fsync=off", "-c", "full_page_writes=off"]), made]);
  const postgresTemplate = `template_${process.pid}`;
  await command(url, `create database ${postgresTemplate}`);
  await (await openDatabase({ url: new URL(`/${postgresTemplate}`, url).href })).db.close();
  project.provide("postgresUrl", url);
  project.provide("postgresTemplate", postgresTemplate);
  project.provide("embeddedTemplate", embeddedTemplate);
  return async () => {
    await command(url, `drop database ${postgresTemplate}`);
    await stop();
    rmSync(embeddedTemplate, { recursive: true, force: true });
  };
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
