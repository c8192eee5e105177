/**
 * The embedded database as a process of its own: a query blocks its event loop, and the server must not wait. It speaks PostgreSQL's protocol on a socket in its own
 * directory, which only the user who started it may enter, and ends with its parent. Arguments: the directory, and the socket.
 * It says `ready`, or which process has the directory.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite, type Extension } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { lockDirectory } from "./directory-lock.ts";

const [directory = "", socket = ""] = process.argv.slice(2);
/**
 * A database that gives up, such as one that finds no room for its log, would be asked to go on for ever and answer nobody: its process ends with it. The next start finds
 * everything that was committed.
 */
const endsWithDatabase: Extension = {
  name: "ends-with-database",
  setup: async (_, emscriptenOpts) => ({ emscriptenOpts: { ...emscriptenOpts, onAbort: () => process.exit(1) } }),
};

let end = async () => process.exit(0);
process.on("disconnect", () => void end());
// Ctrl-C, and whatever stops a service, reach the whole group of processes: the parent decides when its database ends, for it has the last of the log to seal.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

const release = await lockDirectory(directory, "embedded-server");
if (typeof release === "number") {
  process.send?.({ heldBy: release });
  process.exit(1);
}
// A server that was killed left its socket behind; whoever has the directory has it alone.
rmSync(socket, { force: true });
const data = join(directory, "data");
if (!existsSync(data)) await make();
const db = await PGlite.create({ dataDir: data, extensions: { endsWithDatabase } });
// Its server has one connection and a backup beside it another; there is room for those that are just ending. Their transactions come one after the other.
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 8 });
await server.start();
end = async () => {
  end = async () => process.exit(0);
  await server.stop();
  await db.close();
  release();
  process.exit(0);
};
process.send?.("ready");

/** Under another name first: a first start that is killed in the middle leaves nothing that looks like a database. */
async function make(): Promise<void> {
  const making = join(directory, "making");
  rmSync(making, { recursive: true, force: true });
  await (await PGlite.create(making)).close();
  renameSync(making, data);
}
