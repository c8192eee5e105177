import { createHash } from "node:crypto";
import {
  isInputError,
  openPacks,
  parseDay,
  readFacts,
  type Decision,
  type FactsInput,
  type MissingMode,
  type Pack,
  type ParametersInput,
  type Program,
} from "../src/index.ts";
import { checkCompilation, compilePack, type Fault, type PackFile } from "../src/compile/index.ts";

/** A vocabulary of a few facts of every type, so that a test can be read without the real one. */
export const miniVocabulary: readonly PackFile[] = [
  {
    path: "vocabulary/person.yaml",
    text: `
group: person
zh: 个人
en: Person
screens:
  about: {zh: 关于您, en: About you, facts: [birth_date, sex]}
  place: {zh: 住在哪里, en: Where you live, facts: [home, work]}
facts:
  birth_date: {type: date, zh: 出生日期, en: Birth date}
  age: {type: int, range: [0, 150], zh: 年龄, en: Age, derived: "years_between(person.birth_date, as_of)", instead_of: person.birth_date}
  deceased: {type: bool, absent: false, closed: false, zh: 已死亡, en: Dead}
  sex: {type: enum, values: {male: {zh: 男, en: male}, female: {zh: 女, en: female}}, zh: 性别, en: Sex}
  home: {type: region, closed: null, zh: 常住地, en: Home}
  work: {type: region, zh: 工作地, en: Place of work}
`,
  },
  {
    path: "vocabulary/disability.yaml",
    text: `
group: disability
zh: 残疾
en: Disability
screens:
  levels: {zh: 残疾等级, en: Levels, facts: [visual, mental]}
  papers: {zh: 证件, en: Papers, facts: [certificate, valid_until, poor, diagnosed]}
facts:
  visual: {type: int, range: [0, 4], closed: 0, zh: 视力, en: Visual}
  mental: {type: int, range: [0, 4], closed: 0, zh: 精神, en: Mental}
  level: {type: int, range: [0, 4], zh: 等级, en: Level, derived: "heaviest(disability.visual, disability.mental)"}
  severe: {type: bool, zh: 重度, en: Severe, derived: "disability.level in [1, 2]"}
  multiple: {type: bool, zh: 多重, en: Multiple, derived: "count(disability.visual > 0, disability.mental > 0) >= 2"}
  certificate: {type: enum, values: {none: {zh: 没有, en: none}, valid: {zh: 有效, en: valid}, expired: {zh: 过期, en: expired}}, closed: none, zh: 证件, en: Certificate, expires_with: {fact: disability.valid_until, becomes: expired}}
  valid_until: {type: date, zh: 有效期至, en: Valid until}
  poor: {type: bool, closed: false, zh: 困难, en: Hardship, sensitive: true}
  diagnosed: {type: bool, closed: false, zh: 已诊断, en: Diagnosed, implied_by: "disability.certificate == 'valid' && disability.mental > 0"}
`,
  },
  {
    path: "vocabulary/claim.yaml",
    text: `
group: claim
zh: 申领
en: Claim
facts:
  self_paid: {type: money, closed: 0, absent: 0, zh: 自付, en: Paid oneself}
  months: {type: int, range: [0, null], closed: 0, absent: 0, zh: 月数, en: Months}
  days: {type: int, range: [0, null], closed: 0, absent: 0, zh: 天数, en: Days}
  paid_this_year: {type: money, closed: 0, absent: 0, zh: 本年已付, en: Paid this year}
  months_paid_this_year: {type: int, range: [0, null], closed: 0, absent: 0, zh: 本年已付月数, en: Months paid}
  paid_this_month: {type: money, closed: 0, absent: 0, zh: 本月已付, en: Paid this month}
  paid_in_lifetime: {type: money, closed: 0, absent: 0, zh: 累计已付, en: Paid in a lifetime}
`,
  },
  {
    path: "vocabulary/employer.yaml",
    text: `
group: employer
zh: 单位
en: Employer
screens:
  staff: {zh: 职工, en: Staff, facts: [employees, disabled_employees]}
facts:
  employees: {type: int, range: [0, null], zh: 职工, en: Employees}
  disabled_employees: {type: int, range: [0, null], zh: 残疾职工, en: Disabled employees}
`,
  },
];

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The head of a pack called `mini` that has one clause, 一. */
export function miniHead(more = "", grants: readonly string[] = []): readonly PackFile[] {
  return [
    { path: "mini/pack.yaml", text: `id: mini\nversion: 1.0.0\nzh: 小文件\nen: Mini\nin_force: {from: 2020-01-01}\n${more}` },
    {
      path: "mini/clauses.yaml",
      text: `clauses:\n  - {clause: 一, zh: 第一条, en: Clause one, ${grants.length > 0 ? `grants: [${grants.join(", ")}]` : "none: {zh: 无, en: none}"}}\n`,
    },
  ];
}

/** A measure with benefits given as flow-style YAML without their common fields. */
export function miniMeasure(benefits: Readonly<Record<string, string>>): PackFile {
  const lines = Object.entries(benefits).map(
    ([key, rest]) => `  - {key: ${key}, zh: 待遇${key}, en: Benefit ${key}, kind: cash, topic: money, source: 一, ${rest}}`,
  );
  return { path: "mini/measures/01-mini.yaml", text: `measure: 1\nzh: 第一项\nen: Measure one\nbenefits:\n${lines.join("\n")}\n` };
}

/** One condition in flow style. */
export function condition(when: string, id = "c"): string {
  return `{id: ${id}, zh: 条件, en: Condition, when: "${when}"}`;
}

/** The faults of a pack, shape and depth. */
export function faultsOf(files: readonly PackFile[]): readonly Fault[] {
  const { compilation, faults } = compilePack(files, "mini", { sha256 });
  return compilation && faults.length === 0 ? checkCompilation(compilation) : faults;
}

/** Opens a pack that has no faults of shape. */
export function open(files: readonly PackFile[]): Pack {
  const { compilation, faults } = compilePack(files, "mini", { sha256 });
  if (!compilation || faults.length > 0) throw new Error(JSON.stringify(faults, null, 1));
  return openPacks([compilation.pack]).get("mini") as Pack;
}

/** A pack with one personal benefit per condition, keyed `b0`, `b1` …, each without an amount. */
export function packOf(...conditions: readonly string[]): Pack {
  const benefits = Object.fromEntries(
    conditions.map((when, i) => [`b${i}`, `subject: person, amount: {kind: none}, conditions: [${condition(when)}]`]),
  );
  return open([...miniVocabulary, ...miniHead("", Object.keys(benefits)), miniMeasure(benefits)]);
}

export function programOf(pack: Pack, day = "2024-06-01", params: ParametersInput = {}): Program {
  const program = pack.on(parseDay(day) as number, params);
  if ("code" in program) throw new Error(program.message_en);
  return program;
}

/** Decides, with all facts valid. */
export function decide(
  pack: Pack,
  facts: FactsInput,
  options: { readonly day?: string; readonly missing?: MissingMode; readonly params?: ParametersInput; readonly explain?: boolean } = {},
): readonly Decision[] {
  const read = readFacts(pack.compiled.vocabulary, facts, options.missing ?? "unknown");
  if (isInputError(read)) throw new Error(read.message_en);
  return programOf(pack, options.day, options.params).decide(read, { explain: options.explain ?? false });
}
