// `npm start`: installs what is missing, builds the desk where it changed, and serves the product.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installMissing, lockedNode, root } from "./bootstrap.mjs";
import { buildDesk } from "./build-desk.mjs";

installMissing();
buildDesk();
const server = spawn(lockedNode(), [join(root, "apps/server/src/main.ts")], {
  cwd: root,
  stdio: "inherit",
  // Keeps the stripped and compiled sources, so that the next start is quicker.
  env: { ...process.env, NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node") },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 0 : 1)));
