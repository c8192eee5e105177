import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPacks, vocabularyOf } from "../../server/src/policy/index.ts";
import { loadSample, openRegister } from "../../server/src/registry/index.ts";
import { command, huican } from "./huican.ts";

/** As whoever runs a small office does it: an embedded database, and a server that goes on. */
describe("huican backup, restore and keys copy", () => {
  const folder = mkdtempSync(join(tmpdir(), "huican-drill-"));
  const before = { ...process.env };
  const at = (name: string) => join(folder, name);
  const passphrase = "一句别人猜不到的口令 of ours\n";
  let server: ChildProcess;

  beforeAll(async () => {
    use("office");
    const { packs } = await loadPacks();
    const settings = { place: { directory: at("office") }, keyPlace: join(at("office"), "keys.json"), isDemo: true };
    const register = await openRegister(settings, vocabularyOf(packs ?? new Map()), true);
    await loadSample(register, { region: "500106", people: 300, seed: 2, today: "2026-11-25" });
    await register.close();
    server = spawn(process.execPath, [join(import.meta.dirname, "../../server/src/main.ts")], {
      env: { ...process.env, PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    server.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    for (let look = 0; look < 600 && !said.includes("名册已就绪"); look++) await wait(200);
    if (!said.includes("名册已就绪")) throw new Error(said);
  });
  afterAll(() => {
    server.kill("SIGKILL");
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });

  function use(directory: string): void {
    process.env["HUICAN_DATA"] = at(directory);
  }

  test("one that is killed in the middle leaves nothing that looks like a backup, and the server goes on", async () => {
    const child = spawn(process.execPath, [command, "backup", at("killed.huican")], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const part = () => readdirSync(folder).find((name) => name.endsWith(".part"));
    while (part() === undefined && child.exitCode === null) await wait(2);
    child.kill("SIGKILL");
    await ended;
    expect(readdirSync(folder)).not.toContain("killed.huican");
    const left = await huican(["restore", "--check", at(part() ?? "nothing")]);
    expect(left.stderr).toMatch(/\[backup\.(incomplete|not-a-backup)\]/);
    expect(await huican(["backup", at("after.huican")])).toMatchObject({ status: 0, stderr: "" });
  });

  test("the office is lost, and comes back on another machine from a backup and a copy of the keys", async () => {
    const backup = await huican(["backup", at("day.huican")]);
    expect(backup).toMatchObject({ status: 0, stderr: "" });
    expect(backup.stdout).toMatch(/已备份到 .*day\.huican/);
    expect(statSync(at("day.huican")).mode & 0o777).toBe(0o600);
    expect(await huican(["keys", "copy", at("keys-copy.json")], passphrase)).toMatchObject({ status: 0, stderr: "" });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
    const lost = await huican(["register", "show", "2"]);
    expect(lost).toMatchObject({ status: 0 });

    use("elsewhere");
    const noKeys = await huican(["restore", at("day.huican")]);
    expect(noKeys).toMatchObject({ status: 1 });
    expect(noKeys.stderr).toContain("[backup.keys-missing]");
    const wrong = await huican(["keys", "bring-back", at("keys-copy.json")], "something else altogether\n");
    expect(wrong.stderr).toContain("[cipher.copy-does-not-open]");
    expect(readdirSync(folder)).not.toContain("elsewhere");
    expect(await huican(["keys", "bring-back", at("keys-copy.json")], passphrase)).toMatchObject({ status: 0, stderr: "" });
    const checked = await huican(["restore", at("day.huican"), "--check"]);
    expect(checked).toMatchObject({ status: 0, stderr: "" });
    // The start of a demo adds the two files that the desk offers to merge.
    expect(checked.stdout).toContain("302人");
    const restored = await huican(["restore", at("day.huican")]);
    expect(restored).toMatchObject({ status: 0, stderr: "" });
    expect(restored.stdout).toContain("访问记录查验无误");
    expect(await huican(["register", "show", "2"])).toMatchObject({ status: 0, stdout: lost.stdout });
    expect(await huican(["audit", "verify"])).toMatchObject({ status: 0 });
    expect(await huican(["keys", "rotate"])).toMatchObject({ status: 0 });
    expect(await huican(["register", "show", "2"])).toMatchObject({ status: 0, stdout: lost.stdout });
  });

  test("an earlier state in the same place is asked for in so many words, and the log is whole afterwards", async () => {
    use("office");
    const refused = await huican(["restore", at("day.huican")]);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain("302份档案");
    const restored = await huican(["restore", at("day.huican"), "--replace"]);
    expect(restored).toMatchObject({ status: 0, stderr: "" });
    // What was read and sealed after the backup is no longer in the log; the checkpoints of it are kept.
    expect(restored.stdout).toContain("checkpoints-before-restore-");
    expect(await huican(["audit", "verify"])).toMatchObject({ status: 0 });
    expect(readdirSync(at("office")).filter((name) => name.startsWith("checkpoints"))).toHaveLength(2);
  });

  test("whoever types it wrongly is told how", async () => {
    expect(await huican(["backup"])).toMatchObject({ status: 2 });
    expect(await huican(["restore"])).toMatchObject({ status: 2 });
    expect((await huican(["restore", at("nothing.huican")])).stderr).toContain("[backup.unreadable]");
    expect((await huican(["keys", "copy", at("second.json")], "short\n")).stderr).toContain("[cipher.passphrase-too-short]");
  });
});
