import { fork, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { databaseErrors } from "../errors.ts";
import { connectDatabase, type Database } from "./database.ts";
import type { ConstraintRefusals } from "./database-refusal.ts";

/** The driver finds a socket by the number of a port. */
const port = 5432;

/**
 * The embedded database in a directory: PGlite in a process of its own, reached over a socket in that directory. One process at a time has it.
 * It survives the end of its process at any moment, not a loss of power: it does not wait until the disk has written (docs/decisions/0013).
 * @throws Refusal where another process has the directory, or it cannot be written
 */
export async function openEmbedded(directory: string, refusals?: ConstraintRefusals): Promise<Database> {
  try {
    mkdirSync(directory, { recursive: true });
    chmodSync(directory, 0o700);
  } catch {
    throw databaseErrors.directory(directory);
  }
  const child = await startServer(directory);
  const database = connectDatabase({ host: directory, port }, 1, refusals);
  return {
    ...database,
    close: async () => {
      await database.close();
      await ended(child);
    },
  };
}

async function startServer(directory: string): Promise<ChildProcess> {
  const socket = join(directory, `.s.PGSQL.${port}`);
  const child = fork(join(import.meta.dirname, "embedded-server.ts"), [directory, socket], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-2_000)));
  await new Promise<void>((resolve, reject) => {
    child.once("message", (message) => {
      if (message === "ready") resolve();
      else reject(databaseErrors.inUse(directory, (message as { heldBy: number }).heldBy));
    });
    child.once("exit", () => reject(databaseErrors.embeddedFailed(directory, said)));
  });
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
