/**
 * The embedded database as a process of its own: a query blocks its event loop, and the server must not wait. It speaks PostgreSQL's protocol on a socket in its own
 * directory, which only the user who started it may enter, and ends with its parent. Arguments: the directory, and the socket.
 * It says `ready`, or which process has the directory.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { lockDirectory } from "./directory-lock.ts";

const [directory = "", socket = ""] = process.argv.slice(2);
let end = async () => process.exit(0);
process.on("disconnect", () => void end());
process.on("SIGTERM", () => void end());
// Ctrl-C reaches the whole group of processes: the parent decides when its database ends.
process.on("SIGINT", () => {});

const release = await lockDirectory(directory, "embedded-server");
if (typeof release === "number") {
  process.send?.({ heldBy: release });
  process.exit(1);
}
// A server that was killed left its socket behind; whoever has the directory has it alone.
rmSync(socket, { force: true });
const db = await PGlite.create(join(directory, "data"));
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 1 });
await server.start();
end = async () => {
  end = async () => process.exit(0);
  await server.stop();
  await db.close();
  release();
  process.exit(0);
};
process.send?.("ready");
