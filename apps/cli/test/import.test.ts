import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPacks, vocabularyOf } from "../../server/src/policy/index.ts";
import { openRegister } from "../../server/src/registry/index.ts";
import { sealedValues } from "../../server/src/registry/identity/sealed-value-store.ts";
import { numbered } from "../../server/test/registry/numbers.ts";
import { huican, type Result } from "./huican.ts";

type Person = { readonly name: string; readonly identityNumber: string };

/** The command as it is installed, on the embedded database, over a few sample people. */
describe("huican import", () => {
  const directory = mkdtempSync(join(tmpdir(), "huican-import-"));
  const data = join(directory, "data");
  const list = join(directory, "低保 名单.csv");
  const before = { ...process.env };
  const handedIn = ["--unit", "区民政局", "--source", "civil-affairs", "--area", "500106"];
  const newNumber = numbered("99010619800229123");
  let known: Person;
  let first: Result;

  beforeAll(async () => {
    process.env["HUICAN_DATA"] = data;
    await huican(["sample", "--region", "500106", "--people", "20", "--seed", "7"]);
    known = await anyPerson(data);
    writeFileSync(list, messy(known, newNumber));
    first = await huican(["import", list, ...handedIn]);
  });
  afterAll(() => {
    process.env = before;
    rmSync(directory, { recursive: true, force: true });
  });

  test("a list that is not there is refused before the register is opened", async () => {
    const { status, stdout, stderr } = await huican(["import", join(directory, "没有.csv"), ...handedIn]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toBe("读不到这份表格，请核对路径。\nThis list cannot be read. Check where it is.\n");
  });

  test("a messy list is entered and checked: its columns are told with what they say, one of nothing is not read, and each row counts as what it is", () => {
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout.split("\n").slice(0, 6)).toEqual([
      "已导入，编号1 / entered, number 1",
      "  办件流水号 → 不读 / not read",
      "  对象姓名（必填） → name",
      "  身份证 号码 → identity-number",
      "  是否低保 → hardship.subsistence_allowance",
      "  所属街道 → person.residence_region",
    ]);
    expect(counted(first)).toEqual({ changed: 1, new: 1, doubtful: 1, refused: 2 });
    expect(first.stdout).toContain("/desk/imports/1");
    expect(first.stderr).toContain("核对 5/5 行");
    for (const said of [first.stdout, first.stderr]) {
      expect(said).not.toMatch(/\d{15}|LS-/);
      expect(said).not.toContain(known.name);
    }
  });

  test("the same file again is the import that it was, and is handed on by it; nothing is counted twice", async () => {
    const again = await huican(["import", list, ...handedIn]);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain("this file was entered before, as number 1");
    expect(counted(again)).toEqual(counted(first));
    const handed = await huican(["import", list, ...handedIn, "--submit", "--json"]);
    expect(JSON.parse(handed.stdout)).toMatchObject({
      id: 1,
      isKnown: true,
      state: "submitted",
      columns: [{ head: "办件流水号", target: "" }, {}, {}, {}, {}],
      byKind: { changed: 1, new: 1, doubtful: 1, refused: 2 },
    });
  });

  test("a word that is nobody's is refused with a sentence in both languages and its code", async () => {
    const { status, stderr } = await huican(["import", list, ...handedIn, "--source", "neighbours"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/。\n.+\[exchange\.source\]/);
  });
});

/** As a clerk saves it: a title, a column of their own, spaces, full-width figures, a comma within a cell, empty lines at the end. */
function messy({ name, identityNumber }: Person, newNumber: string): string {
  const wide = identityNumber.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    "\u{feff}沙坪坝区低保名单（2026年）,,,,",
    "办件流水号,对象姓名（必填）,身份证 号码,是否低保,所属街道",
    `LS-1, ${name} ,${wide},是,`,
    `LS-2,新来人,${newNumber},√,小龙坎街道`,
    `LS-3,另一人,${identityNumber},,`,
    'LS-4,"错格,人",990106198002291230,"是,否",小龙坎街道',
    "LS-5,无号人,,是,小龙坎街道",
    ",,,,",
    "",
  ].join("\r\n");
}

function counted({ stdout }: Result): Readonly<Record<string, number>> {
  return Object.fromEntries([...stdout.matchAll(/ \/ ([a-z ]+): (\d+)/g)].map(([, kind = "", count]) => [kind, Number(count)]));
}

/** Somebody of the sample whose allowance is not known to civil affairs. */
async function anyPerson(directoryOfData: string): Promise<Person> {
  const { packs } = await loadPacks();
  const settings = { place: { directory: directoryOfData }, keyPlace: join(directoryOfData, "keys.json"), isDemo: undefined };
  const { registry, cipher, close } = await openRegister(settings, vocabularyOf(packs ?? new Map()), false);
  const found = await registry.db.asOwner(async (tx) => {
    const { rows } = await sql<{ id: number; name: string }>`
      select n.subject_id as id, n.name from registry.name_entry n where not exists (
        select from registry.record r join registry.record_kind k on k.id = r.kind_id
        where r.subject_id = n.subject_id and k.key = 'hardship.subsistence_allowance')
      order by 1`.execute(tx);
    for (const { id, name } of rows) {
      const values = await sealedValues.of(tx, cipher, id);
      const identityNumber = values.find(({ kind }) => kind === "identity-number")?.text;
      if (identityNumber !== undefined) return { name, identityNumber };
    }
    throw new Error("The sample has nobody without an allowance.");
  });
  await close();
  return found;
}
