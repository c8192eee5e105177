import type { TestProject } from "vitest/node";
import { ownPostgres } from "./own-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server for tests: each makes a database of its own in it. */
    postgresUrl: string;
  }
}

/** Before all tests: a real PostgreSQL, ended after them. */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  // Nothing here outlives the tests.
  const { url, stop } = await ownPostgres(["-c", "fsync=off", "-c", "full_page_writes=off"]);
  project.provide("postgresUrl", url);
  return stop;
}
