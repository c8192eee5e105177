import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { databaseErrors } from "../errors.ts";
import { Refusal } from "../refusal.ts";
import { connectDatabase, type Database } from "./database.ts";
import type { ConstraintRefusals } from "./database-refusal.ts";
import { EmbeddedProcess } from "./embedded-process.ts";
import { takeDirectory } from "./own-directory.ts";
import { Quiet } from "./quiet.ts";

/** The driver finds a socket by the number of a port. */
const port = 5432;

/**
 * The embedded database in a directory: PGlite in a process of its own, reached over a socket. One process at a time has it.
 * It survives the end of its process at any moment, not a loss of power: it does not wait until the disk has written (docs/decisions/0013).
 * @throws Refusal where another process has the directory, it cannot be written, or it holds something else
 */
export async function openEmbedded(directory: string, refusals?: ConstraintRefusals): Promise<Database> {
  const { socketFolder, giveBack } = takeDirectory(directory);
  const server = new EmbeddedProcess(directory, `${socketFolder}/.s.PGSQL.${port}`);
  const database = connectDatabase({ host: socketFolder, port }, 1, refusals);
  const reached = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      await server.run();
      return await step();
    } catch (error) {
      throw isGone(error) && isFull(directory) ? databaseErrors.diskFull() : error;
    }
  };
  const close = async () => {
    await database.close();
    await server.end();
    giveBack();
  };
  try {
    await reached(async () => {});
  } catch (error) {
    await close();
    throw error;
  }
  const quiet = new Quiet();
  return {
    as: (actor, work) => {
      quiet.disturb();
      return reached(() => database.as(actor, work));
    },
    connections: database.connections,
    asOwner: (work) => reached(() => database.asOwner(work)),
    vacuum: (table) => reached(() => database.vacuum(table)),
    whenQuiet: () => quiet.come(),
    close,
  };
}

/**
 * Shares the embedded database that a running server has open: its process does one transaction after another, whoever asks.
 * @returns null where no server has it open, or its socket lies elsewhere because the path is long
 */
export async function joinEmbedded(directory: string, refusals?: ConstraintRefusals): Promise<Database | null> {
  if (!existsSync(join(directory, `.s.PGSQL.${port}`))) return null;
  const database = connectDatabase({ host: directory, port }, 1, refusals);
  try {
    await database.asOwner(async () => {});
    return database;
  } catch (error) {
    await database.close();
    // A server that was killed left its socket behind.
    if (isGone(error)) return null;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && (error.code === "database.lost" || error.code === "database.embedded-failed");
}

/** The database's log grows by sixteen megabytes at a time: with less it gives up, and only the room that is left tells why. */
const leastRoom = 2 * 16 * 1024 * 1024;

function isFull(directory: string): boolean {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize < leastRoom;
}
