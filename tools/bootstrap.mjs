// What `npm start` and `npm test` share. Plain JavaScript that runs on whatever Node is there, with nothing installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Both languages, Chinese first. */
export function say(zh, en) {
  console.log(`${zh} / ${en}`);
}

/** Ends with a plain sentence instead of a stack. */
export function stop(zh, en) {
  console.error(`${zh}\n${en}`);
  process.exit(1);
}

/**
 * Installs what is missing. `npm install`, not `npm ci`: the lock was made where some binaries of other platforms are not in the registry, and
 * `npm ci` refuses such a lock. `npm install` honours it all the same.
 */
export function installMissing() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20)
    stop(`需要 Node 20 或更高版本，现在是 ${process.versions.node}。`, `Node 20 or later is needed; this is ${process.versions.node}.`);
  if (isInstalled()) return;
  say("正在安装所需的软件包……", "Installing the packages that are needed …");
  const { status } = spawnSync(
    process.platform === "win32" ? "npm.cmd" : "npm",
    ["install", "--no-audit", "--no-fund", "--loglevel", "error"],
    { cwd: root, stdio: "inherit" },
  );
  if (status !== 0 || !existsSync(lockedNode()))
    stop(
      "安装没有完成，请检查网络或 npm 镜像后重试。",
      "The installation did not finish. Check the network or the npm mirror and try again.",
    );
}

/** npm writes its own copy of the lock last; if the project's is newer, something was added since. */
function isInstalled() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed) || !existsSync(lockedNode())) return false;
  return statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs || sameLock(installed);
}

/** A fresh checkout gives the lock a new time without a new content. */
function sameLock(installed) {
  const packagesOf = (path) => Object.entries(JSON.parse(readFileSync(path, "utf8")).packages ?? {});
  const wanted = new Map(packagesOf(join(root, "package-lock.json")));
  return packagesOf(installed).every(([path, { version }]) => wanted.get(path)?.version === version);
}

/** The Node that is locked with the project. */
export function lockedNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = process.platform === "win32" ? "node.exe" : "bin/node";
  return join(root, "node_modules", `node-${platform}-${process.arch}`, file);
}

/** Runs something with the locked Node first on the path, output as it comes; gives the exit status. */
export function run(command, args, env = {}) {
  const path = `${join(lockedNode(), "..")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`;
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path, ...env } });
  return status ?? 1;
}
