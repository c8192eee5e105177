import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPacks, vocabularyOf } from "../../server/src/policy/index.ts";
import { askRequest, openRegister } from "../../server/src/registry/index.ts";
import { huican, type Result } from "./huican.ts";

/** The commands for whoever runs a register, on the embedded database, as they are installed. */
describe("huican sample and huican register", () => {
  const directory = mkdtempSync(join(tmpdir(), "huican-register-"));
  const data = join(directory, "data");
  const keyFile = join(directory, "key.json");
  const before = { ...process.env };
  let loaded: Result;

  beforeAll(async () => {
    process.env["HUICAN_DATA"] = data;
    loaded = await huican(["sample", "--region", "500106", "--people", "300", "--seed", "7", "--key-file", keyFile]);
  });
  afterAll(() => {
    process.env = before;
    rmSync(directory, { recursive: true, force: true });
  });

  test("a sample is loaded, and the key says what is wrong with whom by the numbers of files", () => {
    expect(loaded).toMatchObject({ status: 0 });
    expect(loaded.stdout).toContain("示例人员已装入 / the sample is loaded");
    const key = JSON.parse(readFileSync(keyFile, "utf8")) as {
      readonly people: number;
      readonly faults: readonly { readonly ids: readonly number[] }[];
    };
    expect(key).toMatchObject({ region: "500106", people: 300, seed: 7 });
    expect(key.faults.flatMap(({ ids }) => ids).every((id) => Number.isInteger(id) && id > 0)).toBe(true);
  });

  test("somebody is found by a part of the name and shown with what they are entitled to; numbers are masked", async () => {
    const { stdout } = await huican(["register", "search", "--json", "王"]);
    const { people } = JSON.parse(stdout) as {
      readonly people: readonly { readonly id: number; readonly name: string; readonly deceased: boolean }[];
    };
    const person = people.find(({ deceased }) => !deceased);
    expect(person?.name).toContain("王");
    const shown = await huican(["register", "show", String(person?.id), "--as-of", "2025-06-01", "--known-at", "2025-12-01"]);
    expect(shown).toMatchObject({ status: 0, stderr: "" });
    expect(shown.stdout).toContain("as on 2025-06-01");
    expect(shown.stdout).toContain("沙坪坝区惠残工程工作方案（2023）");
    expect(shown.stdout).toMatch(/identity-number {2}99\*+/);
    expect(shown.stdout).not.toMatch(/\d{15}/);
  });

  test("a document is put into a file, listed and taken out as it was; a program is none, whatever it is called", async () => {
    const scan = join(directory, "低保证.jpg");
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    writeFileSync(scan, png);
    const put = await huican(["register", "attach", "2", scan, "--expires-on", "2099-12-31"]);
    expect(put).toMatchObject({ status: 0, stderr: "" });
    const number = /number (\d+)/.exec(put.stdout)?.[1] ?? "";
    const listed = await huican(["register", "attachments", "2"]);
    expect(listed.stdout).toMatch(/低保证\.png {2}image\/png .*until 2099-12-31/);
    expect((await huican(["register", "show", "2"])).stdout).toContain("低保证.png");
    const out = join(directory, "taken.png");
    expect(await huican(["register", "attachments", "2", "--take", number, "--to", out])).toMatchObject({ status: 0 });
    expect(readFileSync(out).equals(png)).toBe(true);
    expect(await huican(["register", "attachments", "2", "--take", number, "--to", out])).toMatchObject({ status: 2 });
    expect(await huican(["register", "attachments", "2", "--take", number])).toMatchObject({ status: 2 });
    expect(await huican(["register", "attachments", "4", "--take", number, "--to", join(directory, "other.png")])).toMatchObject({
      status: 2,
    });
    writeFileSync(scan, "MZ");
    const refused = await huican(["register", "attach", "2", scan]);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain("registry.attachment-type");
  });

  test("requests about personal information that wait are listed, the late ones marked, and nothing of what was said", async () => {
    const { packs } = await loadPacks();
    const settings = { place: { directory: data }, keyPlace: join(data, "keys.json"), isDemo: undefined };
    const { registry, cipher, close } = await openRegister(settings, vocabularyOf(packs ?? new Map()), false);
    const daysAgo = (days: number) => new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
    const asked = { subjectId: 2, asker: "person", channel: "letter", says: "请删掉我的诊断", basis: null } as const;
    for (const [kind, receivedOn] of [
      ["copy", daysAgo(1)],
      ["deletion", daysAgo(40)],
    ] as const)
      await askRequest({ registry, cipher, today: () => daysAgo(0) }, { id: "clerk", areas: [""] }, { ...asked, kind, receivedOn });
    await close();
    const { status, stdout } = await huican(["register", "requests"]);
    const [first = "", second = "", last] = stdout.trim().split("\n");
    expect([status, last]).toEqual([0, "2份待办，1份逾期 / 2 wait, 1 of them late"]);
    expect(first).toMatch(/删除.*档案2.*逾期/);
    expect(second).toMatch(/查阅、复制/);
    expect(second).not.toContain("逾期");
    const { stdout: json } = await huican(["register", "requests", "--json"]);
    expect(JSON.parse(json)).toMatchObject([
      { kind: "deletion", isOverdue: true, state: "waiting" },
      { kind: "copy", isOverdue: false },
    ]);
    expect(`${stdout}${json}`).not.toContain("诊断");
  });

  test("the snapshot of a day is made; that of today is never of what was known before", async () => {
    expect(await huican(["register", "snapshot", "--as-of", "2025-06-01", "--known-at", "2025-12-01"])).toMatchObject({ status: 0 });
    expect(await huican(["register", "snapshot", "--known-at", "2025-12-01"])).toMatchObject({ status: 1 });
  });

  test.each([
    [["sample", "--people", "10"], "registry.has-people"],
    [["register", "show", "999999"], "registry.person-not-found"],
  ])("%j is refused with a sentence in both languages and its code", async (args, code) => {
    const { status, stderr } = await huican(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`。\n.+\\[${code}\\]`));
  });

  test.each([
    [["register", "show", "x"], "档案编号"],
    [["register", "show", "1", "--as-of", "2025-02-30"], "--as-of"],
    [["register", "snapshot", "--known-at", "yesterday"], "--known-at"],
    [["sample", "--people", "many"], "--people"],
    [["register", "find"], "find"],
  ])("%j is bad usage and opens nothing", async (args, said) => {
    const { status, stderr } = await huican(args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });

  test.each([[["sample", "--help"]], [["register", "--help"]], [["register", "show", "--help"]]])(
    "%j helps in both languages",
    async (args) => {
      const { status, stdout } = await huican(args);
      expect(status).toBe(0);
      expect(stdout).toContain("显示帮助 / show help");
    },
  );

  test("a question makes no register where there is none, and a district that is not listed makes no sample", async () => {
    process.env["HUICAN_DATA"] = join(directory, "nowhere");
    expect((await huican(["register", "search", "王"])).stderr).toContain("registry.no-register");
    expect((await huican(["sample", "--region", "110101"])).stderr).toContain("registry.sample-region");
    expect((await huican(["sample", "--people", "0"])).stderr).toContain("registry.sample-size");
    expect(existsSync(join(directory, "nowhere"))).toBe(false);
    process.env["HUICAN_DATA"] = "none";
    expect((await huican(["register", "search", "王"])).stderr).toContain("registry.no-register");
    process.env["HUICAN_DATA"] = data;
  });
});
