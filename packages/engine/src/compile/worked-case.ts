import { parseDay } from "../day.ts";
import type { Decision } from "../decision.ts";
import { isInputError, readFacts, type MissingMode } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { Text } from "../text.ts";
import { fault, type Fault } from "./fault.ts";
import { SourceFile, type PackFile, type Source } from "./source.ts";

/** A worked case of a pack: a person on a day, and what the document gives them. Written from the document by a person who did not write the rule. */
export type WorkedCase = {
  readonly text: Text;
  readonly source: Source;
  /** The sample person's name. */
  readonly name: Text | null;
  readonly asOf: string;
  readonly missing: MissingMode;
  readonly facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The facts that the case writes itself, beside those of the person. */
  readonly telling: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly expect: readonly { readonly benefit: string; readonly source: Source; readonly fields: Readonly<Record<string, unknown>> }[];
};

/** Reads the worked cases of a pack, with the sample people that they name. */
export function readWorkedCases(files: readonly PackFile[], id: string, faults: Fault[]): readonly WorkedCase[] {
  const peopleFile = files.find((file) => file.path === `${id}/people.yaml`);
  const people = peopleFile ? new SourceFile(peopleFile, faults).root.get("people") : null;
  return files
    .filter((file) => file.path.startsWith(`${id}/measures/`) && file.path.endsWith(".cases.yaml"))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((file) =>
      new SourceFile(file, faults).root
        .get("cases")
        .items()
        .map((item) => readCase(item, people)),
    );
}

function readCase(source: Source, people: Source | null): WorkedCase {
  source.shape(["zh", "en", "as_of", "expect"], ["source", "missing", "person", "facts", "params"]);
  const person = source.get("person");
  const known = person.exists ? people?.get(person.string()) : undefined;
  if (person.exists && !known?.exists) {
    person.fail("unknown_name", {
      zh: `people.yaml 里没有“${person.string()}”。`,
      en: `There is no "${person.string()}" in people.yaml.`,
      fixZh: "请改正代号，或在 people.yaml 里补上。",
      fixEn: "Correct the name, or add it to people.yaml.",
    });
  }
  return {
    text: source.text(),
    source,
    name: nameOf(known),
    asOf: source.get("as_of").day() ?? "2000-01-01",
    missing: source.get("missing").oneOf(["closed", "unknown"] as const, "closed"),
    facts: nested([...plainEntries(known?.get("facts")), ...plainEntries(source.get("facts"))]),
    telling: plainEntries(source.get("facts")).map(([name]) => name),
    params: Object.fromEntries(plainEntries(source.get("params"))),
    expect: source
      .get("expect")
      .entries()
      .map(({ key, value }) => ({
        benefit: key,
        source: value,
        fields: value.isText ? { outcome: value.string() } : Object.fromEntries(plainEntries(value)),
      })),
  };
}

function nameOf(person: Source | undefined): Text | null {
  const zh = person?.get("zh").optionalString() ?? null;
  return zh === null ? null : { zh, en: person?.get("en").optionalString() ?? zh };
}

function plainEntries(source: Source | undefined): readonly (readonly [string, unknown])[] {
  return source?.entries().map(({ key, value }) => [key, value.value] as const) ?? [];
}

/** `person.age: 4` as the engine's callers write it; a later null takes a fact away. */
function nested(entries: readonly (readonly [string, unknown])[]): WorkedCase["facts"] {
  const groups: Record<string, Record<string, unknown>> = {};
  for (const [name, value] of entries) {
    const [group = "", fact = ""] = name.split(".");
    const members = (groups[group] ??= {});
    if (value === null) delete members[fact];
    else members[fact] = value;
  }
  return groups;
}

/** Runs the worked cases of a pack. Each expectation that does not hold is a fault at its place. */
export function runWorkedCases(pack: Pack, cases: readonly WorkedCase[]): readonly Fault[] {
  return cases.flatMap((workedCase) => {
    const day = parseDay(workedCase.asOf) as number;
    const program = pack.on(day, workedCase.params);
    if ("code" in program) return [refused(workedCase, program.message, program.message_en)];
    const facts = readFacts(pack.compiled.vocabulary, workedCase.facts, workedCase.missing);
    if (isInputError(facts)) return [refused(workedCase, facts.message, facts.message_en)];
    return compareAll(workedCase, program.decide(facts));
  });
}

function refused(workedCase: WorkedCase, zh: string, en: string): Fault {
  return fault("worked_case", workedCase.source.place, {
    zh: `“${workedCase.text.zh}”：${zh}`,
    en: `"${workedCase.text.en}": ${en}`,
    fixZh: "请改正这个案例的内容。",
    fixEn: "Correct the facts of this case.",
  });
}

function compareAll(workedCase: WorkedCase, decisions: readonly Decision[]): readonly Fault[] {
  return workedCase.expect.flatMap(({ benefit, source, fields }) => {
    const decision = decisions.find((candidate) => candidate.benefit === benefit || candidate.ref === benefit);
    if (!decision) {
      return [
        fault("worked_case", source.place, {
          zh: `“${workedCase.text.zh}”：没有对“${benefit}”作出结论。`,
          en: `"${workedCase.text.en}": "${benefit}" was not decided.`,
          fixZh: "请检查代码和对象。",
          fixEn: "Check the key and the subject.",
        }),
      ];
    }
    return Object.entries(fields).flatMap(([field, expected]) => {
      const actual = decision[field as keyof Decision];
      if (isSame(field, expected, actual)) return [];
      const detail = [
        `${field}: ${show(expected)} ≠ ${show(actual)}`,
        decision.missing && field !== "missing" ? `missing: ${show(decision.missing)}` : "",
      ]
        .filter(Boolean)
        .join("; ");
      return [
        fault("worked_case", source.place, {
          zh: `“${workedCase.text.zh}” ${benefit}：应为 ${show(expected)}，规则得出 ${show(actual)}。`,
          en: `"${workedCase.text.en}" ${benefit}: ${detail}.`,
          fixZh: "请对照文件条款，改正规则或案例。",
          fixEn: "Compare with the clause; correct the rule or the case.",
        }),
      ];
    });
  });
}

function isSame(field: string, expected: unknown, actual: unknown): boolean {
  // A decision that no officer has to look at does not mention it.
  if (field === "refer") return (actual ?? false) === expected;
  if (field === "missing" && Array.isArray(expected) && Array.isArray(actual))
    return [...expected].sort().join() === [...actual].sort().join();
  if (typeof expected === "object" && expected !== null && typeof actual === "object" && actual !== null && !Array.isArray(expected)) {
    return Object.entries(expected).every(([key, value]) => isSame(key, value, (actual as Record<string, unknown>)[key]));
  }
  return expected === actual;
}

function show(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "—");
}
