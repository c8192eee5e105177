import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRegister } from "../../server/src/registry/index.ts";
import { loadPacks, vocabularyOf } from "../../server/src/policy/index.ts";
import { huican } from "./huican.ts";

/** The commands for whoever runs a real register, on the embedded database, as they are installed. */
describe("huican users", () => {
  const directory = mkdtempSync(join(tmpdir(), "huican-users-"));
  const before = { ...process.env };
  const three = ["--system", "chen=陈系统", "--security", "li=李安全", "--audit", "wu=吴审计"];

  beforeAll(async () => {
    process.env["HUICAN_DATA"] = directory;
    const { packs } = await loadPacks();
    const settings = { place: { directory }, keyPlace: join(directory, "keys.json"), isDemo: false };
    await (await openRegister(settings, vocabularyOf(packs ?? new Map()), true)).close();
  });
  afterAll(() => {
    process.env = before;
    rmSync(directory, { recursive: true, force: true });
  });

  test("the first administrators are made once, three people, each with a code; then they are listed, locked and reset", async () => {
    const made = await huican(["users", "first-administrators", ...three]);
    expect(made).toMatchObject({ status: 0, stderr: "" });
    expect(made.stdout.match(/\b[a-z0-9]{5}(-[a-z0-9]{5}){3}\b/g)).toHaveLength(3);
    const again = await huican(["users", "first-administrators", ...three]);
    expect(again).toMatchObject({ status: 1 });
    expect(again.stderr).toContain("access.administrators-exist");
    const { stdout } = await huican(["users", "list"]);
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringMatching(/^chen +陈系统 +system-administrator$/),
      expect.stringMatching(/^li +李安全 +security-administrator$/),
      expect.stringMatching(/^wu +吴审计 +audit-administrator$/),
    ]);
    await huican(["users", "lock", "CHEN"]);
    expect((await huican(["users", "list"])).stdout).toContain("已锁定 / locked");
    await huican(["users", "unlock", "chen"]);
    const reset = await huican(["users", "reset", "chen"]);
    expect(reset.stdout).toMatch(/^[a-z0-9]{5}(-[a-z0-9]{5}){3}\n/);
    expect((await huican(["users", "reset", "nobody"])).stderr).toContain("access.account-not-found");
  });

  test("whoever names no three administrators is told how", async () => {
    const bad = await huican(["users", "first-administrators", "--system", "chen", ...three.slice(2)]);
    expect(bad).toMatchObject({ status: 2 });
    expect(bad.stderr).toContain("登录名=姓名");
  });
});
