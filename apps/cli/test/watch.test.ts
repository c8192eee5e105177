import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { checkPack } from "../src/check-pack.ts";
import { readPackFiles } from "@huican/server/commands";

const root = join(import.meta.dirname, "../../..");

/** What has to be undone after a test, the latest first. */
const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

/** A folder of its own with a copy of a real pack. */
function copyOf(id: string): string {
  const folder = mkdtempSync(join(tmpdir(), "huican-watch-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, "packs", id), join(folder, id), { recursive: true });
  return folder;
}

/** `huican check --watch` on a folder. */
class Watching {
  private text = "";
  private readonly child;
  private readonly ended: Promise<number | null>;

  constructor(folder: string, id: string) {
    const bin = join(root, "apps/cli/bin/huican.mjs");
    this.child = spawn(process.execPath, [bin, "check", id, "--watch", "--folder", folder], { stdio: ["ignore", "pipe", "inherit"] });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => (this.text += text));
    this.ended = new Promise((resolve) => this.child.on("close", resolve));
    undo.push(() => this.child.kill("SIGKILL"));
  }

  /** What is printed until the next answer is complete, after doing something, and how long that took in milliseconds. */
  async after(step: () => void, ending = "Ctrl-C"): Promise<{ readonly text: string; readonly milliseconds: number }> {
    this.text = "";
    const startedAt = performance.now();
    step();
    while (!this.text.includes(ending)) {
      if (performance.now() - startedAt > 120_000) throw new Error(`no answer, but: ${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { text: this.text, milliseconds: performance.now() - startedAt };
  }

  async interrupt(): Promise<number | null> {
    this.child.kill("SIGINT");
    return this.ended;
  }
}

test("each save is answered with what is wrong, where, and the remedy, however the editor writes; Ctrl-C ends with exit code 0", async () => {
  const folder = copyOf("leshan-2023");
  const path = join(folder, "leshan-2023/measures/04-social-welfare.yaml");
  const right = readFileSync(path, "utf8");
  const wrong = right.replace("disability.level == 1", "disability.levl == 1");
  const replaced = (text: string) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  };
  const watching = new Watching(folder, "leshan-2023");
  expect((await watching.after(() => undefined)).text).toContain("✓ 没有问题");

  const times: number[] = [];
  const saved = async (step: () => void) => {
    const { text, milliseconds } = await watching.after(step);
    times.push(Math.round(milliseconds));
    return text;
  };
  const line = wrong.split("\n").findIndex((text) => text.includes("levl")) + 1;
  const broken = await saved(() => writeFileSync(path, wrong));
  expect(broken).toContain(`04-social-welfare.yaml:${line}:`);
  expect(broken).toContain("您是否想写“disability.level”？");
  // Written aside and renamed, twice: the second is the one that events of the system lose.
  expect(await saved(() => replaced(right))).toContain("✓ 没有问题");
  expect(await saved(() => replaced(wrong))).toContain("✗ 1处问题");
  expect(await saved(() => writeFileSync(path, right))).toContain("✓ 没有问题");
  expect(await saved(() => writeFileSync(path, right.slice(0, 700)))).toMatch(/✗ \d+处问题/);
  expect(await saved(() => rmSync(join(folder, "leshan-2023"), { recursive: true }))).toContain("没有文件 leshan-2023/pack.yaml");
  expect(await saved(() => cpSync(join(root, "packs/leshan-2023"), join(folder, "leshan-2023"), { recursive: true }))).toContain("✓");
  const gone = await watching.after(() => rmSync(folder, { recursive: true }), "once it is back");
  expect(gone.text).toContain("读不到文件夹");
  console.log(`save to answer, ms: ${times.join(" ")}`);
  expect(await watching.interrupt()).toBe(0);
});

test("a pack of which any file is cut anywhere has faults and no crash", () => {
  const files = readPackFiles(join(root, "packs")).filter(({ path }) => /^(leshan-2023|national|vocabulary)\//.test(path));
  const cut = files.flatMap(({ path, text }, i) => {
    const at = Math.floor((text.length * ((i * 7) % 10)) / 10);
    return /04-|12-|pack\.yaml|clauses|people|readings|definitions|person|disability/.test(path) ? [{ path, at }] : [];
  });
  expect(cut.length).toBeGreaterThan(10);
  for (const { path, at } of cut) {
    const report = checkPack(
      files.map((file) => (file.path === path ? { path, text: file.text.slice(0, at) } : file)),
      "leshan-2023",
    );
    expect(report.faults.length, `${path} cut at ${at}`).toBeGreaterThan(0);
  }
});
