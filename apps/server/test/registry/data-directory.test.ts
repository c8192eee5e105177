import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, expect, inject, test } from "vitest";
import { openDatabase } from "../../src/platform/database/index.ts";

const folder = mkdtempSync(join(tmpdir(), "huican-directories-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const main = join(import.meta.dirname, "../../src/main.ts");

test.each([
  ["with spaces and Chinese characters", join("资料 名册", "沙坪坝 (2026)"), "from nothing"],
  ["deep", join("deep", ..."0123456789".split("").map((digit) => `a-folder-of-the-office-${digit}`)), "a copy"],
  ["in Chinese, of more bytes than characters", join("资料", "残".repeat(40)), "a copy"],
])("a data directory whose path is %s works, and nothing of it lies elsewhere when it is closed", async (_, path, how) => {
  const directory = join(folder, path);
  if (how === "a copy") cpSync(inject("embeddedTemplate"), directory, { recursive: true });
  const before = socketFolders();
  for (const count of [1, 2]) {
    const { db } = await openDatabase({ directory });
    await db.asOwner((tx) => sql`create table if not exists public.opened (at timestamptz)`.execute(tx));
    await db.asOwner((tx) => sql`insert into public.opened values (now())`.execute(tx));
    const { rows } = await db.asOwner((tx) => sql<{ count: number }>`select count(*) as count from public.opened`.execute(tx));
    expect(rows).toEqual([{ count }]);
    await db.close();
  }
  expect(readdirSync(directory)).toEqual(["data"]);
  expect(socketFolders()).toEqual(before);
});

test("a path that is too long everywhere is refused before anything is made", async () => {
  const directory = join(folder, "long".repeat(30));
  const said = await start(directory, { TMPDIR: join(folder, "t".repeat(100)) });
  expect(said).toContain("数据目录的路径太长");
  expect(existsSync(directory)).toBe(false);
});

test("a directory of somebody else is left as it is", async () => {
  const directory = join(folder, "documents");
  mkdirSync(directory, { mode: 0o755 });
  writeFileSync(join(directory, "letter.txt"), "信");
  await expect(openDatabase({ directory })).rejects.toMatchObject({ code: "database.foreign-directory" });
  expect(readdirSync(directory)).toEqual(["letter.txt"]);
  expect(statSync(directory).mode & 0o777).toBe(0o755);
});

test("the data of a PostgreSQL that others run are left as they are", async () => {
  const directory = join(folder, "cluster");
  mkdirSync(join(directory, "data"), { recursive: true, mode: 0o755 });
  for (const name of ["PG_VERSION", "postmaster.opts"]) writeFileSync(join(directory, "data", name), "18\n");
  await expect(openDatabase({ directory })).rejects.toMatchObject({ code: "database.foreign-directory" });
  expect(readdirSync(directory)).toEqual(["data"]);
  expect(statSync(directory).mode & 0o777).toBe(0o755);
});

test.each(["file", join("file", "below")])("where %s is a file, no register is made", async (path) => {
  writeFileSync(join(folder, "file"), "信");
  await expect(openDatabase({ directory: join(folder, path) })).rejects.toMatchObject({ code: /^database\.(foreign-)?directory$/ });
  expect(readFileSync(join(folder, "file"), "utf8")).toBe("信");
});

test.each(["read-only", join("read-only", "below")])("whoever may not write %s is told so by the server's start", async (path) => {
  const parent = join(folder, "read-only");
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o555);
  chmodSync(folder, 0o755);
  const said = await start(join(parent, path.replace(/^read-only\/?/, "")), {});
  expect(said).toContain("数据目录不能写入");
  expect(said).not.toContain("Error:");
  expect(readdirSync(parent)).toEqual([]);
});

test("a first start that is killed, at one moment after another, is begun again", async () => {
  const directory = join(folder, "killed");
  const lock = join(directory, "huican.lock");
  const holder = () => (existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0);
  const killed = [0];
  for (const afterMs of [50, 500, 1_000, 2_000]) {
    const opening = openDatabase({ directory }).then(
      ({ db }) => db.close(),
      () => {},
    );
    await expect.poll(() => !killed.includes(holder()), { timeout: 120_000, interval: 10 }).toBe(true);
    const pid = holder();
    await wait(afterMs);
    // It may have been ready and closed before.
    if (holder() === pid) process.kill(pid, "SIGKILL");
    killed.push(pid);
    await opening;
  }
  const { db } = await openDatabase({ directory });
  await db.asOwner((tx) => sql`select registry.check_everything()`.execute(tx));
  await db.close();
  expect(readdirSync(directory)).toEqual(["data"]);
});

test("where a service is stopped, every process of it is told at once: the server still finishes with its database", async () => {
  const directory = join(folder, "stopped");
  cpSync(inject("embeddedTemplate"), directory, { recursive: true });
  const server = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: "0", HUICAN_DATA: directory, HUICAN_DEMO: "no" },
    detached: true,
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  await expect.poll(() => said, { timeout: 120_000 }).toContain("名册已就绪（正式）");
  process.kill(-Number(server.pid), "SIGTERM");
  expect(await ended, said).toBe(0);
  expect(said).not.toContain('"level":50');
  await expect.poll(() => readdirSync(directory), { timeout: 60_000 }).not.toContain("huican.lock");
});

function socketFolders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => /^huican-\w{6}$/.test(name));
}

/** What the server says of a data directory that it cannot use, before it ends. Root may write everywhere: in its place starts somebody who may not. */
async function start(directory: string, env: Readonly<Record<string, string>>): Promise<string> {
  const nobody = 65_534;
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: "0", HUICAN_DATA: directory, ...env },
    ...(process.getuid?.() === 0 && { uid: nobody, gid: nobody }),
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect(code, said).toBe(1);
  return said;
}
