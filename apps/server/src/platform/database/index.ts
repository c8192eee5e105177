import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { databaseErrors } from "../errors.ts";
import { connectDatabase, type Database } from "./database.ts";
import type { ConstraintRefusals } from "./database-refusal.ts";
import { joinEmbedded, openEmbedded } from "./embedded.ts";
import { migrate, migrationsIn, type Migration } from "./migrate.ts";
import { admitServingUser } from "./serving-user.ts";

export { type Actor, type Database, type Occasion, type Tx } from "./database.ts";
export { type ConstraintRefusals } from "./database-refusal.ts";
export { undone } from "./undone.ts";
export { takenSteps, takeSteps, type Migration, type TakenStep } from "./migrate.ts";

/** Where the data lie: a PostgreSQL that others run, or a directory of ours. `ownerUrl`: where the tables belong to another user than the one of `url`. */
export type DatabasePlace = { readonly url: string; readonly ownerUrl?: string } | { readonly directory: string };

/** Whether there is a database that could be opened; of a PostgreSQL only opening it tells. */
export function isMade(place: DatabasePlace): boolean {
  return "url" in place || existsSync(join(place.directory, "data", "PG_VERSION"));
}

/** At most so many connections to a PostgreSQL, and as many as the owner where that is another user: more wait their turn. */
const connections = 10;

/**
 * Opens the database and brings its schema forward.
 * @param options `refusals`: what the constraints of the schema say to whoever meets them
 * @returns the database and the steps that were taken
 * @throws Refusal with a plain sentence where it cannot be reached, is too old, newer than this program, or in use
 */
export async function openDatabase(
  place: DatabasePlace,
  { refusals }: { readonly refusals?: ConstraintRefusals } = {},
): Promise<{ readonly db: Database; readonly taken: readonly Migration[] }> {
  const db = await reachDatabase(place, { refusals });
  try {
    const taken = await migrate(db, knownMigrations());
    if ("url" in place && place.ownerUrl !== undefined) await admitServingUser(db, place.url);
    return { db, taken };
  } catch (error) {
    await db.close();
    throw isNotAllowed(error) ? databaseErrors.notAllowed() : error;
  }
}

/** The steps of the schema that this program knows, in their one order. */
export function knownMigrations(): readonly Migration[] {
  return migrationsIn(join(import.meta.dirname, "../../migrations"));
}

/**
 * Opens the database as it is, whatever its schema: to copy all of it, or to put a copy into it.
 * @param options `mayJoin`: whether an embedded database that a server has open is shared with it
 * @throws Refusal with a plain sentence where it cannot be reached, is too old, or in use
 */
export async function reachDatabase(
  place: DatabasePlace,
  { refusals, mayJoin = false }: { readonly refusals?: ConstraintRefusals | undefined; readonly mayJoin?: boolean } = {},
): Promise<Database> {
  if ("directory" in place)
    return (mayJoin ? await joinEmbedded(place.directory, refusals) : null) ?? openEmbedded(place.directory, refusals);
  const { url, ownerUrl } = place;
  const address = { connectionString: url };
  const db = connectDatabase(address, connections, refusals, ownerUrl === undefined ? address : { connectionString: ownerUrl });
  try {
    await greet(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Making the schema needs more than using it. */
function isNotAllowed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "42501";
}

async function greet(db: Database): Promise<void> {
  const version = await db
    .asOwner(
      async (tx) =>
        (await sql<{ version: string }>`select current_setting('server_version') as version`.execute(tx)).rows[0]?.version ?? "",
    )
    .catch(() => {
      throw databaseErrors.unreachable();
    });
  if (Number.parseInt(version, 10) < 15) throw databaseErrors.tooOld(version);
}
