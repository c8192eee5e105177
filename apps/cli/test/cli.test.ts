import { expect, test } from "vitest";
import { huican, jsonLines } from "./huican.ts";

const onShapingba = ["decide", "--pack", "shapingba-2023", "--as-of", "2024-06-01"];

test("a line that is refused says why in both languages, the others are decided, and the exit code is 1", async () => {
  const lines = [
    "{not json",
    '{"id": "b", "facts": {"person": {"age": -1}}}',
    '{"id": "c", "facts": {}}',
    '{"id": "d", "pack": "atlantis", "facts": {}}',
    "42",
  ];
  const { status, stdout, stderr } = await huican(onShapingba, lines.join("\n"));
  expect(status).toBe(1);
  expect(stderr).toBe("");
  const answers = jsonLines(stdout);
  expect(answers.map((answer) => [answer["id"], (answer["error"] as { code?: string } | undefined)?.code])).toEqual([
    [null, "not_json"],
    ["b", "out_of_range"],
    ["c", undefined],
    ["d", "not_found"],
    [null, "wrong_type"],
  ]);
  for (const { error } of answers as { error?: { message: string; message_en: string } }[]) {
    if (!error) continue;
    expect(error.message).toMatch(/[\u4e00-\u9fff]/);
    expect(error.message_en).toMatch(/[a-z]/);
    expect(JSON.stringify(error)).not.toContain("    at ");
  }
});

test("a line may name its own pack, day, parameters and mode", async () => {
  const line = {
    id: 7,
    pack: "leshan-2023",
    as_of: "2024-06-01",
    missing: "closed",
    params: { "rate.nursing_subsidy_level_1": 150 },
    facts: {
      person: { birth_date: "1985-04-04", hukou_region: "511102" },
      certificate: { status: "valid" },
      disability: { physical: 1 },
      claim: { months: 2 },
    },
  };
  const { status, stdout } = await huican(
    ["decide", "--pack", "shapingba-2023", "--as-of", "2020-01-01", "--benefit", "psychiatric_medication_aid"],
    "",
  );
  expect([status, stdout]).toEqual([0, ""]);
  const decided = jsonLines((await huican(["decide"], JSON.stringify(line))).stdout);
  expect(decided[0]).toMatchObject({ id: 7, pack: "leshan-2023", as_of: "2024-06-01" });
  const decisions = decided[0]?.["decisions"] as { benefit: string; payable?: number }[];
  expect(decisions.find((decision) => decision.benefit === "nursing_subsidy_level_1")).toMatchObject({ outcome: "eligible", payable: 300 });
});

