import { parseDay } from "../day.ts";
import { NO_REGION } from "../region.ts";
import type { Text } from "../text.ts";
import type { Fact, FactType, Screen, Vocabulary } from "../vocabulary.ts";
import { suggestion, type Fault } from "./fault.ts";
import { readSaying } from "./read-saying.ts";
import { SourceFile, type PackFile, type Source } from "./source.ts";

/** A vocabulary with the expressions that still have to be lowered in the scope of a pack. */
export type VocabularySource = {
  readonly vocabulary: Vocabulary;
  /** How a derived fact follows from others. */
  readonly derived: ReadonlyMap<string, Source>;
  /** What implies a fact. */
  readonly implied: ReadonlyMap<string, Source>;
};

const factTypes = ["bool", "int", "money", "date", "region", "enum"] as const satisfies readonly FactType[];
const optionalFields = [
  "values",
  "range",
  "closed",
  "absent",
  "ask",
  "help",
  "why",
  "usual",
  "only_with",
  "sensitive",
  "officer",
  "procedure",
  "expires_with",
  "derived",
  "implied_by",
  "instead_of",
  "note",
  "says",
];

/** Reads the vocabulary, one file per group, in the order of the files. */
export function readVocabulary(files: readonly PackFile[], faults: Fault[]): VocabularySource {
  const facts: Fact[] = [];
  const screens: Screen[] = [];
  const groups: { key: string; text: Text }[] = [];
  const derived = new Map<string, Source>();
  const implied = new Map<string, Source>();
  const expiring: { fact: Fact; source: Source }[] = [];
  const depending: { onlyWith: string; source: Source }[] = [];

  for (const file of files) {
    const { root } = new SourceFile(file, faults);
    root.shape(["group", "zh", "en", "facts"], ["screens", "why", "help", "note"]);
    const group = root.get("group").string();
    const groupWhy = root.get("why").optionalText();
    groups.push({ key: group, text: root.text() });
    const screenOf = readScreens(root.get("screens"), group, screens);
    for (const { key, value } of root.get("facts").entries()) {
      const name = `${group}.${key}`;
      const fact = readFact(name, value, groupWhy, screenOf.get(key));
      facts.push(fact);
      if (fact.onlyWith) depending.push({ onlyWith: fact.onlyWith, source: value.get("only_with") });
      if (value.get("derived").exists) derived.set(name, value.get("derived"));
      if (value.get("implied_by").exists) implied.set(name, value.get("implied_by"));
      if (value.get("expires_with").exists) expiring.push({ fact, source: value.get("expires_with") });
    }
    for (const { key } of [...screenOf].map(([key]) => ({ key }))) {
      if (!root.get("facts").get(key).exists)
        root.get("screens").fail("unknown_name", {
          zh: `问题页里的“${key}”不在本组事项中。`,
          en: `"${key}" on a screen is not a fact of this group.`,
          ...suggestion(
            key,
            root
              .get("facts")
              .entries()
              .map((entry) => entry.key),
          ),
        });
    }
  }
  for (const { onlyWith, source } of depending) needsPlainFact(facts, onlyWith, source);
  const complete = expiring.reduce((all, { fact, source }) => withExpiry(all, fact, source), facts);
  return { vocabulary: { facts: complete, screens, groups }, derived, implied };
}

function readScreens(source: Source, group: string, screens: Screen[]): ReadonlyMap<string, string> {
  const screenOf = new Map<string, string>();
  for (const { key, value } of source.entries()) {
    value.shape(["zh", "en", "facts"], ["help", "why", "rare"]);
    const facts = value
      .get("facts")
      .items()
      .map((item) => item.string());
    for (const fact of facts) screenOf.set(fact, `${group}.${key}`);
    const help = value.get("help").optionalText();
    const why = value.get("why").optionalText();
    screens.push({
      key: `${group}.${key}`,
      text: value.text(),
      ...(help && { help }),
      ...(why && { why }),
      facts: facts.map((fact) => `${group}.${fact}`),
      ...flag(value, "rare"),
    });
  }
  return screenOf;
}

