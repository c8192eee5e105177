#!/usr/bin/env node
// Plain JavaScript that any Node runs: the program itself is TypeScript and needs the Node that is locked with the project.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [major = 0] = process.versions.node.split(".").map(Number);

if (major >= 24) {
  // Keeps the stripped and compiled sources, so that the next start is quicker.
  module.enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/node", import.meta.url)));
  await import(main);
} else {
  const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));
  const packages = [`node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`];
  const node = packages.map((name) => join(modules, name, "bin", process.platform === "win32" ? "node.exe" : "node")).find(existsSync);
  if (!node) {
    console.error(`需要 Node 24 或更高版本（现在是 ${process.versions.node}）。请先运行 npm install。`);
    console.error(`Node 24 or later is needed (this is ${process.versions.node}). Run npm install first.`);
    process.exit(2);
  }
  // Ctrl-C is for the program itself, which decides how it ends.
  process.on("SIGINT", () => undefined);
  const { status } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(status ?? 2);
}