test.each([
  [["decide", "--pack", "atlantis"], "no pack"],
  [["decide", "--pack", "shapingba-2023", "--as-of", "2024-02-30"], "day of the calendar"],
  [["decide", "--pack", "shapingba-2023", "--benefit", "gold"], "no benefit"],
  [["decide", "--param", "nonsense"], "name=value"],
  [["decide", "--missing", "perhaps"], "perhaps"],
  [["fly"], "fly"],
  [["show", "shapingba-2023", "gold"], "no benefit"],
  [["text"], "pack is missing"],
  [["text", "leshan-2023", "1", "--pack", "shapingba-2023"], "named twice"],
  [["check", "leshan-2023", "--pack", "shapingba-2023"], "named twice"],
  [["ask", "--pack", "shapingba-2023"], "terminal"],
] as const)("%j is bad usage: exit code 2, no stack, nothing on standard output", async (args, words) => {
  const { status, stdout, stderr } = await huican(args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain("    at ");
});

test("a wrong parameter is the error of each line that it would decide", async () => {
  const { status, stdout } = await huican([...onShapingba, "--param", "unheard=1"], '{"id": 1, "facts": {}}\n{"id": 2, "facts": {}}');
  expect(status).toBe(1);
  expect(jsonLines(stdout).map((line) => (line["error"] as { code: string; path: string }).path)).toEqual([
    "params.unheard",
    "params.unheard",
  ]);
});

test("--explain gives the conditions with result, facts and source, and decisions carry version and hash", async () => {
  const input = JSON.stringify({ id: 1, facts: { person: { hukou_region: "510104" } } });
  const [line] = jsonLines((await huican([...onShapingba, "--explain", "--benefit", "psychiatric_medication_aid"], input)).stdout);
  expect(line?.["version"]).toMatch(/^\d+\.\d+\.\d+$/);
  expect(line?.["hash"]).toMatch(/^[0-9a-f]{64}$/);
  const [decision] = (line?.["decisions"] ?? []) as {
    because: { result: boolean | null; facts: object; source: string; condition: string }[];
  }[];
  const refused = decision?.because.filter((because) => because.result === false);
  expect(refused).toMatchObject([{ facts: { "person.hukou_region": "510104" }, source: expect.stringMatching(/^shapingba-2023 /) }]);
  expect(decision?.because.some((because) => because.result === null)).toBe(true);
});

test("explain is readable in a terminal", async () => {
  const { status, stdout } = await huican(
    ["explain", "--pack", "leshan-2023", "--as-of", "2024-06-01", "--benefit", "free_city_bus"],
    '{"facts": {"certificate": {"status": "valid"}}}',
  );
  expect(status).toBe(0);
  expect(stdout).toContain("✓ 符合 / entitled");
  expect(stdout).toContain("leshan-2023 (一)4");
});

test("benefits that the notes number answer to their number too", async () => {
  const line = JSON.stringify({
    id: 1,
    facts: { certificate: { status: "valid" }, hardship: { low_income: true, subsistence_allowance: false } },
  });
  const asked = ["decide", "--pack", "jiangbei-145", "--as-of", "2024-03-01", "--benefit", "jb.b7"];
  const off = jsonLines((await huican(asked, line)).stdout)[0];
  expect(off).toMatchObject({ decisions: [{ benefit: "living_subsidy_low_income", ref: "jb.b7", outcome: "not_in_force" }] });
  const on = jsonLines((await huican([...asked, "--param", "enabled.jb.b7=true", "--param", "rate.jb.b7=60"], line)).stdout)[0];
  expect(on).toMatchObject({ decisions: [{ outcome: "eligible", amount: { kind: "fixed", yuan: 60, per: "month" }, payable: 60 }] });
});

test("packs, show and check speak both languages", async () => {
  expect((await huican(["packs"])).stdout).toContain("shapingba-2023");
  const packs = JSON.parse((await huican(["packs", "--json"])).stdout) as { id: string; benefits: number }[];
  expect(packs.map(({ id, benefits }) => [id, benefits])).toEqual([
    ["jiangbei-145", 84],
    ["leshan-2023", 106],
    ["shapingba-2020", 48],
    ["shapingba-2023", 68],
    ["ziyang-145", 107],
  ]);
  expect((await huican(["show", "leshan-2023"])).stdout).toMatch(/^12\. /m);
  expect((await huican(["show", "leshan-2023", "overquota_employment_award"])).stdout).toContain("1.6%");
  const benefit = ["leshan-2023", "overquota_employment_award"] as const;
  for (const command of ["show", "text"])
    expect((await huican([command, "--pack", ...benefit])).stdout).toBe((await huican([command, ...benefit])).stdout);
  const help = await huican(["decide", "--help"]);
  expect(help.status).toBe(0);
  expect(help.stdout).toMatch(/判定日.*assessment day/);
});

test("input in any chunks, with blank lines and without a last newline, is read whole", async () => {
  const count = 3000;
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ id: i, facts: { person: { age: i % 100 } } }));
  const { status, stdout } = await huican([...onShapingba, "--benefit", "cataract_surgery_subsidy"], lines.join("\n\n"));
  expect(status).toBe(0);
  expect(jsonLines(stdout).map((line) => line["id"])).toEqual(Array.from({ length: count }, (_, i) => i));
});
