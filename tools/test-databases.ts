import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../apps/server/src/platform/database/index.ts";
import { ownPostgres } from "./own-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server for tests: each makes a database of its own in it. */
    postgresUrl: string;
    /** The directory of an embedded database with the whole schema and nobody in it: each test copies it, which is much faster than making one. */
    embeddedTemplate: string;
  }
}

/** Before all tests: a real PostgreSQL and an embedded database, ended after them. */
export default async function startDatabases(project: TestProject): Promise<() => Promise<void>> {
  const template = mkdtempSync(join(tmpdir(), "huican-template-"));
  const made = openDatabase({ directory: template }).then(({ db }) => db.close());
  // Nothing here outlives the tests.
  const [{ url, stop }] = await Promise.all([ownPostgres(["-c", "fsync=off", "-c", "full_page_writes=off"]), made]);
  project.provide("postgresUrl", url);
  project.provide("embeddedTemplate", template);
  return async () => {
    await stop();
    rmSync(template, { recursive: true, force: true });
  };
}
