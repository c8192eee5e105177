import type { Fact, Vocabulary } from "@huican/engine";
import type { Column, Value } from "../../platform/workbook/index.ts";
import type { AreaList } from "../area/area-list.ts";
import { areaWords } from "../area/area-words.ts";
import { partTexts } from "../change/part-texts.ts";
import { registryErrors } from "../errors.ts";
import { sealedKinds, type SealedKind } from "../identity/sealed-value.ts";
import { factWords } from "./fact-words.ts";
import type { ExportedFields, ExportedPerson } from "./export-people.ts";

/** What may stand in an exported list, and how its cells are made of somebody. */
export type ExportColumn = Column & {
  /** `name`, `area`, a kind of sealed value, or a fact. */
  readonly key: string;
  readonly read: (person: ExportedPerson) => Value;
};

/** What every list begins with: enough to tell people from one another. */
export const firstColumns: readonly string[] = ["name", "area", "person.sex", "person.birth_date", "certificate.status", "person.deceased"];

const sealedWidths: Readonly<Record<SealedKind, number>> = {
  "identity-number": 22,
  "certificate-number": 26,
  phone: 16,
  "bank-account": 26,
  address: 40,
};

/**
 * The columns of a list, by their keys.
 * @param facts those that a snapshot has
 * @throws Refusal where a key is none
 */
export function exportColumns(
  keys: readonly string[],
  vocabulary: Vocabulary,
  facts: ReadonlySet<string>,
  areas: AreaList,
): readonly ExportColumn[] {
  const byName = new Map(vocabulary.facts.filter(({ name }) => facts.has(name)).map((fact) => [fact.name, fact]));
  return [...new Set(keys)].map((key) => {
    if (key === "name") return { key, header: "姓名", kind: "text", width: 14, read: ({ name }) => name };
    if (key === "area") return { key, header: "所在地", kind: "text", width: 34, read: ({ area }) => areaWords(areas, area) };
    if (isSealedKind(key))
      return { key, header: partTexts[key].zh, kind: "text", width: sealedWidths[key], read: ({ values }) => joined(values, key) };
    const fact = byName.get(key);
    if (!fact) throw registryErrors.exportColumn();
    return factColumn(fact, areas);
  });
}

/** What has to be read for some columns. */
export function fieldsOf(columns: readonly ExportColumn[]): ExportedFields {
  const keys = columns.map(({ key }) => key);
  return { facts: keys.filter((key) => key.includes(".")), values: keys.filter(isSealedKind) };
}

export function isSealedKind(key: string): key is SealedKind {
  return (sealedKinds as readonly string[]).includes(key);
}

/** Somebody may have two telephones. */
function joined(values: ExportedPerson["values"], kind: SealedKind): string {
  return [...new Set(values.filter((value) => value.kind === kind).map(({ text }) => text))].join("、");
}

const widths: Readonly<Record<Fact["type"], number>> = { bool: 10, int: 10, money: 12, date: 12, region: 34, enum: 12 };
const kinds: Readonly<Partial<Record<Fact["type"], Column["kind"]>>> = { int: "number", money: "number", date: "day" };

function factColumn(fact: Fact, areas: AreaList): ExportColumn {
  const header = fact.label.zh + unitOf(fact);
  return {
    key: fact.name,
    header,
    kind: kinds[fact.type] ?? "text",
    // Two lines of the head, each character as wide as two digits.
    width: Math.max(widths[fact.type], Math.min(header.length + 2, 24)),
    read: ({ facts }) => {
      const value = facts[fact.name] ?? null;
      return value === null ? null : factWords(fact, value, areas);
    },
  };
}

function unitOf({ type, name }: Fact): string {
  if (type === "money") return "（元）";
  return type === "int" && name.startsWith("disability.") ? "（级，0为没有）" : "";
}
