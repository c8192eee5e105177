import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, huican, jsonLines } from "./huican.ts";

/** The access log for whoever runs a register, on the embedded database, as it is installed. */
describe("huican audit", () => {
  const directory = mkdtempSync(join(tmpdir(), "huican-audit-"));
  const kept = join(directory, "data", "checkpoints.jsonl");
  const before = { ...process.env };

  beforeAll(async () => {
    process.env["HUICAN_DATA"] = join(directory, "data");
    expectDone(await huican(["sample", "--region", "500106", "--people", "60", "--seed", "7"]));
    expectDone(await huican(["register", "search", "王"]));
    expectDone(await huican(["register", "show", "2"]));
  });
  afterAll(() => {
    process.env = before;
    rmSync(directory, { recursive: true, force: true });
  });

  function expectDone({ status, stderr }: { readonly status: number | null; readonly stderr: string }): void {
    if (status !== 0) throw new Error(stderr);
  }

  test("what the commands did is in the log, sealed and signed when they ended", async () => {
    const shown = await huican(["audit", "show", "--person", "2", "--json"]);
    const lines = JSON.parse(shown.stdout) as readonly {
      readonly actor: string;
      readonly act: { readonly zh: string };
      readonly fields: readonly string[];
    }[];
    const look = lines.find(({ act }) => act.zh === "查看了档案并按政策判定能享受的待遇");
    expect(look).toMatchObject({ actor: "operator" });
    expect(look?.fields).toEqual(expect.arrayContaining(["name", "identity-number"]));
    const { status, stdout, stderr } = await huican(["audit", "verify"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("没有发现问题 / nothing is wrong");
    expect(stdout).not.toContain("not sealed yet");
    expect((await huican(["audit", "show", "--actor", "nobody-of-this-name"])).stdout).toContain("没有记录 / no entries");
    expect((await huican(["audit", "show", "--day", "2020-01-01"])).stdout).toContain("没有记录 / no entries");
    expect((await huican(["audit", "remove-expired"])).stdout).toContain("没有到期的记录 / nothing has expired");
  });

  test("the commands of the guide verify an exported checkpoint with OpenSSL alone, and refuse one that was changed", () => {
    const guide = readFileSync(join(import.meta.dirname, "../../../docs/access-log.md"), "utf8");
    const steps = [...guide.matchAll(/```sh\n([^`]+)```/g)].map(([, text]) => text ?? "");
    expect(steps).toHaveLength(2);
    const bin = join(directory, "huican");
    writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
    chmodSync(bin, 0o755);
    const env = { ...process.env, PATH: `${directory}:${process.env["PATH"]}` };
    const run = (text: string) =>
      execFileSync("sh", ["-ec", text], { cwd: directory, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    run(steps[0] ?? "");
    expect(run(steps[1] ?? "")).toContain("Verified OK");
    const exported = join(directory, "checkpoints.jsonl");
    const lines = readFileSync(exported, "utf8");
    writeFileSync(exported, lines.replaceAll(/seq=(\d)/g, "seq=1$1"));
    expect(() => run(steps[1] ?? "")).toThrow("Command failed");
    writeFileSync(exported, lines);
  });

  test("a log that does not meet a checkpoint kept elsewhere ends with 1 and says why", async () => {
    const lines = readFileSync(kept, "utf8");
    expect(jsonLines(lines).length).toBeGreaterThan(3);
    const other = join(directory, "other.jsonl");
    // A checkpoint whose figures somebody changed was not signed so.
    writeFileSync(other, lines.replaceAll(/"seq":(\d+)/g, '"seq":9$1'));
    const { status, stdout } = await huican(["audit", "verify", "--checkpoints", other]);
    expect(status).toBe(1);
    expect(stdout).toContain("的签名不对");
    const json = await huican(["audit", "verify", "--checkpoints", other, "--json"]);
    expect(json.status).toBe(1);
    const { faults, sentences } = JSON.parse(json.stdout) as { readonly faults: readonly object[]; readonly sentences: readonly object[] };
    expect(faults[0]).toEqual({ what: "checkpoint-signature", checkpoint: 1 });
    expect(sentences).toHaveLength(faults.length);
  });

  test.each([
    [["audit", "verify", "--checkpoints", "/nowhere/at/all.jsonl"], "audit.checkpoints-unreadable"],
    [["audit", "verify", "--checkpoints", command], "audit.not-a-checkpoint"],
  ])("%j is refused with a sentence in both languages and its code", async (args, code) => {
    const { status, stderr } = await huican(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`。\n.+\\[${code}\\]`));
  });

  test.each([
    [["audit", "show", "--person", "x"], "档案编号"],
    [["audit", "show", "--day", "2026-02-30"], "--day"],
    [["audit", "prove"], "prove"],
  ])("%j is bad usage and opens nothing", async (args, said) => {
    const { status, stderr } = await huican(args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });

  test.each([[["audit", "--help"]], [["audit", "verify", "--help"]], [["audit", "show", "--help"]]])(
    "%j helps in both languages",
    async (args) => {
      const { status, stdout } = await huican(args);
      expect(status).toBe(0);
      expect(stdout).toContain("显示帮助 / show help");
    },
  );
});