function readFact(name: string, source: Source, groupWhy: Text | null, screen: string | undefined): Fact {
  source.shape(["type", "zh", "en"], optionalFields);
  const type = source.get("type").oneOf(factTypes, "bool");
  const values = source
    .get("values")
    .entries()
    .map(({ key, value }) => ({ key, text: value.text() }));
  const range = source.get("range").exists
    ? source
        .get("range")
        .items()
        .map((bound) => (bound.exists ? bound.whole() : null))
    : null;
  const shell: Fact = {
    name,
    type,
    label: source.text(),
    ...(type === "enum" && { values }),
    ...(range && { range: [range[0] ?? null, range[1] ?? null] as const }),
  };
  const hasClosed = source.isMap && source.entries().some((entry) => entry.key === "closed");
  const closed = hasClosed ? plainValue(shell, source.get("closed")) : undefined;
  const absent = source.get("absent").exists ? plainValue(shell, source.get("absent")) : undefined;
  const usual = source.get("usual").exists ? plainValue(shell, source.get("usual")) : undefined;
  const isDerived = source.get("derived").exists;
  const insteadOf = source.get("instead_of").optionalString();
  const onlyWith = source.get("only_with").optionalString();
  const ask = source.get("ask").optionalText();
  const help = source.get("help").optionalText();
  const why = source.get("why").optionalText() ?? groupWhy;
  const says = readSaying(shell, source.get("says"));
  return {
    ...shell,
    ...(closed !== undefined && { closed }),
    ...(absent !== undefined && { absent }),
    ...(usual !== undefined && { usual }),
    ...(isDerived && { derived: true as const }),
    ...(insteadOf && { insteadOf }),
    ...(onlyWith && { onlyWith }),
    ...(says && { says }),
    ...(ask && { ask }),
    ...(help && { help }),
    ...(why && { why }),
    ...flag(source, "sensitive"),
    ...flag(source, "officer"),
    ...flag(source, "procedure"),
    ...(screen && { screen }),
  };
}

function flag<K extends string>(source: Source, key: K): { readonly [P in K]?: true } {
  return source.get(key).exists && source.get(key).boolean() ? ({ [key]: true } as { readonly [P in K]?: true }) : {};
}

/** A value as the vocabulary writes it, as the engine's number; null of a region is "has none". */
function plainValue(fact: Fact, source: Source): number | undefined {
  if (!source.exists) return fact.type === "region" ? NO_REGION : undefined;
  switch (fact.type) {
    case "bool":
      return Number(source.boolean());
    case "int":
      return source.whole();
    case "money":
      return Math.round(source.number() * 100);
    case "date":
      return parseDay(source.day() ?? "") ?? undefined;
    case "enum":
      return choice(fact, source);
    case "region":
      return undefined;
  }
}

function choice(fact: Fact, source: Source): number | undefined {
  const keys = fact.values?.map((value) => value.key) ?? [];
  const key = String(source.value);
  if (keys.includes(key)) return keys.indexOf(key);
  source.fail("unknown_name", {
    zh: `“${fact.label.zh}”没有选项“${key}”。`,
    en: `"${fact.name}" has no choice "${key}".`,
    ...suggestion(key, keys),
  });
  return undefined;
}

/** Lacking a fact is having the value that it is closed with. */
function needsPlainFact(facts: readonly Fact[], name: string, source: Source): void {
  const able = facts.filter(({ closed }) => closed !== undefined);
  if (able.some((fact) => fact.name === name)) return;
  source.fail("unknown_name", {
    zh: `没有写了 closed 的事项“${name}”。`,
    en: `There is no fact "${name}" with a closed value.`,
    ...suggestion(
      name,
      able.map((fact) => fact.name),
    ),
  });
}

function withExpiry(facts: readonly Fact[], expiring: Fact, source: Source): Fact[] {
  source.shape(["fact", "becomes"]);
  const date = source.get("fact").string();
  const becomes = choice(expiring, source.get("becomes"));
  if (!facts.some((fact) => fact.name === date && fact.type === "date")) {
    source.get("fact").fail("unknown_name", {
      zh: `没有日期事项“${date}”。`,
      en: `There is no date fact "${date}".`,
      ...suggestion(
        date,
        facts.map((fact) => fact.name),
      ),
    });
  }
  return facts.map((fact) =>
    fact.name === expiring.name && becomes !== undefined ? { ...fact, expiresWith: { fact: date, becomes } } : fact,
  );
}
