import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Why a server cannot be started without any network here; null where it can. */
function obstacle(): string | null {
  if (process.platform !== "linux") return "only Linux can take the network away from one process";
  try {
    execFileSync("unshare", ["-n", "ip", "link", "set", "lo", "up"], { stdio: "ignore" });
    return null;
  } catch {
    return "unshare -n and ip need root and iproute2";
  }
}

const why = obstacle();

// The title says it where it is left out.
describe.skipIf(why !== null)(`carried to a machine without any network${why === null ? "" : ` (left out: ${why})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "huican-offline-"));
  const program = join(folder, "huican");
  const port = 18_000 + (process.pid % 2_000);
  let server: ChildProcess;
  let said = "";

  beforeAll(async () => {
    copyProgram();
    // Nothing but its own loopback; the script that `npm start` runs, by the Node that was carried with it.
    const node = join(program, "node_modules", `node-linux-${process.arch}`, "bin/node");
    server = spawn("unshare", ["-n", "sh", "-c", `ip link set lo up && exec '${node}' tools/start.mjs`], {
      cwd: program,
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: folder,
        PORT: String(port),
        HUICAN_DATA: join(folder, "data"),
        HUICAN_DEMO: "no",
      },
    });
    for (const stream of [server.stdout, server.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    for (let look = 0; look < 750 && !said.includes("名册已就绪"); look++) await wait(200);
  });
  afterAll(async () => {
    if (server.exitCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a stick would carry it, without what lies there besides; the same disk lends the bytes. */
  function copyProgram(): void {
    execFileSync("mkdir", [program]);
    const kept = [
      "apps",
      "packages",
      "packs",
      "bench",
      "tools",
      "docs",
      "node_modules",
      "package.json",
      "package-lock.json",
      "tsconfig.json",
    ];
    const copy = (how: string) => execFileSync("cp", [how, ...kept.map((name) => join(root, name)), program], { stdio: "ignore" });
    try {
      copy("-al");
    } catch {
      copy("-a");
    }
  }

  /** From inside, where alone it can be reached. */
  const inside = (command: string, ...args: readonly string[]) =>
    execFileSync("nsenter", ["-t", String(server.pid), "-n", command, ...args], { encoding: "utf8" });

  test("it starts, installs nothing, and there is no network that it could have asked", () => {
    expect(said).toContain("名册已就绪（正式）");
    expect(said).not.toContain("正在安装");
    expect(said).not.toMatch(/Error|ENOTFOUND|EAI_AGAIN/);
    const network = `console.log(Object.keys(os.networkInterfaces()).join())`;
    expect(inside(process.execPath, "-e", network).trim()).toBe("lo");
  });

  test.each(["/", "/policies", "/check", "/signin", "/api/openapi.json"])("%s answers", (path) => {
    const ask = `fetch("http://localhost:${port}${path}").then((answer) => console.log(answer.status))`;
    expect(inside(process.execPath, "-e", ask).trim()).toBe("200");
  });

  test("a page fetches nothing from elsewhere", () => {
    const ask = `fetch("http://localhost:${port}/").then((answer) => answer.text()).then((text) => console.log(text))`;
    const fetched = [...inside(process.execPath, "-e", ask).matchAll(/(?:src|href)="(https?:\/\/[^"]+)"/g)].map(([, url]) => url);
    expect(fetched.filter((url) => !url?.startsWith(`http://localhost:${port}`))).toEqual([]);
  });
});
