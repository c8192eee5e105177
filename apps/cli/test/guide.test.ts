import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compilePack, type PackFile } from "@huican/engine/compile";
import { ownFolders, readPackFiles, sha256 } from "@huican/server/commands";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkPack } from "../src/check-pack.ts";
import { huican } from "./huican.ts";

const root = join(import.meta.dirname, "../../..");
const guides = ["guide.zh-CN.md", "guide.md"].map((name) => readFileSync(join(root, "docs/packs", name), "utf8"));
const [chinese = "", english = ""] = guides;

/** The fenced blocks of a guide whose info begins with a word: what follows the word, and the text. */
function blocks(guide: string, language: string): readonly { readonly kind: string; readonly text: string }[] {
  return [...guide.matchAll(new RegExp(`^\`\`\`${language}(?: ([\\w-]+))?\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, kind = "", text = ""]) => ({
      kind,
      text,
    }),
  );
}

/** The expressions of the guide's table. */
function expressions(guide: string): readonly string[] {
  const [, table = ""] = /<!-- expressions -->\n([\s\S]*?)<!-- \/expressions -->/.exec(guide) ?? [];
  return [...table.matchAll(/`([^`]+)` \|$/gm)].map(([, text = ""]) => text.replaceAll("\\|", "|"));
}

const snippets = blocks(chinese, "yaml");
const only = (kind: string) => snippets.find((snippet) => snippet.kind === kind)?.text ?? "";
const indented = (text: string) => text.replaceAll(/^(?=.)/gm, "    ");
const installed = readPackFiles(ownFolders.packs);

const clauses = `clauses:\n${["第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第八条"]
  .map((clause) => `  - {clause: ${clause}, zh: 条, en: Clause, none: {zh: 无, en: none}}\n`)
  .join("")}`;

/** A pack of the guide with one more benefit, of which a snippet is part. */
function packWith(snippet: { readonly kind: string; readonly text: string }): readonly PackFile[] {
  const { kind, text } = snippet;
  const isCounty = kind.startsWith("leshan-");
  const head = only("pack").replace("extends: national", isCounty ? "extends: leshan-2023" : "extends: national");
  const benefit = `  - key: tested\n    zh: 试\n    en: Tested\n    kind: cash\n    subject: person\n    topic: money\n    source: 第二条\n`;
  const conditions = kind === "conditions" ? indented(text) : "";
  const amount = kind === "amount" ? indented(text) : "    amount: {kind: fixed, yuan: 1, per: month}\n";
  const fields = kind === "fields" ? indented(text) : "";
  const using = kind === "definitions" ? "    conditions: [resident, in_hardship]\n" : "";
  const fact = kind === "vocabulary" ? "    conditions: [{id: w, zh: 轮椅, en: W, when: wheelchair.uses}]\n" : "";
  const measure = `${only("measure")}${benefit}${conditions}${amount}${fields}${using}${fact}`;
  const head2 = kind === "head" || kind === "leshan-head" ? text : only("head");
  const files: Record<string, string> = {
    "pack.yaml": kind === "pack" ? text : `${head}${head2}`,
    "clauses.yaml": kind === "clauses" ? `${text}  - {clause: 第三条, zh: 条, en: Clause, grants: [tested]}\n` : clauses,
    "measures/01-tested.yaml": kind === "measure" ? text : measure,
    ...(kind === "readings" && { "readings.yaml": text }),
    ...((kind === "definitions" || kind === "leshan-definitions") && { "definitions.yaml": text }),
    ...(kind === "people" && { "people.yaml": text }),
    ...(kind === "leshan-benefits" && { "measures/02-changed.yaml": `measure: 2\nzh: 改\nen: Changed\n${text}` }),
    ...(kind === "cases" && { "measures/01-tested.cases.yaml": text }),
  };
  return [
    ...installed,
    ...Object.entries(files).map(([path, content]) => ({ path: `qinghe-2024/${path}`, text: content })),
    ...(kind === "vocabulary" ? [{ path: "vocabulary/wheelchair.yaml", text }] : []),
  ];
}

/** Which schema an editor uses for a file. */
function schemaOf(path: string): string {
  if (path.startsWith("vocabulary/")) return "vocabulary";
  if (path.includes("/measures/")) return path.endsWith(".cases.yaml") ? "cases" : "measure";
  return /\/(\w+)\.yaml$/.exec(path)?.[1] ?? "";
}

function schemaErrors({ path, text }: PackFile): readonly unknown[] {
  const schema = JSON.parse(readFileSync(join(root, `packages/engine/schema/${schemaOf(path)}.schema.json`), "utf8")) as object;
  const validate = new Ajv2020({ allErrors: true, strict: false, multipleOfPrecision: 6 }).compile(schema);
  validate(parse(text));
  return validate.errors ?? [];
}

test("the guide has snippets of every kind, and the two languages have the same ones", () => {
  expect(snippets.length).toBeGreaterThan(25);
  expect(blocks(english, "yaml")).toEqual(snippets);
  expect(expressions(english)).toEqual(expressions(chinese));
  expect(expressions(chinese).length).toBeGreaterThan(20);
  const commands = (guide: string) => blocks(guide, "console").map(({ text }) => text.replace("低保", "allowance"));
  expect(commands(english)).toEqual(commands(chinese));
});

test.each(snippets.map((snippet, i) => [i + 1, snippet.kind, snippet] as const))(
  "snippet %i (%s) compiles and is what editors expect",
  (_, kind, snippet) => {
    const files = packWith(snippet);
    expect(compilePack(files, "qinghe-2024", { sha256 }).faults).toEqual([]);
    expect(kind).not.toBe("");
    const own = files.filter(({ path }) => path.startsWith("qinghe-2024/") || path === "vocabulary/wheelchair.yaml");
    for (const file of own) expect(schemaErrors(file), file.path).toEqual([]);
  },
);

test("the files that the guide shows make one pack without faults, its worked cases complete", () => {
  const files = ["pack", "clauses", "measure", "people", "cases"].map((kind) => ({
    path: `qinghe-2024/${{ measure: "measures/01-living-allowance", cases: "measures/01-living-allowance.cases" }[kind] ?? kind}.yaml`,
    text: only(kind),
  }));
  const report = checkPack([...installed, ...files], "qinghe-2024");
  expect(report.faults).toEqual([]);
  expect(report.cases).toBe(6);
});

test.each(expressions(chinese))("the expression %s of the table is a condition", (when) => {
  const text = `conditions:\n  - {id: c, zh: 条件, en: Condition, when: ${JSON.stringify(when)}}\n`;
  expect(compilePack(packWith({ kind: "conditions", text }), "qinghe-2024", { sha256 }).faults).toEqual([]);
});

test("every code that a fault can have is explained in both languages", () => {
  const [, codes = ""] =
    /export type FaultCode =\n([\s\S]*?);/.exec(readFileSync(join(root, "packages/engine/src/compile/fault.ts"), "utf8")) ?? [];
  const names = [...codes.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(15);
  for (const guide of guides) expect(names.filter((name) => !guide.includes(`| \`${name}\` |`))).toEqual([]);
});

test("every kind of amount, every function and every link of the guide exists", () => {
  const shown = new Set(blocks(chinese, "yaml").flatMap(({ text }) => [...text.matchAll(/\bkind: (\w+)/g)].map(([, kind]) => kind)));
  for (const kind of ["fixed", "floor", "range", "cap", "share", "computed", "unset", "none"]) expect(shown).toContain(kind);
  for (const [, link = ""] of guides.flatMap((guide) => [...guide.matchAll(/\]\(((?!http|#)[^)]+)\)/g)]))
    expect(existsSync(join(root, "docs/packs", link)), link).toBe(true);
});

test("every command of the guide runs as it is written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "huican-guide-"));
  try {
    const person = join(folder, "person.json");
    writeFileSync(person, blocks(chinese, "json")[0]?.text ?? "");
    const lines = new Set(guides.flatMap((guide) => blocks(guide, "console")).flatMap(({ text }) => text.trim().split("\n")));
    expect(lines.size).toBeGreaterThan(10);
    for (const [i, line] of [...lines].entries()) {
      const [command = "", ...rest] = [...line.replace(/^(npm exec --no -- )?huican /, "").matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? "",
      );
      const args = rest.map((arg) => (arg === "person.json" ? person : arg.startsWith("docs/") ? join(root, arg) : arg));
      // A terminal to ask in and a watch that ends are not to be had here; their flags are checked elsewhere.
      if (command === "ask" || args.includes("--watch")) continue;
      const elsewhere = command === "new-pack" ? ["--folder", join(folder, String(i))] : [];
      const { status, stderr } = await huican([command, ...args, ...elsewhere]);
      expect([line, status, stderr]).toEqual([line, 0, ""]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
