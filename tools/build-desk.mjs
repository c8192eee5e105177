// Builds the desk when its sources changed since it was last built. Run alone: `node tools/build-desk.mjs`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { lockedNode, root, say } from "./bootstrap.mjs";

const built = join(root, "apps/desk/dist");
const note = join(built, "sources.sha256");
/** What the build is made of; the lock stands for every library. */
const sources = [
  "apps/desk/src",
  "apps/desk/index.html",
  "apps/desk/vite.config.ts",
  "packages/contract/src",
  "packages/engine/src",
  "packages/look/tokens.css",
  "package-lock.json",
];

/** @returns whether the desk stands built */
export function buildDesk() {
  const wanted = hashOf(sources);
  if (existsSync(note) && readFileSync(note, "utf8") === wanted) return true;
  say("正在生成工作台……", "Building the desk …");
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(lockedNode(), [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], {
    cwd: join(root, "apps/desk"),
    encoding: "utf8",
  });
  if (status !== 0) {
    console.error(stdout + stderr);
    say("工作台没有生成；其他部分照常。", "The desk was not built; everything else works.");
    return false;
  }
  packFiles();
  writeFileSync(note, wanted);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(`工作台已生成（${seconds} 秒）`, `desk built in ${seconds} s`);
  return true;
}

/** Packs every file once, as small as it goes: the server only hands them out. */
function packFiles() {
  const folder = join(built, "assets");
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** @param {string[]} paths */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    for (const file of filesBelow(join(root, path))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(buildDesk() ? 0 : 1);
